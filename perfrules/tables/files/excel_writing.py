"""Workbooks of Excel (.xlsx), written row by row, as people read them: headings stay, marks have all their decimals."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import attrs
import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Problem, TableError
from perfrules.tables.files.excel import needed

MOST: Final = 1_048_575
"""How many rows below the headings a sheet can have."""
WIDEST: Final = 48
"""How many characters of a column are shown unless it is made wider."""
SEEN: Final = 200
"""How many rows say how wide the columns are."""


@attrs.define(eq=False, slots=False)
class ExcelWriter:
    """
    Writes a sheet row by row.

    Attributes:
        path: the place of the file.
        schema: its columns.
        rows: how many rows were written.

    """

    path: str
    schema: Any
    rows: int = 0
    book: Any = attrs.field(init=False)
    sheet: Any = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        needed()
        from openpyxl import Workbook

        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet("perfrules")

    @cached_property
    def cells(self) -> Sequence[Any]:
        """A cell for each column, which is written over and over again: its format stays, its value changes."""
        from openpyxl.cell import WriteOnlyCell

        made = [WriteOnlyCell(self.sheet) for _ in self.schema.names]
        for cell, field in zip(made, self.schema, strict=True):
            if pa.types.is_decimal(field.type):
                cell.number_format = "0." + "0" * field.type.scale if field.type.scale else "0"
        return made

    def write(self, batch: Any) -> None:
        """Write rows; raise TableError where a sheet has no room for them."""
        if not self.rows:
            self._begin(batch.slice(0, SEEN))
        self.rows += batch.num_rows
        if self.rows > MOST:
            message = text("a sheet of Excel has room for {rows} rows", rows=MOST)
            raise TableError([Problem("PR822", message, advice=text("write Parquet or CSV instead"))])
        try:
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                self.sheet.append([_filled(cell, value) for cell, value in zip(self.cells, row, strict=True)])
        except ValueError as error:  # characters and values that no sheet holds
            message = text("a sheet of Excel cannot hold this: {reason}", reason=str(error))
            raise TableError([Problem("PR822", message, advice=text("write Parquet or CSV instead"))]) from None

    def _begin(self, batch: Any) -> None:
        """Write the headings; *batch* has the first rows, which say how wide the columns are."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        self.sheet.freeze_panes = "A2"
        for at, width in enumerate(_widths(self.schema.names, batch), 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        headings = [_filled(WriteOnlyCell(self.sheet), name) for name in self.schema.names]
        for cell, field in zip(headings, self.schema, strict=True):
            cell.font = Font(name="Calibri", bold=True)
            cell.alignment = Alignment(horizontal="right" if pa.types.is_decimal(field.type) else "left")
        self.sheet.append(headings)

    def close(self) -> None:
        """Finish the workbook."""
        from openpyxl.utils import get_column_letter

        if not self.rows:
            self._begin(pa.RecordBatch.from_pylist([], self.schema))
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(self.schema.names), 1))}{self.rows + 1}"
        self._save()
        self.book.close()

    def _save(self) -> None:
        from openpyxl.writer.excel import ExcelWriter as ArchiveWriter

        archive = ZipFile(self.path, "w", ZIP_DEFLATED, allowZip64=True)
        try:
            ArchiveWriter(self.book, archive).save()
        except BaseException:
            with suppress(Exception):  # else it tries to finish when it is forgotten, and complains
                archive.close()
            raise

    def abandon(self) -> None:
        """Let go of what was begun."""
        self.sheet.close()
        self.book.close()


def _filled(cell: Any, value: Any) -> Any:
    """Return *cell* with a value; a text that begins as formulas do is none."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _widths(names: Sequence[str], batch: Any) -> Iterator[int]:
    """Yield how wide each column is: in GB18030 a Chinese character takes two bytes, as it takes the room of two."""
    for name, column in zip(names, batch.columns, strict=True):
        shown = [name, *(str(value) for value in column.to_pylist() if value is not None)]
        yield min(max(len(one.encode("gb18030", "replace")) for one in shown) + 2, WIDEST)
