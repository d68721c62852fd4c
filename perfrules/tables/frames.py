"""Tables of any kind, in and out: Arrow stands between, and the result is of the kind that came in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final

import attrs
import pyarrow as pa

from perfrules.case.numbers import value_text
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.alike import alike, no_batch

Back = Callable[[Any, Sequence[str]], Any]
"""From an Arrow table to the kind that came in; of the columns named, the values that came in are taken."""
_SMALL: Final = 2**12
"""Batches of fewer rows are small."""
_DATASET: Final = "pyarrow._dataset"
"""Where PyArrow has the class of datasets, which is not imported unless somebody else does."""
_PERIODS: Final = "extension<pandas.period"
"""In Arrow, periods of pandas are whole numbers counted from 1970: nobody means those."""


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


def source_of(frame: Any) -> Source:
    """
    Return a table of any kind as Arrow batches.

    Raises:
        TableError: it is no table that can be read.

    """
    home = type(frame).__module__.partition(".")[0]
    reader = _READERS.get(home)
    if reader is not None:
        return reader(frame)
    if hasattr(frame, "__arrow_c_stream__") and home != "narwhals":
        return _stream(frame)
    other = _narwhals(frame)
    if other is None:
        message = text("a table was expected, not {value}", value=type(frame).__name__)
        advice = text("give a table of pandas, Polars, PyArrow or DuckDB, or one with `__arrow_c_stream__`")
        raise TableError([Problem("PR806", message, Place(), advice)])
    return other


def _arrow(schema: Any, batches: Iterable[Any], plain: Callable[[Any], Any]) -> Source:
    return Source(schema, alike(schema, batches), lambda table, _kept: plain(table), plain)


def _stream(frame: Any) -> Source:
    """Return what has an Arrow stream, unless it is one of single values."""
    try:
        opened = pa.RecordBatchReader.from_stream(frame)
    except (TypeError, pa.ArrowInvalid) as error:
        raise _no_frame(frame) from error
    return _arrow(opened.schema, opened, lambda table: table)


def _pyarrow(frame: Any) -> Source:
    if isinstance(frame, pa.Table):
        return _arrow(frame.schema, _blocks(frame), lambda table: table)
    if isinstance(frame, pa.RecordBatch):
        return _arrow(frame.schema, [frame], _one_batch)
    if type(frame).__module__ == _DATASET and hasattr(frame, "to_batches"):
        return _arrow(frame.schema, frame.to_batches(), lambda table: table)
    if isinstance(frame, pa.RecordBatchReader):
        return _arrow(frame.schema, frame, lambda table: table.to_reader())
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


def _pandas(frame: Any) -> Source:
    """Return a pandas table; its index is kept, and so are the values of the columns that only pass through."""
    if not hasattr(frame, "columns"):
        raise _no_frame(frame)
    names = [str(name) for name in frame.columns]
    table = pa.table([_series(frame.iloc[:, place]) for place in range(len(names))], names)

    def back(result: Any, kept: Sequence[str]) -> Any:
        made = result.drop_columns(list(kept)).to_pandas(types_mapper=_nullable)
        made.index = frame.index
        places = [names.index(name) for name in kept]
        out = frame.iloc[:, places].copy()
        out.columns = list(kept)
        for name in made.columns:
            out[name] = made[name]
        return out

    return Source(table.schema, table.to_batches(), back, lambda problems: problems.to_pandas())


def _nullable(kind: Any) -> Any:
    """Return the type of pandas in which whole numbers stay whole beside null; None for other types."""
    import pandas as pd

    return pd.Int64Dtype() if pa.types.is_int64(kind) else None


def _series(series: Any) -> Any:
    """Return a column of pandas; one of mixed values becomes texts, which say the same to whoever reads evidence."""
    try:
        found = pa.Array.from_pandas(series)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        found = None
    if found is not None and not str(found.type).startswith(_PERIODS):
        return found
    absent = series.isna().tolist()
    values = series.tolist()
    texts = [None if gone else _said(value) for gone, value in zip(absent, values, strict=True)]
    return pa.array(texts, pa.string())


def _said(value: Any) -> str:
    """Return a value as a text that is read like it; of a moment only the day counts."""
    return value.date().isoformat() if isinstance(value, datetime) else value_text(value)


def _polars(frame: Any) -> Source:
    import polars as pl

    lazy = isinstance(frame, pl.LazyFrame)
    if not lazy and not isinstance(frame, pl.DataFrame):
        raise _no_frame(frame)
    whole = frame.collect() if lazy else frame

    def plain(table: Any) -> Any:
        made = pl.DataFrame(table)
        return made.lazy() if lazy else made

    table = whole.cast({pl.Int128: pl.String, pl.UInt128: pl.String}).to_arrow()  # Arrow has no numbers so wide
    return _arrow(table.schema, table.to_batches(), plain)


def _duckdb(frame: Any) -> Source:
    if not hasattr(frame, "__arrow_c_stream__") or not hasattr(frame, "query"):
        raise _no_frame(frame)
    opened = pa.RecordBatchReader.from_stream(frame)
    return _arrow(opened.schema, opened, lambda table: _relation(frame, table))


def _relation(frame: Any, table: Any) -> Any:
    """Return a table as a relation of the connection that *frame* belongs to."""
    scored = table  # DuckDB finds it by this name
    return frame.query("asked", "SELECT * FROM scored") if scored is not None else None


def _narwhals(frame: Any) -> Source | None:
    """Return a table of another library, if Narwhals is there and knows it."""
    try:
        import narwhals
    except ImportError:
        return None
    opened = narwhals.from_native(frame, eager_only=True, pass_through=True)
    if not isinstance(opened, narwhals.DataFrame):
        return None

    def plain(table: Any) -> Any:
        made = narwhals.from_arrow(table, backend=opened.implementation)
        return made if opened is frame else made.to_native()

    table = opened.to_arrow()
    return _arrow(table.schema, table.to_batches(), plain)


def _no_frame(frame: Any) -> TableError:
    message = text("a table was expected, not {value}", value=type(frame).__name__)
    return TableError([Problem("PR806", message, Place())])


def batches_of(reader: Any) -> tuple[Any, Iterator[Any]] | None:
    """Return the columns and the batches of *reader*: batches one by one, or any table; None: there are none."""
    if hasattr(reader, "__arrow_c_stream__") or not isinstance(reader, Iterable):
        source = source_of(reader)
        return source.schema, iter(source.batches)
    batches = iter(reader)
    first = next(batches, None)
    if first is None:
        return None
    if not isinstance(first, pa.RecordBatch):
        raise no_batch(first)
    return first.schema, alike(first.schema, chain((first,), batches))


_READERS: Final[dict[str, Callable[[Any], Source]]] = {
    "pyarrow": _pyarrow,
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb,
    "_duckdb": _duckdb,
}
