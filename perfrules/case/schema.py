"""The JSON Schemas of cases (案卷), for editors: their keys are closed; what evidence there is, the set says."""

from perfrules.case.case import FORMAT
from perfrules.case.expecting import MANY_FORMAT, CasesFile, Cell, Expectation, NodeExpectation
from perfrules.case.read import CaseFile
from perfrules.definition.schema import Schema, SchemaBuilder, fields_of, identified

_TEXT: Schema = {"type": "string"}
_REASON: Schema = {"type": "string", "minLength": 1}
_COUNT: Schema = {"type": ["integer", "string"], "minimum": 0}
_SCALAR: Schema = {"type": ["number", "string", "boolean"], "x-dates": True}


def case_schema() -> Schema:
    """Return the schema of a case's file."""
    builder = SchemaBuilder({})
    fields = fields_of(CaseFile)
    table = builder.table(CaseFile, fields.values(), needed=("format", "indicator_set"))
    properties = table["properties"]
    properties["format"] = {"const": FORMAT, "description": properties["format"]["description"]}
    properties["project"] |= {"additionalProperties": _SCALAR}
    properties["evidence"] |= {"additionalProperties": {"$ref": "#/$defs/evidence"}}
    properties["expect"] = _expectation(builder, properties["expect"]["description"])
    return identified("case:1", table, builder.defs | {"evidence": _evidence()})


def cases_schema() -> Schema:
    """Return the schema of a file of many cases."""
    builder = SchemaBuilder({})
    needed = ("format", "indicator_set")
    table = builder.table(CasesFile, fields_of(CasesFile).values(), needed=needed)
    properties = table["properties"]
    properties["format"] = {"const": MANY_FORMAT, "description": properties["format"]["description"]}
    entry, rows = builder.defs["case_entry"]["properties"], builder.defs["rows_entry"]["properties"]
    evidence = {"additionalProperties": {"$ref": "#/$defs/evidence"}}
    for place in (properties, entry):
        place["evidence"] |= evidence
    entry["expect"] = _expectation(builder, entry["expect"]["description"])
    _mapped(builder, rows)
    return identified("cases:1", table, builder.defs | {"evidence": _evidence()})


def _expectation(builder: SchemaBuilder, doc: str) -> Schema:
    """Return the reference to the schema of what a case must give, defined once."""
    table = builder.table(Expectation, fields_of(Expectation).values())
    node = builder.table(NodeExpectation, fields_of(NodeExpectation).values())
    node["type"] = ["number", "string", "object"]
    table["properties"]["nodes"] |= {"additionalProperties": {"$ref": "#/$defs/node_expectation"}}
    table["minProperties"] = 1
    for keys in (table["properties"], node["properties"]):
        keys["branch"] |= {"items": {"type": ["integer", "string"]}}
    builder.defs |= {"expectation": table, "node_expectation": node}
    return {"$ref": "#/$defs/expectation", "description": doc}


def _mapped(builder: SchemaBuilder, rows: dict[str, Schema]) -> None:
    """Put what the rows of a table map into the properties of `rows`."""
    cell = builder.table(Cell, fields_of(Cell).values())
    builder.defs["cell"] = cell | {"type": ["string", "object"]}
    column: Schema = {"$ref": "#/$defs/cell"}
    rows["evidence"] |= {"additionalProperties": column}
    keys = {key: dict(column) for key in fields_of(Expectation) if key != "nodes"}
    inner = {key: dict(column) for key in fields_of(NodeExpectation)}
    node: Schema = {"type": ["string", "object"], "properties": cell["properties"] | inner}
    nodes: Schema = {"type": "object", "additionalProperties": node | {"additionalProperties": False}}
    rows["expect"] |= {"properties": keys | {"nodes": nodes}, "additionalProperties": False}


def _evidence() -> Schema:
    panel = {"type": ["number", "string", "array"], "items": {"type": ["number", "string"]}}
    documents = {"type": ["string", "array"], "items": _TEXT}
    return {
        "type": ["number", "string", "boolean", "object"],
        "x-dates": True,
        "description": "a value, or a table with the value and what supports it",
        "properties": {
            "value": _described(_SCALAR, "the value"),
            "file": _described(_TEXT, "file of records or answers, in the folder of the case"),
            "counts": {"type": "object", "additionalProperties": _COUNT, "description": "counts by name or answer"},
            "sent": _described(_COUNT, "questionnaires sent"),
            "valid": _described(_COUNT, "valid answers"),
            "met": _met(),
            "marks": _described(panel, "judged marks, or those of each evaluator"),
            "reason": _described(_TEXT, "why these marks were given"),
            "not_applicable": _described(_REASON, "why it is not applicable (不适用)"),
            "document": _described(documents, "id of a document of the case, or of several"),
            "note": _described(_TEXT, "what a reader should know of it"),
        },
        "additionalProperties": False,
    }


def _met() -> Schema:
    credit: Schema = {
        "type": ["number", "string", "boolean", "object"],
        "properties": {
            "faults": _described(_COUNT, "how many faults were found"),
            "not_applicable": _described(_REASON, "why the point is not applicable (不适用)"),
        },
        "additionalProperties": False,
    }
    doc = "points that are met: a list of ids, or the credit of each"
    return {"type": ["array", "object"], "items": _TEXT, "additionalProperties": credit, "description": doc}


def _described(schema: Schema, doc: str) -> Schema:
    return schema | {"description": doc}
