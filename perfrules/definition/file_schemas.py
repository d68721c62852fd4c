"""The schemas of definition files: indicator sets and grade scales."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from perfrules.definition.library import SCALE_FORMAT, SET_FORMAT
from perfrules.definition.schema import Schema, SchemaBuilder, fields_of, identified
from perfrules.model import (
    Citation,
    DatedValue,
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

_HEAD = (
    "id",
    "edition",
    "title",
    "title_en",
    "description",
    "language",
    "extends",
    "supersedes",
    "effective",
    "results",
)
_NAMED = {"evidence": EvidenceField, "measure": Measure, "parameter": Parameter, "table": Table}


def indicator_set_schema(kinds: Mapping[str, type], aggregations: Iterable[str] = ()) -> Schema:
    """Return the schema of an indicator set's file, for the rubric *kinds* and the names of the *aggregations*."""
    builder = SchemaBuilder(kinds)
    node = fields_of(Indicator)
    inner = [field for key, field in node.items() if key not in {"code", "parent"}]
    head = fields_of(IndicatorSet)
    start = {"format": _format(SET_FORMAT)}
    needed = ("format", "id", "edition", "title")
    table = builder.table(IndicatorSet, [head[key] for key in _HEAD], more=start, needed=needed)
    more: dict[str, Schema] = table["properties"]
    for key, doc in (("leaf", "every leaf"), ("branch", "every branch"), ("total", "the root")):
        what = f"what {doc} of this file has" + ("" if key == "total" else " unless it says otherwise")
        more[key] = builder.table(Indicator, inner, needed=()) | {"description": what}
    more["results"] |= {"minItems": 1}
    more["source"] = {"type": "array", "items": builder.of(Source), "description": "sources of this file"}
    for key, form in _NAMED.items():
        entry = _or_list(builder, form) if form is Parameter else builder.of(form)
        more[key] = {"type": "object", "additionalProperties": entry, "description": f"{key} by name"}
    more["grade_scale"] = {"type": "object", "additionalProperties": _inline_scale(builder)}
    more["indicator"] = {"type": "array", "items": builder.of(Indicator), "description": "the nodes, one a table"}
    more["gate"] = {"type": "array", "items": builder.of(Gate), "description": "gates, in order"}
    more["amend"] = {"type": "array", "items": _amend(builder, inner), "description": "changes of what is inherited"}
    names = sorted(aggregations)
    for schema in (more[key] for key in ("leaf", "branch", "total")):
        _name_aggregations(schema, names)
    for name in ("indicator", "amend_indicator"):
        _name_aggregations(builder.defs[name], names)
    return identified("indicator-set:1", table, builder.defs)


def _or_list(builder: SchemaBuilder, form: type) -> Schema:
    """Return the schema of a parameter: a table, or the list of its values with their first days."""
    table, values = builder.of(form), {"items": builder.of(DatedValue), "minItems": 1}
    return {"type": ["object", "array"], "if": {"type": "array"}, "then": values, "else": table}


def _format(name: str) -> Schema:
    return {"const": name, "description": "the form of this file"}


def _name_aggregations(table: Schema, names: list[str]) -> None:
    if names:
        table["properties"]["aggregation"] |= {"enum": names}


def _inline_scale(builder: SchemaBuilder) -> Schema:
    """Return the schema of a scale within a set: its name is its key, and its sources are those of the set."""
    fields = fields_of(GradeScale)
    kept = [field for key, field in fields.items() if key not in {"id", "source", "cites"}]
    more = {"source": builder.of(tuple[Citation, ...]) | {"description": "what it stands on"}}
    return builder.table(GradeScale, kept, more=more, needed=("bands",))


def _amend(builder: SchemaBuilder, inner: list["attrs.Attribute[Any]"]) -> Schema:
    """Return the schema of an amendment: of a node by `code`, else of a named field, measure, parameter or table."""
    reason = {"type": "string", "minLength": 1, "description": "why this set differs from the one it extends"}
    name = {"type": "string", "minLength": 1, "description": "what is amended"}
    parent = fields_of(Indicator)["parent"]
    more = {"code": name, "reason": reason}
    builder.defs["amend_indicator"] = builder.table(Indicator, [parent, *inner], more=more, needed=("code", "reason"))
    chain: Schema = {"required": ["code"]}
    for key, form in reversed(_NAMED.items()):
        more = {key: name, "reason": reason}
        table = builder.table(form, fields_of(form).values(), more=more, needed=(key, "reason"))
        builder.defs[f"amend_{key}"] = table
        chain = {"if": {"required": [key]}, "then": {"$ref": f"#/$defs/amend_{key}"}, "else": chain}
    nodes = {"$ref": "#/$defs/amend_indicator"}
    return {"type": "object", "if": {"required": ["code"]}, "then": nodes, "else": chain}


def grade_scale_schema() -> Schema:
    """Return the schema of a grade scale's own file."""
    builder = SchemaBuilder({})
    fields = [field for key, field in fields_of(GradeScale).items() if key != "cites"]
    more = {"format": _format(SCALE_FORMAT)}
    table = builder.table(GradeScale, fields, more=more, needed=("format", "id", "title", "bands"))
    return identified("grade-scale:1", table, builder.defs)


def schemas(kinds: Mapping[str, type], aggregations: Iterable[str] = ()) -> Mapping[str, Schema]:
    """Return the schemas of definition files by the name under which they are kept."""
    return {
        "indicator-set.v1.schema.json": indicator_set_schema(kinds, aggregations),
        "grade-scale.v1.schema.json": grade_scale_schema(),
    }
