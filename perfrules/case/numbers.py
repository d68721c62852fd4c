"""Numbers as people write them, exactly: whole numbers, decimals, texts, shares in percent; how values are shown."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

from perfrules.formula.printing import number_text
from perfrules.language import Text, text

DIGITS = 30
"""How many digits a number may have before and after its decimal point."""
_LONGEST = 80
_NUMBER = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)")
_EXPONENT = re.compile(r"[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++")
_SEPARATED = re.compile(r"[+-]?[0-9]{1,3}(?:[, ][0-9]{3})++(?:\.[0-9]*+)?")

# Not NFKC: that would make 52 of 5².
_PLAIN = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2212: "-", 0xFE6A: "%"}


class UnfitValueError(Exception):
    """A value is not what its place takes: the problem's code, what was expected, and what to do."""

    def __init__(self, code: str, message: Text, advice: Text | None = None) -> None:
        self.code, self.text, self.advice = code, message, advice
        super().__init__(message)


def plain(written: str) -> str:
    """Return *written* with full-width digits and signs as plain ones, and without spaces around it."""
    return written.translate(_PLAIN).strip()


def full_width(sign: str) -> str:
    """Return a sign as it is written in full width, itself where there is no such form."""
    return chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign


def shown(value: Any) -> Text | str:
    """Return *value* for a message, cut where it is long."""
    if isinstance(value, list | tuple):
        return text("a list")
    if isinstance(value, Mapping):
        return text("a table")
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
