"""Single values of evidence: from what people write to whole numbers of the last place, exactly, or why not."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral, Real
from typing import Any, Literal

import attrs

from perfrules.formula.inputs import Input
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.problems import suggestion

DIGITS = 30
"""How many digits a number may have before and after its decimal point."""
_LONGEST = 80
_NUMBER = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)")
_EXPONENT = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++")
_SEPARATED = re.compile(r"[+-]?[0-9]{1,3}(?:[, ][0-9]{3})++(?:\.[0-9]*+)?")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_TRUE = frozenset({"true", "yes", "是", "1"})
_FALSE = frozenset({"false", "no", "否", "0"})

# Not NFKC: that would make 52 of 5².
_PLAIN = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-", 0xFE6A: "%"}

Sort = Literal["number", "count", "flag", "choice", "date"]


class UnfitValueError(Exception):
    """A value is not what its place takes: the problem's code, what was expected, and what to do."""

    def __init__(self, code: str, message: Text, advice: Text | None = None) -> None:
        self.code, self.text, self.advice = code, message, advice
        super().__init__(message)


@attrs.frozen(eq=False)
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
        low: the least whole number of the last place.
        high: the greatest.

    """

    position: int
    item: Input
    sort: Sort = "number"
    unit: str = ""
    percent: bool = False
    options: Mapping[str, int] = attrs.field(factory=dict)
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


def plain(written: str) -> str:
    """Return *written* with full-width digits and signs as plain ones, and without spaces around it."""
    return written.translate(_PLAIN).strip()


def shown(value: Any) -> str:
    """Return *value* for a message, cut where it is long."""
    if isinstance(value, list | tuple):
        return str(text("a list"))
    if isinstance(value, Mapping):
        return str(text("a table"))
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        words = value_text(value)
    except Exception:  # noqa: BLE001 - a whole number too long to be written out, or an object of any sort
        words = type(value).__name__
    words = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words)
    cut = words if len(words) <= _LONGEST // 2 else words[: _LONGEST // 2] + "…"
    return f"“{cut}”" if isinstance(value, str) else cut


def value_text(value: Any) -> str:
    """Return the text of *value* as it was written: digits without an exponent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f") if value.is_finite() and abs(value.adjusted()) <= _LONGEST else str(value)
    if isinstance(value, float):
        return value_text(Decimal(float.__repr__(value)))
    if isinstance(value, Fraction):
        return number_text(value)
    return value.strip() if isinstance(value, str) else str(value)


def exact(value: Any, *, percent: bool = False) -> Fraction:
    """
    Return the exact number that *value* is: a number, or the text of one.

    A binary float is read as its shortest decimal text. With *percent* "98.09%" is 0.9809.

    Raises:
        UnfitValueError: it is no number (PR407), or none that can be counted with (PR409).

    """
    if isinstance(value, str):
        return _from_text(value, percent=percent)
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise UnfitValueError("PR407", text("a number was expected, not {value}", value=shown(value)))
    if isinstance(value, Fraction):
        return _bounded(value)
    if isinstance(value, Integral):
        return _bounded(Fraction(int(value)))
    number = value if isinstance(value, Decimal) else _decimal(value)
    if not number.is_finite():
        raise UnfitValueError("PR409", text("{value} is not a number that marks can be counted with", value=number))
    exponent = number.as_tuple().exponent
    if number and (not isinstance(exponent, int) or number.adjusted() >= DIGITS or exponent < -2 * DIGITS):
        raise _too_long()
    return _bounded(Fraction(number))


def _decimal(value: Any) -> Decimal:
    try:
        return Decimal(float.__repr__(value) if isinstance(value, float) else str(value))
    except InvalidOperation:
        raise UnfitValueError("PR407", text("a number was expected, not {value}", value=shown(value))) from None


def _bounded(number: Fraction) -> Fraction:
    if abs(number) >= 10**DIGITS or number.denominator > 10**DIGITS:
        raise _too_long()
    return number


def _too_long() -> UnfitValueError:
    message = text("the number has more than {digits} digits before or after its decimal point", digits=DIGITS)
    return UnfitValueError("PR409", message, text("write the digits that matter"))


def _from_text(written: str, *, percent: bool) -> Fraction:
    if len(written) > 10 * _LONGEST:
        raise _too_long()
    words = plain(written)
    share = percent and words.endswith("%")
    digits = words[:-1].rstrip() if share else words
    if not _NUMBER.fullmatch(digits):
        raise _no_number(written, words)
    if len(digits.lstrip("+-0")) > 2 * DIGITS + 1:
        raise _too_long()
    number = Fraction(digits)
    return _bounded(number / 100 if share else number)


def _no_number(written: str, words: str) -> UnfitValueError:
    if words.lstrip("+-").lower() in {"nan", "inf", "infinity"}:
        return UnfitValueError("PR409", text("{value} is not a number that marks can be counted with", value=words))
    if _EXPONENT.fullmatch(words):
        message = text("{value} has an exponent", value=shown(words))
        return UnfitValueError("PR409", message, text("write the number out in ordinary digits"))
    advice = None
    if _SEPARATED.fullmatch(words):
        advice = text("write the digits without separators")
    elif words.endswith("%"):
        advice = text("only shares are written in percent")
    elif words[:1].isdecimal():
        advice = text("write the number alone, without its unit")
    return UnfitValueError("PR407", text("a number was expected, not {value}", value=shown(written)), advice)


def decimal_of(value: Fraction) -> Decimal:
    """Return *value* as a decimal, exactly; raise ValueError where it does not terminate."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 2 * DIGITS:
            message = f"{value} is no decimal"
            raise ValueError(message)
    digits = tuple(map(int, str(abs(int(value * 10**places)))))
    return Decimal((int(value < 0), digits, -places))


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


def _flag(_slot: Slot, value: Any) -> int:
    if isinstance(value, bool):
        return int(value)
    word = plain(value).lower() if isinstance(value, str) else shown(value)
    if word in _TRUE or word in _FALSE:
        return int(word in _TRUE)
    raise UnfitValueError("PR407", text("true or false (是 or 否) was expected, not {value}", value=shown(value)))


def _choice(slot: Slot, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnfitValueError("PR407", text("one of the options was expected, not {value}", value=shown(value)))
    word = value.strip() if isinstance(value, str) else shown(value)
    position = slot.options.get(word, slot.options.get(plain(word)))
    if position is None:
        raise UnfitValueError(
            "PR412", text("{value} is not offered", value=shown(value)), suggestion(word, slot.options)
        )
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
