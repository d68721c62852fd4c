"""CSV files as clerks save them: their encoding, their separator, their rows with the lines in which they begin."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from perfrules.case.cells import heading
from perfrules.case.records import Column, Row, Sink
from perfrules.definition.files import MEBIBYTE
from perfrules.language import Text, text
from perfrules.problems import Place, Problem, suggestion

LARGEST = 64 * MEBIBYTE
"""How many bytes a file of records may have."""
ROWS = 200_000
"""How many rows it may have, blank ones not counted."""
LINES = 2_000_000
"""How many lines it may have, blank ones counted: spreadsheets save a million of them."""
PROBLEMS = 100
"""How many problems of one file are listed."""
_TALLEST = 1000
_LONGEST = MEBIBYTE
_HEADINGS = 200
_SEVERAL = 5
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SEPARATORS = (",", "\t", ";", "，", "|")


@attrs.frozen(eq=False, repr=False)
class Sheet:
    """
    A table as it stands in a file.

    Attributes:
        file: its path, for places.
        head: the line of the headings and the headings.
        rows: the rows below, each with its line; none of them wholly blank.

    """

    file: str
    head: tuple[int, Sequence[str]]
    rows: Sequence[tuple[int, Sequence[str]]] = attrs.field(repr=False)


def read_sheet(raw: bytes, file: str) -> Sheet | Problem:
    """Return the table that the bytes of a CSV file hold, or why there is none."""
    source = decoded(raw, file)
    if isinstance(source, Problem):
        return source
    rows: list[tuple[int, Sequence[str]]] = []
    try:
        for line, row in _rows(source):
            if len(rows) > ROWS:
                return Problem("PR451", text("the table has more than {rows} rows", rows=ROWS), Place(file))
            rows.append((line, row))
    except _BrokenTableError as error:
        message = text("the table cannot be read from this line on: {reason}", reason=error.reason)
        return Problem(error.code, message, Place(file, error.line))
    if not rows:
        advice = text("write the headings into the first row")
        return Problem("PR444", text("the table has no headings: nothing is written in it"), Place(file, 1), advice)
    return Sheet(file, rows[0], rows[1:])


def decoded(raw: bytes, file: str) -> str | Problem:
    """Return the text of a table; encodings are tried from the strictest to the most permissive."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            source = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        found = _UNPRINTABLE.search(source)
        if found is None:
            return source.replace("\r\n", "\n").replace("\r", "\n")
        line = source.count("\n", 0, found.start()) + 1
        message = text("the table has the character U+{code}, which no text has", code=f"{ord(found[0]):04X}")
        return Problem("PR442", message, Place(file, line), text("save it as CSV in UTF-8"))
    message = text("the table is neither UTF-8 nor GB18030")
    return Problem("PR442", message, Place(file), text("save it as CSV in UTF-8"))


class _BrokenTableError(Exception):
    def __init__(self, line: int, reason: Text, code: str = "PR443") -> None:
        self.line, self.reason, self.code = line, reason, code
        super().__init__(reason)


def _rows(source: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows that are not wholly blank, cells without the blanks around them, with the lines they begin in."""
    lines = _Lines(source)
    reader = csv.reader(lines, delimiter=_separator(source), strict=True)
    while True:
        line, lines.first = reader.line_num + 1, reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _BrokenTableError(line, text("{reason}", reason=error)) from error
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells


class _Lines:
    """The lines of a table; refuses what would take a reader of CSV very long or very much memory."""

    def __init__(self, source: str) -> None:
        self.first = self.number = 0
        self._lines = io.StringIO(source)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        if self.number > LINES:
            raise _BrokenTableError(self.number, text("there are more than {lines} lines", lines=LINES), "PR451")
        if self.number - self.first > _TALLEST or len(line) > _LONGEST:
            raise _BrokenTableError(self.first + 1, text("the row never ends"))
        return line


def _separator(source: str) -> str:
    """Return what separates the cells: the usual separator that stands most often in the first line with text."""
    first = next((line for line in source.split("\n", 50)[:50] if line.strip()), "")
    return max(_SEPARATORS, key=lambda sign: (first.count(sign) > 0 and first.count(sign), -_SEPARATORS.index(sign)))


def rows_for(sheet: Sheet, columns: Iterable[Column], report: Sink) -> list[Row] | None:
    """
    Return the rows of *sheet* by the names of *columns*, or None where a column is missing or there twice.

    Rows of another length than the headings are reported and left out.
    """
    declared = list(columns)
    line, headings = sheet.head
    positions, whole = _positions(declared, headings, lambda name, code, message: report(line, name, code, message))
    if not whole:
        return None
    width = len(headings)
    rows = []
    for where, cells in sheet.rows:
        if len(cells) < width or any(cells[width:]):
            message = text(
                "the row has {found} cells, and the headings are {expected}", found=len(cells), expected=width
            )
            report(where, "", "PR447", message)
            continue
        named = {name: "" if place is None else cells[place] for name, place in positions.items()}
        rows.append(Row(where, named, report))
    return rows


def _positions(
    columns: Sequence[Column], headings: Sequence[str], report: Callable[[str, str, Text], None]
) -> tuple[Mapping[str, int | None], bool]:
    """Return where each column stands, and whether all that are needed are there once."""
    found = [heading(written) for written in headings]
    positions: dict[str, int | None] = {}
    whole = True
    for column in columns:
        meant = {heading(written) for written in column.headings}
        places = [place for place, written in enumerate(found) if written in meant]
        positions[column.name] = places[0] if places else None
        if len(places) > 1:
            whole = False
            named = ", ".join(f"“{headings[place]}”" for place in places[:_SEVERAL])
            report(
                column.name,
                "PR446",
                text("several columns mean {column}: {named}", column=column.headings[0], named=named),
            )
        elif not places and column.required:
            whole = False
            report(column.name, "PR445", _missing(column, headings))
    return positions, whole


def _missing(column: Column, headings: Sequence[str]) -> Text:
    message = text("the column “{column}” is missing", column=column.headings[0])
    near = suggestion(column.headings[0], [written for written in headings[:_HEADINGS] if written])
    return message if near is None else text("{message}; {advice}", message=message, advice=near)


__all__ = ["LARGEST", "PROBLEMS", "ROWS", "Sheet", "read_sheet", "rows_for"]
