"""The forms of single values: which values a type of the model takes, and how what does not fit is said."""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, Union, cast, get_args, get_origin

import attrs

from perfrules.definition.faults import UnfitError
from perfrules.formula import Quantity
from perfrules.language import Text, text
from perfrules.model import Answer, ChoiceOption, Citation, Policy, RoundingRule, RubricCase, RubricKind, ScaleCase
from perfrules.model.absence import ANSWERS, Word
from perfrules.problems import suggestion

SINGLE = (RoundingRule, Citation, RubricCase, ScaleCase)
"""What may stand alone where a list of it is taken."""
SHORT: Mapping[Any, str] = {Citation: "id", ChoiceOption: "id", Answer: "id", ScaleCase: "scale"}
"""What may be written as one text, and the field that the text then is."""
_INTERNAL = frozenset({"key", "origin", "origins", "digest", "day"})


def is_internal(form: type, field: "attrs.Attribute[Any]") -> bool:
    """Return whether no author writes *field* of *form*: a name that is a key elsewhere, or where a value came from."""
    return field.name in _INTERNAL and form.__module__.startswith("perfrules.model.")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    # Most values are texts, and of all that is no `Fraction` it takes long to say so.
    return not isinstance(value, str | bool) and isinstance(value, int | Decimal | Fraction)


_FORMS: Mapping[Any, tuple[Text, Callable[[Any], bool]]] = {
    bool: (text("true or false"), lambda value: isinstance(value, bool)),
    int: (text("a whole number"), _is_whole),
    str: (text("a text in quotes"), lambda value: isinstance(value, str)),
    Decimal: (text("a number"), _is_number),
    Fraction: (text("a number"), _is_number),
    date: (
        text("a date such as 2020-02-25"),
        lambda value: isinstance(value, date) and not isinstance(value, datetime),
    ),
    Quantity: (
        text("a number, or an expression in quotes"),
        lambda value: _is_number(value) or (isinstance(value, str) and bool(value.strip())),
    ),
}


def is_anything(form: Any) -> bool:
    """Return whether *form* takes any value."""
    return form is Any or form is object


def is_plain(form: Any) -> bool:
    """Return whether *form* is a type of single values."""
    try:
        return form in _FORMS
    except TypeError:  # not hashable
        return False


def is_word(form: Any) -> bool:
    """Return whether *form* is a list of words of which one is taken."""
    return get_origin(form) is Literal


def is_union(form: Any) -> bool:
    """Return whether *form* takes one of several types."""
    return get_origin(form) in (Union, types.UnionType)


def is_pair(form: Any) -> bool:
    """Return whether *form* is a list of a fixed length."""
    members = get_args(form)
    return get_origin(form) is tuple and bool(members) and members[-1] is not Ellipsis


def is_list(form: Any) -> bool:
    """Return whether *form* is a list of any length."""
    origin = get_origin(form) or form
    return origin in (list, Sequence, Iterable) or (origin is tuple and not is_pair(form))


def is_set(form: Any) -> bool:
    """Return whether *form* is a list of any length whose order does not matter."""
    return (get_origin(form) or form) in (set, frozenset)


def is_choice(form: Any) -> bool:
    """Return whether *form* is an enumeration: one of its values is written."""
    return isinstance(form, type) and issubclass(form, Enum)


def is_mapping(form: Any) -> bool:
    """Return whether *form* is a table of any keys."""
    return (get_origin(form) or form) in (dict, Mapping)


_OTHERS: tuple[tuple[Callable[[Any], bool], Text, type], ...] = (
    (is_list, text("a list"), list),
    (is_pair, text("a list"), list),
    (is_mapping, text("a table"), dict),
    (lambda form: form is RubricKind or attrs.has(form), text("a table"), dict),
)


def fits(value: Any, form: Any) -> bool:
    """Return whether *value* is of the sort that *form* takes; what is inside it does not matter."""
    if form is Policy:
        return _is_number(value) or isinstance(value, str | dict)
    if is_anything(form) or form is type(None):
        return is_anything(form) or value is None
    if is_plain(form):
        return _FORMS[form][1](value)
    if is_word(form):
        return value in get_args(form)
    return any(isinstance(value, sort) for test, _, sort in _OTHERS if test(form))


def expected(form: Any) -> Text:
    """Return the text that says what *form* takes."""
    if is_union(form):
        names = [_named(member) for member in get_args(form) if member is not type(None)]
        first, *rest = dict.fromkeys(names)
        for name in rest:
            first = text("{one} or {other}", one=first, other=name)
        return text("{form} was expected", form=first)
    return text("{form} was expected", form=_named(form))


def _named(form: Any) -> Text:
    if is_plain(form):
        return _FORMS[form][0]
    if is_word(form):
        return text("one of {words}", words=", ".join(f"`{word}`" for word in get_args(form)))
    return next((name for test, name, _ in _OTHERS if test(form)), text("another value"))


def plain(value: Any, form: Any) -> Any:
    """Return a single *value* as *form*; raise `UnfitError` where it does not fit."""
    if not fits(value, form):
        raise UnfitError(expected(form))
    if form is Quantity or (form is Decimal and not isinstance(value, Fraction)) or form is Fraction:
        return form(value)
    return value


def word(value: Any, form: Any) -> Any:
    """Return *value* where it is one of the words of *form*; raise `UnfitError` where it is none."""
    if value not in get_args(form):
        near = suggestion(value, get_args(form)) if isinstance(value, str) else None
        raise UnfitError(expected(form), near)
    return value


def policy(value: Any) -> Policy:
    """Return the answer to absence that *value* says; raise `UnfitError` where it says none."""
    if isinstance(value, dict):
        return _move(value)
    if isinstance(value, str) and value in ANSWERS:
        return Policy(cast("Word", value))
    if not fits(value, Quantity):
        words = ", ".join(f"`{name}`" for name in ANSWERS)
        message = text(
            "one of {words}, a number, an expression in quotes, or {{ move = [...] }} was expected", words=words
        )
        raise UnfitError(message)
    return Policy("marks", marks=Quantity(value))


def _move(value: Mapping[str, Any]) -> Policy:
    for key in value:
        if key != "move":
            raise UnfitError(text("`{name}` is unknown here", name=key), suggestion(key, ["move"]))
    to = value.get("move")
    if isinstance(to, dict) and to and all(fits(share, Quantity) for share in to.values()):
        return Policy("move", shares={code: Quantity(share) for code, share in to.items()})
    if not isinstance(to, list) or not to or not all(isinstance(code, str) for code in to):
        raise UnfitError(text("`move` takes a list of codes, or a table of codes and their shares"))
    return Policy("move", shares={code: Quantity(Fraction(1, len(to))) for code in to})
