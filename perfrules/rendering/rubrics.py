"""Rubrics (评分标准) in words: with the names of a set instead of ids, and as formulas people write."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from perfrules.formula import Rounding
from perfrules.formula.build import rounded, value_of
from perfrules.formula.node import Node
from perfrules.formula.printing import number_text
from perfrules.language import current, text
from perfrules.model import Indicator, IndicatorSet
from perfrules.program import NodePlan
from perfrules.readings.notation import mathematical, shorten
from perfrules.rendering.blocks import Block, Column, Heading, Row, Table
from perfrules.rendering.wording import DASH, listed, named, quantity, span_text
from perfrules.rubrics import Formula, Lookup, summary_of
from perfrules.scoring.rules import Rules
from perfrules.scoring.wording import Sayings


def full_marks(rules: Rules, node: Indicator, *, ends: bool = False) -> str:
    """Return the full marks of a node, worked out where they are not stated; of another scale both its *ends*."""
    plan = rules.program.nodes.get(node.code)
    low = None if plan is None else value_of(_inside(plan.low))
    lower = rules.set.better[node.code] == "lower"
    if plan is not None and (ends or low or plan.open_above or lower):
        most = None if plan.open_above else value_of(_inside(plan.full))
        reach = span_text(number_text(low or Fraction(0)), None if most is None else number_text(most))
        return listed([reach, str(text("less is better")) if lower else ""])
    if node.full_marks is not None:
        return quantity(node.full_marks)
    worked = _worked(rules, node)
    return DASH if worked is None else number_text(worked)


def _worked(rules: Rules, node: Indicator) -> Fraction | None:
    plan = rules.program.nodes.get(node.code)
    return None if plan is None else value_of(_inside(plan.full))


def _inside(node: Node) -> Node:
    while node.op in {"cell", "round"}:
        node = node.args[0]
    return node


def rubric(rules: Rules, node: Indicator) -> str:
    """Return the rubric of a leaf in a few words, an expression as people write it; "" for a branch."""
    if len(node.rubric) == 1 and isinstance(node.rubric[0].rubric, Formula):
        return written(rules, _inside(rules.program.nodes[node.code].raw))
    return rubric_words(rules, node)


def rubric_words(rules: Rules, node: Indicator) -> str:
    """Return the rubric of a leaf of a set in a few words; "" for a branch."""
    sayings = Sayings(current())
    return sayings.listed(_case(rules, node, place, sayings) for place in range(len(node.rubric)))


def _case(rules: Rules, node: Indicator, place: int, sayings: Sayings) -> str:
    """Return a rubric in a few words; of a choice list with its condition, and expressions as people write them."""
    case = node.rubric[place]
    short = summary_of(_with_names(case.rubric, rules.set)).into(current())
    if len(node.rubric) == 1:
        return short
    path = ("indicator", node.code, "rubric", place)
    if isinstance(case.rubric, Formula):
        short = expression(rules, (*path, "marks")) or short
    return sayings.case(case.when and (expression(rules, (*path, "when")) or case.when), short)


def _with_names(kind: Any, about: IndicatorSet) -> Any:
    """Return a lookup with the names of its options instead of their ids; any other kind as it is."""
    if not isinstance(kind, Lookup):
        return kind
    field = next((field for field in about.evidence if field.key == kind.of), None)
    names = {} if field is None else {option.id: option.name for option in field.choices if option.name}
    if len(set(names.values())) < len(names):
        return kind
    marks, share = ({names.get(key, key): value for key, value in part.items()} for part in (kind.marks, kind.share))
    return attrs.evolve(kind, marks=marks, share=share)


def formula(rules: Rules, node: Indicator) -> str:
    """
    Return the formula of a leaf where nothing is absent, with the names of what it reads; "" for a branch.

    A checklist with points that may drop out has none that people read: the table of its points says more.
    """
    plan = rules.program.nodes.get(node.code)
    drops = any(point.not_applicable for case in node.rubric for point in case.points)
    if plan is None or not node.rubric or drops:
        return ""
    # A condition of the author's own belongs to the formula; whether evidence is there does not.
    return written(rules, _where_given(plan) if node.applies is None else plan.marks)


def _where_given(plan: NodePlan) -> Node:
    """Return the marks of a leaf without its answers to absence, which would hide what is marked."""
    node, roundings = plan.marks, []
    while node not in (plan.exact, plan.settled) and node.op in {"cell", "round"}:
        roundings += [node.value] if isinstance(node.value, Rounding) else []
        node = node.args[0]
    if plan.settled is plan.raw or node is not plan.settled:
        return plan.marks
    node = plan.raw
    for rounding in reversed(roundings):
        node = rounded(node, rounding)
    return node


def expression(rules: Rules, path: tuple[str | int, ...]) -> str:
    """Return the expression at a key path of the definition as people write it; "" where there is no one formula."""
    node = rules.program.expressions.get(path)
    return "" if node is None else written(rules, node)


def written(rules: Rules, node: Node) -> str:
    """Return a number or a condition of a set as people write it, with the names of what it reads."""
    return mathematical(node, rules.wording(current()))


def points(rules: Rules, node: Indicator) -> Iterator[Block]:
    """Yield the table of the points of a checklist, with the marks that follow where none are stated."""
    lists = [case.points for case in node.rubric]
    full = _worked(rules, node)
    rows = [
        Row((point.id, _requirement(point), shown))
        for each in lists
        for point, shown in zip(each, _marks(each, full), strict=True)
    ]
    if rows:
        yield Heading(str(text("Points")))
        titles = (text("Id"), text("Point"), text("Marks"))
        columns = [Column(str(title), flexible=place == 1, right=place == 2) for place, title in enumerate(titles)]  # noqa: PLR2004 - the last
        yield Table(columns, rows)


def _requirement(point: Any) -> str:
    said = named(point.text, point.text_en)
    if point.not_applicable is None or point.not_applicable.answer == "refuse":
        return said
    return str(text("{point} (may be not applicable)", point=said))


def _marks(each: tuple[Any, ...], full: Fraction | None) -> list[str]:
    """Return the marks of the points of one checklist: stated, or their share of the full marks."""
    if any(point.marks is not None for point in each):
        return ["" if point.marks is None else quantity(point.marks) for point in each]
    weights = [_weight(point) for point in each]
    whole = None if None in weights else sum(filter(None, weights), Fraction(0))
    if full is None or not whole:
        return ["" if point.weight is None else quantity(point.weight) for point in each]
    return [shorten(full * (weight or 0) / whole) for weight in weights]


def _weight(point: Any) -> Fraction | None:
    """Return the weight of a point as a number; None where it is an expression."""
    if point.weight is None:
        return Fraction(1)
    return point.weight.written if isinstance(point.weight.written, Fraction) else None
