"""
How a rubric kind gets from what an author wrote to symbols: every quantity and condition of it is replaced at compile.

A field's metadata may say `key` (what the definition calls it, where that is no Python name: `else`) and `condition`
(its text is a condition, as that of every field named `when`). A field with `init=False` is worked out from the others:
no author writes it, and it is bound like them.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

import attrs

from perfrules.formula import Condition, Quantity, Symbol
from perfrules.language import Text
from perfrules.model.fields import key_of
from perfrules.problems import SymbolError

Path = tuple[str | int, ...]
Resolve = Callable[[Quantity, Path], Symbol]
ResolveCondition = Callable[[str, Path], Condition]
_T = TypeVar("_T")


def is_condition(field: "attrs.Attribute[Any]") -> bool:
    """Return whether the text of *field* is a condition."""
    return field.name == "when" or bool(field.metadata.get("condition"))


def bind(kind: _T, resolve: Resolve, resolve_condition: ResolveCondition) -> _T:
    """
    Return *kind* with a symbol for every quantity and a `Condition` for every condition, at any depth.

    Both functions are given what is written and its key path inside the rubric.
    """

    def replace(value: Any, path: Path, *, condition: bool) -> Any:
        if isinstance(value, Quantity):
            return resolve(value, path)
        if isinstance(value, str):
            return resolve_condition(value, path) if condition else value
        if isinstance(value, tuple):
            return tuple(replace(part, (*path, place), condition=condition) for place, part in enumerate(value))
        if isinstance(value, Mapping):
            return {name: replace(part, (*path, name), condition=condition) for name, part in value.items()}
        return bound(value, path)

    def bound(instance: Any, path: Path) -> Any:
        changed: dict[bool, dict[str, Any]] = {True: {}, False: {}}
        form: type = type(instance)
        for part in _parts(form):
            value = getattr(instance, part.name)
            new = replace(value, (*path, part.key), condition=part.condition)
            if new is not value:
                changed[part.init][part.argument if part.init else part.name] = new
        copy = attrs.evolve(instance, **changed[True]) if changed[True] or changed[False] else instance
        for name, new in changed[False].items():
            # The class is frozen for its users; this copy has not been seen by any yet.
            object.__setattr__(copy, name, new)
        return copy

    return bound(kind, ())  # type: ignore[no-any-return]


def quantities(kind: object) -> Iterator[tuple[Path, Quantity | str]]:
    """Yield every quantity, and the text of every condition, of *kind* with its key path inside the rubric."""
    for path, value, condition in _written(kind):
        if isinstance(value, Quantity) or (condition and isinstance(value, str)):
            yield path, value


def misfits(kind: object) -> Iterator[tuple[Path, Text]]:
    """
    Yield what is wrong with *kind* as it is written, with the key path inside the rubric.

    Each kind, and each part of one, may have a method `check()` that yields the same of itself: a key path, or one key
    as plain text, and the words.
    """
    yield from _checked(kind, ())
    for path, value, _ in _written(kind):
        yield from _checked(value, path)


def _checked(part: object, path: Path) -> Iterator[tuple[Path, Text]]:
    check = getattr(part, "check", None) if attrs.has(type(part)) else None
    if callable(check):
        for inner, text in check():
            yield (*path, *((inner,) if isinstance(inner, str) else inner)), text


def _written(kind: object) -> Iterator[tuple[Path, object, bool]]:
    """Yield what stands in *kind*, at any depth, in order: path, value, and whether its text is a condition."""
    stack = list(_fields(kind, ()))[::-1]
    while stack:
        path, value, condition = stack.pop()
        yield path, value, condition
        if value is None or isinstance(value, str | bool | Quantity):
            continue
        if isinstance(value, tuple):
            parts = [((*path, place), part, condition) for place, part in enumerate(value)]
        elif isinstance(value, Mapping):
            parts = [((*path, str(name)), part, condition) for name, part in value.items()]
        else:
            parts = list(_fields(value, path))
        stack.extend(reversed(parts))


def _fields(value: Any, path: Path) -> Iterator[tuple[Path, object, bool]]:
    form: type = type(value)
    for part in _parts(form):
        yield (*path, part.key), getattr(value, part.name), part.condition


class _Part(NamedTuple):
    """A field of an attrs class: its name, its argument, its key, and whether its text is a condition."""

    name: str
    argument: str
    init: bool
    key: str
    condition: bool


@cache  # asked for of every part of every rubric, many times over
def _parts(form: type) -> tuple[_Part, ...]:
    """Return the fields of an attrs class; nothing of any other."""
    fields = attrs.fields(form) if attrs.has(form) else ()
    return tuple(
        _Part(field.name, field.alias or field.name, field.init, key_of(field), is_condition(field)) for field in fields
    )


def truth(condition: object) -> Condition:
    """Return the bound *condition*; raises SymbolError for text, which has no value outside its definition."""
    if not isinstance(condition, Condition):
        message = f"the condition {condition!r} has no value outside its definition"
        raise SymbolError(message)
    return condition
