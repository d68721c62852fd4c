"""Checks on evidence fields: ranges, relations, options, answers and readers."""

from collections.abc import Iterator
from fractions import Fraction

from perfrules.definition.checks.view import View
from perfrules.definition.faults import Key
from perfrules.formula import Quantity
from perfrules.formula.printing import number_text
from perfrules.language import text
from perfrules.model import EvidenceField
from perfrules.problems import Problem, suggestion

_OF_TYPE = {"choices": ("choice",), "answers": ("survey",), "counts": ("records",)}
_NEEDED = {"choice": "choices", "survey": "answers", "records": "counts"}
_READ = ("survey", "records")
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
            yield view.problem("PR147", message, (*path, "default"), suggestion(field.default, ids))


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
    """Yield `part_of` that names no count of the field, itself, or what is no number; names are checked elsewhere."""
    fields = {field.key: field for field in view.whole.evidence}
    sections = view.draft.merged.sections
    others = sections["measure"].keys() | sections["parameter"].keys()
    for field in view.whole.evidence:
        path: Key = ("evidence", field.key, "part_of")
        if isinstance(field.part_of, str):
            whole, _, count = field.part_of.partition(".")
            other = fields.get(whole)
            if whole == field.key or whole in others:
                message = text("`{name}` cannot be a part of `{whole}`", name=field.key, whole=field.part_of)
                yield view.problem("PR136", message, path, text("name another evidence field that is a number"))
            elif other is not None and (
                count not in other.counts if other.type == "records" else other.type not in _NUMBERS
            ):
                message = text(
                    "`{whole}` is no number that `{name}` can be a part of", name=field.key, whole=field.part_of
                )
                known = [f"{whole}.{each}" for each in other.counts]
                yield view.problem("PR136", message, path, suggestion(field.part_of, known))
        elif field.part_of:
            for part, whole in field.part_of.items():
                for name in (part, whole):
                    if name not in field.counts and "." not in name:
                        message = text("`{count}` is no count of `{name}`", count=name, name=field.key)
                        yield view.problem("PR136", message, (*path, part), suggestion(name, field.counts))


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


CHECKS = (ranges, options, relations, readers)
