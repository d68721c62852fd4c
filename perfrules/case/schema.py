"""The JSON Schema of a case (案卷), for editors: its own keys are closed; what evidence there is, the set says."""

from perfrules.case.case import FORMAT
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
    return identified("case:1", table, builder.defs | {"evidence": _evidence()})


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
