"""Building the catalogue from a registry."""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, get_type_hints

import attrs

from perfrules.catalogue.entries import (
    AggregationEntry,
    FunctionEntry,
    HookEntry,
    KindEntry,
    Parameter,
    ReaderEntry,
    ScaleEntry,
    SetEntry,
    form_of,
    keys_of,
    parts_of,
)
from perfrules.definition.load import load_scale
from perfrules.expression import FUNCTIONS
from perfrules.expression.population import is_over_population, population_form
from perfrules.formula.printing import number_text
from perfrules.language import Text
from perfrules.plugins import HOOKS, Definition, Plugin, Provided, Registry, hookspecs
from perfrules.problems import CODES, Code, Problem, ProblemsFoundError
from perfrules.rubrics import page
from perfrules.scoring import load


@attrs.frozen(eq=False, repr=False)
class Catalogue:
    """
    Everything that is installed (规则目录).

    Attributes:
        sets: the indicator sets, every edition.
        grade_scales: the grade scales of files of their own.
        kinds: the rubric kinds.
        aggregations: the aggregations.
        functions: the functions of expressions, the language's own first.
        readers: the evidence readers.
        renderers: the names of the renderers.
        hooks: the hooks that a plugin may implement.
        codes: the codes of problems.
        plugins: the plugins, broken ones included.
        problems: what is wrong with plugins, and with definitions that are installed.

    """

    sets: tuple[SetEntry, ...]
    grade_scales: tuple[ScaleEntry, ...]
    kinds: tuple[KindEntry, ...]
    aggregations: tuple[AggregationEntry, ...]
    functions: tuple[FunctionEntry, ...]
    readers: tuple[ReaderEntry, ...]
    renderers: tuple[str, ...]
    hooks: tuple[HookEntry, ...]
    codes: tuple[Code, ...]
    plugins: tuple[Plugin, ...]
    problems: tuple[Problem, ...]


def build_catalogue(registry: Registry | None = None) -> Catalogue:
    """Return what *registry* offers (default: everything installed); what cannot be loaded is among the problems."""
    registry = Registry.installed() if registry is None else registry
    owners = {(sort, name): plugin.name for plugin in registry.plugins for sort, name in plugin.provides}
    sets: list[SetEntry] = []
    scales: list[ScaleEntry] = []
    problems = list(registry.problems)
    for key, path in sorted(registry.definitions.items()):
        owner = owners.get(("definition", f"{key.id}@{key.edition}" if key.edition else key.id), "")
        try:
            if key.format == "indicator-set":
                sets.append(SetEntry(load(_reference(key), registry=registry), owner))
            else:
                scales.append(ScaleEntry(load_scale(path, registry), owner))
        except ProblemsFoundError as error:
            problems += error.problems
    return Catalogue(
        sets=tuple(sets),
        grade_scales=tuple(scales),
        kinds=tuple(_kind(name, given) for name, given in registry.kinds.items()),
        aggregations=tuple(_aggregation(name, given) for name, given in registry.aggregations.items()),
        functions=tuple(_functions(registry.functions)),
        readers=tuple(_reader(name, given) for name, given in registry.readers.items()),
        renderers=tuple(registry.renderers),
        hooks=tuple(_hook(name) for name in HOOKS),
        codes=tuple(CODES.values()),
        plugins=registry.plugins,
        problems=tuple(problems),
    )


def _reference(key: Definition) -> str:
    return f"{key.id}@{key.edition}" if key.edition else key.id


def _kind(name: str, given: Provided) -> KindEntry:
    form = given.value
    parts = tuple((key, keys_of(part)) for key, part in parts_of(form))
    return KindEntry(name, form.reads, page(form), keys_of(form), parts, given.plugin)


def _aggregation(name: str, given: Provided) -> AggregationEntry:
    return AggregationEntry(name, given.value.rescales, page(type(given.value)), given.plugin)


def _functions(provided: Mapping[str, Provided]) -> Iterator[FunctionEntry]:
    for name, builtin in FUNCTIONS.items():
        yield FunctionEntry(name, builtin.signature, builtin.meaning.into("en"), "")
    nodes = (
        ("marks", "the marks of another node, as printed"),
        ("exact", "the marks of another node before its rounding"),
        ("rate", "the rate of another node: marks ÷ full marks"),
    )
    for name, meaning in nodes:
        yield FunctionEntry(name, f'{name}("CODE")', meaning, "")
    for name, given in provided.items():
        over = is_over_population(given.value)
        yield _over_population(given) if over else FunctionEntry(name, _signature(given.value), *_said(given))


def _signature(function: Any) -> str:
    return f"{function.name}({', '.join(inspect.signature(function.apply).parameters)})"


def _said(given: Provided) -> tuple[str, str]:
    return first_line(type(given.value)), given.plugin


def _over_population(given: Provided) -> FunctionEntry:
    form = population_form(given.value)
    ends = [
        f"{sign} {number_text(end)}" for sign, end in (("≥", form.at_least), ("≤", form.at_most)) if end is not None
    ]
    ends += ["from the least to the greatest x"] if form.within else []
    _, _, rest = inspect.cleandoc(type(given.value).__doc__ or "").partition("\n")
    sort: Literal["for all", "for each"] = "for each" if form.each else "for all"
    return FunctionEntry(form.name, form.signature, *_said(given), sort, ", ".join(ends), rest.strip())


def _reader(name: str, given: Provided) -> ReaderEntry:
    form = given.value
    hints, told = get_type_hints(form), _remarks(form)
    parameters = tuple(
        Parameter(
            field.name,
            str(field.metadata.get("doc") or told.get(field.name, "")),
            form_of(hints[field.name]),
            _written(field.default),
        )
        for field in attrs.fields(form)
    )
    described = inspect.cleandoc(form.__doc__ or "")
    counts = tuple((count, _told(meaning)) for count, meaning in form.counts.items())
    return ReaderEntry(name, described, tuple(_columns(form)), counts, parameters, given.plugin)


def _remarks(form: type) -> dict[str, str]:
    """Return the texts that stand below the fields of a class, where its source is there."""
    try:
        (definition,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(form))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return {}
    found = {}
    for field, below in pairwise(getattr(definition, "body", ())):
        named = isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if named and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[field.target.id] = str(below.value.value)
    return found


def _columns(form: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns of a reader that are the same whatever its parameters are."""
    columns = form.columns
    if not isinstance(columns, property):
        for column in columns:
            yield column.name, tuple(heading for heading in (column.title, *column.aliases) if heading)


def _hook(name: str) -> HookEntry:
    spec = getattr(hookspecs, name)
    signature = inspect.signature(spec)
    result = re.sub(r"(\w+\.)+", "", inspect.formatannotation(signature.return_annotation))
    arguments = ", ".join(str(parameter) for parameter in signature.parameters.values())
    return HookEntry(name, f"def {name}({arguments}) -> {result}", inspect.cleandoc(spec.__doc__ or ""))


def _written(value: object) -> str:
    if value is attrs.NOTHING:
        return ""
    return str(value) if isinstance(value, int | Decimal) else f'"{value}"'


def _told(meaning: object) -> str:
    return meaning.into("en") if isinstance(meaning, Text) else str(meaning)


def first_line(form: object) -> str:
    """Return the first line of the docstring of *form*."""
    return inspect.cleandoc(getattr(form, "__doc__", "") or "").split("\n", 1)[0]


__all__ = ["Catalogue", "build_catalogue", "first_line"]
