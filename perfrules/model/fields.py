"""How the fields of the model say what they mean: one line of documentation each, for schemas and pages."""

from typing import Any

import attrs


def key_of(field: "attrs.Attribute[Any]") -> str:
    """Return the key that an author writes for *field*: its metadata's `key`, else its name: `else` for `else_`."""
    return str(field.metadata.get("key") or field.name.rstrip("_"))


def documented(doc: str, **options: Any) -> Any:
    """Return an attrs field whose meaning is *doc*; *options* are those of `attrs.field`."""
    return attrs.field(metadata={"doc": doc}, **options)
