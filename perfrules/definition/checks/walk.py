"""Everything that stands in a set, at any depth, with its path in the merged definition."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from perfrules.definition.faults import Key, key_of
from perfrules.formula import Quantity
from perfrules.model import IndicatorSet, Policy, RubricCase, ScaleCase
from perfrules.rubrics.binding import is_condition

_UNWRITTEN = frozenset({"origin", "origins", "digest", "key"})


@attrs.frozen
class Found:
    """A value of the model; `condition` tells whether its text is a condition."""

    path: Key
    value: Any
    condition: bool = False


def walk(value: Any, path: Key = ()) -> Iterator[Found]:
    """Yield *value* and everything in it, from the top, each with its path."""
    stack = [Found(path, value)]
    while stack:
        found = stack.pop()
        yield found
        stack.extend(reversed(list(_inside(found))))


def entries(whole: IndicatorSet) -> Iterator[tuple[Key, Any]]:
    """Yield the nodes, fields, measures, parameters, scales and gates of *whole* with their paths."""
    for node in whole.indicators:
        yield ("indicator", node.code), node
    for section in ("evidence", "measure", "parameter"):
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
    elif attrs.has(type(value)) and not isinstance(value, Quantity):
        for field in attrs.fields(type(value)):
            if field.name in _UNWRITTEN:
                continue
            condition = is_condition(field) or field.name == "applies"
            yield Found((*path, key_of(field)), getattr(value, field.name), condition)
