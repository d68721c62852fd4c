"""Names, numbers and grades as a scorecard's readers see them, in the language in force."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import current, text
from perfrules.model import IndicatorSet
from perfrules.readings.notation import shorten
from perfrules.scoring.award import Exact, Outcome

_MOST_PLACES = 6
DASH = "—"
"""What stands where there is no number."""


def named(name: str, english: str) -> str:
    """Return a name in the language in force, where there is one."""
    return (english or name) if current() == "en" else (name or english)


def name_of(award: Outcome) -> str:
    """Return the name of the indicator of an award."""
    return named(award.name, award.name_en)


def listed(parts: Iterable[str]) -> str:
    """Return those of the *parts* that there are, with commas between them."""
    return ("，" if current() == "zh" else ", ").join(part for part in parts if part)


def enclosed(parts: Iterable[str]) -> str:
    """Return those of the *parts* that there are, in brackets; "" for none."""
    separator, opening, closing = ("；", "（", "）") if current() == "zh" else ("; ", " (", ")")
    told = separator.join(part for part in parts if part)
    return told and opening + told + closing


def code_and_name(award: Outcome) -> str:
    """Return the code and the name of the indicator of an award."""
    return f"{award.code} {name_of(award)}".strip()


def quantity(value: Quantity) -> str:
    """Return a number or expression as an author writes it."""
    return value.written if isinstance(value.written, str) else value.notation or number_text(value.written)


def joined(value: str) -> str:
    """Return a text of several lines as one paragraph; Chinese lines are joined without a blank."""
    lines = [line.strip() for line in value.strip().splitlines() if line.strip()]
    out = ""
    for line in lines:
        glue = "" if not out or not (out[-1].isascii() and line[0].isascii()) else " "
        out += glue + line
    return out


def places_of(values: Iterable[Exact | None]) -> int:
    """Return how many decimals a column of *values* needs: 87.12 beside 9 makes 9.00."""
    return max((_places(value) for value in values if isinstance(value, Decimal)), default=0)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(max(-exponent, 0), _MOST_PLACES) if isinstance(exponent, int) else 0


def number(value: Exact | None, places: int = 0) -> str:
    """Return an exact number with at least *places* decimals; one that does not end is cut with "…", never rounded."""
    if value is None:
        return DASH
    shown = shorten(Fraction(value))
    if shown.endswith("…") or not places:
        return shown
    whole, _, decimals = shown.partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}"


def span_text(low: str, high: str | None) -> str:
    """Return from where to where a scale reaches; None is an open end."""
    return str(text("from {low}", low=low) if high is None else text("{low} to {high}", low=low, high=high))


def exactly(value: Exact | None) -> str:
    """Return an exact number, with the fraction beside it where its decimals do not end."""
    if not isinstance(value, Fraction):
        return number(value)
    return f"{number(value)} ({value.numerator}/{value.denominator})"


def grade(indicator_set: IndicatorSet, written: str | None) -> str:
    """Return a grade in the language in force; "" where there is none."""
    if written is None:
        return ""
    bands = (band for scale in indicator_set.grade_scale for band in scale.bands)
    english = next((band.grade_en for band in bands if band.grade == written and band.grade_en), "")
    return named(written, english)
