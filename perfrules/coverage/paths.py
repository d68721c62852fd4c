"""What must hold before a part of a formula is read, and whether anything more can hold there."""

from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cached_property

import attrs

from perfrules.coverage.sites import below
from perfrules.formula import Node
from perfrules.formula.build import choose
from perfrules.formula.node import constant
from perfrules.readings.interval import Intervals

_YES, _NO = constant(Fraction(1)), constant(Fraction(0))


@attrs.frozen(eq=False, slots=False)
class Paths:
    """
    The ways to the parts of the formulas below *root*, *closed* ones not entered.

    Attributes:
        root: where all ways begin.
        closed: formulas that are not entered.
        intervals: what evidence can be.

    """

    root: Node
    closed: Collection[Node]
    intervals: Intervals
    _known: dict[Node, tuple[tuple[Node, bool], ...]] = attrs.field(factory=dict, init=False)

    @cached_property
    def _choices(self) -> tuple[Node, ...]:
        return tuple(node for node in below(self.root, self.closed) if node.op == "choose")

    def conditions(self, part: Node) -> tuple[tuple[Node, bool], ...]:
        """Return the conditions, each with its truth, without which *part* is not read."""
        if part not in self._known:
            self._known[part] = tuple(self._decided(part))
        return self._known[part]

    def _decided(self, part: Node) -> Iterator[tuple[Node, bool]]:
        for choice in self._choices:
            condition, then, otherwise = choice.args
            for arm, holds in ((then, True), (otherwise, False)):
                if part is not choice and then is not otherwise and not self._is_read_without(part, choice, arm):
                    yield condition, holds

    def _is_read_without(self, part: Node, choice: Node, arm: Node) -> bool:
        """Return whether some way to *part* does not lead through this *arm* of *choice*."""
        seen: set[Node] = set()
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if node is part:
                return True
            if node in seen:
                continue
            seen.add(node)
            ways = [way for way in node.args if way is not arm] if node is choice else node.args
            waiting.extend(way for way in ways if way not in self.closed)
        return False

    def may_be(self, part: Node, condition: Node, *, holds: bool) -> bool:
        """Return whether *condition* can hold, or not hold, where *part* is read; true where that is not known."""
        asked = choose(condition, _YES, _NO) if holds else choose(condition, _NO, _YES)
        for above, truth in reversed(self.conditions(part)):
            asked = choose(above, asked, _NO) if truth else choose(above, _NO, asked)
        high = self.intervals.bounds(asked).high
        return high is None or high > 0
