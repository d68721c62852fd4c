"""The reading `notation`: formulas as people write them, with names or with the numbers of one case put in."""

from perfrules.readings.notation.branches import Branch, branches
from perfrules.readings.notation.days import DAYS
from perfrules.readings.notation.mathematical import mathematical
from perfrules.readings.notation.numbers import decimal_text, rounding_text, shorten
from perfrules.readings.notation.sentence import sentence
from perfrules.readings.notation.walk import Trace
from perfrules.readings.notation.wording import Wording

__all__ = [
    "DAYS",
    "Branch",
    "Trace",
    "Wording",
    "branches",
    "decimal_text",
    "mathematical",
    "rounding_text",
    "sentence",
    "shorten",
]
