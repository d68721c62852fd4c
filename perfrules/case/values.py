"""Single values of evidence: from what people write to whole numbers of the last place, exactly, or why not."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from perfrules.case.numbers import DIGITS, UnfitValueError, exact, plain, shown, value_text
from perfrules.formula.inputs import Input
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.problems import suggestion

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
TRUE = frozenset({"true", "yes", "是", "1", "1.0"})
FALSE = frozenset({"false", "no", "否", "0", "0.0"})
_WHOLE = re.compile(r"(-?0|[1-9][0-9]*)(?:\.0+)?")

Sort = Literal["number", "count", "flag", "choice", "date"]


@attrs.frozen(eq=False, repr=False)
class Slot:
    """
    What one input of the program takes.

    Attributes:
        position: where its value stands in a row.
        item: the input.
        sort: what sort of value it takes.
        unit: its unit, for messages.
        percent: whether a text such as "98.09%" is read.
        options: the positions of a choice's options by id.
        names: the ids of a choice's options by name.
        low: the least whole number of the last place.
        high: the greatest.

    """

    position: int
    item: Input
    sort: Sort = "number"
    unit: str = ""
    percent: bool = False
    options: Mapping[str, int] = attrs.field(factory=dict)
    names: Mapping[str, str] = attrs.field(factory=dict)
    low: int = attrs.field(init=False)
    high: int = attrs.field(init=False)

    @low.default
    def _low(self) -> int:
        item, unit = self.item, Fraction(10**self.item.places)
        ends: list[int] = [-(10 ** (DIGITS + item.places))]
        ends += [] if item.at_least is None else [math.ceil(item.at_least * unit)]
        ends += [] if item.above is None else [math.floor(item.above * unit) + 1]
        return max(ends)

    @high.default
    def _high(self) -> int:
        item, unit = self.item, Fraction(10**self.item.places)
        ends: list[int] = [10 ** (DIGITS + item.places)]
        ends += [] if item.at_most is None else [math.floor(item.at_most * unit)]
        ends += [] if item.below is None else [math.ceil(item.below * unit) - 1]
        return min(ends)

    def whole(self, value: Any) -> int:
        """Return *value* as a whole number of the last place; raise `UnfitValueError` where it is none."""
        read: Callable[[Slot, Any], int] = _READ[self.sort]
        return read(self, value)


def _number(slot: Slot, value: Any) -> int:
    number = exact(value, percent=slot.percent) * 10**slot.item.places
    if number.denominator != 1:
        raise too_fine(slot, value)
    return _in_range(slot, number.numerator, value)


def _count(slot: Slot, value: Any) -> int:
    number = exact(value)
    if number.denominator != 1:
        message = text("{value} is no whole number, and this is counted", value=shown(value))
        raise UnfitValueError("PR408", message)
    return _in_range(slot, number.numerator * 10**slot.item.places, value)


def too_fine(slot: Slot, value: Any) -> UnfitValueError:
    """Return why *value*, which has too many decimal places for *slot*, does not fit."""
    places = slot.item.places
    message = text("{value} has more decimal places than the {places} accepted here", value=shown(value), places=places)
    if places == 0:
        message = text("{value} is no whole number, and decimal places are not accepted here", value=shown(value))
    return UnfitValueError("PR408", message, text("check the unit, and write the digits that are accepted"))


def _in_range(slot: Slot, number: int, value: Any) -> int:
    if slot.low <= number <= slot.high:
        return number
    message = text("{value} is out of range: {range} was expected", value=shown(value), range=range_text(slot))
    advice = None
    if slot.percent and slot.high < number <= 100 * 10**slot.item.places:
        advice = text('a share is 0 to 1, or a text such as "{value}%"', value=value_text(value))
    raise UnfitValueError("PR410", message, advice)


def range_text(slot: Slot) -> str:
    """Return the range of a slot, such as "≥ 0, < 5 万元"; "" where it has none."""
    ends = (("≥", slot.item.at_least), (">", slot.item.above), ("≤", slot.item.at_most), ("<", slot.item.below))
    parts = ", ".join(f"{sign} {number_text(end)}" for sign, end in ends if end is not None)
    return f"{parts} {slot.unit}" if parts and slot.unit and not slot.percent else parts


def truth(value: Any) -> bool | None:
    """Return whether *value* is true or false: also 1 and 0, yes and no, 是 and 否; None for all else."""
    if isinstance(value, bool):
        return value
    word = plain(value).lower() if isinstance(value, str) else _word(value)
    return word in TRUE if word in TRUE or word in FALSE else None


def _flag(_slot: Slot, value: Any) -> int:
    found = truth(value)
    if found is not None:
        return int(found)
    raise UnfitValueError("PR407", text("true or false (是 or 否) was expected, not {value}", value=shown(value)))


def _word(value: Any) -> str:
    """Return a number as a text, a whole one as digits: a program writes 1.0 for 1 where a column has gaps."""
    word = str(shown(value))
    found = _WHOLE.fullmatch(word) if isinstance(value, float | Decimal) else None
    return word if found is None else found[1].removeprefix("-")


def _choice(slot: Slot, value: Any) -> int:
    word = value.strip() if isinstance(value, str) else _word(value)
    if isinstance(value, bool) or not (isinstance(value, str | int) or word.isdecimal()):
        raise UnfitValueError("PR407", text("one of the options was expected, not {value}", value=shown(value)))
    position = slot.options.get(word, slot.options.get(plain(word)))
    if position is None:
        near = slot.names.get(word)
        advice = suggestion(word, slot.options) if near is None else text("write its id: `{id}`", id=near)
        raise UnfitValueError("PR412", text("{value} is not offered", value=shown(value)), advice)
    return position


def _date(slot: Slot, value: Any) -> int:
    day = value
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, str):
        found = _DATE.fullmatch(plain(value))
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
    if not isinstance(day, date):
        raise UnfitValueError("PR413", text("a date such as 2017-03-05 was expected, not {value}", value=shown(value)))
    return _in_range(slot, day.toordinal(), day)


_READ: Mapping[Sort, Callable[[Slot, Any], int]] = {
    "number": _number,
    "count": _count,
    "flag": _flag,
    "choice": _choice,
    "date": _date,
}
