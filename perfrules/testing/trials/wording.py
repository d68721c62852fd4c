"""What came of a run, in words: expected and actual side by side, and why; and as plain data."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from perfrules.coverage.wording import cases_text
from perfrules.language import Text, text
from perfrules.rendering.cells import cell_width, pad
from perfrules.rendering.wording import listed, named
from perfrules.testing.trials.outcome import Mismatch, Report, TrialOutcome

FORMAT = "perfrules/report/1"
"""What the key `format` of a report says."""
MOST_TOLD = 50
"""Of how many failed cases a report says in words what differs."""
_WIDEST = 40


def failure_lines(outcome: TrialOutcome) -> list[str]:
    """Return what is to be said of a case that failed: a table of expected and actual, and why below it."""
    if outcome.status == "not run":
        return [str(text("not run: its set has problems, told above"))]
    lines = [str(problem) for problem in outcome.problems]
    lines += _table(outcome, outcome.mismatches) if outcome.mismatches else []
    return lines


def _table(outcome: TrialOutcome, mismatches: Sequence[Mismatch]) -> list[str]:
    head = ("", "", str(text("expected")), str(text("actual")))
    rows = [(_node(outcome, each), each.what, each.expected, each.actual) for each in mismatches]
    widths = [max(cell_width(row[place]) for row in (head, *rows)) for place in range(3)]
    lines = [_row(head, widths)]
    together = zip(rows, mismatches, strict=True)
    for _, group in groupby(together, key=lambda pair: pair[1].code):
        pairs = list(group)
        lines += [_row(row, widths) for row, _ in pairs]
        lines += [f"    {line}" for why in pairs[-1][1].why for line in why.split("\n")]
    return lines


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    *first, last = row
    cells = [pad(cell, min(width, _WIDEST)) for cell, width in zip(first, widths, strict=True)]
    return "  ".join([*cells, last]).rstrip()


def _node(outcome: TrialOutcome, mismatch: Mismatch) -> str:
    if outcome.rules is None or not mismatch.code:
        return mismatch.code
    node = outcome.rules.set.by_code[mismatch.code]
    return f"{node.code} {named(node.name, node.name_en)}".strip()


def report_lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report: the first failures, then the counts; problems of files are not among them."""
    failed = (outcome for outcome in report.outcomes if outcome.status == "failed")
    for outcome in islice(failed, MOST_TOLD):
        yield str(text("FAILED {place} {name}", place=outcome.trial.place, name=outcome.trial.name)).rstrip()
        yield from (f"    {line}" for line in failure_lines(outcome))
    more = sum(1 for _ in failed)
    if more:
        yield str(text("{number} more failed, which `--format json` tells of", number=more))
    if report.outcomes or not report.problems:
        yield summary(report)


def summary(report: Report) -> str:
    """Return the counts of a report in a line."""
    counts = report.counts
    parts = [
        str(text("{number} passed", number=counts["passed"])),
        str(text("{number} failed", number=counts["failed"])) if counts["failed"] else "",
        str(text("{number} not run", number=counts["not run"])) if counts["not run"] else "",
    ]
    said = cases_text(len(report.outcomes))
    more = [
        str(_exceptions(report.exceptions)) if report.exceptions else "",
        str(_left_out(report.left_out)) if report.left_out else "",
        str(_passed_over(len(report.passed_over))) if report.passed_over else "",
    ]
    return str(text("{cases}: {counts}", cases=said, counts=listed([*parts, *more])))


def _exceptions(number: int) -> Text:
    if number == 1:
        return text("1 of them a known exception")
    return text("{number} of them known exceptions", number=number)


def _left_out(number: int) -> Text:
    if number == 1:
        return text("1 row left out by `where`")
    return text("{number} rows left out by `where`", number=number)


def _passed_over(number: int) -> Text:
    if number == 1:
        return text("1 case that expects nothing passed over")
    return text("{number} cases that expect nothing passed over", number=number)


def report_data(report: Report) -> dict[str, Any]:
    """Return a report as plain JSON values, in the format `perfrules/report/1`."""
    return {
        "format": FORMAT,
        "ok": report.ok,
        "passed": report.counts["passed"],
        "failed": report.counts["failed"],
        "not_run": report.counts["not run"],
        "exceptions": report.exceptions,
        "left_out": report.left_out,
        "passed_over": list(report.passed_over),
        "cases": [_outcome(outcome) for outcome in report.outcomes],
    }


def _outcome(outcome: TrialOutcome) -> dict[str, Any]:
    trial = outcome.trial
    return {
        "file": trial.place.file,
        "line": trial.place.line,
        "name": trial.name,
        "status": outcome.status,
        "exception": trial.exception,
        "mismatches": [
            {
                "code": each.code,
                "what": each.what,
                "expected": each.expected,
                "actual": each.actual,
                "why": list(each.why),
            }
            for each in outcome.mismatches
        ],
        "problems": [{"code": problem.code, "message": problem.message} for problem in outcome.problems],
    }
