"""Rounding (取舍规则): seven modes, to a step; halves and directions as `decimal` has them."""

from fractions import Fraction
from typing import Literal, get_args

import attrs

from perfrules.content import ByContent

Mode = Literal["half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"]
MODES: tuple[Mode, ...] = get_args(Mode)


@attrs.frozen(eq=False, repr=False)
class Rounding(ByContent):
    """
    One rounding: to whole multiples of *step* (1/100 for two places) in *mode*.

    half_up and half_down send halves away from and towards zero; up and down all else likewise.
    """

    step: Fraction = attrs.field(validator=attrs.validators.gt(Fraction(0)))
    mode: Mode = attrs.field(default="half_up", validator=attrs.validators.in_(MODES))

    @classmethod
    def places(cls, places: int, mode: Mode = "half_up") -> "Rounding":
        """Return the rounding to *places* decimal places."""
        return cls(Fraction(10) ** -places, mode)


def round_fraction(value: Fraction, rounding: Rounding) -> Fraction:
    """Return *value* rounded, exactly; the definition that every reading must agree with."""
    return whole_steps(value, rounding) * rounding.step


def whole_steps(value: Fraction, rounding: Rounding) -> int:
    """Return how many steps the rounded *value* has."""
    exact = value / rounding.step
    sign = -1 if exact < 0 else 1
    if rounding.mode == "floor":
        return exact.numerator // exact.denominator
    if rounding.mode == "ceiling":
        return -(-exact.numerator // exact.denominator)
    size = abs(exact)
    below, rest = divmod(size.numerator, size.denominator)
    twice = 2 * rest - size.denominator
    up = {
        "up": rest > 0,
        "down": False,
        "half_up": twice >= 0,
        "half_down": twice > 0,
        "half_even": twice > 0 or (twice == 0 and below % 2 == 1),
    }[rounding.mode]
    return sign * (below + up)
