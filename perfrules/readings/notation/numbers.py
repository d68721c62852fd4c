"""Numbers as people write them: exact where they end, cut or rounded half-up where that is asked for."""

from fractions import Fraction

from perfrules.formula import Rounding, round_fraction
from perfrules.formula.printing import number_text, whole_text
from perfrules.language import Text, text

PERCENT = "%"
_LONGEST = 8
_CUT = 4


def decimal_text(value: Fraction, places: int | None = None, unit: str | None = None) -> str:
    """
    Return *value* as text: "87.12", "2/3", "98.09%", "19.369 万元".

    Args:
        value: the exact number; 1 is 100%.
        places: how many decimals are shown, half-up; None for the exact number, a fraction where it has no end.
        unit: "%" for a share shown in percent; any other unit is written behind the number.

    """
    shown = value * 100 if unit == PERCENT else value
    if places is None:
        digits = number_text(shown)
    else:
        places = max(places, 0)
        units = round_fraction(shown, Rounding.places(places)) * 10**places
        digits = _digits(units.numerator, places)
    return with_unit(digits, unit)


def shorten(value: Fraction, unit: str | None = None, *, digits: int = _CUT) -> str:
    """
    Return *value* exactly where its decimals end early, else its first decimals and "…": "98.0948…%".

    Nothing is rounded: what is shown are digits of the number. At least *digits* decimals and two digits that are not
    leading zeros are shown.
    """
    shown = value * 100 if unit == PERCENT else value
    exact = number_text(shown)
    if "/" not in exact and len(exact.partition(".")[2]) <= max(_LONGEST, digits):
        return with_unit(exact, unit)
    size = abs(shown)
    places = digits
    while size and size * 10**places < 10:  # noqa: PLR2004
        places += 1
    whole = size.numerator * 10**places // size.denominator
    return with_unit(_digits(-whole if shown < 0 else whole, places) + "…", unit)


def with_unit(digits: str, unit: str | None) -> str:
    """Return a number's text with its unit behind it: a percent sign close, other units after a space."""
    if not unit:
        return digits
    return digits + unit if unit == PERCENT else f"{digits} {unit}"


def _digits(units: int, places: int) -> str:
    """Return *units* of 10**-places as text."""
    digits = whole_text(abs(units)).rjust(places + 1, "0")
    sign = "-" if units < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


_MODES = {
    "half_up": ("half-up to {step}", "half-up to a whole number"),
    "half_even": ("half-even to {step}", "half-even to a whole number"),
    "half_down": ("half-down to {step}", "half-down to a whole number"),
    "up": ("away from zero to {step}", "away from zero to a whole number"),
    "down": ("towards zero to {step}", "towards zero to a whole number"),
    "ceiling": ("up to {step}", "up to a whole number"),
    "floor": ("down to {step}", "down to a whole number"),
}


def rounding_text(rounding: Rounding, language: str, *, unit: str | None = None) -> str:
    """Return a rounding (取舍规则) of a number of *unit* in words: "half-up to 2 places", "四舍五入至 2 位小数"."""
    step = rounding.step * 100 if unit == PERCENT else rounding.step
    stepped, whole = _MODES[rounding.mode]
    if step == 1 and unit != PERCENT:
        return text(whole).into(language)
    return text(stepped, step=_step(step, unit)).into(language)


def _step(step: Fraction, unit: str | None) -> Text:
    places = len(str(step.denominator)) - 1
    if step != Fraction(1, 10**places):
        return text("multiples of {number}", number=with_unit(number_text(step), unit))
    if unit == PERCENT:
        return text("{number} places of a percent", number=places) if places != 1 else text("1 place of a percent")
    return text("{number} places", number=places) if places != 1 else text("1 place")
