"""Batches of one table: each has the columns of the first, by name, place and type."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError


def alike(schema: Any, batches: Iterable[Any]) -> Iterator[Any]:
    """
    Yield *batches*, each with the columns of *schema*; a column without type, which is all null, gets the type.

    Raises:
        TableError: one is no record batch, or has other columns.

    """
    for batch in batches:
        if not isinstance(batch, pa.RecordBatch):
            raise no_batch(batch)
        yield batch if batch.schema.equals(schema) else _fitted(schema, batch)


def no_batch(value: Any) -> TableError:
    """Return the error that *value* is no record batch."""
    message = text("record batches were expected, not {value}", value=type(value).__name__)
    return TableError([Problem("PR806", message, Place())])


def _fitted(schema: Any, batch: Any) -> Any:
    """Return *batch* with the types of *schema*, where what differs is null; else raise what differs."""
    there = batch.schema
    places = range(max(len(schema), len(there)))
    other = [place for place in places if not _fits(schema, there, place)]
    if other:
        fields = [(there if place < len(there) else schema).field(place) for place in other]
        raise TableError(_other(field.name) for field in fields)
    rows = batch.num_rows
    arrays = [
        pa.nulls(rows, wanted.type) if field.type != wanted.type else batch.column(place)
        for place, (field, wanted) in enumerate(zip(there, schema, strict=True))
    ]
    return pa.RecordBatch.from_arrays(arrays, names=schema.names)


def _fits(schema: Any, there: Any, place: int) -> bool:
    if place >= min(len(schema), len(there)):
        return False
    wanted, field = schema.field(place), there.field(place)
    return bool(wanted.name == field.name and (wanted.type == field.type or pa.types.is_null(field.type)))


def _other(name: str) -> Problem:
    message = text("a later batch has not the columns of the first: `{name}` differs", name=name)
    advice = text("give every batch the same columns, in the same order and of the same types")
    return Problem("PR806", message, Place(key=(name,)), advice)
