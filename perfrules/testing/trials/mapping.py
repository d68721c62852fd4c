"""What the columns of a table stand for: which evidence a cell gives, and what it says that must be given."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

import attrs

from perfrules.case import cells
from perfrules.case.cells import heading
from perfrules.case.expecting import Cell, Expectation, NodeExpectation
from perfrules.case.form import Report, structured
from perfrules.case.numbers import UnfitValueError, exact
from perfrules.language import Text, text
from perfrules.model.fields import key_of
from perfrules.problems import Key, suggestion

NODE_KEYS: Final = tuple(key_of(field) for field in attrs.fields(NodeExpectation))
_KEYS: Final = tuple(key_of(field) for field in attrs.fields(Expectation))
_CELL_KEYS: Final = frozenset(key_of(field) for field in attrs.fields(Cell))
_LIMITS: Final = ("at_least", "above", "at_most", "below")


class BlankError(Exception):
    """A blank cell, where nobody has said what that means."""


def cell_of(value: Any, key: Key, report: Report) -> Cell | None:
    """Return what a column stands for: its heading alone, or a table with it; None where it is neither."""
    if isinstance(value, str) and value.strip():
        return Cell(column=value)
    if not isinstance(value, Mapping):
        report("PR023", text("the heading of a column was expected, or a table with `column`"), key, None)
        return None
    faulty = []

    def noted(code: str, message: Text, where: Key, advice: Text | None) -> None:
        faulty.append(code)
        report(code, message, where, advice)

    found: Cell | None = structured(dict(value), Cell, key, noted)
    if not faulty and found is not None and not found.column.strip():
        noted("PR023", text("the heading of a column was expected, or a table with `column`"), (*key, "column"), None)
    return None if faulty else found


def evidence_cells(written: Mapping[str, Any], key: Key, report: Report) -> dict[str, Cell]:
    """Return the columns of evidence, by field, code or flat name."""
    found = {name: cell_of(value, (*key, name), report) for name, value in written.items()}
    for name, cell in found.items():
        if cell is not None and not _is_evidence_blank(cell.blank):
            _report_blank(report, (*key, name, "blank"), text('`blank` is "missing" or {{ not_applicable = "…" }}'))
    return {name: cell for name, cell in found.items() if cell is not None}


def _is_evidence_blank(blank: Any) -> bool:
    if isinstance(blank, Mapping):
        reason = blank.get("not_applicable")
        return len(blank) == 1 and isinstance(reason, str) and bool(reason.strip())
    return blank is None or blank == "missing"


def check_blank(blank: Any, key: Key, report: Report) -> None:
    """Report what `blank` of a whole table says, where it is none of its words."""
    if not _is_evidence_blank(blank):
        _report_blank(report, key, text('`blank` is "missing" or {{ not_applicable = "…" }}'))


def _report_blank(report: Report, key: Key, said: Text) -> None:
    report("PR023", said, key, None)


def expected_cells(written: Mapping[str, Any], key: Key, report: Report) -> dict[Key, Cell]:
    """Return the columns of what is expected, by key path: ("marks",) or ("nodes", "A", "grade")."""
    found: dict[Key, Cell] = {}
    for name, value in written.items():
        if name == "nodes" and isinstance(value, Mapping):
            for code, inner in value.items():
                found |= dict(_of_node(code, inner, (*key, "nodes", code), report))
        elif name not in _KEYS or name == "nodes":
            report("PR021", text("`{name}` is unknown here", name=name), (*key, name), suggestion(name, _KEYS))
        elif (cell := cell_of(value, (*key, name), report)) is not None:
            found[name,] = cell
    for path, cell in found.items():
        if cell.blank not in (None, "nothing", "null"):
            _report_blank(report, (*key, *path, "blank"), text('`blank` is "nothing" or "null" of what is expected'))
    return found


def _of_node(code: str, value: Any, key: Key, report: Report) -> Iterator[tuple[Key, Cell]]:
    if not isinstance(value, Mapping) or _CELL_KEYS & value.keys():
        cell = cell_of(value, key, report)
        if cell is not None:
            yield ("nodes", code, "marks"), cell
        return
    for name, inner in value.items():
        if name not in NODE_KEYS:
            report("PR021", text("`{name}` is unknown here", name=name), (*key, name), suggestion(name, NODE_KEYS))
        elif (cell := cell_of(inner, (*key, name), report)) is not None:
            yield ("nodes", code, name), cell


def value_in(cell: Cell, written: str) -> Any:
    """
    Return what the text of a cell stands for.

    Raises:
        BlankError: it is blank.
        KeyError: the column has `values`, and this text is none of them.

    """
    if cell.values:
        if written in cell.values:
            return cell.values[written]
        if written:
            raise KeyError(written)
    if not written:
        raise BlankError
    return written


class Filter:
    """The condition under which a row is taken: each column of it must fit."""

    def __init__(self, where: Mapping[str, Any], key: Key, report: Report) -> None:
        """Prepare for the conditions *where*; report those that cannot be read."""
        self.where = where
        for column, wanted in where.items():
            if not column.strip():
                report("PR023", text("the heading of a column was expected, or a table with `column`"), key, None)
            if isinstance(wanted, Mapping):
                if not wanted:
                    report("PR023", text("a number or a date was expected"), (*key, column), None)
                for name, limit in wanted.items():
                    if name not in _LIMITS:
                        advice = suggestion(name, _LIMITS)
                        report("PR021", text("`{name}` is unknown here", name=name), (*key, column, name), advice)
                    elif not _is_limit(limit):
                        report("PR023", text("a number or a date was expected"), (*key, column, name), None)

    def takes(self, row: Mapping[str, str]) -> bool:
        """Return whether a row is taken; raise `UnfitValueError` for a cell that has no number or date to compare."""
        return all(_fits(row[column], wanted) for column, wanted in self.where.items())


def _is_limit(limit: Any) -> bool:
    """Return whether cells can be compared with *limit*: a day without a time, or a number, also in quotes."""
    if isinstance(limit, date):
        return not isinstance(limit, datetime)
    try:
        exact(limit, percent=True)
    except UnfitValueError:
        return False
    return True


def _fits(written: str, wanted: Any) -> bool:
    if isinstance(wanted, list | tuple):
        return any(_equal(written, one) for one in wanted)
    if not isinstance(wanted, Mapping):
        return _equal(written, wanted)
    tests = {
        "at_least": lambda value, limit: value >= limit,
        "above": lambda value, limit: value > limit,
        "at_most": lambda value, limit: value <= limit,
        "below": lambda value, limit: value < limit,
    }
    return all(tests[name](*_compared(written, limit)) for name, limit in wanted.items())


def _equal(written: str, wanted: Any) -> bool:
    if isinstance(wanted, str):
        return heading(written) == heading(wanted)
    try:
        value, limit = _compared(written, wanted)
    except UnfitValueError:
        return False
    return bool(value == limit)


def _compared(written: str, limit: Any) -> tuple[Any, Any]:
    """Return a cell and what it is compared with, both as numbers or both as days."""
    if not isinstance(limit, date) or isinstance(limit, datetime):
        return exact(written, percent=True), exact(limit, percent=True)
    day = cells.day(written)
    if isinstance(day, Text):
        raise UnfitValueError("PR413", day)
    return day, limit
