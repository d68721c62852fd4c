"""Chains of choices, read from the top: which of their arms some evidence can get to."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node
from perfrules.formula.build import value_of
from perfrules.formula.node import TRUE
from perfrules.readings.interval import Bounds, Intervals


@attrs.frozen(eq=False, repr=False)
class Arm(ByContent):
    """
    One arm of a chain.

    Attributes:
        before: the conditions above it, none of which held.
        condition: its own; true for the last arm.
        value: what it gives.
        choice: the choice it belongs to; for the last arm the one above it, None where there is none.
        reachable: whether evidence can get to it; true where that is not known.

    """

    before: tuple[Node, ...]
    condition: Node
    value: Node
    choice: Node | None
    reachable: bool


def arms(root: Node, intervals: Intervals) -> Iterator[Arm]:
    """
    Yield the arms of the chain of choices at *root*, from the top.

    Only comparisons of one formula with constants tell what an arm leaves to those below it: that is how tiers and
    bands are written, and it is cheap.
    """
    before: tuple[Node, ...] = ()
    left: dict[Node, Bounds] = {}
    possible, choice = True, None
    while root.op == "choose":
        condition, then, rest = root.args
        found = _compared(condition)
        if found is None:
            truth = intervals.truth(condition)
            yield Arm(before, condition, then, root, possible and truth is not False)
            possible = possible and truth is not True
        else:
            value, inside, outside = found
            here = left.setdefault(value, intervals.bounds(value))
            yield Arm(before, condition, then, root, possible and (here.empty or not here.meet(inside).empty))
            left[value] = here.meet(outside)
            possible = possible and (here.empty or not left[value].empty)
        before, choice, root = (*before, condition), root, rest
    yield Arm(before, TRUE, root, choice, possible)


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
