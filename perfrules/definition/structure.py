"""From checked data to the frozen classes of the model: strict, and with the short forms that authors may write."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_origin

import attrs
from cattrs import BaseConverter

from perfrules.definition import forms
from perfrules.definition.faults import Fault, FaultsError, UnfitError, faults
from perfrules.expression import literal
from perfrules.formula import Quantity
from perfrules.language import text
from perfrules.model import NumberTable, Policy, RubricCase, RubricKind
from perfrules.model.fields import key_of
from perfrules.problems import suggestion
from perfrules.rubrics import bind, quantities

HIDDEN = "\0"
"""Begins the keys of what no author writes: the name of a field, where a value came from."""

T = TypeVar("T")
_LENIENT = (str, bytes, int, float, Path)
"""For these, and what inherits from them, the converter begins with hooks that take almost any value."""
Hook = Callable[[Any, Any], Any]
"""Makes a value of a form, both given."""


class _Field(NamedTuple):
    """A field of an attrs class: its key in the data, its key for people, its argument, its type, and if it must be."""

    written: str
    key: str
    argument: str
    form: Any
    needed: bool


def structurer(kinds: Mapping[str, type]) -> "Structurer":
    """Return the structurer for *kinds*, the rubric kinds by name; one serves all definitions of a registry."""
    return _structurer(tuple(sorted(kinds.items())))


@lru_cache(maxsize=8)
def _structurer(kinds: tuple[tuple[str, type], ...]) -> "Structurer":
    return Structurer(dict(kinds))


class Structurer:
    """Turns data into the model, with the rubric kinds of one registry."""

    def __init__(self, kinds: Mapping[str, type]) -> None:
        """Prepare for *kinds*: the rubric kinds by name."""
        self._kinds = kinds
        self._converter = BaseConverter(structure_fallback_factory=lambda _: forms.plain)
        self._converter.register_structure_hook_factory(attrs.has, self._record)
        hooks: tuple[tuple[Callable[[Any], bool], Hook], ...] = (
            (forms.is_anything, lambda value, _: value),
            (forms.is_plain, forms.plain),
            (forms.is_word, forms.word),
            (forms.is_set, self._set),
            (forms.is_list, self._list),
            (forms.is_pair, self._pair),
            (forms.is_mapping, self._mapping),
            (forms.is_union, self._union),
            (lambda form: form is Policy, lambda value, _: forms.policy(value)),
            (lambda form: form is RubricCase, lambda value, _: self._rubric_case(value)),
            (lambda form: form is RubricKind, lambda value, _: self.rubric(value)),
        )
        for is_so, hook in hooks:
            self._converter.register_structure_hook_func(is_so, hook)
        for form in _LENIENT:
            self._converter.register_structure_hook(form, _strict)

    def structure(self, value: Any, form: type[T]) -> T:
        """Return *value* as a *form*; raise an exception that `faults` reads."""
        return self._converter.structure(value, form)

    def rubric(self, value: Any) -> RubricKind:
        """Return the rubric that a table with `kind` says; raise `UnfitError` for a kind that is not there."""
        if not isinstance(value, dict):
            raise UnfitError(text("a table with `kind` was expected"))
        name = value.get("kind")
        if name is None:
            raise UnfitError(text("the rubric has no `kind`"), suggestion("", self._kinds), "PR022")
        kind = self._kinds.get(name) if isinstance(name, str) else None
        if kind is None:
            missing = text("there is no rubric kind `{name}`", name=name)
            raise UnfitError(missing, suggestion(str(name), self._kinds), "PR025")
        rest = {key: part for key, part in value.items() if key != "kind"}
        return cast("RubricKind", _with_numbers(self.structure(rest, kind)))

    def _rubric_case(self, value: Any) -> RubricCase:
        if not isinstance(value, dict):
            raise UnfitError(text("a table with `kind` was expected"))
        rest = {key: part for key, part in value.items() if key != "when"}
        when = value.get("when")
        if when is not None and not isinstance(when, str):
            raise UnfitError(text("`when` takes a condition in quotes"))
        return RubricCase(self.rubric(rest), when)

    def _record(self, form: type) -> Hook:
        """Return the hook of an attrs class: its keys as authors write them, nothing else, perhaps one text for all."""
        fields = tuple(_fields(form))
        known = {field.written for field in fields}
        short = forms.SHORT.get(form)

        def hook(value: Any, _: Any) -> Any:
            if short is not None and isinstance(value, str):
                return form(**{short: value})
            if not isinstance(value, dict):
                raise UnfitError(text("a table was expected"))
            given, wrong = self._parts(value, fields)
            if unknown := value.keys() - known:
                wrong += _unknown(unknown, form)
            if wrong:
                raise FaultsError(wrong)
            return form(**given)

        return hook

    def _parts(self, value: Mapping[str, Any], fields: Iterable[_Field]) -> tuple[dict[str, Any], list[Fault]]:
        """Return the arguments that the table *value* gives for *fields*, and what is wrong with it."""
        given: dict[str, Any] = {}
        wrong: list[Fault] = []
        for field in fields:
            if field.written not in value:
                if field.needed:
                    wrong.append(Fault((field.key,), text("`{name}` is missing", name=field.key), code="PR022"))
                continue
            try:
                given[field.argument] = self.structure(value[field.written], field.form)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a kind of a plugin may raise anything
                wrong += faults(error, (field.key,))
        return given, wrong

    def _list(self, value: Any, form: Any) -> Any:
        element = get_args(form)[0] if get_args(form) else Any
        if not isinstance(value, list):
            if element in forms.SINGLE:
                return (self.structure(value, element),)
            raise UnfitError(text("a list was expected"))
        return tuple(self._each(enumerate(value), element).values())

    def _set(self, value: Any, form: Any) -> Any:
        sort = set if set in (form, get_origin(form)) else frozenset
        return sort(self._list(value, form))

    def _pair(self, value: Any, form: Any) -> Any:
        members = get_args(form)
        if not isinstance(value, list) or len(value) != len(members):
            raise UnfitError(text("a list of {number} was expected", number=len(members)))
        return tuple(self.structure(part, member) for part, member in zip(value, members, strict=True))

    def _mapping(self, value: Any, form: Any) -> Any:
        if not isinstance(value, dict):
            raise UnfitError(text("a table was expected"))
        return self._each(value.items(), (get_args(form) or (str, Any))[1])

    def _each(self, items: Iterable[tuple[Any, Any]], element: Any) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        wrong: list[Fault] = []
        for index, part in items:
            try:
                built[index] = self.structure(part, element)
            except (Exception, SystemExit) as error:  # noqa: BLE001
                wrong += faults(error, (index,))
        if wrong:
            raise FaultsError(wrong)
        return built

    def _union(self, value: Any, form: Any) -> Any:
        for member in get_args(form):
            if _is_other(value, member):
                continue
            if forms.fits(value, member) or (member in forms.SHORT and isinstance(value, str)):
                return None if member is type(None) else self.structure(value, member)
        raise UnfitError(forms.expected(form))


def _fields(form: type) -> Iterator[_Field]:
    """Yield the fields of an attrs class that a definition may give; their types may be written as texts."""
    for field in attrs.fields(attrs.resolve_types(form)):
        if field.metadata.get("derived") or not field.init:
            continue
        key = key_of(field)
        written = HIDDEN + field.name if forms.is_internal(form, field) else key
        yield _Field(written, key, field.alias, field.type or Any, field.default is attrs.NOTHING)


def _unknown(names: Iterable[str], form: type) -> Iterator[Fault]:
    known = [key_of(field) for field in attrs.fields(form)]
    for name in sorted(names):
        yield Fault((name,), text("`{name}` is unknown here", name=name), suggestion(name, known), "PR021")


def _strict(value: Any, form: Any) -> Any:
    return form(value) if forms.is_choice(form) else forms.plain(value, form)


def _is_other(value: Any, member: Any) -> bool:
    """Return whether a table is not meant as *member*, as the class itself says."""
    return isinstance(value, dict) and member is NumberTable and not NumberTable.is_meant(value)


def _with_numbers(kind: T) -> T:
    """Return *kind* with the number for each quantity whose text is one, such as "5%": its `check` looks at numbers."""
    if not any(_as_number(written) is not written for _, written in quantities(kind)):
        return kind
    return bind(kind, lambda quantity, _: _as_number(quantity), lambda condition, _: cast("Any", condition))


def _as_number(quantity: Quantity | str) -> Any:
    if isinstance(quantity, str) or not isinstance(quantity.written, str):
        return quantity
    value = literal(quantity.written)
    return quantity if value is None else Quantity(value, notation=quantity.written)
