"""From a definition as plain data to its rules, by way of TOML text, so that the way of every definition is taken."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from perfrules.definition.document import Document, parse_toml
from perfrules.definition.load import checked
from perfrules.definition.toml_text import bare, toml_value
from perfrules.plugins import Registry
from perfrules.problems import DefinitionError
from perfrules.scoring import Rules
from perfrules.scoring.loading import compile_rules

HEAD: Mapping[str, Any] = MappingProxyType(
    {
        "format": "perfrules/indicator-set/1",
        "id": "example/drawn",
        "edition": "1",
        "title": "Drawn",
        "language": "en",
        "source": [{"id": "own", "title": "Own", "kind": "reconstruction"}],
    }
)
"""What every definition begins with."""


def definition_toml(data: Mapping[str, Any]) -> str:
    """Return a definition as TOML text: one table a node, gate and section."""
    lines, tables = [], []
    for key, value in data.items():
        if key in ("indicator", "gate", "source"):
            tables += [f"[[{key}]]\n{_pairs(entry)}" for entry in value]
        elif isinstance(value, Mapping):
            tables.append(f"[{key}]\n{_pairs(value)}")
        else:
            lines.append(f"{key} = {toml_value(value)}")
    return "\n".join([*lines, *tables])


def _pairs(entry: Mapping[str, Any]) -> str:
    return "".join(f"{bare(str(key))} = {toml_value(value)}\n" for key, value in entry.items())


def loaded(source: str, registry: Registry) -> Rules:
    """Return the rules of a TOML text; raise DefinitionError with its problems."""
    document = parse_toml(source, None)
    if not isinstance(document, Document):
        raise DefinitionError(document)
    definition, problems = checked(document, registry)
    if definition is None:
        raise DefinitionError(problems)
    return compile_rules(definition, registry)


@lru_cache(maxsize=64)
def rules_from(source: str, registry: Registry | None = None) -> Rules:
    """Return the rules of a TOML text, as the library alone reads it unless there is a *registry*; see `loaded`."""
    return loaded(source, _builtin() if registry is None else registry)


@lru_cache(maxsize=1)
def _builtin() -> Registry:
    return Registry.builtin()


def rules_with(data: Mapping[str, Any]) -> Rules:
    """Return the rules of a definition that says *data* beside its head."""
    return rules_from(definition_toml({**HEAD, **data}))
