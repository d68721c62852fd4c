"""Rows of a table as evidence by name, the way a case has it: for rows that cannot be read all at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from perfrules.case import Binder
from perfrules.tables.block import Entry
from perfrules.tables.numbers import Array


@attrs.frozen
class Moment:
    """A moment that Python has no name for: of a far year, or of a time zone that nobody knows; no evidence is one."""

    words: str

    def __str__(self) -> str:
        return self.words


def evidence_of(binder: Binder, entries: Iterable[Entry], rows: Sequence[int]) -> list[dict[str, Any]]:
    """Return the evidence of the rows at the positions *rows*; null says nothing."""
    found: list[dict[str, Any]] = [{} for _ in rows]
    at = pa.array(rows, pa.int64())
    for entry in entries:
        subject, part = binder.meaning(entry.ours)
        points = part is None and subject.sort == "checklist" and is_list(entry.array.type)
        for evidence, value in zip(found, as_values(entry.array.take(at)), strict=True):
            if value is not None:
                evidence[entry.ours] = {"met": value} if points else value
    return found


def as_values(array: Array) -> Iterator[Any]:
    """Yield the values of *array* as a case would have them."""
    kind = array.type
    narrow = pa.types.is_float32(kind)
    for value in _listed(array):
        # A narrow float stands for the shortest decimal among narrow ones.
        yield np.float32(value) if narrow and value is not None else value


def _listed(array: Array) -> list[Any]:
    kind = array.type
    try:
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            array = array.cast(pa.timestamp("us", kind.tz), safe=False)
        values: list[Any] = array.to_pylist()
    except (ValueError, OverflowError, KeyError, pa.ArrowException):
        if len(array) > 1:  # the others have one
            return [value for place in range(len(array)) for value in _listed(array.slice(place, 1))]
        values = [_unnamed(array)]
    return values


def _unnamed(array: Array) -> Moment:
    try:
        return Moment(str(array.cast(pa.string())[0]))
    except pa.ArrowException:
        plain = array.cast(pa.timestamp(array.type.unit)).cast(pa.string())
        return Moment(f"{plain[0]} {array.type.tz}")


def is_list(kind: Any) -> bool:
    """Return whether *kind* is that of lists."""
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))
