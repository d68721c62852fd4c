"""From rules to their sites: the choices, points, limits, gates, bands and sources that cases may exercise."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

import attrs

from perfrules.aggregation.child import ANY_CHILD_COUNTS, CHILD_COUNTS
from perfrules.checks.chains import reach
from perfrules.coverage.paths import Paths
from perfrules.coverage.sites import (
    ConditionSite,
    LimitSite,
    MarkedSite,
    PointSite,
    PolicySite,
    Share,
    Site,
    Sort,
    SourceSite,
    below,
)
from perfrules.formula import Node
from perfrules.formula.build import both, compare, value_of
from perfrules.formula.chains import Arm, heads
from perfrules.formula.node import constant
from perfrules.language import current, text
from perfrules.model import Indicator
from perfrules.program import NodePlan
from perfrules.program.absence import MOVED, WHY
from perfrules.program.context import DIVIDES
from perfrules.readings.interval import Intervals
from perfrules.readings.notation import Wording
from perfrules.readings.notation.terms import Printer
from perfrules.rubrics.checklist import ANY_POINT_APPLIES, POINT_APPLIES
from perfrules.scoring import Rules

_POLICIES = frozenset(WHY.values())
_ECHOES = frozenset((CHILD_COUNTS, ANY_CHILD_COUNTS, POINT_APPLIES, ANY_POINT_APPLIES, MOVED))
"""Choices that say again, further up, what an answer to absence has decided already."""
_LONGEST = 160
_POINT_SHARES: tuple[Share, ...] = ("met", "not met", "in part")


@attrs.frozen(eq=False, slots=False)
class Survey:
    """What there is to be exercised in *rules*."""

    rules: Rules

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """All sites, by indicator in order of the tree, then the sources."""
        found = [site for node in self.rules.set.walk() for site in self._of_node(node)]
        return (*found, *self._sources())

    @cached_property
    def wording(self) -> Wording:
        """How conditions are put into words."""
        return self.rules.wording(current())

    @cached_property
    def printer(self) -> Printer:
        """What prints formulas with names."""
        return Printer(self.wording)

    @cached_property
    def _intervals(self) -> Intervals:
        return Intervals(self.rules.program.inputs)

    @cached_property
    def _closed(self) -> frozenset[Node]:
        """The marks of nodes: each node's own formulas end where another's begin."""
        plans = self.rules.program.nodes.values()
        return frozenset(part for plan in plans for part in (plan.marks, plan.passed) if part.op == "cell")

    def _of_node(self, node: Indicator) -> Iterator[Site]:
        plan = self.rules.program.nodes[node.code]
        if node.code not in self.rules.set.children:
            yield MarkedSite(code=node.code, sort="marked", label=text("it is marked"), marks=plan.marks)
        yield from self._applies(node)
        gates = {closed for _, closed in plan.gates}
        formulas = list(below(plan.marks, self._closed - {plan.marks}))
        labels = self.rules.program.labels
        kept = [
            part
            for part in formulas
            if part.op != "choose" or (labels.get(part) not in _ECHOES and part.args[0] not in gates)
        ]
        paths = Paths(plan.marks, self._closed - {plan.marks}, self._intervals)
        for head in heads(kept):
            yield from self._chain(node.code, head, kept, paths)
        for part in formulas:
            yield from self._limits(node.code, part, paths)
        yield from self._points(node, plan)
        yield from self._gates(node, plan)
        yield from self._bands(node, plan)

    def _applies(self, node: Indicator) -> Iterator[Site]:
        condition = self.rules.program.expressions.get(("indicator", node.code, "applies"))
        if condition is None:
            return
        for holds, label in ((True, text("it applies")), (False, text("it does not apply"))):
            yield ConditionSite(code=node.code, sort="applies", label=label, at=condition, when=condition, holds=holds)

    def _chain(self, code: str, head: Node, kept: Sequence[Node], paths: Paths) -> Iterator[Site]:
        """Yield the arms of a chain of choices; what is left after answers to absence is the usual way."""
        labels = self.rules.program.labels
        found = list(reach(head, self._intervals))
        only_policies = all(labels.get(arm.choice) in _POLICIES for arm, _ in found)
        for arm, reachable in found[: -1 if only_policies else None]:
            label = labels.get(arm.choice, "")
            if arm.otherwise or (arm.choice in kept and label not in _POLICIES):
                may_be = reachable and not self._is_nothing(arm)
                may_be = may_be and paths.may_be(head, arm.choice.args[0], holds=not arm.otherwise)
                yield self._of_arm(code, arm, self._label(arm), "branch", reachable=may_be)
            elif arm.choice in kept:
                yield PolicySite(code=code, sort="policy", label=text(label), reachable=reachable, when=arm.condition)

    def _of_arm(self, code: str, arm: Arm, label: str, sort: Sort, *, reachable: bool) -> Site:
        """Return the site of one arm: its condition holds, or the last one above it does not."""
        return ConditionSite(
            code=code, sort=sort, label=label, reachable=reachable,
            at=arm.choice, when=arm.choice.args[0], holds=not arm.otherwise,
        )  # fmt: skip

    def _is_nothing(self, arm: Arm) -> bool:
        """Return whether an arm has no marks because nothing is left: the checks have shown that nobody gets there."""
        return arm.value.op == "absent" and self.rules.program.labels.get(arm.choice) != DIVIDES

    def _label(self, arm: Arm) -> str:
        if arm.otherwise:
            said = self.wording.say("otherwise")
            return short(f"{said} → {self.printer.term(arm.value).text}")
        label = self.rules.program.labels.get(arm.choice, "")
        label = "" if label == DIVIDES else label  # the condition says it, also where it is turned round
        condition = self.printer.term(arm.condition).text
        return short(f"{self.wording.label(label)}: {condition}" if label and label != condition else condition)

    def _limits(self, code: str, part: Node, paths: Paths) -> Iterator[Site]:
        """Yield both sides of a limit that can make a difference."""
        if part.op not in ("least", "most"):
            return
        limits = [value for arg in part.args if (value := value_of(arg)) is not None]
        others = [arg for arg in part.args if value_of(arg) is None]
        if not limits or not others:
            return
        limit = min(limits) if part.op == "least" else max(limits)
        beyond, holding = (
            both("and", [self._past(part, other, limit, sign) for other in others]) for sign in ("above", "at_least")
        )
        if not paths.may_be(part, beyond, holds=True):
            return
        whole = short(self.printer.term(part).text)
        free = paths.may_be(part, holding, holds=False)
        words = {
            True: text("the limit holds: {formula}", formula=whole),
            False: text("the limit is not reached: {formula}", formula=whole),
        }
        for holds, said in words.items():
            yield LimitSite(
                code=code, sort="limit", label=said, reachable=holds or free, node=part, limit=limit, holds=holds
            )

    def _past(self, part: Node, other: Node, limit: Fraction, sign: str) -> Node:
        """Return that *other* is beyond the limit of a `least` or `most`."""
        pair = (other, constant(limit)) if part.op == "least" else (constant(limit), other)
        return compare(sign, *pair)

    def _points(self, node: Indicator, plan: NodePlan) -> Iterator[Site]:
        inputs = {item.name: item for item in self.rules.program.inputs}
        kinds = [case.rubric for case in node.rubric if case.rubric.reads == "points"]
        declared = {point.id: point for kind in kinds for point in getattr(kind, "points", ())}
        for name in sorted(plan.points, key=list(declared).index):
            marks = plan.points[name]
            answered, counted = f"{node.code}/{name}" in inputs, f"{node.code}/{name}/faults" in inputs
            part = answered or (counted and getattr(declared.get(name), "per_fault", None) is not None)
            for share in _POINT_SHARES if part else _POINT_SHARES[:2]:
                said = {"met": text("{point} met", point=name), "not met": text("{point} not met", point=name)}
                yield PointSite(
                    code=node.code,
                    sort="point",
                    label=said.get(share, text("{point} met in part", point=name)),
                    reachable=value_of(plan.point_fulls[name]) != 0,
                    at=plan.marks,
                    marks=marks,
                    full=plan.point_fulls[name],
                    share=share,
                )

    def _gates(self, node: Indicator, plan: NodePlan) -> Iterator[Site]:
        for position, closed in plan.gates:
            gate = self.rules.set.gates[position]
            truth = self._intervals.truth(closed)
            for holds in (True, False):
                name = (gate.name_en if current() == "en" else "") or gate.name
                said = text("{gate} closed", gate=name) if holds else text("{gate} open", gate=name)
                yield ConditionSite(
                    code=node.code, sort="gate", label=said, reachable=truth in (None, holds),
                    at=plan.marks, when=closed, holds=holds,
                )  # fmt: skip

    def _bands(self, node: Indicator, plan: NodePlan) -> Iterator[Site]:
        """Yield the bands of the node's scales, and the choice of the scale where there are several."""
        if plan.scale_grade is None:
            return
        names = self.rules.program.grades[node.code]
        parts = [part for part in below(plan.scale_grade, self._closed) if part.op == "choose"]
        for arm, reachable in (found for head in heads(parts) for found in reach(head, self._intervals)):
            position = value_of(arm.value)
            sort: Sort = "branch" if position is None else "band"
            label = self._label(arm) if position is None else names[int(position)]
            yield self._of_arm(node.code, arm, label, sort, reachable=reachable)

    def _sources(self) -> Iterator[Site]:
        indicator_set, program = self.rules.set, self.rules.program
        cells = {str(cell.value): cell for cell in program.cells}
        for source in indicator_set.source:
            nodes = [
                program.nodes[node.code].marks
                for node in indicator_set.indicators
                if any(cited.id == source.id for cited in node.source)
            ]
            nodes += [
                cells[measure.key]
                for measure in indicator_set.measure
                if measure.key in cells and any(cited.id == source.id for cited in measure.source)
            ]
            if nodes:
                label = (source.title_en if current() == "en" else "") or source.title
                yield SourceSite(code="", sort="source", label=f"{source.id} {label}", nodes=tuple(nodes))


def short(said: str) -> str:
    """Return what is *said*, cut where it is long."""
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
