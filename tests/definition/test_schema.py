"""Schemas: read off the model and the kinds, closed, free of `oneOf`, and the files in `schemas/` are what is built."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Literal

import attrs
import pytest
from jsonschema import Draft202012Validator

from perfrules.aggregation import AGGREGATIONS
from perfrules.definition.document import json_text
from perfrules.definition.file_schemas import schemas
from perfrules.definition.schema import SchemaBuilder
from perfrules.formula import Quantity
from perfrules.model import Citation, Policy, RoundingRule, RubricKind
from perfrules.model.fields import documented
from perfrules.rubrics import KINDS

FOLDER = Path(__file__).parents[2] / "schemas"
BUILT = schemas({kind.kind: kind for kind in KINDS}, [each.name for each in AGGREGATIONS])


@attrs.frozen
class Step:
    """
    One step.

    Attributes:
        limit: where the step
            begins.

    """

    limit: Quantity


@attrs.frozen
class Stairs:
    """
    Award marks by steps (阶梯法).

    More about it.
    """

    kind: ClassVar[str] = "stranger/stairs"
    reads: ClassVar[str] = "measure"

    steps: tuple[Step, ...] = documented("the steps")
    mode: Literal["up", "down"] = documented("where to", default="up")
    both: bool = documented("on both sides", default=False)
    rest: RubricKind | None = documented("what else", default=None)
    share: Mapping[str, Decimal] = documented("shares", factory=dict)
    limits: tuple[int | None, Quantity] | None = documented("two limits", default=None)
    word: str | Mapping[str, str] = documented("a word, or several", default="")
    hidden: int = attrs.field(init=False, default=0)


def parts(schema):
    """Yield every table within *schema*."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part)


@pytest.mark.parametrize("name", BUILT)
def test_fresh(name):
    """The schemas that are kept are those that the model gives."""
    assert json_text(BUILT[name]) == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BUILT)
def test_form(name):
    """Every schema is valid, names itself, and uses no keyword that makes messages unreadable."""
    Draft202012Validator.check_schema(BUILT[name])

    assert BUILT[name]["$id"].startswith("urn:perfrules:schema:")
    assert not [part for part in parts(BUILT[name]) if {"oneOf", "anyOf", "not"} & set(part)]


@pytest.mark.parametrize("name", BUILT)
def test_closed(name):
    """Every table with keys of its own takes no others; the one exception hands over to the closed table of a kind."""
    tables = [part for part in parts(BUILT[name]) if "properties" in part and "description" in part]

    assert tables
    for table in tables:
        assert "additionalProperties" in table or "allOf" in table, table


@pytest.mark.parametrize("name", BUILT)
def test_described(name):
    """Every key of a definition says what it means."""
    for name_of, table in BUILT[name]["$defs"].items():
        for key, schema in table.get("properties", {}).items():
            assert "description" in schema or key in {"from", "to", "when", "scale"}, (name_of, key)


def test_kind_of_a_stranger():
    """A kind that the library has never seen gets a schema from its fields and docstrings alone."""
    builder = SchemaBuilder({"stranger/stairs": Stairs})

    assert {"$ref": "#/$defs/rubric"} == builder.of(RubricKind)
    table = builder.defs["rubric_stranger_stairs"]
    assert "Award marks by steps (阶梯法)." == table["description"]
    assert ["kind", "steps"] == table["required"]
    assert {"type": "string", "enum": ["up", "down"], "description": "where to", "default": "up"} == (
        table["properties"]["mode"]
    )
    assert {"$ref": "#/$defs/rubric", "description": "what else"} == table["properties"]["rest"]
    assert {"$ref": "#/$defs/quantity", "description": "where the step begins."} == (
        builder.defs["step"]["properties"]["limit"]
    )
    assert ["string", "object"] == table["properties"]["word"]["type"]
    assert 2 == table["properties"]["limits"]["maxItems"]
    assert "hidden" not in table["properties"]


def accepts(form, value):
    """Return whether the schema of *form* takes *value*."""
    builder = SchemaBuilder({})
    schema = builder.of(form) | {"$defs": builder.defs}
    return Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        (tuple[RoundingRule, ...], [{"places": 2}, [{"places": 2}, {"to": 1}], []], [2, [2], {"place": 2}]),
        (tuple[Citation, ...], ["22", {"id": "22"}, ["22", {"id": "x", "note": "y"}]], [22, {"note": "y"}, [1]]),
        (Policy, ["zero", 3, "full / 2", {"move": ["A"]}, {"move": {"A": 1}}], [{"move": []}, {}, True, ["A"], ""]),
        (Quantity, [1, 1.5, "x / y"], [True, "", [1], {}]),
        (int | str, [1, "x"], [1.5, True]),
        (str | date | None, ["x"], [1, True]),
        (tuple[str, ...], [[], ["x"]], ["x", [1]]),
    ],
)
def test_short_forms(form, good, bad):
    """What authors may write short is taken, and nothing else."""
    assert [True] * len(good) == [accepts(form, value) for value in good]
    assert [False] * len(bad) == [accepts(form, value) for value in bad]
