"""Tables (参数表): what a definition looks up, by rows, limits, tiers or points."""

from collections.abc import Mapping
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model.fields import documented
from perfrules.model.origin import Origin
from perfrules.model.source import Citation

SHAPES = ("rows", "above", "at_least", "below", "at_most", "tiers", "points")
"""The keys that say what a table looks like; each table has one."""
LIMITS = ("above", "at_least", "below", "at_most")
"""The shapes that count limits."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class TableTier(ByContent):
    """A tier of a table: all that it states must hold; it gives its `value`, called `marks` where it is marks."""

    at_least: Quantity | None = documented("least number, this end included", default=None)
    above: Quantity | None = documented("least number, this end not included", default=None)
    at_most: Quantity | None = documented("greatest number, this end included", default=None)
    below: Quantity | None = documented("greatest number, this end not included", default=None)
    value: Quantity | None = documented("what the tier gives", default=None)
    marks: Quantity | None = documented("what the tier gives, where that is marks", default=None)

    @property
    def limits(self) -> Mapping[str, Quantity]:
        """The limits that are stated, by key."""
        limits = {key: getattr(self, key) for key in LIMITS}
        return {key: limit for key, limit in limits.items() if limit is not None}

    @property
    def given(self) -> tuple[str, Quantity | None]:
        """The key of what it gives, and the value."""
        return ("value", self.value) if self.marks is None else ("marks", self.marks)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class NumberTable(ByContent):
    """What a number is looked up in: limits, tiers or points; a table, or one row of a table."""

    above: tuple[Quantity, ...] | None = documented("limits: how many of them a number is above", default=None)
    at_least: tuple[Quantity, ...] | None = documented("limits: how many of them a number reaches", default=None)
    below: tuple[Quantity, ...] | Literal["refuse", "hold", "extend"] | Quantity | None = documented(
        "limits: how many of them a number is below; with points: what holds below the first", default=None
    )
    at_most: tuple[Quantity, ...] | None = documented("limits: how many of them a number does not pass", default=None)
    values: tuple[Quantity, ...] | None = documented(
        "values for no limit, one, two and so on; none: their number itself", default=None
    )
    tiers: tuple[TableTier, ...] | None = documented("tiers from the top; the last has no condition", default=None)
    points: tuple[tuple[Quantity, Quantity], ...] | None = documented(
        "points [number, value], joined by straight lines", default=None
    )
    beyond: Literal["refuse", "hold", "extend"] | Quantity | None = documented(
        "with points: what holds beyond the last", default=None
    )

    @staticmethod
    def is_meant(value: Mapping[str, object]) -> bool:
        """Return whether a row written as *value* is such a table: one of its shapes is a list."""
        return any(isinstance(value.get(key), list) for key in SHAPES)

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that are stated; a sound table has one."""
        stated = [key for key in SHAPES if getattr(self, key, None) is not None]
        if self.points is not None and not isinstance(self.below, tuple):
            stated = [key for key in stated if key != "below"]
        return tuple(stated)

    @property
    def shape(self) -> str:
        """The shape of a sound table."""
        return self.shapes[0]


TableRow = Quantity | NumberTable | Mapping[str, Quantity]
"""A row: a value, what a number is looked up in, or rows by a second key."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Table(NumberTable):
    """A table (参数表) that expressions look up like a function: `reach(category)`, `score_of(rate)`."""

    key: str
    rows: Mapping[str, TableRow] | None = documented(
        "values by the option of a choice or by a whole number; a row may hold rows, limits, tiers or points",
        default=None,
    )
    otherwise: Literal["refuse"] | Quantity | None = documented(
        'value where no row fits, or "refuse"; none: every option has its row', default=None
    )
    name: str = documented("name as people say it", default="")
    name_en: str = documented("name in English", default="")
    unit: str = documented("unit of its values", default="")
    of_unit: str = documented("unit of the numbers that are looked up", default="")
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)

    @property
    def is_double(self) -> bool:
        """Whether it is looked up by two arguments: a key, and what its rows are looked up by."""
        return self.rows is not None and any(not isinstance(row, Quantity) for row in self.rows.values())

    @property
    def count(self) -> int:
        """How many arguments it takes."""
        return 2 if self.is_double else 1
