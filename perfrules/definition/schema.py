"""JSON Schema (2020-12) of a set's files, read off the model and the rubric kinds: for editors, and for `validate`."""

import re
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from inspect import cleandoc
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from perfrules.definition.forms import SHORT, SINGLE, is_internal
from perfrules.formula import Quantity
from perfrules.model import NumberTable, Policy, RubricCase, RubricKind, TableRow
from perfrules.model.absence import ANSWERS
from perfrules.model.fields import key_of
from perfrules.model.table import SHAPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    Decimal: {"type": "number"},
    Fraction: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def identified(name: str, schema: Schema, defs: Mapping[str, Schema]) -> Schema:
    """Return the *schema* of a file as a document of its own; its `$id` never changes."""
    return {"$schema": DIALECT, "$id": f"urn:perfrules:schema:{name}"} | schema | {"$defs": dict(sorted(defs.items()))}


class SchemaBuilder:
    """
    Builds the schemas of types; what has a name is put into `defs` and referred to.

    There is no `oneOf` and no `anyOf`: what is taken instead of each other differs in its JSON type or its `kind`, so
    that each fault gives one message.
    """

    def __init__(self, kinds: Mapping[str, type]) -> None:
        """Prepare for the rubric *kinds* by name."""
        self.kinds = kinds
        self.defs: dict[str, Schema] = {}

    def of(self, form: Any) -> Schema:
        """Return the schema of values of the type *form*, as authors write them."""
        if form in _PLAIN:
            return dict(_PLAIN[form])
        named = {
            Quantity: ("quantity", self._quantity),
            Policy: ("policy", self._policy),
            RubricKind: ("rubric", self._rubric),
            RubricCase: ("rubric", self._rubric),
            TableRow: ("table_row", self._table_row),
        }.get(form)
        if named is not None:
            return self._define(*named)
        if attrs.has(form):
            return self._define(_snake(form.__name__), lambda: self._record(form))
        return self._composed(form)

    def _composed(self, form: Any) -> Schema:
        origin, members = get_origin(form) or form, get_args(form)
        if origin is Literal:
            return {"type": "string", "enum": list(members)}
        if origin in (Union, types.UnionType):
            return self._union([member for member in members if member is not type(None)])
        if origin is tuple and members and members[-1] is not Ellipsis:
            items = [self.of(member) for member in members]
            return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": self.of(members[1] if members else Any)}
        if isinstance(origin, type) and issubclass(origin, Iterable):
            return self._list(members[0] if members else Any)
        return {}

    def _define(self, name: str, build: Callable[[], Schema]) -> Schema:
        if name not in self.defs:
            self.defs[name] = {}  # so that a kind may hold a rubric
            self.defs[name] = build()
        return {"$ref": f"#/$defs/{name}"}

    def _list(self, element: Any) -> Schema:
        item = self.of(element)
        if element not in SINGLE:
            return {"type": "array", "items": item}
        alone = ["string", "object"] if element in SHORT else ["object"]
        return {"type": [*alone, "array"], "if": {"type": "array"}, "then": {"items": item}, "else": item}

    def _union(self, members: list[Any]) -> Schema:
        if len(members) == 1:
            return self.of(members[0])
        if {*members} == {str, date}:
            return {"type": "string", "x-dates": True}  # TOML has dates, and JSON has only texts
        merged: Schema = {"type": []}
        for member in members:
            schema = self.of(member)
            schema = self.defs[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
            sorts = schema.get("type", [])
            merged["type"] += [sorts] if isinstance(sorts, str) else sorts
            merged |= {key: value for key, value in schema.items() if key not in {"type", "enum", "description"}}
        return merged | {"type": list(dict.fromkeys(merged["type"]))}

    def _record(self, form: type) -> Schema:
        fields = fields_of(form)
        table = self.table(form, fields.values())
        if form not in SHORT:
            return table
        return {"type": ["string", "object"], "description": table.pop("description", ""), **_without_type(table)}

    def table(
        self,
        form: type,
        fields: Iterable["attrs.Attribute[Any]"],
        *,
        more: Mapping[str, Schema] | None = None,
        needed: Iterable[str] | None = None,
    ) -> Schema:
        """
        Return the schema of a closed table with some *fields* of *form*, and *more* keys.

        *needed* are the keys that must be there; without it those whose field has no default.
        """
        fields, hints, docs = tuple(fields), get_type_hints(form), _attribute_docs(form)
        properties = dict(more or {})
        for field in fields:
            schema = self.of(hints[field.name])
            doc = field.metadata.get("doc") or docs.get(field.name)
            properties[key_of(field)] = schema | ({"description": doc} if doc else {}) | _default(field, schema)
        stated = [key_of(field) for field in fields if field.default is attrs.NOTHING]
        required = [*needed] if needed is not None else stated
        for key in required:
            if properties[key].get("type") == "string" and "enum" not in properties[key]:
                properties[key] = properties[key] | {"minLength": 1}
        table: Schema = {"type": "object", "description": summary(form), "properties": properties}
        return table | ({"required": required} if required else {}) | {"additionalProperties": False}

    def _quantity(self) -> Schema:
        return {
            "type": ["number", "string"],
            "minLength": 1,
            "description": "a number, or an expression in quotes",
        }

    def _policy(self) -> Schema:
        shares = {"type": "object", "minProperties": 1, "additionalProperties": self.of(Quantity)}
        move = {"type": ["array", "object"], "items": {"type": "string"}, "minItems": 1, **_without_type(shares)}
        words = ", ".join(ANSWERS)
        return {
            "type": ["string", "number", "object"],
            "minLength": 1,
            "description": f"{words}; a number or expression of marks; or {{ move = [codes] }}",
            "properties": {"move": move | {"description": "where the full marks go: codes, or shares by code"}},
            "required": ["move"],
            "additionalProperties": False,
        }

    def _table_row(self) -> Schema:
        value = self.of(Quantity)
        row: Schema = {"type": "object", "additionalProperties": value}
        for key in reversed(SHAPES):
            listed = {"properties": {key: {"type": "array"}}, "required": [key]}
            row = {"if": listed, "then": self.of(NumberTable), "else": row}
        sorts = ["number", "string", "object"]
        return {"type": sorts, "if": {"type": "object"}, "then": row, "else": value}

    def _rubric(self) -> Schema:
        kind = {"type": "string", "enum": sorted(self.kinds), "description": "kind of the rubric"}
        chosen = []
        for name in sorted(self.kinds):
            ref = self._define("rubric_" + re.sub(r"\W", "_", name), partial(self._kind, name))
            condition = {"properties": {"kind": {"const": name}}, "required": ["kind"]}
            chosen.append({"if": condition, "then": ref})
        return {
            "type": "object",
            "description": "how the leaf is marked",
            "properties": {"kind": kind},
            "required": ["kind"],
            "allOf": chosen,
        }

    def _kind(self, name: str) -> Schema:
        form = self.kinds[name]
        when = {"type": "string", "minLength": 1, "description": "condition, in a choice list"}
        more: dict[str, Schema] = {"kind": {"const": name, "description": summary(form)}, "when": when}
        fields = fields_of(form)
        needed = ["kind", *(key for key, field in fields.items() if field.default is attrs.NOTHING)]
        return self.table(form, fields.values(), more=more, needed=needed)


def fields_of(form: type) -> dict[str, "attrs.Attribute[Any]"]:
    """Return the fields of an attrs class that authors write, by their keys."""
    fields = [field for field in attrs.fields(form) if field.init and not is_internal(form, field)]
    return {key_of(field): field for field in fields}


def summary(form: type) -> str:
    """Return the first paragraph of the docstring of *form*, in one line."""
    return " ".join(cleandoc(form.__doc__ or "").split("\n\n")[0].split())


def _attribute_docs(form: type) -> dict[str, str]:
    """Return what the "Attributes:" section of the docstring says of each field."""
    section = re.search(r"^Attributes:\n((?:[ \t]+.*\n?|\n)+)", cleandoc(form.__doc__ or ""), re.MULTILINE)
    entries = re.findall(r"^    (\w+): (.*(?:\n {6,}.*)*)", section[1], re.MULTILINE) if section else []
    return {name: " ".join(doc.split()) for name, doc in entries}


def _default(field: "attrs.Attribute[Any]", schema: Schema) -> Schema:
    value = field.default
    plain = isinstance(value, bool) or (isinstance(value, str) and "enum" in schema)
    return {"default": value} if plain else {}


def _without_type(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "type"}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
