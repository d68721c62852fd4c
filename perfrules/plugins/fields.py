"""What a definition can give the fields of a rubric kind: types that are written in TOML and stay exact."""

import types
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from perfrules.formula import Condition, Quantity, Symbol
from perfrules.language import Text, text
from perfrules.model import Policy, RubricCase, RubricKind

_WRITTEN = frozenset((bool, int, str, Decimal, Fraction, date, object, types.NoneType, Any))
_OURS = frozenset((Quantity, Policy, RubricKind, RubricCase))


def misfit(kind: type) -> Text | None:
    """Return which field of *kind* no definition could give a value, or None."""
    waiting, seen = [kind], {kind}
    while waiting:
        form = waiting.pop()
        try:
            hints = get_type_hints(form)
        except Exception as error:  # noqa: BLE001 - annotations are evaluated, and may raise anything
            return text("the types of the fields of {item} cannot be read: {reason}", item=form.__name__, reason=error)
        for field in (field for field in attrs.fields(form) if field.init):
            if field.name not in hints:
                template = "the field `{field}` of {item} has no type: write `{field}: int = …`, or Decimal or Quantity"
                return text(template, field=field.name, item=form.__name__)
            for part in _parts(hints[field.name]):
                if attrs.has(part) and part not in _OURS and part not in seen:
                    seen.add(part)
                    waiting.append(part)
                elif not _is_written(part):
                    template = (
                        "no definition can give the field `{field}` of {item} a value of type {type}; "
                        "numbers are int, Decimal or Quantity"
                    )
                    said = getattr(part, "__name__", str(part))
                    return text(template, field=field.name, item=form.__name__, type=said)
    return None


def _parts(form: Any) -> Iterable[Any]:
    """Yield the types that *form* is made of."""
    origin = get_origin(form)
    if origin is Literal:
        yield str if all(isinstance(member, str) for member in get_args(form)) else form
    elif origin in (Union, types.UnionType):
        for member in get_args(form):
            yield from _parts(member)
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        key, *values = get_args(form)
        yield from _parts(key)
        for value in values:
            yield from _parts(value)
    elif origin is not None:
        for member in get_args(form):
            if member is not Ellipsis:
                yield from _parts(member)
    else:
        yield form


def _is_written(part: Any) -> bool:
    """Return whether a value of this type is written in a definition; a binary float never is, it is not exact."""
    if part in (Symbol, Condition):
        return False
    if part in _WRITTEN or part in _OURS or attrs.has(part):
        return True
    return isinstance(part, type) and (issubclass(part, Enum) or part in (tuple, list, frozenset, set, dict, Mapping))
