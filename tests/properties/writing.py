"""From a definition as plain data to its rules, by way of TOML text, so that the real path is used."""

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import perfrules as pr
from perfrules.definition.document import Document, parse_toml
from perfrules.definition.load import checked
from perfrules.formula.printing import number_text
from perfrules.plugins import Registry
from perfrules.scoring.rules import rules_of

REGISTRY = Registry.builtin()
HEAD: Mapping[str, Any] = {
    "format": "perfrules/indicator-set/1",
    "id": "example/drawn",
    "edition": "1",
    "title": "Drawn",
    "language": "en",
    "source": [{"id": "own", "title": "Own", "kind": "reconstruction"}],
}


def value_toml(value: Any) -> str:
    """Return one value as TOML; a fraction that no decimal ends is written as an expression."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        written = number_text(value)
        return json.dumps(written) if "/" in written else written
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {value_toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(value_toml, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else str(value)


def toml(data: Mapping[str, Any]) -> str:
    """Return a definition as TOML text: one table a node, gate and section."""
    lines, tables = [], []
    for key, value in data.items():
        if key in ("indicator", "gate", "source"):
            tables += [f"[[{key}]]\n{_pairs(entry)}" for entry in value]
        elif isinstance(value, dict):
            tables.append(f"[{key}]\n{_pairs(value)}")
        else:
            lines.append(f"{key} = {value_toml(value)}")
    return "\n".join([*lines, *tables])


def _pairs(entry: Mapping[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {value_toml(value)}\n" for key, value in entry.items())


@lru_cache(maxsize=64)
def rules_from(text: str) -> pr.Rules:
    """Return the rules of a TOML text; raise DefinitionError with its problems."""
    document = parse_toml(text, None)
    assert isinstance(document, Document), document
    definition, problems = checked(document, REGISTRY)
    if definition is None:
        raise pr.DefinitionError(problems)
    return rules_of(definition, REGISTRY)


def rules_with(data: Mapping[str, Any]) -> pr.Rules:
    """Return the rules of a definition that says *data* beside its head."""
    return rules_from(toml({**HEAD, **data}))
