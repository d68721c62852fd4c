"""What only the formulas of a definition show: each check is a generator of problems."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from perfrules.checks.chains import arms
from perfrules.checks.witness import find_witness
from perfrules.formula import Node
from perfrules.formula.build import both, compare, negate
from perfrules.formula.build import value_of as constant_of
from perfrules.formula.node import TRUE, constant
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.model import Indicator, IndicatorSet
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Place, Problem
from perfrules.program import NodePlan, Program
from perfrules.readings.defined import defined, zero_denominators
from perfrules.readings.interval import Intervals

Places = Callable[[tuple[str | int, ...]], Place]


def check_formulas(indicator_set: IndicatorSet, program: Program, place: Places) -> tuple[Problem, ...]:
    """Return what the formulas of a set show to be wrong with it, in order of the tree."""
    intervals = Intervals(program.inputs)
    found: list[Problem] = []
    for node in indicator_set.walk():
        plan = program.nodes[node.code]
        if node.open and node.code not in indicator_set.children:
            continue
        if node.code not in indicator_set.children:
            divisions = list(_divisions(program, node, plan, intervals, place))
            found += divisions
            if not divisions:
                found += _scale(program, node, plan, intervals, place)
            found += _rubric_arms(program, node, plan, intervals, place)
        elif node.code == TOTAL or node.at_most is not None:
            found += _scale(program, node, plan, intervals, place)
        found += _bands(indicator_set, node, plan, intervals, place)
    return tuple(dict.fromkeys(found))


def _limits(node: Indicator, plan: NodePlan) -> tuple[Fraction | None, Fraction | None]:
    """Return the ends of the node's scale: 0 and its full marks unless it says otherwise."""
    full = constant_of(plan.full)
    low = Fraction(0) if node.at_least is None else _number(node.at_least.written)
    high = full if node.at_most is None else _number(node.at_most.written)
    return low, high


def _number(written: Fraction | str) -> Fraction | None:
    return written if isinstance(written, Fraction) else None


def _scale(program: Program, node: Indicator, plan: NodePlan, intervals: Intervals, place: Places) -> Iterator[Problem]:
    low, high = _limits(node, plan)
    bounds = intervals.bounds(plan.marks)
    if bounds.empty or low is None or high is None:
        return
    where = place(("indicator", node.code, "rubric"))
    if bounds.high is not None and bounds.high < high and node.better == "higher" and not node.bonus:
        said = text(
            "{code} can never reach its {full} full marks: {most} is the most",
            code=node.code,
            full=number_text(high),
            most=number_text(bounds.high),
        )
        yield Problem("PR201", said, where, text("check the full marks, the cap and the ranges of the evidence"))
    if bounds.within(low, high) or node.bonus:
        return
    outside = both("or", [compare("above", plan.marks, constant(high)), compare("above", constant(low), plan.marks)])
    witness = find_witness(outside, program.inputs)
    ends = text("{low} to {high}", low=number_text(low), high=number_text(high))
    if witness is not None:
        said = text(
            "{code} can leave its scale of {ends}, for instance where {case}",
            code=node.code,
            ends=ends,
            case=str(witness),
        )
        advice = text("cap it, clamp it, or declare the relation of its evidence (`part_of`, `at_most`)")
        yield Problem("PR202", said, where, advice)
    else:
        said = text("it cannot be shown that {code} stays within its scale of {ends}", code=node.code, ends=ends)
        yield Problem("PR206", said, where, text("cap or clamp it, or declare ranges and `part_of` of its evidence"))


def _divisions(
    program: Program, node: Indicator, plan: NodePlan, intervals: Intervals, place: Places
) -> Iterator[Problem]:
    sure = defined(plan.raw)
    if sure is TRUE or intervals.truth(sure) is True:
        return
    witness = find_witness(negate(sure), program.inputs)
    if witness is None:
        return
    names = ", ".join(f"`{name.replace('/', '.')}`" for zero in zero_denominators(plan.raw) for name in zero.inputs)
    said = text("{code} can divide by zero: where {case}", code=node.code, case=str(witness))
    advice = text("say `when_zero` at the measure, or that {names} is above 0", names=names)
    yield Problem("PR203", said, place(("indicator", node.code, "measure")), advice)


def _rubric_arms(
    program: Program, node: Indicator, plan: NodePlan, intervals: Intervals, place: Places
) -> Iterator[Problem]:
    for position, arm in enumerate(arms(plan.raw, intervals)):
        if arm.value.op == "absent":
            if arm.value.value != "missing":  # not applicable: the declared answer of a checklist's points
                continue
            yield from _unmarked(program, node, [*map(negate, arm.before), arm.condition], place)
            continue
        if arm.reachable:
            continue
        said = text(
            "{code}: the choice number {number} of the rubric can never be taken", code=node.code, number=position + 1
        )
        advice = text("it is hidden by those above it, or lies outside the range of the measure")
        yield Problem("PR204", said, place(("indicator", node.code, "rubric")), advice)


def _unmarked(program: Program, node: Indicator, conditions: list[Node], place: Places) -> Iterator[Problem]:
    """Yield that some evidence gets no marks: a choice list or lookup that leaves it out."""
    witness = find_witness(both("and", conditions), program.inputs)
    if witness is not None:
        said = text("{code} has no marks where {case}", code=node.code, case=str(witness))
        advice = text("give every option its marks, or write `else`")
        yield Problem("PR207", said, place(("indicator", node.code, "rubric")), advice)


def _bands(
    indicator_set: IndicatorSet, node: Indicator, plan: NodePlan, intervals: Intervals, place: Places
) -> Iterator[Problem]:
    if plan.grade is None or len(node.grade_scale) != 1:
        return
    gated = any(gate.on == node.code and (gate.grade or gate.grade_at_most) for gate in indicator_set.gates)
    scale = next(scale for scale in indicator_set.grade_scale if scale.id == node.grade_scale[0].scale)
    for position, arm in enumerate(arms(plan.grade.args[0], intervals)):
        if gated or position >= len(scale.bands) or arm.reachable:
            continue
        said = text("the grade {grade} of {code} can never be given", grade=scale.bands[position].grade, code=node.code)
        advice = text("its band lies outside the scale of the marks")
        yield Problem("PR205", said, place(("indicator", node.code, "grade_scale")), advice)
