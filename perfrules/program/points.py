"""The points (要点) of a checklist as formulas: leaves in small."""

from collections.abc import Sequence
from fractions import Fraction

from perfrules.formula import Symbol, any_of, cell, choose, most, number, total
from perfrules.formula.inputs import Input
from perfrules.model import Indicator, Policy, RubricKind
from perfrules.program.absence import ANSWER_PLACES, TRUTH, UNTRUTH, WHY, policy_marks
from perfrules.program.context import Context, Path
from perfrules.program.inputs import rounded
from perfrules.rubrics import Point, PointSymbol


def point_symbols(
    context: Context,
    node: Indicator,
    bound: RubricKind,
    full: Symbol,
    path: Path,
    points: dict[str, PointSymbol],
) -> Sequence[PointSymbol]:
    """Return what `award` gets of the points of a bound kind; each one is kept in *points* by its id."""
    declared: Sequence[Point] = bound.points  # type: ignore[attr-defined]
    out = []
    for position, (point, marks) in enumerate(zip(declared, _full_marks(declared, full), strict=True)):
        made = _point(context, node, point, marks, (*path, "points", position))
        points[point.id] = made
        out.append(made)
    return tuple(out)


def _point(context: Context, node: Indicator, point: Point, marks: Symbol, path: Path) -> PointSymbol:
    """Return a point as a leaf in small: credit, rounding, and its own absence."""
    name = f"{node.code}/{point.id}"
    value = rounded(marks * _credit(context, node, point, name), point.rounding, context.places)[1]
    absence: dict[str, Policy] = {
        "not_applicable": point.not_applicable or Policy(),
        "missing": point.missing or Policy(),
    }
    flag = UNTRUTH
    if absence["not_applicable"].answer != "refuse":
        flag = context.input(Input(f"{name}/na", 0, Fraction(0), Fraction(1), field=node.code)) == 1
    out = []
    for reason, policy in reversed(absence.items()):
        if policy.answer == "refuse":
            continue
        gone = any_of(flag, ~value.applicable()) if reason == "not_applicable" else ~value.given()
        value = choose(gone, policy_marks(context, policy, marks, reason, (*path, reason)), value, why=WHY[reason])
        if policy.answer in ("rescale", "drop"):
            out.append(gone)
    return PointSymbol(point.id, cell(name, value), marks, ~any_of(*out) if out else TRUTH)


def _full_marks(points: Sequence[Point], full: Symbol) -> tuple[Symbol, ...]:
    """Return the full marks of each point: stated, by weight, or in equal parts."""
    if any(point.marks is not None for point in points):
        return tuple(number(0 if point.marks is None else point.marks) for point in points)
    weights = [number(1 if point.weight is None else point.weight) for point in points]
    whole = total(weights)
    return tuple(full * weight / whole for weight in weights)


def _credit(context: Context, node: Indicator, point: Point, name: str) -> Symbol:
    """Return the share of a point that is met: worked out, told by the case, or left over by so many faults."""
    if point.credit is not None:
        return number(point.credit)
    if not point.counts_faults:
        return context.input(Input(name, ANSWER_PLACES, Fraction(0), Fraction(1), field=node.code))
    faults = context.input(Input(f"{name}/faults", 0, Fraction(0), field=node.code))
    left = number(1) if point.per_fault is None else most(1 - faults * number(point.per_fault), 0)
    return left if point.zero_at is None else choose(faults >= point.zero_at, 0, left, why="too many faults")
