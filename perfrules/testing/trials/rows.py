"""Cases from the rows of a CSV file: a mapping says which column is which evidence, and what must be given."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from perfrules.case import Case, Column
from perfrules.case.draft import Draft
from perfrules.case.expecting import CasesFile, Cell, RowsEntry
from perfrules.case.numbers import UnfitValueError, shown
from perfrules.case.recordings import inside, opened_sheet
from perfrules.case.records import Row
from perfrules.case.sheets import PROBLEMS, Sheet, rows_for
from perfrules.definition.document import Document
from perfrules.language import Text, text
from perfrules.problems import Key, Place, Problem, suggestion
from perfrules.testing.trials.expecting import Expected, expected_of
from perfrules.testing.trials.mapping import BlankError, Filter, check_blank, evidence_cells, expected_cells, value_in
from perfrules.testing.trials.trial import RowPart, Trial

_LISTS = frozenset({"problems", "met"})
"""Keys whose cells hold several names, with blanks, commas or semicolons between them."""


class Table:
    """
    Reads the cases of one `[[rows]]` entry.

    Attributes:
        problems: what is wrong, once `trials` was called.
        left_out: how many rows the condition leaves out.

    """

    def __init__(self, document: Document, place: int, entry: RowsEntry, folder: Path) -> None:
        """Prepare for the *entry* at a *place* in the list of a *document*."""
        self.document, self.entry, self.folder = document, entry, folder
        self.key: Key = ("rows", place)
        self.problems: list[Problem] = []
        self.left_out = 0
        self.names: tuple[Any, ...] = (entry.name,) if isinstance(entry.name, str) else tuple(entry.name)

    def report(self, code: str, message: Text, key: Key, advice: Text | None = None) -> None:
        """Record a problem at a key path of the document."""
        self.problems.append(Problem(code, message, self.document.place(key), advice))

    def trials(self, written: CasesFile) -> list[Trial]:
        """Return the cases of all rows that are taken; what is wrong is in `problems` then."""
        entry, key = self.entry, self.key
        filter_ = Filter(entry.where, (*key, "where"), self.report)
        evidence = evidence_cells(entry.evidence, (*key, "evidence"), self.report)
        expected = expected_cells(entry.expect, (*key, "expect"), self.report)
        check_blank(entry.blank, (*key, "blank"), self.report)
        if not self.names or not all(isinstance(name, str) and name.strip() for name in self.names):
            self.report("PR702", text("the rows have no name"), (*key, "name"), None)
        if not entry.expect:
            self.report("PR703", text("the rows expect nothing"), (*key, "expect"), None)
        rows = [] if self.problems else self._rows(filter_, evidence, expected)
        reader = _RowReader(self, written, evidence, expected)
        trials = [trial for row in rows if (trial := reader.trial(row)) is not None]
        self._check_exceptions({trial.name for trial in trials})
        return trials

    def _rows(self, filter_: Filter, evidence: Mapping[str, Cell], expected: Mapping[Key, Cell]) -> list[Row]:
        """Return the rows that the condition takes."""
        sheet = self._sheet()
        if sheet is None:
            return []
        used = [cell.column for cell in (*evidence.values(), *expected.values())]
        columns = dict.fromkeys([*self.names, *self.entry.where, *used])

        def sink(line: int, column: str, code: str, message: Text) -> None:
            if len(self.problems) < PROBLEMS:
                self.problems.append(Problem(code, message, Place(sheet.file, line, key=(column,) if column else ())))

        rows = rows_for(sheet, [Column(name, name) for name in columns], sink)
        taken = [row for row in rows or () if self._is_taken(row, filter_, sheet)]
        self.left_out = len(rows or ()) - len(taken)
        if rows is not None and not taken and not self.problems:
            self.report("PR701", text("no row of {file} is taken", file=self.entry.file), (*self.key, "where"))
        return taken

    def _is_taken(self, row: Row, filter_: Filter, sheet: Sheet) -> bool:
        try:
            return filter_.takes({column: row.text(column) for column in self.entry.where})
        except UnfitValueError as error:
            self.problems.append(Problem("PR709", error.text, Place(sheet.file, row.line), error.advice))
            return False

    def _sheet(self) -> Sheet | None:
        draft = Draft(row=[], place=self.document.place, folder=self.folder)
        key = (*self.key, "file")
        path = inside(draft, self.entry.file, key)
        opened = None if path is None else opened_sheet(draft, path, self.entry.file, key)
        self.problems += draft.problems
        return None if opened is None else opened[0]

    def _check_exceptions(self, names: set[str]) -> None:
        listed = [known.name for known in self.entry.except_]
        for place, known in enumerate(self.entry.except_ if names else ()):
            key = (*self.key, "except", place)
            if known.name not in names:
                message = text("no row is called `{name}`", name=known.name)
                self.report("PR708", message, (*key, "name"), suggestion(known.name, names))
            if known.name in listed[:place]:
                self.report("PR708", text("`{name}` is listed twice", name=known.name), (*key, "name"))
            if not known.reason.strip():
                self.report("PR708", text("the exception has no reason"), (*key, "reason"))


class _RowReader:
    """Makes a trial of each row of one table."""

    def __init__(
        self, table: Table, written: CasesFile, evidence: Mapping[str, Cell], expected: Mapping[Key, Cell]
    ) -> None:
        self.table, self.written, self.evidence, self.expected = table, written, evidence, expected
        self.known = {known.name: known.reason for known in table.entry.except_}
        self.file = str(table.folder / table.entry.file)

    def trial(self, row: Row) -> Trial | None:
        """Return the case of *row*, or None where something is wrong with it, which is reported."""
        before = len(self.table.problems)
        name = " ".join(row.text(column) for column in self.table.names).strip()
        if not name:
            self.report(row, "", "PR702", text("the row has no name"))
        evidence = dict(self.written.evidence) | dict(self._evidence(row))
        expected = self._expected(row)
        if expected is None or len(self.table.problems) > before:
            return None
        case = Case(
            indicator_set=self.written.indicator_set,
            project={"name": name},
            evidence=evidence,
            on=self.written.on,
            population=self.written.population,
            folder=self.table.folder,
            source=RowPart(self.file, row.line, self.table.document),
        )
        return Trial(str(self.table.document.file or ""), name, case, expected, self.known.get(name, ""))

    def report(self, row: Row, column: str, code: str, message: Text, advice: Text | None = None) -> None:
        """Record a problem of a cell."""
        if len(self.table.problems) < PROBLEMS:
            place = Place(self.file, row.line, key=(column,) if column else ())
            self.table.problems.append(Problem(code, message, place, advice))

    def _evidence(self, row: Row) -> Iterator[tuple[str, Any]]:
        for name, cell in self.evidence.items():
            try:
                yield name, value_in(cell, row.text(cell.column))
            except KeyError as error:
                self._unlisted(row, cell, error)
            except BlankError:
                blank = self.table.entry.blank if cell.blank is None else cell.blank
                if isinstance(blank, Mapping):
                    flat = "/" in name
                    yield (f"{name}/na", blank["not_applicable"]) if flat else (name, dict(blank))
                elif blank is None:
                    yield name, ""

    def _unlisted(self, row: Row, cell: Cell, error: KeyError) -> None:
        message = text("{value} is not among the `values` of the column", value=shown(error.args[0]))
        self.report(row, cell.column, "PR709", message, suggestion(error.args[0], cell.values))

    def _expected(self, row: Row) -> Expected | None:
        """Return what the row says that must be given."""
        data: dict[str, Any] = {}
        before = len(self.table.problems)
        for path, cell in self.expected.items():
            try:
                self._put(data, path, value_in(cell, row.text(cell.column)))
            except KeyError as error:
                self._unlisted(row, cell, error)
            except BlankError:
                if cell.blank == "null":
                    self._put(data, (*path[:-1], "null"), True)
                elif cell.blank is None:
                    advice = text('say what it means with `blank`: "nothing" or "null"')
                    self.report(row, cell.column, "PR709", text("the cell is blank"), advice)

        if len(self.table.problems) > before:
            return None

        def sink(code: str, message: Text, key: Key, advice: Text | None) -> None:
            self.report(row, self._column(key), code, message, advice)

        return expected_of(data, (), sink)

    def _column(self, key: Key) -> str:
        """Return the heading of the column that an expectation at *key* comes from."""
        return next((cell.column for path, cell in self.expected.items() if key[: len(path)] == path), "")

    @staticmethod
    def _put(data: dict[str, Any], path: Key, value: Any) -> None:
        *above, last = map(str, path)
        for name in above:
            data = data.setdefault(name, {})
        if last in _LISTS and isinstance(value, str):
            value = value.replace(",", " ").replace(";", " ").replace("，", " ").replace("；", " ").split()
        data[last] = value
