"""What only the formulas of a definition show: each check is a generator of problems."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from perfrules.checks.chains import reach
from perfrules.checks.unending import Unending
from perfrules.checks.witness import find_witness
from perfrules.content import ByContent
from perfrules.formula import Node, postorder
from perfrules.formula.build import ZERO, both, compare, negate
from perfrules.formula.build import value_of as constant_of
from perfrules.formula.node import TRUE, constant
from perfrules.formula.piecewise import STATED
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import EvidenceField, Indicator, IndicatorSet
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Place, Problem
from perfrules.program import NodePlan, Program
from perfrules.program.population import quotients
from perfrules.readings.defined import defined, inputs_of, zero_denominators
from perfrules.readings.interval import Bounds, Intervals
from perfrules.readings.notation import DAYS

Places = Callable[[tuple[str | int, ...]], Place]
_RANGED = frozenset(("amount", "count", "number", "share"))
_OF_SCALES = frozenset(("PR201", "PR202", "PR203", "PR206"))
_ADVICE = text("cap it, clamp it, or declare the relation of its evidence (`part_of`, `at_most`)")
_ADVICE_BONUS = text(
    'say how far bonus marks count: `clamp = [0, "full"]`, or a number above the full marks instead of "full"'
)
_WORDS: Mapping[str, Sequence[str]] = {"flag": ("false", "true"), "date": DAYS}


def check_formulas(indicator_set: IndicatorSet, program: Program, place: Places) -> tuple[Problem, ...]:
    """Return what the formulas of a set show to be wrong with it, in order of the tree."""
    checks = _Checks(indicator_set, program, place, Intervals(program.inputs), _options(indicator_set))
    unending = Unending(indicator_set, program, place, checks.intervals, checks.witness)
    found: dict[str, list[Problem]] = {}
    faulty: set[str] = set()
    # Children first: a branch that misses its scale because a child does has no fault of its own.
    for node in reversed(list(indicator_set.walk())):
        if node.open and node.code not in indicator_set.children:
            continue
        here = list(checks.marks(node, program.nodes[node.code], faulty))
        if node.code in faulty or any(problem.code in _OF_SCALES for problem in here):
            faulty.add(node.parent or TOTAL)
        found[node.code] = [
            *here,
            *checks.bands(node, program.nodes[node.code]),
            *unending.of(node, program.nodes[node.code]),
        ]
    ordered = (problem for node in indicator_set.walk() for problem in found.get(node.code, ()))
    return tuple(dict.fromkeys(ordered))


def _is_positive(field: EvidenceField) -> bool:
    """Return whether *field* is declared to be above 0: a divisor that is 0 then has another reason."""
    return bool((field.above is not None and field.above >= 0) or (field.at_least or 0) > 0)


def _options(indicator_set: IndicatorSet) -> Mapping[str, Sequence[str]]:
    """Return what the numbers 0, 1, 2, … of choices, flags and dates stand for, as a case writes them."""
    words: dict[str, Sequence[str]] = {}
    for field in indicator_set.evidence:
        if field.type == "choice":
            words[field.key] = [option.id for option in field.choices]
        if field.type in _WORDS:
            words[field.key] = _WORDS[field.type]
    return words


@attrs.frozen(eq=False, repr=False)
class _Checks(ByContent):
    """The checks of one set."""

    set: IndicatorSet
    program: Program
    place: Places
    intervals: Intervals
    options: Mapping[str, Sequence[str]]

    def marks(self, node: Indicator, plan: NodePlan, faulty: Container[str]) -> Iterator[Problem]:
        """Yield what is wrong with the marks of a node; nothing of the scale of a branch that has *faulty* children."""
        if node.code not in self.set.children:
            divisions = [*self._divisions(node, plan), *self._divisions_of_all(node, plan)]
            scale = [] if divisions else list(self._scale(node, plan))
            found = [*divisions, *scale, *self._rubric_arms(node, plan)]
            yield from found or self._always_full(node, plan)
        elif node.code not in faulty and (
            (node.code == TOTAL and self.set.has_total) or node.at_most is not None or node.code in self.set.results
        ):
            yield from self._scale(node, plan)

    def _limits(self, node: Indicator, plan: NodePlan) -> tuple[Fraction | None, Fraction | None]:
        """Return the ends of the node's scale: 0 and its full marks unless it says otherwise; None for an open end."""
        low = constant_of(plan.low)
        if node.at_most is not None:
            return low, _number(node.at_most.written)
        return low, None if plan.open_above else constant_of(plan.full)

    def _scale(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        low, high = self._limits(node, plan)
        bounds = self.intervals.bounds(plan.marks)
        if bounds.empty:
            return
        falls_short = high is not None and bounds.high is not None and bounds.high < high
        if falls_short and high is not None and node.better == "higher" and not node.bonus:
            values = {"code": node.code, "full": number_text(high), "most": number_text(bounds.high or Fraction(0))}
            said = text("{code} can never reach its {full} full marks: {most} is the most", **values)
            advice = text("check the full marks, the cap and the ranges of the evidence")
            if node.at_most is not None:
                said = text("{code} can never reach {full}, the most of its scale: {most} is the most", **values)
                advice = text("check the end of the scale, the cap and the ranges of the evidence")
            yield Problem("PR201", said, self._rubric(node), advice)
        with_bonus = has_bonus(self.set, node)
        if with_bonus and node.clamp is not None:
            # How far bonus marks count is what the clamp says.
            low, high = (None if end is not None else limit for end, limit in zip(node.clamp, (low, high), strict=True))
        if _within(bounds, low, high) or node.bonus:
            return
        yield self._leaves_scale(node, plan, (low, high), _ADVICE_BONUS if with_bonus else _ADVICE)

    def _rubric(self, node: Indicator) -> Place:
        """Return where the rubric stands: asked for only where something is wrong, since the file is read again."""
        return self.place(("indicator", node.code, "rubric"))

    def _leaves_scale(
        self,
        node: Indicator,
        plan: NodePlan,
        limits: tuple[Fraction | None, Fraction | None],
        advice: Text,
    ) -> Problem:
        """Return that a node can leave its scale, with evidence for it where some is found."""
        low, high = limits
        where = self._rubric(node)
        outside = [] if high is None else [compare("above", plan.marks, constant(high))]
        outside += [] if low is None else [compare("above", constant(low), plan.marks)]
        witness = self.witness(both("or", outside))
        if low is None or high is None:
            most = text("{high} at most", high="" if high is None else number_text(high))
            ends = most if low is None else text("{low} at least", low=number_text(low))
        else:
            ends = text("{low} to {high}", low=number_text(low), high=number_text(high))
        if witness is None:
            said = text("it cannot be shown that {code} stays within its scale of {ends}", code=node.code, ends=ends)
            return Problem(
                "PR206", said, where, text("cap or clamp it, or declare ranges and `part_of` of its evidence")
            )
        said = text(
            "{code} can leave its scale of {ends}, for instance where {case}",
            code=node.code,
            ends=ends,
            case=witness,
        )
        return Problem("PR202", said, where, advice)

    def _always_full(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        """Yield that no evidence lowers the marks of a leaf, though its rubric or measure reads some."""
        low, high = self._limits(node, plan)
        bounds = self.intervals.bounds(plan.marks)
        reads = any(inputs_of(part) for part in (plan.raw, plan.measure) if part is not None)
        if not reads or high is None or low == high or not bounds.low == bounds.high == high:
            return
        said = text("{code} has its {full} full marks whatever the evidence", code=node.code, full=number_text(high))
        advice = text("check `better`, the target, and the declared ranges of the evidence")
        yield Problem("PR208", said, self._rubric(node), advice)

    def _divisions(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        # Where the indicator does not apply, or its evidence is missing, its rubric is not read.
        sure = defined(plan.settled, refusals=False, divisions_only=True)
        if sure is TRUE or self.intervals.truth(sure) is True:
            return
        witness = self.witness(negate(sure))
        if witness is None:
            return
        bounded = {field.key for field in self.set.evidence if field.type in _RANGED and not _is_positive(field)}
        read = dict.fromkeys(name for zero in zero_denominators(plan.raw) for name in zero.inputs)
        names = ", ".join(f"`{name}`" for name in read if name in bounded)
        if not self._helps(sure, bounded.intersection(read)):
            names = ""
        said = text("{code} can divide by zero: where {case}", code=node.code, case=witness)
        advice = text("say `when_zero` at the measure, or that {names} is above 0", names=names)
        if not names:
            advice = text("say `when_zero` at the measure, or mend the divisor")
        key = "rubric" if node.measure is None else "measure"
        yield Problem("PR203", said, self.place(("indicator", node.code, key)), advice)

    def _divisions_of_all(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        """Yield that a number of other projects can divide by zero: it would silently not be among those compared."""
        read = set(inputs_of(plan.raw))
        for measure in self.program.populations.values():
            sure = defined(measure.of, refusals=False, divisions_only=True)
            if read.isdisjoint(name for _, *names in measure.inputs for name in names) or sure is TRUE:
                continue
            witness = None if self.intervals.truth(sure) is True else self.witness(negate(sure))
            if witness is not None:
                said = text("`{name}` can divide by zero: where {case}", name=measure.name, case=witness)
                advice = text("make a measure of it that says `when_zero`: a number, or that a project does not count")
                yield Problem("PR203", said, self._rubric(node), advice)

    def _helps(self, sure: Node, names: Container[str]) -> bool:
        """Return whether nothing is divided by zero where the evidence of these *names* is above 0."""
        read = (part for part in postorder([sure]) if part.op == "input" and part.value in names)
        return self.witness(both("and", (negate(sure), *(compare("above", part, ZERO) for part in read)))) is None

    def _rubric_arms(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        above: list[Node] = []
        for arm, reachable in reach(plan.raw, self.intervals):
            conditions = [*map(negate, above), arm.condition]
            above.append(arm.condition)
            if arm.value.op == "absent":
                if arm.value.value != "missing":  # not applicable: the declared answer of a checklist's points
                    continue
                yield from self._unmarked(node, conditions)
                continue
            # Lines between points belong to the rule, whatever part of them the evidence can get to.
            if reachable or self.program.labels.get(arm.choice) in STATED:
                continue
            said = text(
                "{code}: the choice number {number} of the rubric can never be taken",
                code=node.code,
                number=arm.place,
            )
            advice = text("it is hidden by those above it, or lies outside the range of the measure")
            yield Problem("PR204", said, self._rubric(node), advice)

    def _unmarked(self, node: Indicator, conditions: list[Node]) -> Iterator[Problem]:
        """Yield that some evidence gets no marks: a choice list or lookup that leaves it out."""
        witness = self.witness(both("and", conditions))
        if witness is not None:
            said = text("{code} has no marks where {case}", code=node.code, case=witness)
            advice = text("give every option its marks, or write `else`")
            yield Problem("PR207", said, self._rubric(node), advice)

    def bands(self, node: Indicator, plan: NodePlan) -> Iterator[Problem]:
        """Yield the grades that can never be given."""
        if plan.grade is None or len(node.grade_scale) != 1:
            return
        gated = any(gate.on == node.code and (gate.grade or gate.grade_at_most) for gate in self.set.gates)
        scale = next(scale for scale in self.set.grade_scale if scale.id == node.grade_scale[0].scale)
        for position, (_, reachable) in enumerate(reach(plan.grade.args[0], self.intervals)):
            if gated or position >= len(scale.bands) or reachable:
                continue
            said = text(
                "the grade {grade} of {code} can never be given", grade=scale.bands[position].grade, code=node.code
            )
            advice = text("its band lies outside the scale of the marks")
            yield Problem("PR205", said, self.place(("indicator", node.code, "grade_scale")), advice)

    def witness(self, condition: Node) -> Text | None:
        """Return evidence for which *condition* holds, in words."""
        found = find_witness(condition, self.program.inputs)
        return None if found is None else found.worded(self.options, quotients(self.program.populations))


def _number(written: Fraction | str) -> Fraction | None:
    return written if isinstance(written, Fraction) else None


def has_bonus(indicator_set: IndicatorSet, node: Indicator) -> bool:
    """Return whether there are bonus marks below a branch."""
    waiting = list(indicator_set.children.get(node.code, ()))
    while waiting:
        child = waiting.pop()
        if child.bonus:
            return True
        waiting.extend(indicator_set.children.get(child.code, ()))
    return False


def _within(bounds: Bounds, low: Fraction | None, high: Fraction | None) -> bool:
    above = low is None or (bounds.low is not None and bounds.low >= low)
    return above and (high is None or (bounds.high is not None and bounds.high <= high))
