"""Grades (评价等级) and gates (一票否决 / 封顶) as formulas."""

from collections.abc import Mapping, Sequence

import attrs

from perfrules.content import ByContent
from perfrules.expression import Value
from perfrules.formula import Condition, Node, Symbol, all_of, cell, choose, least, most, number
from perfrules.model import Gate, GradeBand, GradeScale, Indicator
from perfrules.program.absence import TRUTH
from perfrules.program.context import Context, Path
from perfrules.program.program import NodePlan
from perfrules.program.stages import MadeGate


@attrs.frozen(eq=False, repr=False)
class Grading(ByContent):
    """
    The grade of a node: the band's position in *names*; scales of a choice list follow one another there.

    *by_scale* is the position before the gates.
    """

    position: Symbol
    by_scale: Symbol
    names: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Ungraded:
    """A node whose marks are made and whose grade is not, with its gates, what can be graded, and the names known."""

    node: Indicator
    gates: Sequence[tuple[int, Gate]]
    values: Mapping[str, Symbol]
    names: Mapping[str, Value]


def graded(
    context: Context, each: Ungraded, plan: NodePlan, scales: Mapping[str, GradeScale]
) -> tuple[NodePlan, tuple[str, ...], Mapping[Node, str]]:
    """Return *plan* with its gates on the grade and its grade, the names of the bands, and the labels of choices."""
    closed = dict(plan.gates)
    for place, gate in each.gates:
        if place not in closed:
            closed[place] = context.condition(gate.when, ("gate", place, "when"), each.names).node
    plan = attrs.evolve(plan, gates=tuple(sorted(closed.items())))
    found = grading(context, each.node, scales, each.gates, each.values, each.names)
    if found is None:
        return plan, (), {}
    position = cell(f"{plan.code} grade", found.position)
    plan = attrs.evolve(plan, grade=position.node, scale_grade=found.by_scale.node)
    return plan, found.names, position.labels


def gated_marks(
    context: Context, gates: Sequence[tuple[int, Gate]], marks: Symbol, names: Mapping[str, Value]
) -> tuple[Symbol, list[MadeGate]]:
    """Return *marks* after the gates on them, in order, and the gates as they were made."""
    made = []
    for position, gate in gates:
        path: Path = ("gate", position)
        closed = context.condition(gate.when, (*path, "when"), names)
        if gate.limit is None:
            made.append(MadeGate(position, closed, None))
            continue
        key, quantity = gate.limit
        limit = context.number(quantity, (*path, key), names)
        limited = {"marks": lambda _, to: to, "marks_at_least": most, "marks_at_most": least}[key](marks, limit)
        marks = choose(closed, limited, marks, why=gate.name)
        made.append(MadeGate(position, closed, limit))
    return marks, made


def grading(
    context: Context,
    node: Indicator,
    scales: Mapping[str, GradeScale],
    gates: Sequence[tuple[int, Gate]],
    values: Mapping[str, Symbol],
    names: Mapping[str, Value],
) -> Grading | None:
    """Return the grade of *node*, or None where it has no scale; *values* has what can be graded."""
    cases = [case for case in node.grade_scale if case.scale in scales]
    if not cases:
        return None
    path: Path = ("indicator", node.code, "grade_scale")
    grades: tuple[str, ...] = ()
    positions: list[tuple[Condition, Symbol, Symbol]] = []
    for number_, case in enumerate(cases):
        scale = scales[case.scale]
        graded = values[node.grade_on or scale.grade_on or "printed"]
        when = TRUTH if case.when is None else context.condition(case.when, (*path, number_, "when"), names)
        position = _position(context, scale, graded, names, len(grades))
        positions.append((when, _gated(context, scale, gates, position, names, len(grades)), position))
        grades += tuple(band.grade for band in scale.bands)
    _, chosen, by_scale = positions[-1]
    for when, gated, position in reversed(positions[:-1]):
        chosen = choose(when, gated, chosen, why="choice of the grade scale")
        by_scale = choose(when, position, by_scale, why="choice of the grade scale")
    return Grading(chosen, by_scale, grades)


def _position(context: Context, scale: GradeScale, value: Symbol, names: Mapping[str, Value], offset: int) -> Symbol:
    """Return the position of the first band from the top that fits."""
    path: Path = ("grade_scale", scale.id, "bands")
    result = number(offset + len(scale.bands) - 1)
    for position in range(len(scale.bands) - 2, -1, -1):
        band = scale.bands[position]
        result = choose(
            _fits(context, band, value, names, (*path, position)), offset + position, result, why=band.grade
        )
    return result


def _fits(context: Context, band: GradeBand, value: Symbol, names: Mapping[str, Value], path: Path) -> Condition:
    parts = []
    for end in ("at_least", "above", "at_most", "below"):
        quantity = getattr(band, end)
        if quantity is not None:
            limit = context.number(quantity, (*path, end), names)
            parts.append(
                {"at_least": value >= limit, "above": value > limit, "at_most": value <= limit, "below": value < limit}[
                    end
                ]
            )
    if band.when is not None:
        parts.append(context.condition(band.when, (*path, "when"), names))
    return all_of(*parts)


def _gated(
    context: Context,
    scale: GradeScale,
    gates: Sequence[tuple[int, Gate]],
    position: Symbol,
    names: Mapping[str, Value],
    offset: int,
) -> Symbol:
    places = {band.grade: offset + index for index, band in enumerate(scale.bands)}
    for index, gate in gates:
        grade = gate.grade or gate.grade_at_most
        if grade is None or grade not in places:
            continue
        closed = context.condition(gate.when, ("gate", index, "when"), names)
        moved = number(places[grade]) if gate.grade else most(position, places[grade])
        position = choose(closed, moved, position, why=gate.name)
    return position
