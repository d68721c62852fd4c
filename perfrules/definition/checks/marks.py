"""Checks on full marks, scales, points and weights."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from perfrules.aggregation import Child, combined
from perfrules.definition.checks.view import View
from perfrules.formula import number
from perfrules.formula.build import value_of
from perfrules.formula.node import TRUE
from perfrules.formula.printing import number_text
from perfrules.formula.symbol import Condition
from perfrules.language import text
from perfrules.model import Indicator
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Problem, SymbolError

_NUMBERS = ("full_marks", "at_least", "at_most", "weight")


def numbers(view: View) -> Iterator[Problem]:
    """Yield full marks, ends of scales and weights that are neither numbers nor parameters, and negative weights."""
    for node in view.whole.indicators:
        for key in _NUMBERS:
            quantity = getattr(node, key)
            path = ("indicator", node.code, key)
            if quantity is None:
                continue
            value = view.number(quantity)
            if value is None:
                message = text("`{key}` of {code} is not known before scoring", key=key, code=node.code)
                yield view.problem("PR137", message, path, text("write a number, or the name of a parameter"))
            elif value < 0 and key in ("weight", "full_marks"):
                message = text("`{key}` of {code} is below 0", key=key, code=node.code)
                code = "PR160" if key == "weight" else "PR138"
                yield view.problem(code, message, path, text("write 0 or a number above it"))


def scales(view: View) -> Iterator[Problem]:
    """Yield leaves without a scale, and scales that contradict themselves."""
    for node in view.whole.indicators:
        path = ("indicator", node.code)
        if node.full_marks is not None:
            for key in ("at_least", "at_most"):
                if getattr(node, key) is not None:
                    message = text("{code} has `full_marks` and `{key}`", code=node.code, key=key)
                    advice = text("`full_marks = 3` means at_least = 0, at_most = 3: write one or the other")
                    yield view.problem("PR138", message, (*path, key), advice)
        low, high = view.number(node.at_least), view.number(node.at_most)
        if low is not None and high is not None and low >= high:
            message = text("the scale of {code} ends before it begins", code=node.code)
            yield view.problem("PR138", message, (*path, "at_least"), text("`at_least` is below `at_most`"))
        stated = node.full_marks or node.at_least or node.at_most
        lonely = node.code == TOTAL and not node.rubric  # that there are no indicators is told
        if view.is_leaf(node) and not lonely and not node.bonus and stated is None and not _broken(view, node):
            message = text("{code} has no `full_marks`", code=node.code)
            yield view.problem("PR135", message, path, text("say how many marks it can give"))


def _broken(view: View, node: Indicator) -> bool:
    return any(
        view.draft.is_broken("indicator", node.code, key) for key in ("full_marks", "at_least", "at_most", "rubric")
    )


def sums(view: View) -> Iterator[Problem]:
    """Yield branches whose stated full marks are not what their children give."""
    given: dict[str, Fraction | None] = {}
    for node in view.ordered:
        stated = view.number(node.full_marks if node.full_marks is not None else node.at_most)
        children = [child for child in view.children.get(node.code, ()) if not child.bonus]
        if not children or node.open:
            given[node.code] = stated
            continue
        computed = _combined(view, node, children, [given.get(child.code) for child in children])
        given[node.code] = computed if stated is None else stated
        if stated is None or computed is None or stated == computed or node.clamp is not None:
            continue
        yield _difference(view, node, stated, computed, [(child.code, given[child.code]) for child in children])


def _combined(view: View, node: Indicator, children: Sequence[Indicator], full: Sequence[Any]) -> Fraction | None:
    """Return the full marks that the aggregation of *node* gives, by folding constants; None where it cannot."""
    aggregation = view.aggregation(node.aggregation or "sum")
    weights = [Fraction(1) if child.weight is None else view.number(child.weight) for child in children]
    if aggregation is None or any(value is None for value in (*full, *weights)):
        return None
    always = Condition(TRUE)
    parts = [
        Child(marks=number(value), full=number(value), weight=number(weight), takes_part=always)
        for value, weight in zip(full, weights, strict=True)
        if value is not None and weight is not None
    ]
    try:
        return value_of(combined(aggregation, parts).node)
    except SymbolError:  # compiling tells
        return None


def _difference(
    view: View, node: Indicator, stated: Fraction, computed: Fraction, parts: Sequence[tuple[str, Fraction | None]]
) -> Problem:
    shown = ", ".join(f"{code} {number_text(value)}" for code, value in parts[:8] if value is not None)
    values = {"code": node.code, "stated": number_text(stated), "computed": number_text(computed)}
    key = "full_marks" if node.full_marks is not None else "at_most"
    if node.code == TOTAL:
        message = text("the set says that the total is {stated}, and its indicators give {computed}", **values)
    else:
        message = text("{code} says {stated} full marks, and its children give {computed}", **values)
    advice = text("the children: {parts}", parts=shown + (", …" if len(parts) > 8 else ""))  # noqa: PLR2004
    return view.problem("PR125" if node.code == TOTAL else "PR124", message, ("indicator", node.code, key), advice)


def points(view: View) -> Iterator[Problem]:
    """Yield checklists whose points do not give the full marks, and what is wrong with single points."""
    for node in view.whole.indicators:
        for path, case in view.rubrics(node):
            listed = getattr(case.rubric, "points", None)
            if case.rubric.reads == "points" and isinstance(listed, tuple):
                yield from _points(view, node, (*path, "points"), listed)


def _points(view: View, node: Indicator, path: tuple[str | int, ...], listed: Sequence[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, point in enumerate(listed):
        if point.id in seen:
            message = text("two points of {code} have the id `{id}`", code=node.code, id=point.id)
            yield view.problem("PR141", message, (*path, index, "id"), text("give each point an id of its own"))
        seen.add(point.id)
        if point.marks is not None and point.weight is not None:
            message = text("the point `{id}` has `marks` and `weight`", id=point.id)
            yield view.problem("PR142", message, (*path, index, "weight"), text("take one of them out"))
    stated = [view.number(point.marks) for point in listed if point.marks is not None]
    full = view.number(node.full_marks if node.full_marks is not None else node.at_most)
    if len(stated) != len(listed) or None in stated or full is None or not stated:
        return
    whole = sum((value for value in stated if value is not None), Fraction(0))
    if whole != full:
        values = {"code": node.code, "sum": number_text(whole), "full": number_text(full)}
        message = text("the points of {code} give {sum}, and its full marks are {full}", **values)
        yield view.problem("PR140", message, path, text("change the marks of the points, or `full_marks`"))


CHECKS = (numbers, scales, sums, points)
