"""Values of definitions as an author writes them, and what was changed between two of them, at any depth."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Any

import attrs

from perfrules.definition.forms import is_internal
from perfrules.formula import Quantity
from perfrules.language import Text, text
from perfrules.model import Policy, RubricCase
from perfrules.model.fields import key_of
from perfrules.problems import Key
from perfrules.rendering.wording import quantity
from perfrules.rubrics import summary_of

Found = tuple[Key, Any, Any]
"""A key path, the old value and the new one; `NOWHERE` for none."""
_IDS = ("id", "grade")
"""Attributes by which the parts of a list are told apart."""


class _Nowhere:
    """What stands where there was no value, or where there is none any more."""


NOWHERE = _Nowhere()


def changed(old: Any, new: Any, path: Key = ()) -> Iterator[Found]:
    """Yield what was changed between two values of the model, the smallest parts of it, with their key paths."""
    if old == new:
        return
    if isinstance(old, RubricCase) and isinstance(new, RubricCase) and type(old.rubric) is type(new.rubric):
        yield from changed(old.when, new.when, (*path, "when"))
        yield from _fields_changed(old.rubric, new.rubric, path)
    elif _has_parts(old) and type(old) is type(new):
        yield from _fields_changed(old, new, path)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _lists_changed(old, new, path)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            yield from changed(old.get(key, NOWHERE), new.get(key, NOWHERE), (*path, key))
    else:
        yield path, _or_nowhere(old), _or_nowhere(new)


def _or_nowhere(value: Any) -> Any:
    return NOWHERE if value in (None, "", ()) else value


def _has_parts(value: Any) -> bool:
    return attrs.has(type(value)) and not isinstance(value, Quantity | Policy | RubricCase)


def _fields_changed(old: Any, new: Any, path: Key) -> Iterator[Found]:
    form: Any = type(old)
    for name, key in written_fields(form):
        yield from changed(getattr(old, name), getattr(new, name), (*path, key))


@cache
def written_fields(form: Any) -> tuple[tuple[str, str], ...]:
    """Return the fields of a class that authors write: name and key."""
    return tuple(
        (field.name, key_of(field))
        for field in attrs.fields(form)
        if not is_internal(form, field) and field.eq and field.init
    )


def _lists_changed(old: Sequence[Any], new: Sequence[Any], path: Key) -> Iterator[Found]:
    if len(old) == len(new) == 1:  # one rubric, one rounding: no list for who reads it
        yield from changed(old[0], new[0], path)
        return
    names = _identity([*old, *new])
    if names is not None:
        yield from changed(
            {getattr(part, names): part for part in old}, {getattr(part, names): part for part in new}, path
        )
        return
    if not any(_has_parts(part) for part in (*old, *new)) and not any(
        isinstance(part, RubricCase) for part in (*old, *new)
    ):
        yield path, old or NOWHERE, new or NOWHERE
        return
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for place in range(max(end - start, last - first)):
            before = old[start + place] if start + place < end else NOWHERE
            after = new[first + place] if first + place < last else NOWHERE
            yield from changed(before, after, (*path, (first if after is not NOWHERE else start) + place))


def _identity(parts: Sequence[Any]) -> str | None:
    """Return by what the parts of a list are told apart; None where they are only counted."""
    for name in _IDS:
        if all(getattr(part, name, None) for part in parts):
            return name
    return None


def worded(value: Any) -> Text | None:
    """Return a value as an author writes it; None for nothing."""
    if value is NOWHERE:
        return None
    if isinstance(value, RubricCase) and value.when is None:
        return text("{kind}: {summary}", kind=value.rubric.kind, summary=summary_of(value.rubric))
    if isinstance(value, tuple) and len(value) == 1:
        return worded(value[0])
    return text("{value}", value=written(value))


def written(value: Any) -> str:
    """Return a value of the model on one line, nearly as in a file."""
    if isinstance(value, Quantity | Policy):
        return quantity(value) if isinstance(value, Quantity) else _policy(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, RubricCase):
        inside = {"when": value.when, "kind": value.rubric.kind, **_stated(value.rubric)}
        return _table({key: part for key, part in inside.items() if part is not None})
    if isinstance(value, Mapping):
        return _table(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(written, value)) + "]"
    return _table(_stated(value)) if attrs.has(type(value)) else str(value)


def _policy(policy: Policy) -> str:
    if policy.marks is not None:
        return quantity(policy.marks)
    return f"move {_table(policy.shares)}" if policy.shares else policy.answer


def _stated(value: Any) -> Mapping[str, Any]:
    """Return what is stated of a value: by key, without what has its default."""
    form: Any = type(value)
    defaults = {field.name: field.default for field in attrs.fields(form)}
    stated = ((key, name, getattr(value, name)) for name, key in written_fields(form))
    return {key: part for key, name, part in stated if part not in (None, "", ()) and part != defaults[name]}


def _table(parts: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {written(part)}" for key, part in parts.items()) + " }"


__all__ = ["NOWHERE", "changed", "worded", "written", "written_fields"]
