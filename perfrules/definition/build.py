"""From merged data to an `IndicatorSet`: every entry becomes a value of the model, faults become problems."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import attrs

from perfrules.content import ByContent
from perfrules.definition.digest import digest_of
from perfrules.definition.entries import Entry
from perfrules.definition.faults import Fault, faults
from perfrules.definition.merge import Merged
from perfrules.definition.structure import HIDDEN, Structurer
from perfrules.formula import Quantity
from perfrules.model import (
    Effective,
    EvidenceField,
    Gate,
    GradeScale,
    Indicator,
    IndicatorSet,
    Measure,
    Parameter,
    Source,
    Table,
)
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Key, Problem

_FORMS: Mapping[str, type] = {
    "source": Source,
    "evidence": EvidenceField,
    "measure": Measure,
    "parameter": Parameter,
    "table": Table,
    "grade_scale": GradeScale,
    "indicator": Indicator,
    "gate": Gate,
}
_TEXT_DEFAULTS = ("choice", "date")
"""Types of evidence whose default is a plain text and no expression."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class _Head(ByContent):
    """The keys at the top of a definition that are no tables."""

    format: str
    id: str
    edition: str
    title: str
    title_en: str = ""
    description: str = ""
    language: Literal["zh", "en"] = "zh"
    extends: str = ""
    supersedes: str = ""
    effective: Effective = attrs.field(factory=Effective)
    results: tuple[str, ...] = (TOTAL,)


@attrs.define(eq=False, repr=False)
class Draft:
    """
    A set as far as it can be built.

    Attributes:
        whole: the set; what does not fit the model is left out of it.
        merged: the data behind it, with places.
        broken: the paths that were left out, such as ("indicator", "A1", "rubric").
        problems: why.

    """

    whole: IndicatorSet
    merged: Merged
    broken: set[Key] = attrs.field(factory=set)
    problems: list[Problem] = attrs.field(factory=list)

    def is_broken(self, *path: str | int) -> bool:
        """Return whether *path*, or all that it belongs to, was left out."""
        return any(path[:length] in self.broken for length in range(1, len(path) + 1))


def build(merged: Merged, structurer: Structurer, day: date | None = None) -> Draft:
    """
    Build the set that *merged* says; what does not fit is a problem and is left out.

    Of values with dates those hold that are in force on *day* (default: the newest).
    """
    return _Builder(merged, structurer, day).draft()


class _Builder:
    def __init__(self, merged: Merged, structurer: Structurer, day: date | None) -> None:
        self._merged, self._structurer, self._day = merged, structurer, day
        self._broken: set[Key] = set()
        self._problems: list[Problem] = list(merged.problems)

    def draft(self) -> Draft:
        head = self._one(("set", ""), _Head, self._merged.top.data | self._base())
        parts: dict[str, Any] = {section: tuple(self._section(section)) for section in _FORMS}
        told = {field.name: getattr(head, field.name) for field in attrs.fields(_Head) if field.name != "format"}
        parts |= {"indicators": parts.pop("indicator"), "gates": parts.pop("gate")}
        whole = IndicatorSet(**told, **parts, digest=digest_of(self._merged))
        return Draft(whole, self._merged, self._broken, self._problems)

    def _base(self) -> dict[str, Any]:
        """Return `extends` as the id of the set that is extended, where it was written as a path."""
        found = self._merged.documents[-2].data.get("id") if len(self._merged.documents) > 1 else None
        return {"extends": found} if isinstance(found, str) else {}

    def _section(self, section: str) -> Iterator[Any]:
        for name, entry in self._merged.sections[section].items():
            data = _PREPARE[section](name, entry) if section in _PREPARE else entry.data
            value = self._one((section, name), _FORMS[section], data)
            if value is not None:
                yield self._finished(value, entry)

    def _one(self, path: Key, form: type, data: dict[str, Any]) -> Any:
        """Return *data* as a *form*, without the keys at fault; None where it cannot be without them."""
        while True:
            try:
                return self._structurer.structure(data, form)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a kind of a plugin may raise anything
                found = list(faults(error))
            for fault in found:
                self._report(path, fault)
            wrong = {fault.path[0] for fault in found if fault.path}
            needed = {key for key in wrong if key not in data or _is_needed(form, str(key))}
            if not wrong or not _can_be_empty(form, needed):
                self._broken.add(path)
                return None
            data = {key: value for key, value in data.items() if key not in wrong} | dict.fromkeys(map(str, needed), "")

    def _report(self, path: Key, fault: Fault) -> None:
        if fault.path:
            self._broken.add((*path, fault.path[0]))
        place = self._merged.place((*path, *fault.path))
        self._problems.append(Problem(fault.code, fault.text, place, fault.advice))

    def _finished(self, value: Any, entry: Entry) -> Any:
        if isinstance(value, Indicator):
            origins = {key: written.origin for key, written in entry.keys.items()}
            opened = value.open and value.code not in self._merged.parents
            return attrs.evolve(value, origins=origins, open=opened)
        if isinstance(value, EvidenceField):
            value = _with_default(value)
        if isinstance(value, Parameter) and isinstance(value.stated, tuple):
            value = attrs.evolve(value, day=self._day)
        if isinstance(value, EvidenceField | Measure | Parameter | Table | Gate):
            return attrs.evolve(value, origin=entry.origin)
        return value


def _with_default(field: EvidenceField) -> EvidenceField:
    default = field.default
    if field.type in _TEXT_DEFAULTS and isinstance(default, Quantity):
        return attrs.evolve(field, default=str(default.written))
    return field


def _indicator(name: str, entry: Entry) -> dict[str, Any]:
    return entry.data | {"code": name}


def _by_key(name: str, entry: Entry) -> dict[str, Any]:
    return entry.data | {HIDDEN + "key": name}


def _scale(name: str, entry: Entry) -> dict[str, Any]:
    data = entry.data | {"id": name}
    data.pop("format", None)
    if entry.path and "source" in data:  # inline: a reference to sources of the set
        data["cites"] = data.pop("source")
    return data


_PREPARE = {
    "indicator": _indicator,
    "evidence": _by_key,
    "measure": _by_key,
    "parameter": _by_key,
    "table": _by_key,
    "grade_scale": _scale,
}


def _is_needed(form: type, key: str) -> bool:
    return any(field.name == key and field.default is attrs.NOTHING for field in attrs.fields(form))


def _can_be_empty(form: type, keys: set[str | int]) -> bool:
    texts = {field.name for field in attrs.fields(form) if field.type is str}
    return all(key in texts for key in keys)
