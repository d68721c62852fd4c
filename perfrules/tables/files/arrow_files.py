"""Parquet and Arrow files, which say themselves what their columns are: read a batch at a time."""

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import ROWS, Chunk, Opened

_BUFFER: Final = 2**18
"""How many bytes of a column are read from a Parquet file at once."""


def open_parquet(path: str) -> Opened:
    """Return a Parquet file that is open; raise TableError where it is none."""
    try:
        # Without buffering ahead a row group of any size is read in pieces, and a file that is not mapped takes no more
        # memory the larger it is.
        file = pq.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER)
    except pa.ArrowInvalid as error:
        raise _unreadable(path, "Parquet", error) from None
    return Opened(file.schema_arrow, _parquet(path, file), file.metadata.num_rows, file.close)


def _parquet(path: str, file: Any) -> Iterator[Chunk]:
    try:
        for batch in file.iter_batches(ROWS):
            yield Chunk(batch)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        raise _unreadable(path, "Parquet", error) from None


def open_arrow(path: str) -> Opened:
    """Return an Arrow file, or a stream in a file, that is open; raise TableError where it is neither."""
    source = pa.memory_map(path)
    try:
        file = pa.ipc.open_file(source)
    except pa.ArrowInvalid:
        return _stream(path, source)
    places = range(file.num_record_batches)
    rows = sum(file.get_batch(place).num_rows for place in places)
    return Opened(file.schema, _cut(path, (file.get_batch(place) for place in places)), rows, source.close)


def _stream(path: str, source: Any) -> Opened:
    try:
        source.seek(0)
        stream = pa.ipc.open_stream(source)
    except (pa.ArrowInvalid, OSError) as error:
        source.close()
        raise _unreadable(path, "Arrow", error) from None
    return Opened(stream.schema, _cut(path, stream), None, source.close)


def _cut(path: str, batches: Iterator[Any]) -> Iterator[Chunk]:
    try:
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                yield Chunk(batch.slice(start, ROWS))
    except (pa.ArrowInvalid, OSError) as error:
        raise _unreadable(path, "Arrow", error) from None


def _unreadable(path: str, form: str, error: Exception) -> TableError:
    message = text("the file cannot be read as {form}: {reason}", form=form, reason=str(error).split("\n")[0])
    return TableError([Problem("PR821", message, Place(path), text("write it once more, or give another file"))])
