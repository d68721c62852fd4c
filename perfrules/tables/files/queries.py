"""A query (查询) by DuckDB over files of tables, read a batch at a time; it works in memory that is bounded."""

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any

import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import ROWS, Chunk, Opened


def open_query(query: str, tables: Mapping[str, Opened]) -> Opened:
    """
    Return what a query gives.

    Args:
        query: one SELECT in the SQL of DuckDB, which finds files by their names in quotes.
        tables: files that it finds by these names; they are held in memory.

    Raises:
        TableError: DuckDB is not installed, or refuses the query; or a row of a file is broken.

    """
    if find_spec("duckdb") is None:
        message = text("queries need {library}, which is not installed", library="DuckDB")
        raise TableError([Problem("PR807", message, advice=text("install it: `pip install 'perfrules[batch]'`"))])
    import duckdb

    connection = duckdb.connect()
    try:
        connection.execute("SET enable_progress_bar = false; SET preserve_insertion_order = true")
        for name, opened in tables.items():
            connection.register(name, _whole(opened))
        relation = connection.sql(query)
        if relation is None:
            raise _refused(str(text("it gives no table")))
        reader = relation.to_arrow_reader(ROWS)
    except duckdb.Error as error:
        connection.close()
        raise _refused(str(error)) from None
    return Opened(reader.schema, _chunks(reader), None, connection.close)


def _whole(opened: Opened) -> Any:
    batches = []
    for chunk in opened.chunks:
        if chunk.broken:
            raise TableError(chunk.broken.values())
        batches.append(chunk.batch)
    opened.close()
    return pa.Table.from_batches(batches, opened.schema)


def _chunks(reader: Any) -> Iterator[Chunk]:
    import duckdb

    try:
        for batch in reader:
            for start in range(0, batch.num_rows, ROWS):
                yield Chunk(batch.slice(start, ROWS))
    except (duckdb.Error, OSError, pa.ArrowException) as error:
        raise _refused(str(error)) from None


def _refused(reason: str) -> TableError:
    said = " ".join(reason.strip().partition("\n")[0].split())
    message = text("DuckDB cannot do this query: {reason}", reason=said)
    return TableError([Problem("PR823", message, Place(), text("try it in DuckDB first"))])
