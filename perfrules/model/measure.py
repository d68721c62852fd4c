"""Measures (指标值) and parameters (参数)."""

from datetime import date

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model.fields import documented
from perfrules.model.origin import Origin
from perfrules.model.rounding import RoundingRule
from perfrules.model.source import Citation


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Measure(ByContent):
    """A named quantity in the unit of the evidence (指标值): 预算执行率 = spent / budget."""

    key: str
    value: Quantity = documented("expression of its value")
    name: str = documented("name as people say it", default="")
    name_en: str = documented("name in English", default="")
    of: tuple[str, ...] = documented("names of its arguments, where it has any", default=())
    unit: str = documented("unit; % shows a share in percent", default="")
    rounding: tuple[RoundingRule, ...] = documented("rounding", default=())
    when_zero: Quantity | None = documented(
        'value where a division has the divisor 0: a number, or "missing"', default=None
    )
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class DatedValue(ByContent):
    """One value of a parameter (参数) and its first day; the list is read from the top, and the last has no day."""

    value: Quantity = documented("the value: a number, or an expression of other parameters")
    from_: date | None = documented("first day on which it holds; the last entry has none", default=None, alias="from_")
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Parameter(ByContent):
    """A named constant (参数); one whose value has changed in time lists its values with their first days."""

    key: str
    stated: Quantity | tuple[DatedValue, ...] = attrs.field(
        alias="value",
        metadata={
            "doc": "its value: a number, an expression of other parameters, or a list of values with their first days",
            "key": "value",
        },
    )
    name: str = documented("name as people say it", default="")
    name_en: str = documented("name in English", default="")
    unit: str = documented("unit", default="")
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)
    day: date | None = None

    @property
    def place(self) -> int | None:
        """The place of the entry that holds on the day for which the set was loaded; None where there is no list."""
        if not isinstance(self.stated, tuple) or not self.stated:
            return None
        day = self.day or date.max
        places = (place for place, entry in enumerate(self.stated) if entry.from_ is None or entry.from_ <= day)
        return next(places, len(self.stated) - 1)

    @property
    def entry(self) -> DatedValue | None:
        """The entry that holds on the day for which the set was loaded; None for one value."""
        return self.stated[self.place] if isinstance(self.stated, tuple) and self.place is not None else None

    @property
    def value(self) -> Quantity:
        """The value that holds on the day for which the set was loaded."""
        if isinstance(self.stated, tuple):
            return Quantity(0) if self.entry is None else self.entry.value
        return self.stated

    @property
    def path(self) -> tuple[str | int, ...]:
        """The key path of the value that holds, within the definition."""
        inside = () if self.place is None else (self.place, "value")
        return ("parameter", self.key, "value", *inside)
