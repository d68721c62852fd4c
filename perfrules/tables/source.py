"""A table that came in, as Arrow has it, with the way back to its kind."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import attrs

from perfrules.case.numbers import value_text
from perfrules.tables.alike import alike

Back = Callable[[Any, Sequence[str]], Any]
"""From an Arrow table to the kind that came in; of the columns named, the values that came in are taken."""
_INDEX: Final = b"perfrules.index"
"""Under this name a schema tells what an index is called."""


@attrs.frozen(eq=False)
class Source:
    """
    A table that came in.

    Attributes:
        schema: its columns, as Arrow has them.
        batches: its rows.
        back: what makes the same kind of table of a result.
        plain: what makes the same kind of table of problems.

    """

    schema: Any
    batches: Iterable[Any]
    back: Back
    plain: Callable[[Any], Any]


def arrow_source(schema: Any, batches: Iterable[Any], plain: Callable[[Any], Any]) -> Source:
    """Return a source of which nothing but the Arrow table is needed for the way back."""
    return Source(schema, alike(schema, batches), lambda table, _kept: plain(table), plain)


def with_index(schema: Any, names: Sequence[str]) -> Any:
    """Return a schema that tells what stands in the index of a table, which is none of its columns."""
    return schema.with_metadata({_INDEX: json.dumps(names)})


def index_of(schema: Any) -> tuple[str, ...]:
    """Return what stands in the index of a table."""
    return tuple(json.loads((schema.metadata or {}).get(_INDEX, "[]")))


def said(value: Any) -> str:
    """Return a value as a text that is read like it; of a moment only the day counts."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        return written(value_text(value))
    except Exception:  # noqa: BLE001 - a whole number too long to be written out, or an object of any sort
        return type(value).__name__


def written(words: str) -> str:
    """Return a text without halves of characters, which no table but one of Python's objects can hold."""
    return words.encode("utf-8", "replace").decode("utf-8")


__all__ = ["Back", "Source", "arrow_source", "index_of", "said", "with_index", "written"]
