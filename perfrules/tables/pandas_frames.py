"""Tables of pandas: column by column into Arrow, and back with the index and the columns that only pass through."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.refusing import no_table
from perfrules.tables.source import Source, said, with_index, written

_PERIODS: Final = "extension<pandas.period"
"""In Arrow, periods of pandas are whole numbers counted from 1970: nobody means those."""


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
    try:
        found = pa.Array.from_pandas(series)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        found = None
    if found is not None and _PERIODS not in str(found.type) and not _changed(series, found.type):
        return found
    absent = series.isna().tolist()
    values = series.tolist()
    texts = [None if gone else said(value) for gone, value in zip(absent, values, strict=True)]
    return pa.array(texts, pa.string())


def _changed(series: Any, kind: Any) -> bool:
    """Return whether values of any type have become others: moments those of one time zone, truths numbers."""
    from pandas.api.types import infer_dtype, is_object_dtype

    values = series.dtype.categories if hasattr(series.dtype, "categories") else series
    if not is_object_dtype(values.dtype):
        return False
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_timestamp(kind) or (pa.types.is_floating(kind) and infer_dtype(values) == "mixed"))
