"""The fault log reader: limits with their ends, repeated faults, and what clerks get wrong."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules_shanghai.readers import FaultLog
from tests.shanghai.sheets import Sheet

COLUMNS = ("system", "cause", "severity", "reported", "responded", "repaired")
START = datetime(2017, 3, 5, 9, 0)  # noqa: DTZ001 - logs are kept in local time


def row(
    *,
    day: float = 0,
    system: str = "门户",
    cause: str = "网络中断",
    severity: str = "一般",
    respond: timedelta | None = timedelta(minutes=5),
    repair: timedelta | None = timedelta(hours=2),
) -> list[str]:
    """Return the cells of a fault reported *day* days after the start."""
    reported = START + timedelta(days=day)
    return [
        system,
        cause,
        severity,
        str(reported),
        "" if respond is None else str(reported + respond),
        "" if repair is None else str(reported + repair),
    ]


def counts(*rows: Sequence[str], log: FaultLog | None = None) -> dict[str, int]:
    """Return the counts of *rows*, in which there must be no problem."""
    sheet = Sheet(COLUMNS, rows)
    found = dict((log or FaultLog()).reduce(sheet))

    assert [] == sheet.problems
    return found


def problems(*rows: Sequence[str]) -> list[tuple[int, str]]:
    """Return line and column of every problem in *rows*."""
    sheet = Sheet(COLUMNS, rows)
    FaultLog().reduce(sheet)
    return [(line, column) for line, column, _ in sheet.problems]


def test_every_declared_count_is_given() -> None:
    """The counts that the reader declares are those it returns, in the same order."""
    assert list(FaultLog.counts) == list(counts(row()))


def test_an_empty_log_counts_nothing() -> None:
    """A year without faults gives zeros, not an error."""
    assert dict.fromkeys(FaultLog.counts, 0) == counts()


@pytest.mark.parametrize(
    ("respond", "repair", "expected"),
    [
        (timedelta(minutes=30), timedelta(hours=24), (1, 1, 1)),
        (timedelta(minutes=30, seconds=1), timedelta(hours=24), (0, 1, 0)),
        (timedelta(minutes=30), timedelta(hours=24, seconds=1), (1, 0, 0)),
        (timedelta(minutes=30, microseconds=1), timedelta(hours=25), (0, 0, 0)),
        (timedelta(0), timedelta(0), (1, 1, 1)),
        (None, timedelta(hours=1), (0, 1, 0)),
        (timedelta(minutes=1), None, (1, 0, 0)),
        (None, None, (0, 0, 0)),
    ],
)
def test_limits_include_their_ends(
    respond: timedelta | None,
    repair: timedelta | None,
    expected: tuple[int, int, int],
) -> None:
    """Exactly 30 minutes and exactly 24 hours are in time, a second more is not, and a blank never is."""
    found = counts(row(respond=respond, repair=repair))

    assert expected == (found["responded_in_time"], found["repaired_in_time"], found["in_time"])


def test_in_time_is_both_of_one_fault() -> None:
    """A late response of one fault and a late repair of another leave neither in time."""
    found = counts(row(respond=timedelta(hours=1)), row(day=1, cause="断电", repair=timedelta(days=2)))

    assert (1, 1, 0) == (found["responded_in_time"], found["repaired_in_time"], found["in_time"])


def test_limits_are_parameters() -> None:
    """Other limits, also broken ones, are compared exactly."""
    log = FaultLog(response_minutes=Decimal("0.5"), repair_hours=Decimal("1.5"))

    assert 1 == counts(row(respond=timedelta(seconds=30), repair=timedelta(minutes=90)), log=log)["in_time"]
    assert 0 == counts(row(respond=timedelta(seconds=31), repair=timedelta(minutes=90)), log=log)["in_time"]


def test_a_negative_limit_is_refused() -> None:
    """No limit is below zero."""
    with pytest.raises(ValueError, match="response_minutes"):
        FaultLog(response_minutes=Decimal(-1))


@pytest.mark.parametrize(("days", "expected"), [(30, 1), (30.5, 0), (0.25, 1)])
def test_the_window_of_repeats_includes_its_end(days: float, expected: int) -> None:
    """The same fault exactly 30 days later is repeated, later it is not."""
    assert expected == counts(row(), row(day=days))["repeated"]


def test_a_chain_of_repeats_counts_from_the_fault_before() -> None:
    """Each fault is held against the one before it, not against the first."""
    assert 2 == counts(row(), row(day=20), row(day=40))["repeated"]


def test_faults_reported_together_repeat() -> None:
    """Two faults of one kind reported in the same second are one fault and its repeat."""
    assert 1 == counts(row(), row(repair=timedelta(hours=3)))["repeated"]


def test_another_system_or_cause_is_no_repeat() -> None:
    """Only the same system and the same cause repeat."""
    assert 0 == counts(row(), row(day=1, system="报送"), row(day=2, cause="断电"))["repeated"]


def test_words_compare_without_width_case_and_spaces() -> None:
    """What a clerk writes in another width or case is the same system, cause and severity."""
    first = row(system="OA 系统", cause="DB超时", severity="MAJOR")
    second = row(day=1, system="ＯＡ系统", cause="db 超时", severity="重大故障")

    assert (1, 2) == (counts(first, second)["repeated"], counts(first, second)["major"])


def test_severities_can_be_declared() -> None:
    """A bureau's own words for severities are parameters."""
    log = FaultLog(major="一级、二级", minor="三级|四级")

    assert 1 == counts(row(severity="二级"), row(day=1, severity="四级", cause="断电"), log=log)["major"]


def test_an_unknown_severity_is_a_problem() -> None:
    """A misspelt severity is reported, not counted as no major fault."""
    assert [(2, "severity")] == problems(row(severity="重太"))


@pytest.mark.parametrize("column", ["system", "cause", "severity", "reported"])
def test_a_blank_cell_that_every_fault_needs_is_a_problem(column: str) -> None:
    """Without system, cause, severity or time of report a fault cannot be counted."""
    cells = ["" if name == column else cell for name, cell in zip(COLUMNS, row(), strict=True)]

    assert [(2, column)] == problems(cells)


def test_an_unreadable_report_is_one_problem() -> None:
    """What the library has reported already is not reported again."""
    cells = ["昨天" if name == "reported" else cell for name, cell in zip(COLUMNS, row(), strict=True)]

    assert [(2, "reported")] == problems(cells)


@pytest.mark.parametrize(("name", "column"), [("respond", "responded"), ("repair", "repaired")])
def test_times_before_the_report_are_problems(name: str, column: str) -> None:
    """A response or repair before the report is a slip of the clerk."""
    assert [(2, column)] == problems(row(**{name: timedelta(seconds=-1)}))  # type: ignore[arg-type]


def test_the_same_row_twice_is_a_problem() -> None:
    """A row that was pasted twice would count as a repeated fault."""
    assert [(4, "reported")] == problems(row(), row(day=1), row())


FAULT = st.tuples(
    st.sampled_from(["甲", "乙"]),
    st.sampled_from(["断网", "断电"]),
    st.sampled_from(["一般", "重大"]),
    st.integers(0, 100 * 86400),
    st.none() | st.integers(0, 3600) | st.sampled_from([1799, 1800, 1801]),
    st.none() | st.integers(0, 200000) | st.sampled_from([86399, 86400, 86401]),
)


def cells(fault: tuple[str, str, str, int, int | None, int | None]) -> list[str]:
    """Return the row of a fault given in seconds."""
    system, cause, severity, at, respond, repair = fault
    return row(
        day=0,
        system=system,
        cause=cause,
        severity=severity,
        respond=None if respond is None else timedelta(seconds=respond),
        repair=None if repair is None else timedelta(seconds=repair),
    )[:3] + [
        "" if moment is None else str(START + timedelta(seconds=moment))
        for moment in (at, *(None if delay is None else at + delay for delay in (respond, repair)))
    ]


@given(faults=st.lists(FAULT, max_size=12, unique_by=lambda fault: fault[3]))
def test_the_reader_agrees_with_the_plain_definition(
    faults: list[tuple[str, str, str, int, int | None, int | None]],
) -> None:
    """The counts are those of the definition, written naively in whole seconds."""
    responded = [fault[4] is not None and fault[4] <= 1800 for fault in faults]
    repaired = [fault[5] is not None and fault[5] <= 86400 for fault in faults]
    repeated = [any(a[:2] == b[:2] and 0 < b[3] - a[3] <= 30 * 86400 for a in faults) for b in faults]
    expected = {
        "faults": len(faults),
        "responded_in_time": sum(responded),
        "repaired_in_time": sum(repaired),
        "in_time": sum(map(min, responded, repaired)),
        "repeated": sum(repeated),
        "major": [fault[2] for fault in faults].count("重大"),
    }

    assert expected == counts(*map(cells, faults))


@given(faults=st.lists(FAULT, max_size=8, unique_by=lambda fault: fault[3]), data=st.data())
def test_the_order_of_rows_does_not_matter(
    faults: list[tuple[str, str, str, int, int | None, int | None]],
    data: st.DataObject,
) -> None:
    """A log sorted by anything gives the same counts."""
    shuffled = data.draw(st.permutations(faults))

    assert counts(*map(cells, faults)) == counts(*map(cells, shuffled))


@given(minutes=st.lists(st.integers(0, 120), min_size=2, max_size=6))
def test_longer_limits_never_lose_a_fault_in_time(minutes: list[int]) -> None:
    """What is in time within a limit is in time within every longer one."""
    log = [row(day=n, respond=timedelta(minutes=minute)) for n, minute in enumerate(minutes)]
    found = [counts(*log, log=FaultLog(response_minutes=Decimal(limit)))["in_time"] for limit in range(0, 121, 30)]

    assert all(less <= more for less, more in pairwise(found))
