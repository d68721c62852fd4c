"""From an indicator set (指标体系) to its program: every node's formulas, each made once, children first."""

from collections.abc import Mapping

import attrs

from perfrules.aggregation import Aggregation, Child, combined
from perfrules.content import ByContent
from perfrules.expression import Function, NumberValue, Value
from perfrules.formula import (
    Condition,
    Symbol,
    absent,
    any_of,
    cell,
    choose,
    number,
    postorder,
)
from perfrules.formula.node import FALSE, Node
from perfrules.formula.unknown import labels_of
from perfrules.language import text
from perfrules.model import GradeScale, Indicator, IndicatorSet
from perfrules.problems import ExpressionError, Problem, SymbolError
from perfrules.program.absence import MOVED, TRUTH, WHY, absences, policy_marks
from perfrules.program.answers import OUT, Answers
from perfrules.program.branch import Made, branch_formula, full_in_force, gone, low_in_force
from perfrules.program.context import Context, Path, Places
from perfrules.program.grading import Ungraded, gated_marks, graded
from perfrules.program.inputs import rounded, rounding_of
from perfrules.program.leaf import Leaf, leaf_formula
from perfrules.program.program import NodePlan, Program
from perfrules.program.stages import Stages, clamped, plan_of


def compile_set(
    indicator_set: IndicatorSet,
    aggregations: Mapping[str, Aggregation],
    functions: Mapping[str, Function],
    where: Places,
) -> tuple[Program | None, tuple[Problem, ...]]:
    """
    Return the program of *indicator_set*, and the problems found on the way (None for the program where there are any).

    *where* gives the places of what the definition says.
    """
    context = Context(indicator_set, functions, where)
    work = _Compilation(context, aggregations)
    for sort, name in context.order:
        if sort == "node":
            work.made(name)
        else:
            context.value(name)
    work.grade()
    if any(problem.severity == "error" for problem in context.problems):
        return None, tuple(context.problems)
    return work.program(), tuple(context.problems)


@attrs.frozen(eq=False, repr=False)
class _Base(ByContent):
    """What a node gives on its own full marks, and the condition that too few of its children are there."""

    leaf: Leaf
    full: Symbol
    low: Symbol
    gone: Condition
    branch: bool
    open_above: bool = False


@attrs.define(eq=False, repr=False)
class _Compilation:
    """The nodes of one set, made on demand, since nodes may read one another's marks."""

    context: Context
    aggregations: Mapping[str, Aggregation]
    plans: dict[str, NodePlan] = attrs.field(factory=dict)
    grades: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    labels: dict[Node, str] = attrs.field(factory=dict)
    _made: dict[str, Made] = attrs.field(factory=dict)
    _bases: dict[str, _Base] = attrs.field(factory=dict)
    _busy: list[str] = attrs.field(factory=list)
    _ungraded: list[Ungraded] = attrs.field(factory=list)
    _answers: Answers = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._answers = Answers(self.context.set)
        self.context.node = self._read

    @property
    def set(self) -> IndicatorSet:
        return self.context.set

    def program(self) -> Program:
        roots: list[Node] = []
        for plan in self.plans.values():
            roots += [plan.marks, plan.passed, plan.full, *([plan.grade] if plan.grade else [])]
        cells = tuple(node for node in postorder(roots) if node.op == "cell")
        inputs = tuple(self.context.inputs.values())
        return Program(
            inputs,
            cells,
            self.labels,
            self.plans,
            self.grades,
            self.context.expressions,
            self.context.calls,
            self.context.populations,
        )

    def _read(self, what: str, code: str) -> Symbol:
        """Return what marks(), exact() or rate() of another node reads."""
        if code not in self.set.by_code:
            raise ExpressionError(text("there is no indicator `{code}`", code=code), 0, "PR119")
        if code in self._busy:
            circle = " → ".join([*self._busy[self._busy.index(code) :], code])
            raise ExpressionError(
                text("the marks of {code} depend on themselves: {circle}", code=code, circle=circle), 0, "PR131"
            )
        self.made(code)
        plan = self.plans[code]
        if what == "rate":
            return Symbol(plan.marks) / Symbol(plan.full)
        if what == "marks" or plan.exact.op == "constant":
            return Symbol(plan.marks if what == "marks" else plan.exact)
        return cell(f"{code} unrounded", Symbol(plan.exact))

    def made(self, code: str) -> Made:
        """Return the formulas of a node as its parent sees them."""
        if code not in self._made:
            self._busy.append(code)
            try:
                self._made[code] = self._make(self.set.by_code[code])
            finally:
                self._busy.pop()
        return self._made[code]

    def _make(self, node: Indicator) -> Made:
        base = self._base(node)
        full = self._grown(node, base.full)
        marks = base.leaf.marks if full is base.full else base.leaf.marks * full / base.full
        return self._finish(node, attrs.evolve(base.leaf, marks=marks), full, base)

    def _base(self, node: Indicator) -> _Base:
        """Return what a node gives on its own full marks, before anything moves to it; made once."""
        if node.code not in self._bases:
            children = [self.made(child.code) for child in self.set.children.get(node.code, ())]
            aggregation = self.aggregations.get(node.aggregation or "sum")
            if children and aggregation is not None:
                full, marks = self._aggregated(node, aggregation, children)
                needs: Path = ("indicator", node.code, "needs")
                absence = gone(node, aggregation, children, lambda quantity: self.context.number(quantity, needs))
                stated = node.at_most is not None or node.full_marks is not None
                unlimited = not stated and any(made.open_above for made in children if not made.node.bonus)
                low = self._low(node, low_in_force(aggregation, children))
                self._bases[node.code] = _Base(Leaf(marks), full, low, absence, branch=True, open_above=unlimited)
            else:
                full = self._written_full(node)
                # An open branch has no marks; a node without rubric is told by the checks on structure.
                leaf = leaf_formula(self.context, node, full) if node.rubric else Leaf(absent())
                unlimited = node.full_marks is None and node.at_most is None and not node.open and not node.bonus
                low = self._low(node, number(0))
                self._bases[node.code] = _Base(leaf, full, low, Condition(FALSE), branch=False, open_above=unlimited)
        return self._bases[node.code]

    def _aggregated(self, node: Indicator, aggregation: Aggregation, children: list[Made]) -> tuple[Symbol, Symbol]:
        """Return the full marks and the marks of a branch; 0 for both where the aggregation fails."""
        try:
            full = full_in_force(aggregation, children)
            return full, branch_formula(aggregation, children, full)
        except SymbolError as error:
            template = "the aggregation `{name}` of {code}: {error}"
            said = text(template, name=aggregation.name, code=node.code, error=str(error))
            self.context.report("PR510", said, ("indicator", node.code, "aggregation"))
        return number(0), number(0)

    def _written_full(self, node: Indicator) -> Symbol:
        """Return the full marks that are written at a leaf: a number or a parameter."""
        for key in ("full_marks", "at_most"):
            written = getattr(node, key)
            if written is not None:
                return self.context.number(written, ("indicator", node.code, key))
        return number(0)

    def _low(self, node: Indicator, otherwise: Symbol) -> Symbol:
        """Return the least marks that are written at a node: a number or a parameter; else *otherwise*."""
        if node.at_least is None:
            return otherwise
        return self.context.number(node.at_least, ("indicator", node.code, "at_least"))

    def _grown(self, node: Indicator, full: Symbol) -> Symbol:
        """Return *full* with what siblings that are not there move to the node."""
        for sibling, reason, quantity in self._answers.moves.get(node.code, ()):
            share = self.context.number(quantity, ("indicator", sibling.code, reason, "move", node.code))
            base = self._base(sibling)
            leaves = absences(self.context, sibling, base.leaf.marks, base.gone)[reason]
            full = full + choose(leaves, share * base.full, 0, why=MOVED)
        return full

    def _settle(
        self, node: Indicator, raw: Symbol, full: Symbol, absence: Condition
    ) -> tuple[Symbol, dict[str, Condition]]:
        """Return the marks after the answers to absence, and the conditions under which the node leaves its parent."""
        value, out = raw, dict.fromkeys(OUT, Condition(FALSE))
        reasons = absences(self.context, node, raw, absence)
        for reason in ("missing", "not_applicable"):
            policy = self._answers.of(node, reason)
            asked = reason == "not_applicable" and (node.applies is not None or absence.node.op != "false")
            if policy.answer == "refuse" and not asked:
                continue
            marks = policy_marks(self.context, policy, full, reason, ("indicator", node.code, reason))
            value = choose(reasons[reason], marks, value, why=WHY[reason])
            if policy.answer in out:
                out[policy.answer] = any_of(out[policy.answer], reasons[reason])
        return value, out

    def _finish(self, node: Indicator, leaf: Leaf, full: Symbol, base: _Base) -> Made:
        context, path = self.context, ("indicator", node.code)
        settled, out = self._settle(node, leaf.marks, full, base.gone)
        if base.branch:
            settled, full = self._restored(node, settled, full)
        names: dict[str, Value] = {"full": NumberValue(full, None)}
        value = clamped(context, node, settled, names)
        gates = [(place, gate) for place, gate in enumerate(self.set.gates) if gate.on == node.code]
        marking = [(place, gate) for place, gate in gates if gate.grade is None and gate.grade_at_most is None]
        exact, closing = gated_marks(context, marking, value, names)
        shown, passed = rounded(exact, node.rounding, context.places)
        marks = cell(node.code, shown)
        passed = marks if passed.node is shown.node else cell(f"{node.code} exact", passed)
        weight = number(1) if node.weight is None else context.number(node.weight, (*path, "weight"))
        ways = (out["rescale"], out["drop"], out["move"])
        made = Made(node, passed, full, weight, *ways, low=base.low, open_above=base.open_above)
        stages = Stages(leaf, settled, exact, marks, closing)
        rates = tuple(rounding_of(rule, context.places) for rule in node.rate_rounding)
        self.plans[node.code] = attrs.evolve(plan_of(made, stages, self._answers.refusing(node)), rate_roundings=rates)
        points = (point.marks for point in leaf.points.values())
        self.labels |= labels_of(settled, exact, marks, made.passed, full, *points)
        values = {"printed": marks, "exact": exact, "rate": marks / full}
        self._ungraded.append(Ungraded(node, gates, values, names))
        return made

    def grade(self) -> None:
        """Make the grades of all nodes: gates on them may read the marks of any other."""
        for each in self._ungraded:
            plan, grades, labels = graded(self.context, each, self.plans[each.node.code], self._scales())
            self.plans[plan.code] = plan
            self.grades |= {plan.code: grades} if grades else {}
            self.labels |= labels

    def _restored(self, node: Indicator, value: Symbol, full: Symbol) -> tuple[Symbol, Symbol]:
        """Return the total and its full marks with the ratio taken once, where the set restores what was dropped."""
        if not node.restore:
            return value, full
        whole = self._declared_full(node)
        return (value, full) if whole.node is full.node else (whole * value / full, whole)

    def _declared_full(self, node: Indicator) -> Symbol:
        """Return the full marks of a node with all that the definition has below it."""
        children = self.set.children.get(node.code, ())
        if not children:
            return self._written_full(node)
        parts = [
            Child(marks=full, full=full, weight=self.made(child.code).weight, takes_part=TRUTH)
            for child in children
            if not child.bonus
            for full in [self._declared_full(child)]
        ]
        try:
            return combined(self.aggregations[node.aggregation or "sum"], parts)
        except SymbolError:  # told where the branch is made
            return number(0)

    def _scales(self) -> Mapping[str, GradeScale]:
        return {scale.id: scale for scale in self.set.grade_scale}
