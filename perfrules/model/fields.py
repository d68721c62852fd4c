"""How the fields of the model say what they mean: one line of documentation each, for schemas and pages."""

from typing import Any

import attrs


def documented(doc: str, **options: Any) -> Any:
    """Return an attrs field whose meaning is *doc*; *options* are those of `attrs.field`."""
    return attrs.field(metadata={"doc": doc}, **options)
