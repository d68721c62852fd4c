"""Reduce a fault log (故障记录) to the counts that indicators read."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import ClassVar

import attrs

import perfrules as pr

from .wording import plain, words

_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60 * 1_000_000
_HOUR = 60 * _MINUTE
_SAME = "this row says the same as line {line}; delete one of the two"
_SEVERITY = "“{word}” is not a known severity; write 重大 or 一般, or declare the word in the reader's parameters"
_NO_REPORT = "the time of the report is blank; write it, such as 2017-03-05 09:05"
_BLANK = "this cell is blank; write what is known, so that one kind of fault can be told from another"
_BEFORE = "{moment} is before the report at {reported}; correct one of the two"
_COLUMNS = (
    pr.Column("system", "系统", aliases=("系统名称", "所属系统", "应用系统", "故障系统")),
    pr.Column("cause", "原因", aliases=("故障原因", "原因分类")),
    pr.Column("severity", "级别", aliases=("故障级别", "故障等级", "严重程度", "等级")),
    pr.Column("reported", "报障时间", aliases=("报修时间", "报告时间", "上报时间", "发生时间")),
    pr.Column("responded", "响应时间", aliases=("首次响应时间", "到场时间")),
    pr.Column("repaired", "修复时间", aliases=("恢复时间", "解决时间", "处理完成时间")),
)


@attrs.frozen
class Fault:
    """
    One fault (故障) of the log, its words in plain form.

    A time that is `None` was left blank: the fault was not responded to, or not repaired.
    """

    system: str
    cause: str
    severity: str
    reported: datetime
    responded: datetime | None
    repaired: datetime | None


def _elapsed(start: datetime, end: datetime | None) -> int | None:
    """Return the microseconds from *start* to *end*, exactly; `None` without an end."""
    return None if end is None else (end - start) // _MICROSECOND


def _within(elapsed: int | None, limit: Decimal) -> bool:
    return elapsed is not None and elapsed <= limit


@attrs.frozen
class FaultLog:
    """
    Count the faults of a log, one row a fault (故障记录, 一行一次).

    A fault is *responded in time* (响应及时) when at most `response_minutes` passed from report to response, and
    *repaired in time* (修复及时) when at most `repair_hours` passed from report to repair; both ends are included and
    compared exactly. It is *in time* when both hold. A blank response or repair is not in time.

    A fault is *repeated* (重复发生) when the fault of the same system and cause before it was reported at most
    `repeat_days` times 24 hours earlier, end included; the first of a row of equal faults is not repeated itself.

    A severity is *major* (重大) when it is one of the words of `major`; every other severity must be one of `minor`,
    so that a misspelt word is a problem and not a lost fault.
    """

    name: ClassVar[str] = "shanghai/fault-log"
    columns: ClassVar[tuple[pr.Column, ...]] = _COLUMNS
    counts: ClassVar[Mapping[str, str]] = {
        "faults": "故障次数",
        "responded_in_time": "响应及时的故障次数",
        "repaired_in_time": "修复及时的故障次数",
        "in_time": "响应和修复都及时的故障次数",
        "repeated": "重复发生的故障次数",
        "major": "重大故障次数",
    }

    response_minutes: Decimal = attrs.field(default=Decimal(30), validator=attrs.validators.ge(Decimal(0)))
    """The limit for the response, in minutes."""
    repair_hours: Decimal = attrs.field(default=Decimal(24), validator=attrs.validators.ge(Decimal(0)))
    """The limit for the repair, in hours."""
    repeat_days: Decimal = attrs.field(default=Decimal(30), validator=attrs.validators.ge(Decimal(0)))
    """The window within which the same fault counts as repeated, in days of 24 hours."""
    major: str = "重大,重大故障,特大,特大故障,特别重大,特别重大故障,major,critical"
    """The words for a major fault, separated by commas."""
    minor: str = "一般,一般故障,较大,较大故障,普通,普通故障,轻微,轻微故障,minor,normal"
    """The words for any other fault, separated by commas."""

    def reduce(self, records: pr.Records) -> Mapping[str, int]:
        """Return the counts of *records*; what cannot be read is recorded as a problem of its row."""
        faults = list(self._faults(records))
        responded = [_within(_elapsed(f.reported, f.responded), self.response_minutes * _MINUTE) for f in faults]
        repaired = [_within(_elapsed(f.reported, f.repaired), self.repair_hours * _HOUR) for f in faults]
        major = {plain(word) for word in words(self.major)}
        return {
            "faults": len(faults),
            "responded_in_time": sum(responded),
            "repaired_in_time": sum(repaired),
            "in_time": sum(a and b for a, b in zip(responded, repaired, strict=True)),
            "repeated": self._repeated(faults),
            "major": sum(fault.severity in major for fault in faults),
        }

    def _faults(self, records: pr.Records) -> Iterator[Fault]:
        known = {plain(word) for text in (self.major, self.minor) for word in words(text)}
        seen: dict[Fault, int] = {}
        for row in records:
            fault = _read(row, known)
            if fault is None:
                continue
            if fault in seen:
                row.problem("reported", pr.text(_SAME, line=seen[fault]))
            seen.setdefault(fault, row.line)
            yield fault

    def _repeated(self, faults: list[Fault]) -> int:
        window = self.repeat_days * 24 * _HOUR
        latest: dict[tuple[str, str], datetime] = {}
        count = 0
        for fault in sorted(faults, key=lambda fault: fault.reported):
            kind = (fault.system, fault.cause)
            count += kind in latest and _within(_elapsed(latest[kind], fault.reported), window)
            latest[kind] = fault.reported
        return count


def _read(row: pr.Row, known: set[str]) -> Fault | None:
    """Return the fault of *row*, or `None` when a cell that every fault needs is blank or cannot be read."""
    system, cause, severity = (_word(row, column) for column in ("system", "cause", "severity"))
    if severity and severity not in known:
        row.problem("severity", pr.text(_SEVERITY, word=row.text("severity")))
    reported = row.moment("reported")
    if reported is None:
        if not row.text("reported"):
            row.problem("reported", pr.text(_NO_REPORT))
        return None
    responded, repaired = (_after(row, column, reported) for column in ("responded", "repaired"))
    return Fault(system, cause, severity, reported, responded, repaired)


def _word(row: pr.Row, column: str) -> str:
    word = plain(row.text(column))
    if not word:
        row.problem(column, pr.text(_BLANK))
    return word


def _after(row: pr.Row, column: str, reported: datetime) -> datetime | None:
    moment = row.moment(column)
    if moment is not None and moment < reported:
        row.problem(column, pr.text(_BEFORE, moment=moment, reported=reported))
        return None
    return moment
