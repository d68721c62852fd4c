"""The formula of a leaf: measure, target, rubric or choice list, points and answers."""

import inspect
from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from perfrules.expression import NumberValue, Value
from perfrules.formula import Condition, Quantity, Symbol, absent, all_of, any_of, cell, choose, most, number, total
from perfrules.formula.inputs import Input
from perfrules.formula.node import FALSE, TRUE
from perfrules.language import text
from perfrules.model import Indicator, Policy, RubricCase, RubricKind
from perfrules.problems import SymbolError
from perfrules.program.context import Context, Path
from perfrules.program.inputs import rounded
from perfrules.rubrics import Point, PointSymbol, bind

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
        arguments: list[object] = [full]
        if kind.reads == "measure":
            arguments.append(measure)
        elif kind.reads == "points":
            arguments.append(_points(context, node, bound, full, path, points))
        elif kind.reads == "answer":
            arguments.append(_answer(context, node, kind))
        return number(_call(context, node, bound, arguments, target, path))
    except SymbolError as error:
        context.report("PR510", text("the rubric kind `{kind}` of {code} {error}", kind=kind.kind, code=node.code, error=str(error)), path)
    return number(0)


def _call(context: Context, node: Indicator, kind: RubricKind, arguments: list[object], target: Symbol | None, path: Path) -> Symbol:
    """Call `award`; a third parameter named `target` gets the indicator's target."""
    award = kind.award
    wants = inspect.signature(award).parameters.get("target")
    if wants is not None and (target is not None or wants.default is inspect.Parameter.empty):
        if target is None:
            context.report(
                "PR134",
                text("{code} has no `target`, which a rubric of kind `{kind}` needs", code=node.code, kind=kind.kind),
                path,
                text('add `target = "…"`, what the measure is held against'),
            )
            return number(0)
        arguments.append(target)
    result: Symbol = award(*arguments)
    return result


def _answer(context: Context, node: Indicator, kind: RubricKind) -> Symbol:
    """Return what the evaluator gave: marks, or the mean of a panel as a sum and a count."""
    if getattr(kind, "panel", None):
        given = context.input(Input(f"{node.code}/sum", ANSWER_PLACES, field=node.code))
        return given / context.input(Input(f"{node.code}/count", 0, Fraction(1), field=node.code))
    low, high = (constant_of(getattr(kind, name, None)) for name in ("at_least", "at_most"))
    top = constant_of(node.full_marks) if high is None else high
    return context.input(Input(f"{node.code}/marks", ANSWER_PLACES, Fraction(0) if low is None else low, top, field=node.code))


def constant_of(quantity: Quantity | Symbol | None) -> Fraction | None:
    """Return the number of a quantity that is one, else None."""
    written = quantity.written if isinstance(quantity, Quantity) else None
    return written if isinstance(written, Fraction) else None


def _points(
    context: Context,
    node: Indicator,
    bound: RubricKind,
    full: Symbol,
    path: Path,
    points: dict[str, Symbol],
) -> Sequence[PointSymbol]:
    declared: Sequence[Point] = bound.points
    shares = [number(1) if point.weight is None else number(point.weight) for point in declared]
    whole = total(shares)
    out = []
    for position, (point, share) in enumerate(zip(declared, shares, strict=True)):
        marks = number(point.marks) if point.marks is not None else full * share / whole
        made = _point(context, node, point, marks, (*path, "points", position))
        points[point.id] = made.marks
        out.append(made)
    return tuple(out)


def _point(context: Context, node: Indicator, point: Point, marks: Symbol, path: Path) -> PointSymbol:
    """Return a point as a leaf in small: credit, rounding, and its own absence."""
    name = f"{node.code}/{point.id}"
    credit = _credit(context, node, point, name)
    value = rounded(marks * credit, point.rounding, context.places)[1]
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


def _credit(context: Context, node: Indicator, point: Point, name: str) -> Symbol:
    if point.credit is not None:
        return number(point.credit)
    if point.per_fault is not None or point.zero_at is not None:
        faults = context.input(Input(f"{name}/faults", 0, Fraction(0), field=node.code))
        credit = most(0, 1 - number(point.per_fault) * faults) if point.per_fault is not None else number(1)
        return credit if point.zero_at is None else choose(faults >= point.zero_at, 0, credit, why="zero_at")
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
