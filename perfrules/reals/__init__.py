"""
Numbers without end (无理数): roots, powers, logarithms and exponentials, exact until a rounding or comparison.

A number is a `Fraction`, or a `Real` where it is no quotient of whole numbers, or is not known to be one.
"""

from perfrules.reals.arithmetic import add, divide, exponential, logarithm, multiply, power, scaled
from perfrules.reals.deciding import Approximate, compare, digits_of, ends_of, rounded_steps
from perfrules.reals.enclosure import MOST_DIGITS, sign
from perfrules.reals.number import Exact, OutsideError, Real, UncertainError

__all__ = [
    "MOST_DIGITS",
    "Approximate",
    "Exact",
    "OutsideError",
    "Real",
    "UncertainError",
    "add",
    "compare",
    "digits_of",
    "divide",
    "ends_of",
    "exponential",
    "logarithm",
    "multiply",
    "power",
    "rounded_steps",
    "scaled",
    "sign",
]
