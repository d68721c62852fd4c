"""The entries of the catalogue: what is installed, one value each."""

import types
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from perfrules.content import ByContent
from perfrules.definition.schema import fields_of
from perfrules.formula import Quantity, postorder
from perfrules.model import (
    Citation,
    EvidenceField,
    GradeScale,
    Indicator,
    IndicatorSet,
    Policy,
    RoundingRule,
    RubricCase,
    RubricKind,
    ScaleCase,
)
from perfrules.model.fields import key_of
from perfrules.readings.notation import mathematical
from perfrules.rubrics import Page, summary_of
from perfrules.scoring import Rules
from perfrules.scoring.wording import Sayings

_WORDS: Mapping[Any, str] = {
    bool: "true or false",
    int: "whole number",
    str: "text",
    Decimal: "number",
    Fraction: "number",
    date: "date",
    Quantity: "number or expression",
    Policy: "answer to absence",
    Citation: "source",
    RoundingRule: "rounding",
    RubricKind: "rubric",
    RubricCase: "rubric",
    ScaleCase: "name or id of a grade scale",
    Any: "any value",
    object: "any value",
}
_ALONE = (RoundingRule, Citation, RubricCase, ScaleCase)
"""What may stand alone where a list of it is taken."""


@attrs.frozen(eq=False, repr=False)
class KeyEntry(ByContent):
    """
    A key that an author may write.

    Attributes:
        name: the key.
        meaning: what it says.
        form: what may stand there, in words.
        default: what holds where it is not written; "" for nothing.
        required: whether it must be written.

    """

    name: str
    meaning: str
    form: str
    default: str
    required: bool


@attrs.frozen(eq=False, repr=False)
class KindEntry(ByContent):
    """A rubric kind (评分方法): its name, what it reads, its page, its keys, those of its parts, and its plugin."""

    name: str
    reads: str
    page: Page
    keys: tuple[KeyEntry, ...]
    parts: tuple[tuple[str, tuple[KeyEntry, ...]], ...]
    plugin: str


@attrs.frozen(eq=False, repr=False)
class AggregationEntry(ByContent):
    """An aggregation (汇总方法): its name, whether it rescales, its page, and its plugin."""

    name: str
    rescales: bool
    page: Page
    plugin: str


@attrs.frozen(eq=False, repr=False)
class FunctionEntry(ByContent):
    """
    A function of expressions.

    Attributes:
        name: its name.
        signature: how a call is written.
        meaning: what it gives.
        plugin: the plugin that brings it, "" for the language's own.
        over_population: whether it is found over all projects: one result "for all", or one "for each"; "" for others.
        range: what its results are promised to be, such as "≥ 0, ≤ 1"; "" where nothing is.
        text: what its docstring says beside the meaning.

    """

    name: str
    signature: str
    meaning: str
    plugin: str
    over_population: Literal["for all", "for each", ""] = ""
    range: str = ""
    text: str = ""


@attrs.frozen(eq=False, repr=False)
class Parameter(ByContent):
    """A parameter of an evidence reader: its name, meaning, form and default ("" where it must be given)."""

    name: str
    meaning: str
    form: str
    default: str


@attrs.frozen(eq=False, repr=False)
class ReaderEntry(ByContent):
    """An evidence reader (佐证读取): columns as (name, headings), counts with their meanings, parameters, plugin."""

    name: str
    description: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    counts: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]
    plugin: str


@attrs.frozen(eq=False, repr=False)
class HookEntry(ByContent):
    """A hook (插件钩子): its name, exact signature, and what it says of itself."""

    name: str
    signature: str
    description: str


@attrs.frozen(eq=False, repr=False)
class ScaleEntry(ByContent):
    """A grade scale (评价等级) of a file of its own, and its plugin."""

    scale: GradeScale
    plugin: str


@attrs.frozen(eq=False, repr=False)
class SetEntry:
    """An indicator set (指标体系), ready to score unless a branch of it is left open, and its plugin."""

    rules: Rules
    plugin: str

    @property
    def set(self) -> IndicatorSet:
        """The set itself, with everything that it extends."""
        return self.rules.set

    @property
    def name(self) -> str:
        """Its id and edition, as `load` takes them."""
        return f"{self.set.id}@{self.set.edition}"

    @property
    def open_branches(self) -> tuple[str, ...]:
        """The codes of the branches that are left to sets that extend this one."""
        return tuple(node.code for node in self.set.indicators if node.open and node.code not in self.set.children)

    def rubric(self, node: Indicator, language: str = "en") -> str:
        """Return the rubric of a leaf in words."""
        sayings = Sayings(language)
        cases = ((case.when and f"`{case.when}`", summary_of(case.rubric).into(language)) for case in node.rubric)
        return sayings.listed(sayings.case(when, said) for when, said in cases)

    def evidence(self, node: Indicator) -> tuple[EvidenceField, ...]:
        """Return the evidence fields that a leaf reads, in the order of the set."""
        program = self.rules.program
        inputs = {item.name: item.field for item in program.inputs}
        read = {inputs[str(part.value)] for part in postorder([program.nodes[node.code].marks]) if part.op == "input"}
        return tuple(field for field in self.set.evidence if field.key in read)

    def formula(self, node: Indicator, language: str = "en") -> str:
        """Return the formula of a leaf's marks, with the names of the set."""
        return mathematical(self.rules.program.nodes[node.code].marks, self.rules.wording(language))


def keys_of(form: type, names: Iterable[str] | None = None) -> tuple[KeyEntry, ...]:
    """Return the keys that authors may write for the attrs class *form*, or those of *names*."""
    hints, fields = get_type_hints(form), fields_of(form)
    kept = list(fields) if names is None else [name for name in names if name in fields]
    return tuple(
        KeyEntry(
            name,
            str(fields[name].metadata.get("doc", "")),
            form_of(hints[fields[name].name]),
            _default(fields[name]),
            fields[name].default is attrs.NOTHING,
        )
        for name in kept
    )


def form_of(hint: Any) -> str:
    """Return in words what may stand where the type is *hint*."""
    known = _WORDS.get(hint) if _hashable(hint) else None
    return known if known is not None else _composed(get_origin(hint) or hint, get_args(hint))


def _composed(origin: Any, members: tuple[Any, ...]) -> str:
    if origin is Literal:
        return " or ".join(f'"{member}"' for member in members)
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(form_of(member) for member in members if member is not type(None)))
    if origin is tuple and members and members[-1] is not Ellipsis:
        return f"list of {len(members)}: " + ", ".join(form_of(member) for member in members)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"table of: {form_of(members[1]) if members else 'any value'}"
    if origin in (tuple, list):
        one = form_of(members[0]) if members else "any value"
        return f"{one}, or a list of them" if members and members[0] in _ALONE else f"list of: {one}"
    return "table"


def parts_of(form: type) -> tuple[tuple[str, type], ...]:
    """Return the attrs classes that stand in lists or tables of *form*, by the key under which they stand."""
    hints = get_type_hints(form)
    found: list[tuple[str, type]] = []
    for field in attrs.fields(form):
        for member in get_args(hints[field.name]):
            plain = not getattr(member, "__module__", "").startswith("perfrules.model.") and member not in _WORDS
            if isinstance(member, type) and attrs.has(member) and plain and field.init:
                found.append((key_of(field), member))
    return tuple(found)


def _default(field: "attrs.Attribute[Any]") -> str:
    value = field.default
    if (
        value is attrs.NOTHING
        or value is None
        or value in ("", ())
        or not isinstance(value, bool | int | str | Quantity)
    ):
        return ""
    if isinstance(value, Quantity):
        return str(value.written)
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


def _hashable(hint: Any) -> bool:
    try:
        hash(hint)
    except TypeError:
        return False
    return True
