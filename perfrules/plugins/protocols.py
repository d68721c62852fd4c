"""What the classes of a plugin must look like: the shapes that no base class is needed for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol

from perfrules.aggregation import Aggregation, Child
from perfrules.expression import Function, PopulationFunction, PopulationNumbers
from perfrules.language import Text
from perfrules.model import RubricKind

__all__ = [
    "Aggregation",
    "Child",
    "Column",
    "EvidenceReader",
    "Function",
    "PopulationFunction",
    "PopulationNumbers",
    "Records",
    "Renderer",
    "Row",
    "RubricKind",
    "Sort",
]

Sort = Literal["definition", "kind", "aggregation", "function", "reader", "renderer"]
"""What plugins offer."""


class Column(Protocol):
    """A column (列) of a file of records, as a reader declares it."""

    @property
    def name(self) -> str:
        """What the reader calls it."""

    @property
    def title(self) -> str:
        """What its heading usually says."""

    @property
    def aliases(self) -> Sequence[str]:
        """Other headings that mean the same."""

    @property
    def required(self) -> bool:
        """Whether a file without it is refused."""


class Row(Protocol):
    """A row (一行) of a file of records."""

    @property
    def line(self) -> int:
        """Its line in the file, from 1."""

    def text(self, column: str) -> str:
        """Return the text of a cell without the blanks around it; "" for a blank cell."""

    def moment(self, column: str) -> datetime | None:
        """Return the date and time of a cell; None for a blank cell, and for a bad one, which is a problem."""

    def number(self, column: str) -> Decimal | None:
        """Return the number of a cell; None for a blank cell, and for a bad one, which is a problem."""

    def problem(self, column: str, message: str | Text) -> None:
        """Record that a cell cannot be used, with its file and line."""


class Records(Protocol):
    """The rows of one file; wholly blank ones are left out."""

    @property
    def answers(self) -> Mapping[str, str]:
        """Id and name of each answer of the survey that is being filled, in order; empty for records."""

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in order."""


class EvidenceReader(Protocol):
    """
    A reader of records (佐证读取): a frozen attrs class whose fields are its parameters.

    Attributes:
        name: what a definition writes, such as "shanghai/fault-log".
        counts: what `reduce` counts, and what each count means; empty for a reader of surveys.

    """

    name: ClassVar[str]
    counts: ClassVar[Mapping[str, str]]

    @property
    def columns(self) -> Sequence[Column]:
        """The columns that are read; they may depend on the parameters."""

    def reduce(self, records: Any) -> Mapping[str, int]:
        """Return each count of *records* (a `Records`); what cannot be read is recorded as a problem of its row."""


class Renderer(Protocol):
    """
    A renderer (输出格式): a pure function of a scorecard, as a frozen class without fields.

    Attributes:
        name: what `render(card, name)` and `--format` are given, such as "markdown".
        suffix: the end of the names of files in this format, such as ".md".

    """

    name: ClassVar[str]
    suffix: ClassVar[str]

    def render(self, card: Any) -> str | bytes:
        """Return *card* (a `Scorecard`, 评分表) in this format, in the language in force."""
