"""Bounds: the two ends between which a number lies, and arithmetic on them."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Rounding, round_fraction

End = tuple[Fraction | None, bool]
"""One end: its value (None where there is none) and whether the value itself is left out."""


@attrs.frozen(eq=False, repr=False)
class Bounds(ByContent):
    """
    The ends (上下限) between which a number lies wherever it has a value.

    Attributes:
        low: nothing is less, or None where there is no lower end.
        high: nothing is greater, or None.
        low_open: whether *low* itself is left out.
        high_open: whether *high* itself is left out.
        empty: whether there is no value at all; the ends then mean nothing.

    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    empty: bool = False

    @property
    def point(self) -> Fraction | None:
        """The only value there is, or None where there are none or several."""
        return self.low if not self.empty and self.low is not None and self.low == self.high else None

    def contains(self, value: Fraction) -> bool:
        """Return whether *value* lies within."""
        return not self.meet(point(value)).empty

    def within(self, low: Fraction, high: Fraction) -> bool:
        """Return whether nothing lies below *low* or above *high*."""
        return self.empty or (self.low is not None and self.high is not None and low <= self.low and self.high <= high)

    def meet(self, other: "Bounds") -> "Bounds":
        """Return what lies within both."""
        if self.empty or other.empty:
            return EMPTY
        if other is ANY or self is ANY:  # most often nothing more is known
            return self if other is ANY else other
        low, low_open = _outer((self.low, self.low_open), (other.low, other.low_open), 1)
        high, high_open = _outer((self.high, self.high_open), (other.high, other.high_open), -1)
        return between(low, high, low_open=low_open, high_open=high_open)

    def join(self, other: "Bounds") -> "Bounds":
        """Return the ends that hold both."""
        if self.empty or other.empty:
            return other if self.empty else self
        low, low_open = _inner((self.low, self.low_open), (other.low, other.low_open), -1)
        high, high_open = _inner((self.high, self.high_open), (other.high, other.high_open), 1)
        return Bounds(low, high, low_open, high_open)

    def __add__(self, other: "Bounds") -> "Bounds":
        if self.empty or other.empty:
            return EMPTY
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return between(low, high, low_open=self.low_open or other.low_open, high_open=self.high_open or other.high_open)

    def __neg__(self) -> "Bounds":
        if self.empty:
            return self
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Bounds(low, high, self.high_open, self.low_open)

    def __sub__(self, other: "Bounds") -> "Bounds":
        return self + -other

    def scaled(self, factor: Fraction) -> "Bounds":
        """Return the bounds of *factor* times the number."""
        if self.empty or factor == 0:
            return self if self.empty else point(Fraction(0))
        if factor == 1:
            return self
        one, size = (self, factor) if factor > 0 else (-self, -factor)
        low = None if one.low is None else one.low * size
        high = None if one.high is None else one.high * size
        return Bounds(low, high, one.low_open, one.high_open)

    def __mul__(self, other: "Bounds") -> "Bounds":
        if self.empty or other.empty:
            return EMPTY
        products = [_product(a, b) for a in _signed_ends(self) for b in _signed_ends(other)]
        low = min(products, key=lambda end: (end[0], end[1], end[2]))
        high = max(products, key=lambda end: (end[0], end[1], not end[2]))
        return between(
            low[1] if not low[0] else None,
            high[1] if not high[0] else None,
            low_open=low[2],
            high_open=high[2],
        )

    def __truediv__(self, other: "Bounds") -> "Bounds":
        """Return the bounds of the quotient wherever the denominator is not zero."""
        if self.empty or other.empty or other.point == 0:
            return EMPTY
        if other.low is not None and other.low >= 0:
            return self * _reciprocal(other)
        if other.high is not None and other.high <= 0:
            return -self * _reciprocal(-other)
        return self if self.point == 0 else ANY

    def rounded(self, rounding: Rounding) -> "Bounds":
        """Return the bounds after *rounding*, which never turns the order of two numbers round."""
        low = None if self.low is None else round_fraction(self.low, rounding)
        high = None if self.high is None else round_fraction(self.high, rounding)
        return Bounds(low, high, empty=self.empty)

    def on_grid(self, step: Fraction) -> "Bounds":
        """Return the bounds of the whole multiples of *step* that lie within."""
        if self.empty:
            return self
        low, high = self.low, self.high
        if low is not None:
            units = low / step
            low = step * (units.numerator // units.denominator + 1 if self.low_open else -(-units // 1))
        if high is not None:
            units = high / step
            high = step * (-(-units // 1) - 1 if self.high_open else units // 1)
        return between(low, high)


EMPTY = Bounds(empty=True)
ANY = Bounds()
NOT_NEGATIVE = Bounds(Fraction(0))
YES, NO, EITHER = Bounds(Fraction(1), Fraction(1)), Bounds(Fraction(0), Fraction(0)), Bounds(Fraction(0), Fraction(1))


def between(
    low: Fraction | None,
    high: Fraction | None,
    *,
    low_open: bool = False,
    high_open: bool = False,
) -> Bounds:
    """Return the bounds with these ends; empty where they leave nothing between them."""
    low_open, high_open = low_open and low is not None, high_open and high is not None
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        return EMPTY
    return Bounds(low, high, low_open, high_open)


def point(value: Fraction) -> Bounds:
    """Return the bounds of one value."""
    return Bounds(value, value)


def least(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of the least of several numbers."""
    return -most(-part for part in parts)


def most(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of the greatest of several numbers."""
    first, *rest = parts
    for part in rest:
        if first.empty or part.empty:
            return EMPTY
        low, low_open = _outer((first.low, first.low_open), (part.low, part.low_open), 1)
        high, high_open = _inner((first.high, first.high_open), (part.high, part.high_open), 1)
        first = Bounds(low, high, low_open, high_open)
    return first


def _outer(one: End, other: End, sign: int) -> End:
    """Return the narrower of two ends: the greater lower ends (*sign* 1), the lesser upper ends (-1)."""
    if one[0] is None or other[0] is None:
        return other if one[0] is None else one
    if one[0] == other[0]:
        return one[0], one[1] or other[1]
    return one if (one[0] > other[0]) == (sign > 0) else other


def _inner(one: End, other: End, sign: int) -> End:
    """Return the wider of two ends: the greater upper ends (*sign* 1), the lesser lower ends (-1)."""
    if one[0] is None or other[0] is None:
        return None, False
    if one[0] == other[0]:
        return one[0], one[1] and other[1]
    return one if (one[0] > other[0]) == (sign > 0) else other


_Signed = tuple[int, Fraction, bool]
"""An end as a number: -1 or 1 where it is infinite, its value, whether it is left out."""
_ZERO = Fraction(0)


def _signed_ends(bounds: Bounds) -> tuple[_Signed, _Signed]:
    low = (-1, _ZERO, False) if bounds.low is None else (0, bounds.low, bounds.low_open)
    high = (1, _ZERO, False) if bounds.high is None else (0, bounds.high, bounds.high_open)
    return low, high


def _product(one: _Signed, other: _Signed) -> _Signed:
    """Return the product of two ends; a zero that is reached makes it zero whatever the other end is."""
    zeros = [end for end in (one, other) if end[0] == 0 and end[1] == 0]
    if zeros:
        return 0, _ZERO, all(end[2] for end in zeros)
    signs = [end[0] or (1 if end[1] > 0 else -1) for end in (one, other)]
    if one[0] or other[0]:
        return signs[0] * signs[1], _ZERO, False
    return 0, one[1] * other[1], one[2] or other[2]


def _reciprocal(bounds: Bounds) -> Bounds:
    """Return the bounds of 1 by a number above zero."""
    low = _ZERO if bounds.high is None else 1 / bounds.high
    high = None if not bounds.low else 1 / bounds.low
    return between(low, high, low_open=bounds.high is None or bounds.high_open, high_open=bounds.low_open)
