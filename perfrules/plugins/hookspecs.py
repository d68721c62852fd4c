"""
The hooks (插件钩子) that a plugin may implement, each a function marked with `hookimpl` that returns a list.

Hooks are called when a registry is made, never while scoring.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pluggy

from perfrules.aggregation import Aggregation
from perfrules.expression import Function, PopulationFunction
from perfrules.model import RubricKind
from perfrules.plugins.protocols import EvidenceReader, Renderer, Sort

PROJECT = "perfrules"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def perfrules_definitions() -> Sequence[Path]:  # type: ignore[empty-body]
    """
    Return folders of definitions: each `*.toml` in them is an indicator set (指标体系) or a grade scale (评价等级).

    Folders inside these folders are not looked into.
    """


@hookspec
def perfrules_rubric_kinds() -> Sequence[type[RubricKind]]:  # type: ignore[empty-body]
    """
    Return rubric kinds (评分方法): frozen attrs classes with `kind`, `reads` and `award`.

    The class docstring is the kind's page in the catalogue; its fields are the keys that an author may write.
    """


@hookspec
def perfrules_aggregations() -> Sequence[type[Aggregation]]:  # type: ignore[empty-body]
    """
    Return aggregations (汇总方法): frozen classes with `name`, `rescales`, `combine` and `shares`.

    They are made without arguments.
    """


@hookspec
def perfrules_functions() -> Sequence[type[Function] | type[PopulationFunction]]:  # type: ignore[empty-body]
    """
    Return functions for expressions: frozen classes with `name` and `apply`, made without arguments.

    Those over the population (总体) have `value` or `values` in place of `apply`: a column in, a number or column out.
    """


@hookspec
def perfrules_evidence_readers() -> Sequence[type[EvidenceReader]]:  # type: ignore[empty-body]
    """Return readers of records (佐证读取): frozen attrs classes whose fields are their parameters."""


@hookspec
def perfrules_renderers() -> Sequence[type[Renderer]]:  # type: ignore[empty-body]
    """Return renderers of scorecards (评分表): frozen classes with `name` and `render`, made without arguments."""


HOOKS: Mapping[str, Sort] = MappingProxyType(
    {
        "perfrules_definitions": "definition",
        "perfrules_rubric_kinds": "kind",
        "perfrules_aggregations": "aggregation",
        "perfrules_functions": "function",
        "perfrules_evidence_readers": "reader",
        "perfrules_renderers": "renderer",
    }
)
"""The hooks, each with the sort of what it returns."""
