"""Checks on evidence fields: ranges, relations, options, answers and readers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from perfrules.definition.checks.uses import RELATIONS
from perfrules.definition.checks.view import View
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.model import EvidenceField
from perfrules.model.fields import key_of
from perfrules.problems import Key, Problem

_OF_TYPE = {"choices": ("choice",), "answers": ("survey",), "counts": ("records",)}
_NEEDED = {"choice": "choices", "survey": "answers", "records": "counts"}
_READ = ("survey", "records")
_NUMERIC = (int, Decimal, "int", "Decimal")
"""Types of reader's parameters for which a text is the name of a parameter of the set."""
_NUMBERS = ("amount", "count", "number", "share")


def ranges(view: View) -> Iterator[Problem]:
    """Yield ranges that are empty, and defaults outside their range."""
    for field in view.whole.evidence:
        path: Key = ("evidence", field.key)
        low, high = _ends(field)
        if _empty(field):
            message = text("the range of `{name}` is empty", name=field.key)
            key = "at_least" if field.at_least is not None else "above"
            yield view.problem("PR146", message, (*path, key), text("the lower end is below the upper end"))
            continue
        default = view.number(field.default) if isinstance(field.default, Quantity) else None
        if default is None or not (_outside(field, default)):
            continue
        message = text(
            "the default of `{name}` is outside its range ({low} to {high})", name=field.key, low=low, high=high
        )
        yield view.problem("PR147", message, (*path, "default"), text("write a value that a case could give"))


def _ends(field: EvidenceField) -> tuple[str, str]:
    low = field.at_least if field.at_least is not None else field.above
    high = field.at_most if field.at_most is not None else field.below
    return tuple("…" if end is None else number_text(Fraction(end)) for end in (low, high))  # type: ignore[return-value]


def _empty(field: EvidenceField) -> bool:
    low = [end for end in (field.at_least, field.above) if end is not None]
    high = [end for end in (field.at_most, field.below) if end is not None]
    if not low or not high:
        return False
    shut = field.above is not None or field.below is not None
    return max(low) > min(high) or (shut and max(low) >= min(high))


def _outside(field: EvidenceField, value: Fraction) -> bool:
    return (
        (field.at_least is not None and value < Fraction(field.at_least))
        or (field.above is not None and value <= Fraction(field.above))
        or (field.at_most is not None and value > Fraction(field.at_most))
        or (field.below is not None and value >= Fraction(field.below))
    )


def options(view: View) -> Iterator[Problem]:
    """Yield options and answers that are there twice, missing, or out of place, and defaults that are not offered."""
    for field in view.whole.evidence:
        path: Key = ("evidence", field.key)
        for key, types in _OF_TYPE.items():
            if getattr(field, key) and field.type not in types:
                message = text(
                    "`{name}` is of type {type}, so `{key}` has no meaning", name=field.key, type=field.type, key=key
                )
                yield view.problem(
                    "PR149", message, (*path, key), text('take it out, or write `type = "{type}"`', type=types[0])
                )
        needed = _NEEDED.get(field.type)
        if needed and not getattr(field, needed) and not view.draft.is_broken(*path, needed):
            message = text("`{name}` is of type {type} and has no `{key}`", name=field.key, type=field.type, key=needed)
            yield view.problem("PR149", message, path, text("list them in `{key}`", key=needed))
        yield from _twice(view, field)
        ids = [option.id for option in field.choices]
        if field.type == "choice" and isinstance(field.default, str) and field.default not in ids:
            message = text(
                "the default `{default}` of `{name}` is no option of it", default=field.default, name=field.key
            )
            yield view.problem("PR147", message, (*path, "default"), view.near(field.default, ids))


def _twice(view: View, field: EvidenceField) -> Iterator[Problem]:
    for key in ("choices", "answers", "counts"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(field, key)):
            name = entry if isinstance(entry, str) else entry.id
            if name in seen:
                message = text("`{id}` is listed twice in `{key}` of `{name}`", id=name, key=key, name=field.key)
                yield view.problem("PR148", message, ("evidence", field.key, key, index), text("take one of them out"))
            seen.add(name)


def relations(view: View) -> Iterator[Problem]:
    """Yield relations to what is no number of the evidence; names that are not declared are told elsewhere."""
    for field in view.whole.evidence:
        for key in RELATIONS:
            whole = getattr(field, key)
            if isinstance(whole, str):
                yield from _related(view, field, key, whole)
        if isinstance(field.part_of, str):
            continue
        for part, whole in (field.part_of or {}).items():
            for name in (part, whole):
                if name not in field.counts and "." not in name:
                    message = text("`{count}` is no count of `{name}`", count=name, name=field.key)
                    near = view.near(name, field.counts)
                    yield view.problem("PR136", message, ("evidence", field.key, "part_of", part), near)


def _related(view: View, field: EvidenceField, key: str, whole: str) -> Iterator[Problem]:
    name, _, count = whole.partition(".")
    other = next((each for each in view.whole.evidence if each.key == name), None)
    sections = view.draft.merged.sections
    if other is None and name not in sections["measure"] and name not in sections["parameter"]:
        return
    is_number = other is not None and (count in other.counts if other.type == "records" else other.type in _NUMBERS)
    if not is_number or other is field:
        message = text(
            "`{whole}` is no number of the evidence that `{name}` can be held against", name=field.key, whole=whole
        )
        numbers = [each.key for each in view.whole.evidence if each.type in _NUMBERS and each is not field]
        counts = [f"{name}.{each}" for each in other.counts] if other else []
        yield view.problem("PR136", message, ("evidence", field.key, key), view.near(whole, counts or numbers))


def readers(view: View) -> Iterator[Problem]:
    """Yield readers that are not there, and fields that cannot have one."""
    for field in view.whole.evidence:
        path: Key = ("evidence", field.key)
        if field.reader and field.type not in _READ:
            message = text("`{name}` is of type {type}, which no reader fills", name=field.key, type=field.type)
            yield view.problem(
                "PR149", message, (*path, "reader"), text("take `reader` out, or make it survey or records")
            )
        elif field.reader and field.reader not in view.registry.readers:
            message = view.registry.explain_missing("reader", field.reader)
            yield view.problem("PR122", message, (*path, "reader"))


def reader_parameters(view: View) -> Iterator[Problem]:
    """Yield parameters and counts that the reader of a field does not have."""
    for field in view.whole.evidence:
        provided = view.registry.readers.get(field.reader)
        if provided is None:
            continue
        yield from _parameters(view, field, {key_of(each): each for each in attrs.fields(provided.value)})
        for index, count in enumerate(field.counts):
            if count not in provided.value.counts:
                message = text("the reader {reader} does not count `{name}`", reader=field.reader, name=count)
                near = view.near(count, provided.value.counts)
                yield view.problem("PR161", message, ("evidence", field.key, "counts", index), near)


def _parameters(view: View, field: EvidenceField, known: Mapping[str, "attrs.Attribute[Any]"]) -> Iterator[Problem]:
    path: Key = ("evidence", field.key, "parameters")
    parameters = view.draft.merged.sections["parameter"]
    for key, value in field.parameters.items():
        if key not in known:
            message = text("the reader {reader} has no parameter `{name}`", reader=field.reader, name=key)
            yield view.problem("PR161", message, (*path, key), view.near(key, known))
        elif isinstance(value, str) and known[key].type in _NUMERIC and value not in parameters:
            message = text("the name `{name}` is not declared", name=value)
            yield view.problem("PR311", message, (*path, key), view.near(value, parameters))
    for key, each in known.items():
        if each.default is attrs.NOTHING and key not in field.parameters:
            message = text("the reader {reader} needs the parameter `{name}`", reader=field.reader, name=key)
            advice = text("write it in `parameters` of `{name}`", name=field.key)
            yield view.problem("PR161", message, path, advice)


CHECKS = (ranges, options, relations, readers, reader_parameters)
