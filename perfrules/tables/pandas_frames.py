"""Tables of pandas: column by column into Arrow, and back with the index and the columns that only pass through."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from typing import Any, Final

import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.refusing import no_table
from perfrules.tables.source import Source, said, with_index, written

_PERIODS: Final = "extension<pandas.period"
"""In Arrow, periods of pandas are whole numbers counted from 1970: nobody means those."""
_PLAIN: Final = {
    *("string", "bytes", "floating", "integer", "mixed-integer-float"),
    *("decimal", "boolean", "time", "timedelta", "empty"),
}
"""What pandas finds in a column of objects that Arrow reads as it is."""


def pandas_source(frame: Any) -> Source:
    """Return a pandas table; its index is kept, and so are the values of the columns that only pass through."""
    if not hasattr(frame, "columns") or not hasattr(frame, "iloc"):
        raise no_table(frame)
    if frame.columns.nlevels > 1:
        message = text("the headings of the table have {count} levels", count=frame.columns.nlevels)
        advice = text('make one of them: `frame.columns = ["/".join(parts) for parts in frame.columns]`')
        raise TableError([Problem("PR806", message, Place(), advice)])
    names = [written(str(name)) for name in frame.columns]
    batches = _batches([_series(frame.iloc[:, place]) for place in range(len(names))], names, len(frame))

    def back(result: Any, kept: Sequence[str]) -> Any:
        made = result.drop_columns(list(kept)).to_pandas(types_mapper=_nullable)
        made.index = frame.index
        places = [names.index(name) for name in kept]
        out = frame.iloc[:, places].copy()
        out.columns = list(kept)
        for name in made.columns:
            out[name] = made[name]
        return out

    schema = batches[0].schema
    index = [str(name) for name in frame.index.names if name is not None]
    return Source(with_index(schema, index), batches, back, lambda problems: problems.to_pandas())


def _batches(columns: Sequence[Any], names: Sequence[str], rows: int) -> list[Any]:
    """Return columns as batches; where there are none, one of rows that say nothing."""
    if not columns:
        return [pa.RecordBatch.from_struct_array(pa.array([{}] * rows, pa.struct([])))]
    table = pa.table(list(columns), list(names))
    return table.to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]


def _nullable(kind: Any) -> Any:
    """Return the type of pandas in which whole numbers stay whole beside null; None for other types."""
    import pandas as pd

    return pd.Int64Dtype() if pa.types.is_int64(kind) else None


def _series(series: Any) -> Any:
    """Return a column of pandas; one of mixed values becomes texts, which say the same to whoever reads evidence."""
    found = None
    if _is_plain(series.dtype.categories if hasattr(series.dtype, "categories") else series):
        with suppress(pa.ArrowException, TypeError, ValueError, OverflowError):
            found = pa.Array.from_pandas(series)
    if found is not None and _PERIODS not in str(found.type):
        return found
    absent = series.isna().tolist()
    values = series.tolist()
    texts = [None if gone else said(value) for gone, value in zip(absent, values, strict=True)]
    return pa.array(texts, pa.string())


def _is_plain(values: Any) -> bool:
    """Return whether all values are of one type: of others Arrow makes numbers, days or moments of one time zone."""
    from pandas.api.types import infer_dtype

    if values.dtype != object:
        return True
    kind = infer_dtype(values, skipna=True)
    if kind == "date":
        return not any(isinstance(value, datetime) for value in values)
    if kind not in ("mixed", "mixed-integer"):
        return kind in _PLAIN
    given = values.dropna().tolist()
    if all(isinstance(value, list | tuple) for value in given):
        return infer_dtype(list(chain.from_iterable(given)), skipna=True) in _PLAIN
    return all(isinstance(value, dict) for value in given)
