"""Tables of any kind, in and out: Arrow stands between, and the result is of the kind that came in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import pyarrow as pa

from perfrules.tables.alike import alike, no_batch
from perfrules.tables.pandas_frames import pandas_source
from perfrules.tables.polars_frames import polars_source
from perfrules.tables.refusing import no_table, readable, unreadable
from perfrules.tables.source import Source, arrow_source

_SMALL: Final = 2**12
"""Batches of fewer rows are small."""
_SINGLE: Final = (str, bytes, Mapping)
"""What can be gone through, but never has batches."""
_DATASET: Final = "pyarrow._dataset"
"""Where PyArrow has the class of datasets, which is not imported unless somebody else does."""


def source_of(frame: Any) -> Source:
    """
    Return a table of any kind as Arrow batches.

    Raises:
        TableError: it is no table that can be read.

    """
    homes = [kind.__module__.partition(".")[0] for kind in type(frame).__mro__]
    reader = next((_READERS[home] for home in homes if home in _READERS), None)
    if reader is not None:
        return reader(frame)
    if hasattr(frame, "__arrow_c_stream__") and "narwhals" not in homes:
        return _stream(frame)
    other = _narwhals(frame)
    if other is None:
        raise no_table(frame)
    return other


def _stream(frame: Any) -> Source:
    """Return what has an Arrow stream, unless it is one of single values."""
    opened = _opened(frame)
    return arrow_source(opened.schema, readable(opened), lambda table: table)


def _opened(frame: Any) -> Any:
    try:
        return pa.RecordBatchReader.from_stream(frame)
    except (TypeError, ValueError, AttributeError, pa.ArrowInvalid) as error:
        raise no_table(frame) from error
    except Exception as error:
        raise unreadable(error) from error


def _pyarrow(frame: Any) -> Source:
    if isinstance(frame, pa.Table):
        return arrow_source(frame.schema, _blocks(frame), lambda table: table)
    if isinstance(frame, pa.RecordBatch):
        return arrow_source(frame.schema, [frame], _one_batch)
    if type(frame).__module__ == _DATASET and hasattr(frame, "to_batches"):
        schema = frame.schema if hasattr(frame, "schema") else frame.projected_schema  # that of a scanner
        return arrow_source(schema, readable(frame.to_batches()), lambda table: table)
    if isinstance(frame, pa.RecordBatchReader):
        return arrow_source(frame.schema, readable(frame), lambda table: table.to_reader())
    return _stream(frame)


def _blocks(table: Any) -> list[Any]:
    """Return the batches of a table; many small ones, each of which would cost as much as a large one, together."""
    batches: list[Any] = table.to_batches()
    if len(batches) <= 1 + table.num_rows // _SMALL:
        return batches
    starts = range(0, table.num_rows, 2**16)
    return [one for start in starts for one in table.slice(start, 2**16).combine_chunks().to_batches()]


def _one_batch(table: Any) -> Any:
    whole = table.combine_chunks().to_batches()
    return whole[0] if whole else pa.RecordBatch.from_pylist([], table.schema)


def _duckdb(frame: Any) -> Source:
    if not hasattr(frame, "__arrow_c_stream__") or not hasattr(frame, "query"):
        raise no_table(frame)
    opened = _opened(frame)
    return arrow_source(opened.schema, readable(opened), lambda table: _relation(frame, table))


def _relation(frame: Any, table: Any) -> Any:
    """Return a table as a relation of the connection that *frame* belongs to."""
    scored = table  # DuckDB finds it by this name
    return frame.query("asked", "SELECT * FROM scored") if scored is not None else None


def _narwhals(frame: Any) -> Source | None:
    """Return a table of Narwhals, or of another library that it knows, if Narwhals is there."""
    try:
        import narwhals
    except ImportError:
        return None
    if isinstance(frame, narwhals.DataFrame | narwhals.LazyFrame):
        inner = source_of(frame.to_native())
        return Source(
            inner.schema,
            inner.batches,
            lambda table, kept: narwhals.from_native(inner.back(table, kept)),
            lambda table: narwhals.from_native(inner.plain(table)),
        )
    opened = narwhals.from_native(frame, eager_only=True, pass_through=True)
    if not isinstance(opened, narwhals.DataFrame):
        return None
    table = opened.to_arrow()
    return arrow_source(
        table.schema,
        table.to_batches(),
        lambda made: narwhals.from_arrow(made, backend=opened.implementation).to_native(),
    )


def batches_of(reader: Any) -> tuple[Any, Iterator[Any]] | None:
    """Return the columns and the batches of *reader*: batches one by one, or any table; None: there are none."""
    if hasattr(reader, "__arrow_c_stream__") or not isinstance(reader, Iterable) or isinstance(reader, _SINGLE):
        source = source_of(reader)
        return source.schema, iter(source.batches)
    batches = iter(reader)
    for first in batches:
        if not isinstance(first, pa.RecordBatch):
            raise no_batch(first)
        return first.schema, alike(first.schema, chain((first,), batches))
    return None


_READERS: Final[dict[str, Callable[[Any], Source]]] = {
    "pyarrow": _pyarrow,
    "pandas": pandas_source,
    "polars": polars_source,
    "duckdb": _duckdb,
    "_duckdb": _duckdb,
}
