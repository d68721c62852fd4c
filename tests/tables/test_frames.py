"""Tables of each kind go in, and a table of the same kind comes out."""

from decimal import Decimal

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import perfrules as pr

MARKS = [Decimal("89.15"), None]


class Stream:
    """A table of which nothing is known but that it has an Arrow stream."""

    def __init__(self, table):
        """Hold *table*."""
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        """Return the stream."""
        return self.table.__arrow_c_stream__(requested_schema)


@pytest.fixture
def table(good):
    """Return a good row and a bad one."""
    return pa.Table.from_pylist([{"id": "a", **good}, {"id": "b", **good, "spent": "many"}])


def marks(frame):
    """Return the marks of a table of any kind."""
    return pa.table(frame).column("marks").to_pylist()


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda table: table, pa.Table),
        (lambda table: table.to_batches()[0], pa.RecordBatch),
        (lambda table: table.to_reader(), pa.RecordBatchReader),
        (lambda table: table.to_pandas(), pd.DataFrame),
        (pl.DataFrame, pl.DataFrame),
        (lambda table: pl.DataFrame(table).lazy(), pl.LazyFrame),
        (duckdb.from_arrow, duckdb.DuckDBPyRelation),
        (lambda table: nw.from_native(pl.DataFrame(table)), nw.DataFrame),
        (Stream, pa.Table),
    ],
    ids=lambda value: f"{value.__module__}.{value.__name__}",
)
def test_the_same_kind_of_table_comes_out(rules, table, make, kind):
    """Results and problems are of the kind that came in, with the key and exact decimals."""
    result = rules.score_table(make(table), key="id")
    assert isinstance(result.table, kind)
    assert isinstance(result.problems, kind)
    out, problems = result.table, result.problems
    if kind is pl.LazyFrame:
        out, problems = out.collect(), problems.collect()
    out, problems = pa.table(out), pa.table(problems)
    assert ["id", "marks", "rate", "grade", "absence_reason"] == out.column_names
    assert (["a", "b"], MARKS) == (out.column("id").to_pylist(), out.column("marks").to_pylist())
    assert ["PR407"] == problems.column("code").to_pylist()
    assert 1 == result.counts.bad


def test_a_pandas_table_keeps_its_index_and_the_types_of_its_keys(rules, table):
    """Columns that only pass through are not touched."""
    frame = table.to_pandas().set_index(pd.Index([7, 3], name="no"))
    frame["id"] = pd.Categorical(["x", "y"])
    result = rules.score_table(frame, key="id").table
    assert ([7, 3], "no", "category") == (list(result.index), result.index.name, str(result["id"].dtype))


def test_a_pandas_column_of_mixed_values_is_read_as_texts(rules, table):
    """What a workbook gives: numbers, texts, moments and nothing in one column."""
    frame = table.to_pandas().drop(columns="id")
    frame["spent"] = pd.Series([95.5, "９５"], dtype=object)
    frame["finished"] = pd.Series([pd.Timestamp("2026-03-05"), "2026年3月6日"], dtype=object)
    frame["q/no"] = pd.Series([3, float("nan")], dtype=object)
    result = rules.score_table(frame)
    assert (1, {"PR601": 1}) == (result.counts.scored, result.counts.problems)


def test_a_relation_stays_in_its_connection(rules, table):
    """It can be used with the other tables there."""
    with duckdb.connect() as connection:
        connection.register("projects", table)
        result = rules.score_table(connection.sql("select * from projects"), key="id")
        scored = result.table
        assert [("a",)] == connection.sql("select id from scored where marks > 80").fetchall()
        assert scored.columns[0] == "id"


def test_an_empty_table_gives_an_empty_table(rules, table):
    """With the same columns as any other."""
    full, empty = rules.score_table(table, key="id"), rules.score_table(table.slice(0, 0), key="id")
    assert full.table.schema == empty.table.schema
    assert (0, 0) == (empty.table.num_rows, empty.counts.rows)


def test_what_is_no_table_is_refused(rules):
    """With what would be one."""
    for thing in ("projects.csv", 7, pd.Series([1]), pl.Series([1]), [{"spent": 1}]):
        with pytest.raises(pr.TableError) as caught:
            rules.score_table(thing)
        assert ["PR806"] == [problem.code for problem in caught.value.problems]


def test_a_stream_is_scored_batch_by_batch(rules, table):
    """An iterator of record batches, with schema, counts and the problems of each part; rows are counted through."""
    batches = [*table.to_batches(), *table.to_batches(), *table.slice(0, 0).to_batches()]
    for reader in (iter(batches), pa.RecordBatchReader.from_batches(table.schema, batches), Stream(table)):
        scores = rules.score_batches(reader, key="id")
        found = list(scores)
        assert all(isinstance(batch, pa.RecordBatch) and batch.schema == scores.schema for batch in found)
        assert MARKS * (scores.counts.rows // 2) == [mark for batch in found for mark in marks(pa.table(batch))]
    told = [part.problems.to_pylist() for part in rules.score_batches(iter(batches), key="id").parts()]
    assert [2, 4] == [problem["row"] for part in told for problem in part]


def test_no_batch_at_all_gives_nothing(rules):
    """There is not even a schema."""
    scores = rules.score_batches(iter([]))
    assert (None, []) == (scores.schema, list(scores))


def test_large_tables_are_scored_in_blocks(rules, good):
    """Rows, keys and problems are those of the whole table."""
    rows = 70_000
    columns = {name: pa.array([value] * rows).dictionary_encode() for name, value in good.items()}
    columns["lit"] = pa.array([190] * (rows - 1) + [None])
    result = rules.score_table(pa.table({**columns, "id": pa.array(range(rows))}), key="id")
    assert (rows, rows - 1) == (result.counts.rows, result.counts.scored)
    assert [(rows, str(rows - 1))] == [(one["row"], one["key"]) for one in result.problems.to_pylist()]
    assert rows - 1 == result.counts.grades["良好"]
    assert "A" in result.lanes
    assert "example/lights" == result.metadata["indicator_set"]
