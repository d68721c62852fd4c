"""What ends a number without end: a comparison, a rounding, or its first digits."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context
from fractions import Fraction
from typing import Final

from perfrules.reals.arithmetic import add, scaled
from perfrules.reals.enclosure import enclosed, enclosures, sign
from perfrules.reals.number import Exact, Real

SHOWN: Final = 30
"""How many digits of a number without end are told."""

_HALF: Final = Fraction(1, 2)
_MINUS: Final = Fraction(-1)


class Approximate(Fraction):
    """The first digits of a number without end: a fraction that stands in for it where people read it."""

    __slots__ = ()


_DOWN: Final = Context(prec=20, rounding=ROUND_FLOOR)
_UP: Final = Context(prec=20, rounding=ROUND_CEILING)


def compare(left: Exact, right: Exact) -> int:
    """Return 1, 0 or −1 as *left* is above, equal to or below *right*; raise UncertainError where it cannot be told."""
    if left is right:
        return 0
    return sign(add(left, scaled(right, _MINUS)))


def rounded_steps(number: Real, step: Fraction, mode: str) -> int:
    """
    Return how many *steps* the rounded *number* has.

    At a boundary that a number of roots and logarithms cannot lie on there is nothing to choose between; a step that
    cannot be told from a boundary raises UncertainError.
    """
    steps = scaled(number, 1 / step)
    if mode in ("up", "down"):
        mode = "ceiling" if (mode == "up") == (sign(number) > 0) else "floor"
    if mode == "ceiling":
        return -_floor(scaled(steps, _MINUS))
    return _floor(steps if mode == "floor" else add(steps, _HALF))


def _floor(number: Exact) -> int:
    if isinstance(number, Fraction):
        return number.numerator // number.denominator
    high = 0
    for ends in enclosures(number):
        low, high = (int(end.to_integral_value("ROUND_FLOOR", _WHOLE)) for end in ends)
        if low == high:
            return low
    return high if sign(add(number, Fraction(-high))) >= 0 else high - 1


_WHOLE: Final = Context(prec=50_000)


def ends_of(number: Exact) -> tuple[Fraction, Fraction]:
    """Return two fractions of few digits between which *number* lies, both the number itself where it is one."""
    if isinstance(number, Fraction):
        return number, number
    low, high = enclosed(number)
    return Fraction(_DOWN.create_decimal(low)), Fraction(_UP.create_decimal(high))


def digits_of(number: Real) -> Fraction:
    """Return *number* to some thirty digits, for people to read; 0 for what is not told from it so easily."""
    low, high = enclosed(number)
    if low <= 0 <= high:
        return Fraction(0)
    middle = (Fraction(low) + Fraction(high)) / 2
    near = Context(prec=SHOWN, rounding=ROUND_HALF_EVEN)
    return Fraction(near.divide(near.create_decimal(middle.numerator), near.create_decimal(middle.denominator)))
