"""Whole-number expressions as columns need them: all evaluated in every row, with bounds as narrow as can be proved."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Any, cast

import attrs

from perfrules.readings.columns.unending import call_bounds
from perfrules.readings.exact.bounds import Bound, Bounds, bounds_of
from perfrules.readings.exact.whole import Whole, Wholes

Ends = tuple[Fraction | None, Fraction | None]
"""What a quotient is at least and at most; None for an open end."""


@attrs.define(eq=False, repr=False)
class ColumnWholes(Wholes):
    """
    The expressions of one plan.

    Further operations: least and most (of two), missing and not_applicable (value: an input's position), doubt (of a
    call: whether its result is uncertain). Expressions in *positive* are held to be at least 1 by the plan: it checks
    that in every block.
    """

    total: bool = True
    positive: set[Whole] = attrs.field(factory=set)

    def make(self, op: str, args: Iterable[Whole] = (), value: Any = None, bounds: Bounds | None = None) -> Whole:
        """Return the expression of this content; calls are bounded too."""
        parts = tuple(args)
        if op == "call" and bounds is None:
            bounds = call_bounds(value, [part.bounds for part in parts])
        return super().make(op, parts, value, bounds)

    def round(self, mode: str, above: Whole, below: Whole) -> Whole:
        """Return above / below rounded, with the bounds of the quotient, in which the two are seen together."""
        (a, n), (b, d) = self.content(above), self.content(below)
        common = gcd(a, b)
        low, high = self.quotient(n, d)
        ends = bounds_of("round", (mode, a // common, b // common), (n.bounds, d.bounds))
        least: Bound = ends[0] if low is None else max(ends[0], floor(low * a / b))
        most: Bound = ends[1] if high is None else min(ends[1], ceil(high * a / b))
        return self.make("round", (n, d), (mode, a // common, b // common), (least, most))

    def extreme(self, op: str, left: Whole, right: Whole) -> Whole:
        """Return the least or most of two."""
        (a, x), (b, y) = self.content(left), self.content(right)
        common = gcd(a, b) or 1
        left, right = self.scaled(a // common, x) if a else x, self.scaled(b // common, y) if b else y
        if left is right or (left.most <= right.least if op == "least" else left.least >= right.most):
            return self.scaled(common, left)
        if right.most <= left.least if op == "least" else right.least >= left.most:
            return self.scaled(common, right)
        pick = min if op == "least" else max
        bounds = pick(left.least, right.least), pick(left.most, right.most)
        return self.scaled(common, self.make(op, sorted((left, right), key=lambda part: part.order), None, bounds))

    def quotient(self, above: Whole, below: Whole) -> Ends:
        """
        Return the ends of above / below where below is at least 1, and of above elsewhere.

        A quotient of weighted sums of numbers from 0 lies between the least and the most quotient of their weights.
        """
        if above.op in ("least", "most"):
            return _ends(above.op, [self._scaled_quotient(arg, below) for arg in above.args])
        if above is below:
            return (Fraction(0) if below.least >= 0 else None), Fraction(1)
        if above.op == "pick":
            arms = [self._scaled_quotient(arg, below) for arg in (*above.args[1::2], above.args[-1])]
            lows, highs = [low for low, _ in arms], [high for _, high in arms]
            return _ends("hull", list(zip(lows, highs, strict=True)))
        return self._between(above, below)

    def _scaled_quotient(self, above: Whole, below: Whole) -> Ends:
        factor, part = self.content(above)
        if part.op in ("pick", "least", "most") and part.size > _DEEP:
            return None, None
        low, high = self.quotient(part, below)
        return None if low is None else low * factor, None if high is None else high * factor

    def _between(self, above: Whole, below: Whole) -> Ends:
        """Return the ends by the weights; open where a part may be below 0 or is not in the divisor."""
        constant, upper = self.terms(above)
        other, lower = self.terms(below)
        if any(part.least < 0 for part in lower) or other < 0 or any(times < 0 for times in lower.values()):
            return None, None
        if any(part not in lower for part in upper) or (constant and not other):
            return None, None
        shares = [Fraction(upper.get(part, 0), times) for part, times in lower.items()]
        shares += [Fraction(constant, other)] if other else [Fraction(0)]  # a divisor of 0 counts as 1: all parts are 0
        return min(shares), max(shares)


_DEEP = 40


def _ends(op: str, parts: Sequence[Ends]) -> Ends:
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    if op == "most":
        return _known(max, lows, some=True), _known(max, highs)
    return _known(min, lows), _known(min if op == "least" else max, highs, some=op == "least")


def _known(pick: Any, ends: Sequence[Fraction | None], *, some: bool = False) -> Fraction | None:
    """Return the least or most of *ends*: one that is open leaves it open, unless *some* of them are enough."""
    known = [end for end in ends if end is not None]
    if not known or (len(known) < len(ends) and not some):
        return None
    return cast("Fraction", pick(known))
