"""The schema of a case, for editors: what the reader takes, and the file in `schemas/` is what is built."""

from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from perfrules.case.schema import case_schema, cases_schema
from perfrules.definition.document import json_text, parse_json, read_document

ROOT = Path(__file__).parents[2]
CASES = sorted(ROOT.glob("perfrules_shanghai/cases/*/case.toml"))
HEAD = '{"format": "perfrules/case/1", "indicator_set": "a/b", '


def is_valid(data):
    """Return whether the schema takes *data*, dates written as texts."""
    return Draft202012Validator(case_schema()).is_valid(data)


@pytest.mark.parametrize(
    ("name", "schema"), [("case.v1.schema.json", case_schema()), ("cases.v1.schema.json", cases_schema())]
)
def test_fresh(name, schema):
    """The schema that is kept is the one that the reader's classes give."""
    kept = (ROOT / "schemas" / name).read_text(encoding="utf-8")

    assert json_text(schema) == kept
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_real_cases(path):
    """The cases that are published here have the form that they should have."""
    data = read_document(path).data
    data["project"] = {key: str(value) if isinstance(value, date) else value for key, value in data["project"].items()}

    assert is_valid(data)


@pytest.mark.parametrize(
    ("rest", "valid"),
    [
        ('"project": {"year": 2017, "name": "x"}}', True),
        ('"evidence": {"spent": 19, "q": {"counts": {"a": 3}}, "D": {"marks": [84, 81], "reason": "x"}}}', True),
        ('"evidence": {"B2": {"met": ["a"]}, "B3": {"met": {"a": 1, "b": {"faults": 2}}}, "C/na": "x"}}', True),
        ('"evidence": {"B2": {"mett": ["a"]}}}', False),
        ('"evidence": {"B2": ["a"]}}', False),
        ('"interview": [{"when": "2017", "who": "x"}], "note": [{"text": "x"}]}', True),
        ('"goal": [{"levl1": "x"}]}', False),
        ('"document": {"id": "1"}}', False),
        (
            '"expect": {"marks": 87.12, "rate": "87.12%", "grade": "良好", "nodes": {"A": 3, "B": {"met": ["x"]}}}}',
            True,
        ),
        ('"expect": {"branch": [1, "otherwise"], "null": true, "problems": ["PR601"]}}', True),
        ('"expect": {"mraks": 87}}', False),
        ('"expect": {"nodes": {"A": {"mraks": 3}}}}', False),
        ('"expect": {}}', False),
    ],
)
def test_form(rest, valid):
    """Evidence takes its forms and no others; every other table is closed."""
    assert valid is is_valid(parse_json(HEAD + rest).data)


@pytest.mark.parametrize(
    ("rest", "valid"),
    [
        ('"case": [{"name": "x", "evidence": {"spent": 1}, "without": ["y"], "expect": {"marks": 1}}]}', True),
        ('"case": [{"evidence": {"spent": 1}}]}', False),
        ('"case": [{"name": "x", "expect": {"mraks": 1}}]}', False),
        ('"rows": [{"file": "a.csv", "name": ["a", "b"], "where": {"year": {"at_least": 2003}}}]}', True),
        ('"rows": [{"file": "a.csv", "name": "a", "except": [{"name": "x", "reason": "y"}]}]}', True),
        ('"rows": [{"file": "a.csv", "name": "a", "evidence": {"x": {"column": "y", "blank": "missing"}}}]}', True),
        ('"rows": [{"file": "a.csv", "name": "a", "expect": {"marks": {"column": "y", "values": {"F": 1}}}}]}', True),
        ('"rows": [{"file": "a.csv", "name": "a", "expect": {"nodes": {"A": {"grade": "y"}, "B": "z"}}}]}', True),
        ('"rows": [{"file": "a.csv", "name": "a", "evidence": {"x": {"colunm": "y"}}}]}', False),
        ('"rows": [{"file": "a.csv", "name": "a", "expect": {"mraks": "y"}}]}', False),
    ],
)
def test_form_of_many(rest, valid):
    """A file of many cases takes cases and mapped rows, and nothing else."""
    data = parse_json(HEAD.replace("case/1", "cases/1") + rest).data
    assert valid is Draft202012Validator(cases_schema()).is_valid(data)
