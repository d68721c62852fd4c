"""Which arms of a chain of choices some evidence can get to."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.formula import Node
from perfrules.formula.build import value_of
from perfrules.formula.chains import Arm, arms
from perfrules.readings.interval import Bounds, Intervals


def reach(head: Node, intervals: Intervals) -> Iterator[tuple[Arm, bool]]:
    """
    Yield the arms of the chain of choices at *head*, each with whether evidence can get to it, as far as is known.

    Only comparisons of one formula with constants tell what an arm leaves to those below it: that is how tiers and
    bands are written, and it is cheap.
    """
    left: dict[Node, Bounds] = {}
    possible = True
    for arm in arms(head):
        found = _compared(arm.condition)
        if found is None:
            truth = intervals.truth(arm.condition)
            yield arm, possible and truth is not False
            possible = possible and truth is not True
        else:
            value, inside, outside = found
            here = left.setdefault(value, intervals.bounds(value))
            yield arm, possible and (here.empty or not here.meet(inside).empty)
            left[value] = here.meet(outside)
            possible = possible and (here.empty or not left[value].empty)


def _compared(condition: Node) -> tuple[Node, Bounds, Bounds] | None:
    """Return what a comparison with a constant compares, where it holds, and where it does not."""
    if condition.op not in ("at_least", "above"):
        return None
    left, right = condition.args
    low, high = value_of(right), value_of(left)
    strict = condition.op == "above"
    if low is not None:
        return left, _above(low, strict=strict), _below(low, strict=not strict)
    if high is not None:
        return right, _below(high, strict=strict), _above(high, strict=not strict)
    return None


def _above(end: Fraction, *, strict: bool) -> Bounds:
    return Bounds(low=end, low_open=strict)


def _below(end: Fraction, *, strict: bool) -> Bounds:
    return Bounds(high=end, high_open=strict)
