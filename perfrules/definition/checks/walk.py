"""Everything that stands in a set, at any depth, with its path in the merged definition."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs

from perfrules.content import ByContent
from perfrules.definition.forms import is_internal
from perfrules.formula import Quantity
from perfrules.model import IndicatorSet, Policy, RubricCase, ScaleCase
from perfrules.model.fields import key_of
from perfrules.problems import Key
from perfrules.rubrics.binding import is_condition

_PLAIN = (str, int, Quantity, type(None))


@attrs.frozen(eq=False, repr=False)
class Found(ByContent):
    """A value of the model; `condition` tells whether its text is a condition."""

    path: Key
    value: Any
    condition: bool = False


def walk(value: Any, path: Key = ()) -> Iterator[Found]:
    """Yield *value* and everything in it, from the top, each with its path; fields without a value are left out."""
    stack = [Found(path, value)]
    while stack:
        found = stack.pop()
        yield found
        if not isinstance(found.value, _PLAIN):
            stack.extend(reversed(list(_inside(found))))


def entries(whole: IndicatorSet) -> Iterator[tuple[Key, Any]]:
    """Yield the nodes, fields, measures, parameters, tables, scales and gates of *whole* with their paths."""
    for node in whole.indicators:
        yield ("indicator", node.code), node
    for section in ("evidence", "measure", "parameter", "table"):
        for entry in getattr(whole, section):
            yield (section, entry.key), entry
    for scale in whole.grade_scale:
        yield ("grade_scale", scale.id), scale
    for index, gate in enumerate(whole.gates):
        yield ("gate", str(index)), gate


def _inside(found: Found) -> Iterator[Found]:
    value, path = found.value, found.path
    if isinstance(value, tuple | list):
        yield from (Found((*path, index), part, found.condition) for index, part in enumerate(value))
    elif isinstance(value, Mapping):
        yield from (Found((*path, str(name)), part, found.condition) for name, part in value.items())
    elif isinstance(value, RubricCase):
        yield Found((*path, "when"), value.when, condition=True)
        yield from _inside(Found(path, value.rubric))
    elif isinstance(value, Policy):
        yield Found(path, value.marks)
        yield from (Found((*path, "move", code), share) for code, share in value.shares.items())
    elif isinstance(value, ScaleCase):
        yield Found((*path, "when"), value.when, condition=True)
    elif attrs.has(type(value)):
        form: Any = type(value)
        for name, key, condition in _fields(form):
            part = getattr(value, name)
            if part not in (None, (), ""):
                yield Found((*path, key), part, condition)


@cache
def _fields(form: Any) -> tuple[tuple[str, str, bool], ...]:
    """Return the fields of an attrs class that authors write: name, key, and whether a text is a condition."""
    return tuple(
        (field.name, key_of(field), is_condition(field) or field.name == "applies")
        for field in attrs.fields(form)
        if not is_internal(form, field)
    )
