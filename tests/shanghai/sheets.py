"""Rows as an evidence reader sees them, from plain cells: a reader needs nothing else of the library."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import attrs


@attrs.frozen
class SheetRow:
    """One row of a sheet, its blank cells as empty text."""

    line: int
    cells: Mapping[str, str]
    problems: list[tuple[int, str, str]]

    def text(self, column: str) -> str:
        """Return the text of the cell."""
        return self.cells.get(column, "").strip()

    def moment(self, column: str) -> datetime | None:
        """Return the moment in the cell, `None` when it is blank or is none."""
        if not self.text(column):
            return None
        try:
            return datetime.fromisoformat(self.text(column))
        except ValueError:
            self.problem(column, "no moment")
            return None

    def number(self, column: str) -> Decimal | None:
        """Return the number in the cell."""
        return Decimal(self.text(column)) if self.text(column) else None

    def problem(self, column: str, message: object) -> None:
        """Record what is wrong with the cell."""
        self.problems.append((self.line, column, str(message)))


@attrs.frozen
class Sheet:
    """The rows of a file, the answers of the survey that they fill, and the problems found in them."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    answers: Mapping[str, str] = attrs.field(factory=dict)
    problems: list[tuple[int, str, str]] = attrs.field(factory=list)

    def __iter__(self) -> Iterator[SheetRow]:
        """Iterate the rows; the first stands in line 2, below the headings."""
        for line, row in enumerate(self.rows, start=2):
            yield SheetRow(line, dict(zip(self.columns, row, strict=True)), self.problems)
