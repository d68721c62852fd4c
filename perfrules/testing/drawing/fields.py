"""What a definition may write for the fields of a rubric kind, drawn from their types; and what it may not."""

import types
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from perfrules.definition.schema import fields_of
from perfrules.formula import Quantity
from perfrules.model import Policy, RubricCase, RubricKind
from perfrules.rubrics import Point, is_condition

Data = Any
"""A value as TOML gives it."""

_NUMBERS = st.sampled_from([*map(Decimal, ("1", "0", "2", "0.5", "10", "0.01", "3", "100", "-1"))])
_QUANTITIES = _NUMBERS | st.sampled_from(["60%", "1/3", "50% * full", "full"])
_WORDS = st.sampled_from(["a", "b"])
_CONDITIONS = st.sampled_from(["full >= 1", "full > 20"])
_POINTS = st.sampled_from(
    [
        [{"id": "p0"}, {"id": "p1"}],
        [{"id": "p0"}, {"id": "p1", "not_applicable": "rescale"}, {"id": "p2", "missing": "zero"}],
        [{"id": "p0", "weight": 1}, {"id": "p1", "weight": 3, "per_fault": "1/3"}],
        [{"id": "p0", "zero_at": 3, "per_fault": Decimal("0.2")}],
    ]
)
_RUBRICS = st.sampled_from([{"kind": "proportional"}, {"kind": "proportional", "better": "lower"}])
_PLAIN: Mapping[Any, st.SearchStrategy[Data]] = MappingProxyType(
    {
        bool: st.booleans(),
        int: st.integers(0, 5),
        str: _WORDS,
        Decimal: _NUMBERS,
        Fraction: _NUMBERS,
        date: st.just(date(2024, 1, 1)),
        Quantity: _QUANTITIES,
        Policy: st.sampled_from(["zero", "full", "null"]),
        Point: st.just({"id": "p0"}),
        RubricKind: _RUBRICS,
        RubricCase: _RUBRICS,
        types.NoneType: st.nothing(),
        Any: _NUMBERS,
        object: _NUMBERS,
    }
)
_LEFT_OUT: Final = object()
"""Stands where a key is not written."""

JUNK: Final[tuple[Data, ...]] = (True, 3, Decimal("-2.5"), "no such word", [], {}, [[]], [{}], {"no such key": 1})
"""Values of every sort that TOML has; no field takes them all."""


def written_as(form: Any, *, condition: bool = False) -> st.SearchStrategy[Data]:
    """Give what a definition may write for a value of the type *form*."""
    if form in _PLAIN:
        return _CONDITIONS if condition and form is str else _PLAIN[form]
    if attrs.has(form):
        return tables(form)
    origin, members = get_origin(form) or form, get_args(form)
    if origin is Literal:
        return st.sampled_from(members)
    if isinstance(form, type) and issubclass(form, Enum):
        return st.sampled_from([member.value for member in form])
    if origin in (Union, types.UnionType):
        return st.one_of([written_as(member, condition=condition) for member in members])
    return _several(origin, members, condition=condition)


def _several(origin: Any, members: tuple[Any, ...], *, condition: bool) -> st.SearchStrategy[Data]:
    if members[:1] == (Point,):
        return _POINTS
    if origin is tuple and members and members[-1] is not Ellipsis:
        return st.tuples(*(written_as(member, condition=condition) for member in members)).map(list)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return st.dictionaries(_WORDS, written_as(members[1] if members else Any), min_size=1, max_size=2)
    if isinstance(origin, type) and issubclass(origin, Iterable):
        element = written_as(members[0] if members else Any, condition=condition)
        return st.lists(element, min_size=1, max_size=3)
    return _NUMBERS


def tables(form: type) -> st.SearchStrategy[dict[str, Data]]:
    """Give tables of the keys of an attrs class: those that must be there, and some of the others."""
    keys = keys_of(form)
    must = {key: drawn for key, (drawn, needed) in keys.items() if needed}
    may = {key: drawn for key, (drawn, needed) in keys.items() if not needed}
    return st.fixed_dictionaries(must, optional=may)


def keys_of(form: type) -> dict[str, tuple[st.SearchStrategy[Data], bool]]:
    """Return for each key of an attrs class what may be written, and whether it must be there."""
    hints = get_type_hints(form)
    return {
        key: (written_as(hints[field.name], condition=is_condition(field)), field.default is attrs.NOTHING)
        for key, field in fields_of(form).items()
    }


def changed(form: type, written: Mapping[str, Data]) -> st.SearchStrategy[dict[str, Data]]:
    """Give rubrics of the kind *form* like the *written* one: some keys with other values, left out, or added."""
    keys = keys_of(form)
    if not keys:
        return st.just(dict(written))
    changes = {
        key: drawn if needed and key in written else drawn | st.just(_LEFT_OUT) for key, (drawn, needed) in keys.items()
    }
    some = st.lists(st.sampled_from(sorted(changes)), max_size=3, unique=True)
    drawn = some.flatmap(lambda names: st.fixed_dictionaries({name: changes[name] for name in names}))
    near = drawn.map(lambda new: {**written, **new})
    other = tables(form).map(lambda table: {"kind": written.get("kind"), **table})
    return (near | near | near | other).map(
        lambda table: {key: value for key, value in table.items() if value is not _LEFT_OUT}
    )
