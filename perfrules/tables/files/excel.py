"""Workbooks of Excel (.xlsx): the first sheet, read row by row."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa

from perfrules.case.numbers import value_text
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import ROWS, Chunk, Opened


def needed() -> None:
    """Raise a TableError where the library for workbooks is not installed."""
    if find_spec("openpyxl") is None:
        message = text("Excel files need {library}, which is not installed", library="openpyxl")
        raise TableError([Problem("PR807", message, advice=text("install it: `pip install 'perfrules[batch]'`"))])


def open_excel(path: str) -> Opened:
    """Return the first sheet of a workbook; raise TableError where it is none, or has no headings."""
    needed()
    from openpyxl import load_workbook

    stream = Path(path).open("rb")  # noqa: SIM115 - closed when the last row was read
    try:
        book = load_workbook(stream, read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - what a broken archive raises is anything
        stream.close()
        message = text("the file is no workbook that can be read: {reason}", reason=str(error) or type(error).__name__)
        raise TableError([Problem("PR821", message, Place(path), text("save it as .xlsx once more"))]) from None

    def close() -> None:
        book.close()
        stream.close()

    sheet = book.worksheets[0] if book.worksheets else None
    rows = iter(()) if sheet is None else sheet.iter_rows(values_only=True)
    headings = _headings(rows)
    if not headings:
        close()
        message = text("the table has no headings: nothing is written in it")
        raise TableError([Problem("PR444", message, Place(path, 1), text("write the headings into the first row"))])
    schema = pa.schema([(name, pa.string()) for name in headings])
    known = None if sheet is None or sheet.max_row is None else max(sheet.max_row - 1, 0)
    return Opened(schema, _chunks(schema, rows), known, close)


def _headings(rows: Iterator[Sequence[Any]]) -> list[str]:
    """Return the first row that is not blank, without what is blank at its end."""
    for row in rows:
        cells = [(_cell(value) or "").strip() for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            return cells
    return []


def _chunks(schema: Any, rows: Iterator[Sequence[Any]]) -> Iterator[Chunk]:
    """Yield the rows; blank ones at the end of a sheet are none."""
    width = len(schema.names)
    kept: list[Sequence[str | None]] = []
    broken: dict[int, Problem] = {}
    blanks = 0
    for row in rows:
        cells = [_cell(value) for value in row]
        if not any(cells):
            blanks += 1
            continue
        kept += [(None,) * width] * blanks
        blanks = 0
        if any(cells[width:]):
            message = text(
                "the row has {found} cells, and the headings are {expected}", found=len(cells), expected=width
            )
            broken[len(kept)] = Problem("PR447", message)
            cells = []
        kept.append([*cells[:width], *(None,) * (width - len(cells))])
        if len(kept) >= ROWS:
            yield _chunk(schema, kept, broken)
            kept, broken = [], {}
    if kept:
        yield _chunk(schema, kept, broken)


def _chunk(schema: Any, rows: Sequence[Sequence[str | None]], broken: dict[int, Problem]) -> Chunk:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return Chunk(pa.RecordBatch.from_arrays(columns, schema=schema), broken)


def _cell(value: Any) -> str | None:
    """Return what a cell says as a text: numbers as their shortest decimals, a day without a time as a date."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    return value_text(value) or None
