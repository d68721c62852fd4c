"""Numbers without end: marks that no rounding ends, and logarithms and roots that may have no value."""

from collections.abc import Callable, Iterator
from functools import cached_property

import attrs

from perfrules.formula import Node, postorder
from perfrules.formula.build import both, negate
from perfrules.formula.irrational import irrational
from perfrules.formula.node import TRUE
from perfrules.language import Text, text
from perfrules.model import Indicator, IndicatorSet
from perfrules.problems import Place, Problem
from perfrules.program import NodePlan, Program
from perfrules.readings.defined import defined, domain
from perfrules.readings.interval import Intervals

Places = Callable[[tuple[str | int, ...]], Place]


@attrs.frozen(eq=False, slots=False)
class Unending:
    """The checks of one set; *witness* gives evidence for which a condition holds, in words."""

    set: IndicatorSet
    program: Program
    place: Places
    intervals: Intervals
    witness: Callable[[Node], Text | None]

    @cached_property
    def _irrational(self) -> frozenset[Node]:
        return irrational(root for plan in self.program.nodes.values() for root in plan.roots)

    def of(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        """Yield what is wrong with the numbers without end of a node."""
        if not self._irrational:
            return
        yield from self._never_rounded(node, plan)
        yield from self._outside(node, plan)

    def _never_rounded(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        children = self.set.children.get(node.code, ())
        if plan.full in self._irrational:
            if not any(self.program.nodes[child.code].full in self._irrational for child in children):
                said = text("the full marks of {code} have no end", code=node.code)
                advice = text("give the children one scale, so that the mean of their full marks is one of them")
                yield Problem("PR212", said, self.place(("indicator", node.code)), advice)
            return
        shown = [plan.marks, *plan.points.values(), *plan.point_fulls.values()]
        if self._irrational.isdisjoint(shown):
            return
        if plan.marks in self._irrational and any(
            self.program.nodes[child.code].marks in self._irrational for child in children
        ):
            return  # the child is told of, and once it is rounded this may be no problem any more
        said = text("the marks of {code} may have no end, and nothing rounds them", code=node.code)
        advice = text("declare a rounding where they are shown, such as `rounding = {{ places = 2 }}`")
        yield Problem("PR212", said, self.place(("indicator", node.code)), advice)

    def _outside(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        """Yield that a logarithm or root may have no value; divisions by zero are a problem of their own."""
        for condition in self._conditions(node, plan):
            if condition is TRUE or self.intervals.truth(condition) is True:
                continue
            case = self.witness(negate(condition))
            divides = defined(plan.settled, refusals=False, divisions_only=True)
            if case is not None and divides is not TRUE:
                case = self.witness(both("and", (divides, negate(condition))))
            if case is not None:
                said = text("{code} has a logarithm or root without a value: where {case}", code=node.code, case=case)
                advice = text("declare the range of the evidence (`above = 0`, `at_least = 0`), or keep it by `most`")
                yield Problem("PR211", said, self.place(("indicator", node.code)), advice)
                return

    def _conditions(self, node: Indicator, plan: NodePlan) -> Iterator[Node]:
        """Yield what must hold: of a leaf all that it reads, of a branch what its aggregation asks of its children."""
        if node.code not in self.set.children:
            if any(part.op in ("log", "power") for part in postorder([plan.settled])):
                yield defined(plan.settled, refusals=False)
            return
        for part in postorder([plan.settled], through_cells=False):
            condition = domain(part)
            if condition is not None:
                yield condition
