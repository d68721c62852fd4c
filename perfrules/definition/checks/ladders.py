"""Checks on lists that are read from the top: tiers, bands and choice lists."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs

from perfrules.content import ByContent
from perfrules.definition.checks.view import View
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import GradeScale
from perfrules.problems import Key, Place, Problem

_LOWER, _UPPER = ("at_least", "above"), ("at_most", "below")
_ENDS = (*_LOWER, *_UPPER)
Number = Callable[[Quantity | None], Fraction | None]


@attrs.frozen(eq=False, repr=False)
class Step(ByContent):
    """What is wrong with one entry of a list: the code, the entry, the key in it, and texts."""

    code: str
    index: int
    key: str | None
    text: Text
    advice: Text


def ladder(entries: Sequence[Any], number: Number, what: Text) -> Iterator[Step]:
    """Yield what is wrong with *entries*, of which the first that fits is taken and the last has no condition."""
    last = len(entries) - 1
    for index, entry in enumerate(entries):
        stated = [key for key in _ENDS if getattr(entry, key, None) is not None]
        is_open = not stated and getattr(entry, "when", None) is None
        if index < last and is_open:
            message = text(
                "{what} {number} has no condition, so nothing below it is ever reached", what=what, number=index + 1
            )
            yield Step("PR144", index, None, message, text("only the last is without a condition: move it to the end"))
            return
        if index == last and not is_open:
            key = stated[0] if stated else "when"
            message = text("the last {what} has a condition, so some projects have none", what=what)
            yield Step(
                "PR144", index, key, message, text("take `{key}` out, or add a last one without a condition", key=key)
            )
    yield from _order(entries, number, what)


def _order(entries: Sequence[Any], number: Number, what: Text) -> Iterator[Step]:
    """Yield the entries that the one before them leaves nothing for."""
    for keys, sign in ((_LOWER, 1), (_UPPER, -1)):
        before: tuple[Fraction, bool] | None = None
        for index, entry in enumerate(entries):
            single = _single(entry, keys)
            value = number(_quantity(getattr(entry, single))) if single else None
            if single is None or value is None:
                continue
            # (end, whether it is shut out): a later end must be farther down, or take in what the earlier left out.
            end = (sign * value, single == keys[1])
            if before is not None and (end[0] > before[0] or (end[0] == before[0] and end[1] >= before[1])):
                values = {"what": what, "number": index + 1, "limit": number_text(value)}
                message = text("{what} {number} ({limit}) is never reached: one above it takes all of it", **values)
                advice = text("write them from the best down, each limit once")
                yield Step("PR143", index, single, message, advice)
            else:
                before = end


def _single(entry: Any, keys: tuple[str, str]) -> str | None:
    stated = [key for key in _ENDS if getattr(entry, key, None) is not None]
    return stated[0] if len(stated) == 1 and stated[0] in keys and getattr(entry, "when", None) is None else None


def _quantity(value: Any) -> Quantity:
    return value if isinstance(value, Quantity) else Quantity(value)


def bands(scale: GradeScale, number: Number) -> Iterator[Step]:
    """Yield what is wrong with the bands of *scale*."""
    yield from ladder(scale.bands, number, text("band"))
    seen: set[str] = set()
    for index, band in enumerate(scale.bands):
        stated = [key for key in _ENDS if getattr(band, key) is not None]
        if len(stated) > 1:
            message = text(
                "the band {grade} has two ends: `{one}` and `{other}`", grade=band.grade, one=stated[0], other=stated[1]
            )
            advice = text("a band has one end; the other is where the band above it begins")
            yield Step("PR143", index, stated[1], message, advice)
        if band.grade in seen:
            message = text("the grade {grade} stands there twice", grade=band.grade)
            yield Step("PR145", index, "grade", message, text("give each band a grade of its own"))
        seen.add(band.grade)
    if not scale.bands:
        yield Step(
            "PR144", 0, None, text("the scale has no bands"), text("write at least one band, without a condition")
        )


def check_bands(scale: GradeScale, place: Callable[[Key], Place]) -> Iterator[Problem]:
    """Yield what is wrong with the bands of the grade scale of a file of its own."""
    for step in bands(
        scale, lambda quantity: quantity.written if quantity and isinstance(quantity.written, Fraction) else None
    ):
        path: Key = ("bands", step.index) if step.key is None else ("bands", step.index, step.key)
        yield Problem(step.code, step.text, place(path), step.advice)


def grade_scales(view: View) -> Iterator[Problem]:
    """Yield what is wrong with the bands of the set's grade scales."""
    for scale in view.whole.grade_scale:
        yield from _said(view, ("grade_scale", scale.id, "bands"), bands(scale, view.number))


def tiers(view: View) -> Iterator[Problem]:
    """Yield what is wrong with the tiers of rubrics that read a measure."""
    for node in view.whole.indicators:
        for path, case in view.rubrics(node):
            listed = getattr(case.rubric, "tiers", None)
            if isinstance(listed, tuple) and case.rubric.reads == "measure":
                yield from _said(view, (*path, "tiers"), ladder(listed, view.number, text("tier")))


def choice_lists(view: View) -> Iterator[Problem]:
    """Yield what is wrong with choice lists of rubrics and of grade scales."""
    for node in view.whole.indicators:
        for key in ("rubric", "grade_scale"):
            cases = getattr(node, key)
            yield from _said(view, ("indicator", node.code, key), ladder(cases, view.number, text("entry")))


def _said(view: View, path: Key, steps: Iterator[Step]) -> Iterator[Problem]:
    for step in steps:
        where = (*path, step.index) if step.key is None else (*path, step.index, step.key)
        yield view.problem(step.code, step.text, where, step.advice)


CHECKS = (grade_scales, tiers, choice_lists)
