"""The schema of a case (案卷): its own keys are closed; what evidence there is, each indicator set says itself."""

from collections.abc import Iterable

from perfrules.definition.schema import Schema, identified

CASE = "perfrules/case/1"

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SCALAR: Schema = {"type": ["number", "string", "boolean"], "x-dates": True}
_CODES: Schema = {"type": "array", "items": _TEXT}


def case_schema() -> Schema:
    """Return the schema of a case's file."""
    more = {
        "document": _tables("documents of the case", ("id", "title"), id=_TEXT, title=_TEXT, checks=_TEXT, file=_TEXT)
        | {"description": "the documents that evidence refers to"},
    }
    more["document"]["items"]["properties"] |= {"from": _described(_TEXT, "who gave it")}
    properties: Schema = {
        "format": {"const": CASE, "description": "the form of this file"},
        "indicator_set": _described(_TEXT | {"minLength": 1}, "id of the indicator set, with @edition if it matters"),
        "project": {"type": "object", "additionalProperties": _SCALAR, "description": "particulars of the project"},
        "evidence": _evidence(),
        **more,
        "questionnaire": _tables("surveys", ("audience",), audience=_TEXT, sent=_COUNT, valid=_COUNT),
        "interview": _tables("interviews", ("who",), when=_SCALAR, who=_TEXT, about=_TEXT),
        "goal": _tables(
            "goals of the project",
            ("target",),
            level1=_TEXT,
            level2=_TEXT,
            level3=_TEXT,
            target=_SCALAR,
            indicators=_CODES,
        ),
        "finding": _tables(
            "findings (存在问题)", ("text",), title=_TEXT, text=_TEXT, indicators=_CODES, recommendation=_TEXT
        ),
        "note": _tables("remarks", ("text",), text=_TEXT, about=_TEXT),
    }
    table: Schema = {
        "type": "object",
        "description": "one evaluated project (案卷)",
        "properties": properties,
        "required": ["format", "indicator_set"],
        "additionalProperties": False,
    }
    return identified("case:1", table, {"evidence_value": _value()})


def _described(schema: Schema, doc: str) -> Schema:
    return schema | {"description": doc}


def _tables(doc: str, needed: Iterable[str], **properties: Schema) -> Schema:
    item: Schema = {
        "type": "object",
        "properties": properties | ({} if "about" in properties and "text" in properties else {"note": _TEXT}),
        "required": list(needed),
        "additionalProperties": False,
    }
    return {"type": "array", "items": item, "description": doc}


def _evidence() -> Schema:
    doc = "evidence by field, by the code of a checklist or judged indicator, or by the flat name of a column"
    return {"type": "object", "additionalProperties": {"$ref": "#/$defs/evidence_value"}, "description": doc}


def _value() -> Schema:
    return {
        "type": ["number", "string", "boolean", "object"],
        "x-dates": True,
        "description": "a value, or a table with the value and what supports it",
        "properties": {
            "value": _described(_SCALAR, "the value"),
            "file": _described(_TEXT, "file of records or answers, beside the case"),
            "counts": {"type": "object", "additionalProperties": _COUNT, "description": "counts by name or answer"},
            "sent": _described(_COUNT, "questionnaires sent"),
            "valid": _described(_COUNT, "valid answers"),
            "met": _met(),
            "marks": _described(
                {"type": ["number", "array"], "items": {"type": "number"}}, "judged marks, or a panel's"
            ),
            "reason": _described(_TEXT, "why these marks were given"),
            "not_applicable": _described(_TEXT | {"minLength": 1}, "why it is not applicable (不适用)"),
            "document": _described({"type": ["string", "array"], "items": _TEXT}, "id of the document, or of several"),
            "note": _described(_TEXT, "what a reader should know"),
        },
        "additionalProperties": False,
    }


def _met() -> Schema:
    credit: Schema = {
        "type": ["number", "string", "boolean", "object"],
        "properties": {
            "faults": _described(_COUNT, "how many faults were found"),
            "not_applicable": _described(_TEXT | {"minLength": 1}, "why the point is not applicable"),
        },
        "additionalProperties": False,
    }
    doc = "points that are met: a list of ids, or the credit of each"
    return {"type": ["array", "object"], "items": _TEXT, "additionalProperties": credit, "description": doc}
