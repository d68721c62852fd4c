"""From checked data to the frozen classes of the model: strict, and with the short forms that authors may write."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast, get_args

import attrs
import cattrs
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from perfrules.definition import forms
from perfrules.definition.faults import UnfitError
from perfrules.expression import literal
from perfrules.formula import Quantity
from perfrules.language import text
from perfrules.model import Policy, RubricCase, RubricKind
from perfrules.model.fields import key_of
from perfrules.problems import suggestion
from perfrules.rubrics import bind, quantities

HIDDEN = "\0"
"""Begins the keys of what no author writes: the name of a field, where a value came from."""

T = TypeVar("T")


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
        self._converter = cattrs.Converter(detailed_validation=True, forbid_extra_keys=True)
        self._converter.register_structure_hook_factory(attrs.has, self._record)
        hooks: tuple[tuple[Callable[[Any], bool], Callable[[Any, Any], Any]], ...] = (
            (forms.is_anything, lambda value, _: value),
            (forms.is_plain, forms.plain),
            (forms.is_word, forms.word),
            (forms.is_list, self._list),
            (forms.is_pair, self._pair),
            (forms.is_mapping, self._mapping),
            (forms.is_union, self._union),
            (lambda form: form is Policy, lambda value, _: forms.policy(value)),
            (lambda form: form is RubricCase, lambda value, _: self._rubric_case(value)),
            (lambda form: form is RubricKind, lambda value, _: self.rubric(value)),
        )
        for fits, hook in hooks:
            self._converter.register_structure_hook_func(fits, hook)

    def structure(self, value: Any, form: type[T]) -> T:
        """Return *value* as a *form*; raise the exceptions that `faults` reads."""
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
        return cast("RubricKind", _with_numbers(self._converter.structure(rest, kind)))

    def _rubric_case(self, value: Any) -> RubricCase:
        if not isinstance(value, dict):
            raise UnfitError(text("a table with `kind` was expected"))
        rest = {key: part for key, part in value.items() if key != "when"}
        when = value.get("when")
        if when is not None and not isinstance(when, str):
            raise UnfitError(text("`when` takes a condition in quotes"))
        return RubricCase(self.rubric(rest), when)

    def _record(self, form: type) -> Callable[[Any, Any], Any]:
        """Return the hook of an attrs class: its keys as authors write them, nothing else, perhaps one text for all."""
        names: dict[str, Any] = {}
        for field in attrs.fields(form):
            hidden = forms.is_internal(form, field)
            derived = bool(field.metadata.get("derived")) or not field.init
            names[field.name] = override(rename=HIDDEN + field.name if hidden else key_of(field), omit=derived or None)
        names["_cattrs_forbid_extra_keys"] = True
        build: Callable[[Any, Any], Any] = make_dict_structure_fn(form, self._converter, **names)
        short = forms.SHORT.get(form)

        def hook(value: Any, kind: Any) -> Any:
            if short is not None and isinstance(value, str):
                return form(**{short: value})
            if not isinstance(value, dict):
                raise UnfitError(text("a table was expected"))
            return build(value, kind)

        return hook

    def _list(self, value: Any, form: Any) -> Any:
        element = get_args(form)[0] if get_args(form) else Any
        if not isinstance(value, list):
            if element in forms.SINGLE:
                return (self._converter.structure(value, element),)
            raise UnfitError(text("a list was expected"))
        return tuple(self._each(enumerate(value), element, form).values())

    def _pair(self, value: Any, form: Any) -> Any:
        members = get_args(form)
        if not isinstance(value, list) or len(value) != len(members):
            raise UnfitError(text("a list of {number} was expected", number=len(members)))
        return tuple(self._converter.structure(part, member) for part, member in zip(value, members, strict=True))

    def _mapping(self, value: Any, form: Any) -> Any:
        if not isinstance(value, dict):
            raise UnfitError(text("a table was expected"))
        return self._each(value.items(), (get_args(form) or (str, Any))[1], form)

    def _each(self, items: Any, element: Any, form: Any) -> dict[Any, Any]:
        built, wrong = {}, []
        for index, part in items:
            try:
                built[index] = self._converter.structure(part, element)
            except Exception as error:  # noqa: BLE001
                error.add_note(IterableValidationNote(f"at {index}", index, element))
                wrong.append(error)
        if wrong:
            raise IterableValidationError("items that do not fit", wrong, form)
        return built

    def _union(self, value: Any, form: Any) -> Any:
        for member in get_args(form):
            if forms.fits(value, member) or (member in forms.SHORT and isinstance(value, str)):
                return None if member is type(None) else self._converter.structure(value, member)
        raise UnfitError(forms.expected(form))


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
