import json
from pathlib import Path

import jsonschema
import pytest

from perfrules.language import text, use
from perfrules.problems import CODES, Place, Problem
from perfrules.rendering.problem_lists import problems_json, problems_sarif

PROBLEMS = (
    Problem(
        "PR311",
        text("the name `{name}` is not declared", name="spend"),
        Place("a b/预算.toml", 15, 12, ("measure", "x")),
    ),
    Problem("PR117", text("nothing reads the {section} `{name}`", section="measure", name="x"), Place("a.toml", 3)),
    Problem("PR601", text("evidence is missing"), Place(key=("evidence", "spent")), text("give it")),
)

# The parts of the published structure that a log of ours uses, with nothing beside them.
TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
    "properties": {
        "id": {"pattern": r"^PR\d{3}$"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {
            "properties": {"level": {"enum": ["error", "warning"]}},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~/:%-]+$"}},
                    "additionalProperties": False,
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "logicalLocations": {
            "type": "array",
            "items": {
                "properties": {"fullyQualifiedName": {"type": "string"}},
                "required": ["fullyQualifiedName"],
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
LOG = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "language", "columnKind", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "version", "rules"],
                                "properties": {
                                    "name": {"const": "perfrules"},
                                    "version": {"type": "string"},
                                    "rules": {"type": "array", "items": RULE, "uniqueItems": True},
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "language": {"pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "ruleIndex", "level", "message"],
                            "properties": {
                                "ruleId": {"pattern": r"^PR\d{3}$"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                                "locations": {"type": "array", "items": LOCATION, "maxItems": 1},
                            },
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def test_the_list_says_its_format_and_its_numbers():
    """Other programs see which format it is, how many problems there are, and every problem as an object."""
    made = json.loads(problems_json(PROBLEMS))
    assert ["format", "errors", "warnings", "problems"] == list(made)
    assert ("perfrules/problems/1", 2, 1) == (made["format"], made["errors"], made["warnings"])
    assert {
        "code": "PR311",
        "severity": "error",
        "file": "a b/预算.toml",
        "line": 15,
        "column": 12,
        "key": "measure.x",
        "message": "the name `spend` is not declared",
        "hint": None,
    } == made["problems"][0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_log_has_the_published_structure(language):
    """Every part stands where SARIF 2.1.0 has it, and nothing else does."""
    with use(language):
        log = json.loads(problems_sarif(PROBLEMS))
    jsonschema.Draft202012Validator(LOG).validate(log)
    (run,) = log["runs"]
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert result["ruleId"] == rule["id"]
        assert CODES[rule["id"]].meaning == rule["fullDescription"]["text"]


def test_places_of_a_log():
    """Files are relative references with escapes; a problem without a file has no place."""
    first, second, third = json.loads(problems_sarif(PROBLEMS))["runs"][0]["results"]
    assert "a%20b/%E9%A2%84%E7%AE%97.toml" == first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert {"startLine": 15, "startColumn": 12} == first["locations"][0]["physicalLocation"]["region"]
    assert {"startLine": 3} == second["locations"][0]["physicalLocation"]["region"]
    assert "warning" == second["level"]
    assert "locations" not in third
    assert "evidence is missing\ngive it" == third["message"]["text"]


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("sub/a.toml", "sub/a.toml"),
        ("../a.toml", "../a.toml"),
        ("a:b.toml", "a%3Ab.toml"),
        ("\udcff.toml", "%FF.toml"),
        ("HERE/x.toml", "x.toml"),
        ("/elsewhere/x y.toml", "file:///elsewhere/x%20y.toml"),
    ],
)
def test_names_of_files_are_references(file, uri):
    """A file below the current folder is relative; a colon starts no scheme; a name that is no text is escaped."""
    problem = Problem("PR006", text("wrong"), Place(file.replace("HERE", str(Path.cwd()))))
    log = json.loads(problems_sarif([problem]))
    assert uri == log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    jsonschema.Draft202012Validator(LOG).validate(log)


def test_no_problems_are_a_log_too():
    """Without problems the log has no results: it says that the check was made."""
    log = json.loads(problems_sarif(()))
    jsonschema.Draft202012Validator(LOG).validate(log)
    assert [] == log["runs"][0]["results"]


def test_a_plain_stream_gets_escapes():
    """Where Chinese cannot be shown, JSON has escapes and the same values."""
    assert problems_json(PROBLEMS, encoding="ascii").isascii()
    assert json.loads(problems_json(PROBLEMS)) == json.loads(problems_json(PROBLEMS, encoding="ascii"))
