"""What powers, logarithms and exponentials do to bounds: ends without end are widened to fractions of twenty digits."""

from collections.abc import Callable
from fractions import Fraction

from perfrules import reals
from perfrules.formula import Node
from perfrules.formula.irrational import whole_exponent
from perfrules.formula.node import Base
from perfrules.readings.interval.bounds import ANY, EMPTY, NOT_NEGATIVE, Bounds, between
from perfrules.reals import Exact, OutsideError, UncertainError

_ZERO = Fraction(0)
_ABOVE_ZERO = Bounds(_ZERO, low_open=True)


def _ends(compute: Callable[[], Exact]) -> tuple[Fraction, Fraction] | tuple[None, None]:
    """Return fractions around what *compute* gives, none where it gives nothing."""
    try:
        return reals.ends_of(compute())
    except (OutsideError, UncertainError):
        return None, None


def _rising(bounds: Bounds, function: Callable[[Fraction], Exact]) -> Bounds:
    """Return the bounds after a function that turns greater numbers into greater ones; open ends stay so."""
    low, high = bounds.low, bounds.high
    least = None if low is None else _ends(lambda: function(low))[0]
    most = None if high is None else _ends(lambda: function(high))[1]
    return between(least, most, low_open=bounds.low_open, high_open=bounds.high_open)


def exponential(bounds: Bounds) -> Bounds:
    """Return the bounds of e to the power of a number."""
    return _rising(bounds, reals.exponential).meet(_ABOVE_ZERO)


def logarithm(node: Node, bounds: Bounds) -> Bounds:
    """Return the bounds of the logarithm *node* of a number, where it has one."""
    inside = bounds.meet(_ABOVE_ZERO)
    base = node.value.number if isinstance(node.value, Base) else None
    if inside.empty or base is None:
        return EMPTY if inside.empty else _rising(inside, reals.logarithm)
    if base > 1:
        return _rising(inside, lambda number: reals.logarithm(number, base))
    return -_rising(inside, lambda number: reals.logarithm(number, 1 / base))


def power(node: Node, base: Bounds, exponent: Bounds) -> Bounds:
    """Return the bounds of the power *node*, where it has a value."""
    whole, known = whole_exponent(node), exponent.point
    if whole and whole % 2 == 0:
        size = base if base.low is not None and base.low >= 0 else -base
        if size.low is not None and size.low >= 0:
            return _rising(size, lambda number: number**whole)
        return between(_ZERO, None).meet(_farthest(base, whole))
    if whole:
        return _rising(base, lambda number: number**whole)
    inside = base.meet(NOT_NEGATIVE)
    if inside.empty:
        return EMPTY
    if known is not None and known > 0:
        return _rising(inside, lambda number: reals.power(number, known))
    return _corners(inside, exponent)


def _farthest(base: Bounds, exponent: int) -> Bounds:
    """Return the upper end of an even power of what lies on both sides of 0."""
    if base.low is None or base.high is None:
        return ANY
    return Bounds(high=max(base.low**exponent, base.high**exponent))


def _corners(base: Bounds, exponent: Bounds) -> Bounds:
    """Return the bounds of a power whose exponent varies: the greatest and the least stand at ends of both."""
    bases, exponents = (base.low, base.high), (exponent.low, exponent.high)
    found = []
    for one in bases:
        for other in exponents:
            if one is None or other is None:
                return NOT_NEGATIVE
            found.append(_ends(lambda one=one, other=other: reals.power(one, other)))  # type: ignore[misc]
    low = [least for least, _ in found if least is not None]
    high = [most for _, most in found if most is not None]
    if len(low) < len(found):
        return NOT_NEGATIVE
    return NOT_NEGATIVE.meet(between(min(low), max(high)))
