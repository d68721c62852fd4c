"""The quick test of a form: it passes what the validator finds no fault in, and nothing else."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.definition.fitting import fitting
from perfrules.definition.validate import _validator_class

SCHEMAS = [
    {},
    {"type": "string"},
    {"type": ["number", "string"], "minLength": 1},
    {"type": "string", "format": "date"},
    {"type": "string", "x-dates": True},
    {"type": "integer"},
    {"type": "boolean", "default": False},
    {"type": "string", "enum": ["a", "b"]},
    {"const": "a"},
    {"type": "array", "items": {"type": "string"}, "minItems": 1},
    {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "minItems": 2, "maxItems": 2},
    {"type": ["object", "array"], "if": {"type": "array"}, "then": {"items": {"type": "string"}}, "else": {}},
    {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False},
    {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 1},
    {"allOf": [{"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"type": "object"}]},
    {"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "additionalProperties": {"$ref": "#/$defs/tree"}}}},
]
PLAIN = st.sampled_from([None, True, 0, 1, Decimal("0.5"), "", "a", "b", date(2020, 1, 1), datetime(2020, 1, 1)])  # noqa: DTZ001
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
@given(VALUES)
def test_it_agrees_with_the_validator(schema, value):
    """Of each keyword that schemas of definitions have, the quick test says what the validator says."""
    assert fitting(schema)(value) == _validator_class()(schema).is_valid(value)


@pytest.mark.parametrize("schema", [{"pattern": "a"}, {"enum": [1]}, {"const": None}])
def test_what_it_does_not_know(schema):
    """A keyword, or a word of another type, that it does not know passes nothing: the validator then has the word."""
    assert [False, False] == [fitting(schema)(value) for value in ("a", 1)]
