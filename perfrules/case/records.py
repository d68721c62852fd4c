"""Records (记录) as an evidence reader gets them: rows by the names of its columns, their cells read on demand."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

import attrs

from perfrules.case import cells
from perfrules.content import ByContent
from perfrules.language import Text, text

_T = TypeVar("_T")
Sink = Callable[[int, str, str, Text], None]
"""What takes a problem: line, name of the column, code and message."""


def _nowhere(line: int, column: str, code: str, message: Text) -> None:
    """Pass over a problem."""


def _several(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* as a tuple; one text is one name, and not the names of its characters."""
    return (names,) if isinstance(names, str) else tuple(names)


@attrs.frozen(eq=False, repr=False)
class Column(ByContent):
    """
    A column (列) of a file of records, as a reader declares it.

    Attributes:
        name: what the reader calls it.
        title: what its heading usually says.
        aliases: other headings that mean the same.
        required: whether a file without it is refused.

    """

    name: str
    title: str = ""
    aliases: tuple[str, ...] = attrs.field(default=(), converter=_several)
    required: bool = True

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column, the usual one first."""
        return tuple(heading for heading in (self.title, self.name, *self.aliases) if heading)


@attrs.frozen(eq=False)
class Row:
    """
    One row (一行) of a file of records.

    Attributes:
        line: the line of the file in which it begins, from 1.

    """

    line: int
    _cells: Mapping[str, str]
    _sink: Sink = attrs.field(default=_nowhere, repr=False)

    def text(self, column: str) -> str:
        """Return the text of a cell without the blanks around it; "" for a blank cell. KeyError for no column."""
        return self._cells[column]

    def moment(self, column: str) -> datetime | None:
        """Return the date and time of a cell; None for a blank cell, and for a bad one, which is a problem."""
        return self._read(column, cells.moment)

    def date(self, column: str) -> date | None:
        """Return the date of a cell; None for a blank cell, and for a bad one, which is a problem."""
        return self._read(column, cells.day)

    def number(self, column: str) -> Decimal | None:
        """Return the number of a cell, 98.09% as 0.9809; None for a blank or bad cell; a bad one is a problem."""
        return self._read(column, cells.number)

    def problem(self, column: str, message: str | Text) -> None:
        """Record that a cell cannot be used, with its file and line."""
        self._sink(
            self.line, column, "PR449", message if isinstance(message, Text) else text("{reason}", reason=message)
        )

    def _read(self, column: str, read: "Callable[[str], _T | Text]") -> "_T | None":
        written = self._cells[column]
        if not written:
            return None
        value = read(written)
        if isinstance(value, Text):
            self._sink(self.line, column, "PR448", value)
            return None
        return value


@attrs.frozen(eq=False)
class Records:
    """
    The rows (记录) of one file, in order; wholly blank ones are left out.

    Attributes:
        answers: id and name of each answer of the survey that is being filled, in order; empty for records.

    """

    _rows: Sequence[Row]
    answers: Mapping[str, str] = attrs.field(factory=dict)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
