"""The formula of a leaf: measure, target, rubric or choice list, points and answers."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.expression import NumberValue, Value
from perfrules.formula import Symbol, absent, cell, choose, least, most, number
from perfrules.formula.build import value_of
from perfrules.formula.inputs import Input
from perfrules.language import text
from perfrules.model import Indicator, RubricKind
from perfrules.problems import SymbolError
from perfrules.program.absence import ANSWER_PLACES
from perfrules.program.context import Context, Path
from perfrules.program.points import point_symbols
from perfrules.rubrics import Judged, PointSymbol, award, bind


@attrs.frozen(eq=False, repr=False)
class Leaf(ByContent):
    """The formulas of a leaf before its policies: marks, measure and points."""

    marks: Symbol
    measure: Symbol | None = None
    target: Symbol | None = None
    points: Mapping[str, PointSymbol] = attrs.field(factory=dict)


def leaf_formula(context: Context, node: Indicator, full: Symbol) -> Leaf:
    """Return the marks of a leaf as its rubric gives them, on *full* marks."""
    path: Path = ("indicator", node.code)
    measure, unit = None, None
    if node.measure is not None:
        term = context.term(node.measure, (*path, "measure"))
        unit = term.unit
        measure = cell(f"{node.code} measure", term.symbol) if term.symbol.node.op != "cell" else term.symbol
    names: dict[str, Value] = {"full": NumberValue(full, None)}
    if measure is not None:
        names["measure"] = NumberValue(measure, unit)
    target = None
    if node.target is not None:
        target = context.number(node.target, (*path, "target"), names)
        names["target"] = NumberValue(target, None)
    marking = _Marking(context, node, full, measure, target, names)
    marks = absent()
    for position, case in reversed(list(enumerate(node.rubric))):
        where: Path = (*path, "rubric") if len(node.rubric) == 1 else (*path, "rubric", position)
        awarded = marking.award(case.rubric, where)
        if case.when is None:
            marks = awarded
        else:
            marks = choose(context.condition(case.when, (*where, "when"), names), awarded, marks, why=case.when)
    return Leaf(marks, measure, target, dict(reversed(marking.points.items())))


@attrs.frozen(eq=False, repr=False)
class _Marking(ByContent):
    """What the rubrics of one leaf mark with; the points that they have are collected."""

    context: Context
    node: Indicator
    full: Symbol
    measure: Symbol | None
    target: Symbol | None
    names: Mapping[str, Value]
    points: dict[str, PointSymbol] = attrs.field(factory=dict)

    def award(self, kind: RubricKind, path: Path) -> Symbol:
        """Return the marks that the rubric at *path* gives; 0 where it has a problem, which is reported."""
        code = self.node.code
        if kind.reads == "measure" and self.measure is None:
            said = text("{code} has no `measure`, which a rubric of kind `{kind}` marks", code=code, kind=kind.kind)
            advice = text('add `measure = "…"`, the name of a measure or an expression')
            self.context.report("PR133", said, path, advice)
            return number(0)
        try:
            return self._awarded(kind, path)
        except SymbolError as error:
            said = text("the rubric kind `{kind}` of {code}: {error}", kind=kind.kind, code=code, error=str(error))
            self.context.report("PR510", said, path)
        return number(0)

    def _awarded(self, kind: RubricKind, path: Path) -> Symbol:
        context, node, full = self.context, self.node, self.full
        bound = bind(
            kind,
            lambda quantity, key: context.number(quantity, (*path, *key), self.names),
            lambda written, key: context.condition(written, (*path, *key), self.names),
        )
        return award(
            bound,
            full,
            measure=self.measure,
            target=self.target,
            points=point_symbols(context, node, bound, full, path, self.points) if kind.reads == "points" else (),
            answer=_answer(context, node, kind) if kind.reads == "answer" else None,
        )


def _answer(context: Context, node: Indicator, kind: RubricKind) -> Symbol:
    """Return what the evaluator gave: marks, or the mean of a panel as a sum and a count."""
    places, low, high = ANSWER_PLACES, Fraction(0), full_of(context, node)
    if isinstance(kind, Judged):
        places = max(places, kind.places)
        low, high = kind.limits(high) if high is not None else (low, high)
    if not getattr(kind, "panel", None):
        return context.input(Input(f"{node.code}/marks", places, low, high, field=node.code))
    positive = Fraction(0) if low >= 0 else None
    given = context.input(Input(f"{node.code}/sum", places, positive, field=node.code))
    mean = given / context.input(Input(f"{node.code}/count", 0, Fraction(1), field=node.code))
    if isinstance(kind, Judged):
        return mean  # it says its limits itself
    # Each evaluator's marks are checked; that their mean lies between the same ends has to be said for the proofs.
    mean = mean if low == 0 else most(mean, low)
    return mean if high is None else least(mean, high)


def full_of(context: Context, node: Indicator) -> Fraction | None:
    """Return the full marks written at a leaf, as a number."""
    written = node.full_marks or node.at_most
    return None if written is None else value_of(context.number(written, ("indicator", node.code, "full_marks")).node)
