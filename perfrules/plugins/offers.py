"""What plugins offer: each thing that a hook returns is looked at before anything can depend on it."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import attrs

from perfrules.expression import RESERVED
from perfrules.expression.population import UnfitFormError, is_over_population, population_form
from perfrules.language import Text, text
from perfrules.model.fields import key_of
from perfrules.model.indicator import Reads
from perfrules.plugins.fields import misfit
from perfrules.plugins.headers import Definition, UnfitError, definitions
from perfrules.plugins.protocols import Sort
from perfrules.rubrics import Promise

Name = str | Definition
_TAKEN = frozenset(("kind", "when"))
"""Keys that every rubric has: its kind, and its condition in a choice list."""
_NAME = re.compile(r"[^\s\"'`,]+")


@attrs.frozen(eq=False, repr=False)
class Offer:
    """
    One thing that a plugin offers.

    Attributes:
        sort: what it is.
        name: its id; for a definition format kind, id and edition.
        value: the class of a kind or reader, an instance of an aggregation, function or renderer, the path of a file.

    """

    sort: Sort
    name: Name
    value: Any


def offers(sort: Sort, item: object) -> Iterator[Offer | Text]:
    """Yield what *item*, a part of what a hook returned, offers, and what is wrong with it."""
    try:
        if sort == "definition":
            for found in definitions(item):
                yield found if isinstance(found, Text) else Offer(sort, found.key, found.path)
        else:
            yield _CHECKS[sort](item)
    except UnfitError as error:
        yield error.text


def _class(item: object, *methods: str, attribute: str = "name", fields: bool = False) -> tuple[Any, str]:
    """Return *item* and its name; raise UnfitError where it is no class with the *methods*."""
    if not isinstance(item, type):
        raise UnfitError(text("{item} is not a class", item=_shown(item)))
    name = getattr(item, attribute, None)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise UnfitError(text("{item} has no `{attribute}` that is a name", item=_shown(item), attribute=attribute))
    for method in methods:
        if not callable(getattr(item, method, None)):
            raise UnfitError(text("{item} has no method `{method}`", item=_shown(item), method=method))
    if not isinstance(item.__doc__, str | None):
        raise UnfitError(text("the docstring of {item} is no text", item=_shown(item)))
    if fields and not attrs.has(item):
        raise UnfitError(text("{item} is not an attrs class: write `@attrs.frozen` above it", item=_shown(item)))
    return item, name


def _instance(form: Any) -> Any:
    try:
        return form()
    except Exception as error:
        message = text("{item} cannot be made without arguments: {reason}", item=_shown(form), reason=str(error))
        raise UnfitError(message) from error


def _kind(item: object) -> Offer:
    form, name = _class(item, "award", attribute="kind", fields=True)
    reads = getattr(form, "reads", None)
    if reads not in get_args(Reads):
        words = ", ".join(f'"{word}"' for word in get_args(Reads))
        raise UnfitError(text("{item} has no `reads` that is one of {words}", item=_shown(form), words=words))
    _check_award(form, ["full"] if reads == "nothing" else ["full", str(reads)])
    _check_promise(form)
    fields = {key_of(field) for field in attrs.fields(form)}
    for taken in fields & _TAKEN:
        template = "{item} has a field `{key}`, which a rubric has already: give it another name"
        raise UnfitError(text(template, item=_shown(form), key=taken))
    if reads == "points" and "points" not in fields:
        template = "{item} reads points and has no field `points`, a tuple of `perfrules.Point`"
        raise UnfitError(text(template, item=_shown(form)))
    said = misfit(form)
    if said is not None:
        raise UnfitError(said)
    return Offer("kind", name, form)


def _check_award(form: Any, expected: list[str]) -> None:
    _, *parameters = inspect.signature(form.award).parameters.values()
    names = [parameter.name for parameter in parameters]
    required = [p.name for p in parameters if p.default is p.empty and p.kind is not p.VAR_POSITIONAL]
    if len(names) < len(expected) or any(name != "target" for name in required[len(expected) :]):
        signature = f"award(self, {', '.join(expected)})"
        template = "`award` of {item} takes ({names}), and with its `reads` it should be `{signature}`"
        raise UnfitError(text(template, item=_shown(form), names=", ".join(["self", *names]), signature=signature))


def _check_promise(form: Any) -> None:
    promise = inspect.getattr_static(form, "promises", "none")
    # What a property or a field promises is known of its instances only.
    if isinstance(promise, cached_property) or inspect.isdatadescriptor(promise) or promise in get_args(Promise):
        return
    words = ", ".join(f'"{word}"' for word in get_args(Promise))
    raise UnfitError(text("`promises` of {item} is none of {words}", item=_shown(form), words=words))


def _aggregation(item: object) -> Offer:
    form, name = _class(item, "combine", "shares")
    if not isinstance(getattr(form, "rescales", None), bool):
        raise UnfitError(text("{item} has no `rescales` that is true or false", item=_shown(form)))
    return Offer("aggregation", name, _instance(form))


def _function(item: object) -> Offer:
    over = is_over_population(item)
    form, name = _class(item, *(() if over else ("apply",)))
    if over:
        _check_over_population(form)
    if not name.isidentifier():
        raise UnfitError(text("`{name}` is no name that an expression can call", name=name))
    if name in RESERVED:
        raise UnfitError(text("the language of expressions has a function `{name}` already", name=name))
    return Offer("function", name, _instance(form))


def _check_over_population(form: Any) -> None:
    if callable(getattr(form, "apply", None)):
        template = "{item} has `apply` and is over the population: one of its methods would never be called"
        raise UnfitError(text(template, item=_shown(form)))
    try:
        population_form(form)
    except UnfitFormError as error:
        raise UnfitError(text("{item} {why}", item=_shown(form), why=error.text)) from error


def _reader(item: object) -> Offer:
    form, name = _class(item, "reduce", fields=True)
    if not isinstance(getattr(form, "counts", None), Mapping) or not hasattr(form, "columns"):
        raise UnfitError(text("{item} has no `columns` or no `counts`", item=_shown(form)))
    columns = form.columns
    listed = columns if isinstance(columns, list | tuple) else ()  # a property is asked with its parameters only
    if not all(isinstance(getattr(column, "name", None), str) and hasattr(column, "title") for column in listed):
        raise UnfitError(text("`columns` of {item} are not all `perfrules.Column`", item=_shown(form)))
    return Offer("reader", name, form)


def _renderer(item: object) -> Offer:
    form, name = _class(item, "render")
    if not isinstance(getattr(form, "suffix", None), str):
        raise UnfitError(text('{item} has no `suffix`, such as ".md"', item=_shown(form)))
    return Offer("renderer", name, _instance(form))


_CHECKS: Mapping[Sort, Callable[[object], Offer]] = {
    "kind": _kind,
    "aggregation": _aggregation,
    "function": _function,
    "reader": _reader,
    "renderer": _renderer,
}


def _shown(item: object) -> str:
    if isinstance(item, type):
        return f"{item.__module__}.{item.__qualname__}"
    if isinstance(item, Path):
        return str(item)
    return f"a value of type {type(item).__name__}"
