"""The formula of a leaf: measure, target, rubric or choice list, points and answers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from perfrules.expression import NumberValue, Value
from perfrules.formula import Condition, Symbol, absent, any_of, cell, choose, number
from perfrules.formula.build import value_of
from perfrules.formula.inputs import Input
from perfrules.formula.node import FALSE, TRUE
from perfrules.language import text
from perfrules.model import Indicator, Policy, RubricCase, RubricKind
from perfrules.problems import SymbolError
from perfrules.program.context import Context, Path
from perfrules.program.inputs import rounded
from perfrules.rubrics import Judged, Point, PointSymbol, award, bind, credit, full_marks

ANSWER_PLACES = 4
TRUTH, UNTRUTH = Condition(TRUE), Condition(FALSE)


@attrs.frozen
class Leaf:
    """The formulas of a leaf before its policies: marks, measure and points."""

    marks: Symbol
    measure: Symbol | None = None
    target: Symbol | None = None
    points: Mapping[str, Symbol] = attrs.field(factory=dict)


def leaf_formula(context: Context, node: Indicator, full: Symbol) -> Leaf:
    """Return the marks of a leaf as its rubric gives them, on *full* marks."""
    path: Path = ("indicator", node.code)
    measure = None
    if node.measure is not None:
        term = context.term(node.measure, (*path, "measure"))
        measure = cell(f"{node.code} measure", term.symbol) if term.symbol.node.op != "cell" else term.symbol
    names: dict[str, Value] = {"full": NumberValue(full, None)}
    if measure is not None:
        names["measure"] = NumberValue(measure, term.unit)
    target = None
    if node.target is not None:
        target = context.number(node.target, (*path, "target"), names)
        names["target"] = NumberValue(target, None)
    points: dict[str, Symbol] = {}
    marks = absent()
    for position, case in reversed(list(enumerate(node.rubric))):
        where: Path = (*path, "rubric") if len(node.rubric) == 1 else (*path, "rubric", position)
        awarded = _award(context, node, case, full, measure, target, names, where, points)
        if case.when is None:
            marks = awarded
        else:
            marks = choose(context.condition(case.when, (*where, "when"), names), awarded, marks, why=case.when)
    return Leaf(marks, measure, target, dict(reversed(points.items())))


def _award(
    context: Context,
    node: Indicator,
    case: RubricCase,
    full: Symbol,
    measure: Symbol | None,
    target: Symbol | None,
    names: Mapping[str, Value],
    path: Path,
    points: dict[str, Symbol],
) -> Symbol:
    kind = case.rubric
    if kind.reads == "measure" and measure is None:
        context.report(
            "PR133",
            text("{code} has no `measure`, which a rubric of kind `{kind}` marks", code=node.code, kind=kind.kind),
            path,
            text('add `measure = "…"`, the name of a measure or an expression'),
        )
        return number(0)
    try:
        bound = bind(
            kind,
            lambda quantity, key: context.number(quantity, (*path, *key), names),
            lambda written, key: context.condition(written, (*path, *key), names),
        )
        return award(
            bound,
            full,
            measure=measure,
            target=target,
            points=_points(context, node, bound, full, path, points) if kind.reads == "points" else (),
            answer=_answer(context, node, kind) if kind.reads == "answer" else None,
        )
    except SymbolError as error:
        said = text("the rubric kind `{kind}` of {code}: {error}", kind=kind.kind, code=node.code, error=str(error))
        context.report("PR510", said, path)
    return number(0)


def _answer(context: Context, node: Indicator, kind: RubricKind) -> Symbol:
    """Return what the evaluator gave: marks, or the mean of a panel as a sum and a count."""
    if getattr(kind, "panel", None):
        given = context.input(Input(f"{node.code}/sum", ANSWER_PLACES, field=node.code))
        return given / context.input(Input(f"{node.code}/count", 0, Fraction(1), field=node.code))
    places, low, high = ANSWER_PLACES, Fraction(0), full_of(context, node)
    if isinstance(kind, Judged):
        places = max(places, kind.places)
        low, high = kind.limits(high) if high is not None else (low, high)
    return context.input(Input(f"{node.code}/marks", places, low, high, field=node.code))


def full_of(context: Context, node: Indicator) -> Fraction | None:
    """Return the full marks written at a leaf, as a number."""
    written = node.full_marks or node.at_most
    return None if written is None else value_of(context.number(written, ("indicator", node.code, "full_marks")).node)


def _points(
    context: Context,
    node: Indicator,
    bound: RubricKind,
    full: Symbol,
    path: Path,
    points: dict[str, Symbol],
) -> Sequence[PointSymbol]:
    declared: Sequence[Point] = bound.points  # type: ignore[attr-defined]
    out = []
    for position, (point, marks) in enumerate(zip(declared, full_marks(declared, full), strict=True)):
        made = _point(context, node, point, marks, (*path, "points", position))
        points[point.id] = made.marks
        out.append(made)
    return tuple(out)


def _point(context: Context, node: Indicator, point: Point, marks: Symbol, path: Path) -> PointSymbol:
    """Return a point as a leaf in small: credit, rounding, and its own absence."""
    name = f"{node.code}/{point.id}"
    value = rounded(marks * credit(point, _credit_given(context, node, point, name)), point.rounding, context.places)[1]
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
        value = choose(gone, policy_marks(context, policy, marks, reason, (*path, reason)), value, why=reason)
        if policy.answer in ("rescale", "drop"):
            out.append(gone)
    return PointSymbol(point.id, cell(name, value), marks, ~any_of(*out) if out else TRUTH)


def _credit_given(context: Context, node: Indicator, point: Point, name: str) -> Symbol:
    """Return what a case says of a point: a share from 0 to 1, or a number of faults; nothing where it is derived."""
    if point.credit is not None:
        return number(0)
    if point.counts_faults:
        return context.input(Input(f"{name}/faults", 0, Fraction(0), field=node.code))
    return context.input(Input(name, ANSWER_PLACES, Fraction(0), Fraction(1), field=node.code))


def policy_marks(context: Context, policy: Policy, full: Symbol, reason: str, path: Path) -> Symbol:
    """Return the marks that an answer to absence gives; absent where it gives none."""
    if policy.answer == "zero":
        return number(0)
    if policy.answer == "full":
        return full
    if policy.answer == "marks" and policy.marks is not None:
        return context.number(policy.marks, path, {"full": NumberValue(full, None)})
    return absent("missing" if reason == "missing" and policy.answer == "null" else "not_applicable")
