"""Odd frames: what each library can hold beside plain columns, and what is only nearly a table."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

import perfrules as pr
from perfrules.tables import frames

SHANGHAI = timezone(timedelta(hours=8))
FREE = """
format = "perfrules/indicator-set/1"
id = "example/free"
edition = "1"
title = "Free"
source = [{ id = "s", title = "S" }]
[[indicator]]
code = "A"
name = "A"
full_marks = 10
source = "s"
rubric = { kind = "formula", marks = 10 }
"""


@pytest.fixture
def frame(good):
    """Return three good rows in pandas."""
    return pd.DataFrame([good] * 3)


def scored(result):
    """Return the marks of a result as texts, and the codes of what is wrong."""
    marks = [None if mark is None else str(mark) for mark in pa.table(result.table).column("marks").to_pylist()]
    return marks, pa.table(result.problems).column("code").to_pylist()


def refused(ask):
    """Return the messages and advice of a table that is refused."""
    with pytest.raises(pr.TableError) as caught:
        ask()
    return [(problem.code, problem.message, problem.hint) for problem in caught.value.problems]


@pytest.mark.parametrize("rows", [0, 3])
def test_rows_without_columns_are_rows(tmp_path, rows):
    """Of a set that asks for no evidence."""
    file = tmp_path / "free.toml"
    file.write_text(FREE, encoding="utf-8")
    rules, index = pr.load(file), pd.Index(range(5, 5 + rows))
    result = rules.score_table(pd.DataFrame(index=index))
    assert [["10"] * rows, []] == [*scored(result)]
    assert list(index) == list(result.table.index)
    assert rows == rules.score_table(pd.DataFrame({"a": ["x"] * rows}), others="ignore").counts.scored


def test_what_is_in_the_index_is_no_column(rules, frame):
    """With what makes one of it, for keys and for evidence."""
    advice = "it is the index of the table: make it a column by `reset_index()`"
    named = frame.assign(id=["a", "b", "c"], no=[1, 2, 3]).set_index(["id", "no"])
    assert [
        ("PR802", "the table has no column `id`", advice),
        ("PR802", "the table has no column `no`", advice),
    ] == refused(lambda: rules.score_table(named, key=["id", "no"]))
    assert [("PR802", "the table has no column `spent`, which every row needs", advice)] == refused(
        lambda: rules.score_table(frame.set_index("spent"))
    )
    assert 3 == rules.score_table(named.reset_index(), key=["id", "no"]).counts.scored


def test_headings_of_several_levels_are_refused(rules, frame):
    """Each column has one name."""
    frame.columns = pd.MultiIndex.from_tuples([("2026", name) for name in frame.columns])
    for ask in (rules.score_table, rules.score_batches, rules.population_of):
        assert [
            (
                "PR806",
                "the headings of the table have 2 levels",
                'make one of them: `frame.columns = ["/".join(parts) for parts in frame.columns]`',
            )
        ] == refused(lambda ask=ask: ask(frame))


def test_columns_of_one_name_are_refused(rules, frame):
    """By what their names are as texts."""
    twice = pd.concat([frame, frame[["spent"]]], axis=1)
    assert "the table has several columns `spent`" == refused(lambda: rules.score_table(twice))[0][1]
    frame[3], frame["3"] = 1, 2
    assert "the table has several columns `3`" == refused(lambda: rules.score_table(frame, others="ignore"))[0][1]


def test_a_kind_of_pandas_frame_is_one(rules, frame):
    """As geographers have."""

    class Map(pd.DataFrame):
        """A table with more to it."""

    result = rules.score_table(Map(frame.set_axis([5, 6, 7])))
    assert isinstance(result.table, pd.DataFrame)
    assert [5, 6, 7] == list(result.table.index)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("lit", pd.array([190, None, 180], "Int64"), ["89.15", None, "89.15"]),
        ("audited", pd.array([True, None, False], "boolean"), ["89.15", None, "55.15"]),
        ("audited", [1.0, None, 0.0], ["89.15", None, "55.15"]),
        ("audited", pd.Series([True, float("nan"), "否"], dtype=object), ["89.15", None, "55.15"]),
        ("spent", pd.array(["95.5", None, "x"], "string[pyarrow]"), ["89.15", None, None]),
        ("spent", pd.Series([95.5, True, 10**40], dtype=object), ["89.15", None, None]),
        ("spent", pd.Categorical([95.5, True, None], pd.Index([95.5, True], dtype=object)), ["89.15", None, None]),
        ("spent", pd.Series([95.5, "\ud800", 10**5000], dtype=object), ["89.15", None, None]),
        ("spent", pd.Series(["95.5", {1: 2}, b"1"], dtype=object), ["89.15", None, None]),
        ("spent", pd.arrays.SparseArray([95.5, float("nan"), float("inf")]), ["89.15", None, None]),
        ("spent", pd.interval_range(1, 4), [None] * 3),
        ("spent", pd.array(["95.5", None, "x"], pd.ArrowDtype(pa.string_view())), ["89.15", None, None]),
        ("spent", pd.array([(1, 2, 3)] * 3, pd.ArrowDtype(pa.month_day_nano_interval())), [None] * 3),
        ("spent", np.array([1j, 2, 3]), [None] * 3),
        ("lit", pd.Categorical([190, "180", None]), ["89.15", "89.15", None]),
        ("district", pd.Categorical(["city", "county", None]), ["89.15", "72.15", None]),
        ("started", pd.period_range("2026-01-05", periods=3, freq="D"), ["89.15"] * 3),
        ("started", pd.Categorical(pd.period_range("2026-01-05", periods=3, freq="D")), ["89.15"] * 3),
        ("started", pd.Series([np.datetime64("2026-01-05"), "x", None], dtype=object), ["89.15", None, None]),
        ("started", pd.Series([date(2026, 1, 5), 20458, Decimal(100)], dtype=object), ["89.15", None, None]),
        ("B/na", pd.Series([np.datetime64("2026-01-05"), np.float32(95.1), {1}], dtype=object), None),
        ("D/marks", pd.Series([[1.0, True], [3], 3.5], dtype=object), [None, None, "89.15"]),
    ],
)
def test_every_type_of_pandas_is_read_or_refused_by_the_row(rules, frame, name, values, expected):
    """Nothing that is no number becomes one, and nothing stops the others."""
    found = scored(rules.score_table(frame.assign(**{name: values})))[0]
    assert (found if expected is None else expected) == found


def test_moments_of_several_time_zones_are_of_the_day_there(rules, frame, good):
    """As in a case; in Arrow all of them would be of the first zone."""
    days = [datetime(2026, 3, 5, 1, tzinfo=zone) for zone in (UTC, SHANGHAI, SHANGHAI)]
    frame["started"] = pd.Series(["2025-05-08"] * 3)
    frame["finished"] = pd.Series(days, dtype=object)
    case = rules.score({**good, "started": "2025-05-08", "finished": days[1]}).marks
    assert [str(case)] * 3 == scored(rules.score_table(frame))[0]
    assert case != rules.score({**good, "started": "2025-05-08", "finished": "2026-03-04"}).marks


def test_an_object_that_cannot_be_written_is_a_problem(rules, frame):
    """Of its row alone."""

    class Mute:
        """What fails when it is asked for its text."""

        def __str__(self):
            """Fail."""
            raise RuntimeError

    frame["spent"] = pd.Series([Mute(), "95.5", "95.5"], dtype=object)
    assert ([None, "89.15", "89.15"], ["PR407"]) == scored(rules.score_table(frame))


@pytest.mark.parametrize(
    ("name", "series", "expected"),
    [
        ("district", pl.Series(["city", "county", None], dtype=pl.Categorical), ["89.15", "72.15", None]),
        ("district", pl.Series(["city", "county", None], dtype=pl.Enum(["city", "county"])), ["89.15", "72.15", None]),
        ("spent", pl.Series(["95.5", None, "1"]).cast(pl.Decimal(10, 2)), ["89.15", None, "60.80"]),
        ("spent", pl.Series([95, 2**100, None], dtype=pl.Int128), ["89.00", None, None]),
        ("spent", pl.Series([[95], [2**100], None], dtype=pl.List(pl.Int128)), [None] * 3),
        ("spent", pl.Series([[95], [2**100], None], dtype=pl.Array(pl.Int128, 1)), [None] * 3),
        (
            "spent",
            pl.Series([{"value": 95}, {"a": 1}, None], dtype=pl.Struct({"value": pl.Int128})),
            ["89.00", None, None],
        ),
        ("spent", pl.Series([object(), "95.5", None], dtype=pl.Object), [None, "89.15", None]),
        ("spent", pl.Series([None] * 3, dtype=pl.Null), [None] * 3),
        ("started", pl.Series([datetime(2026, 1, 5, 1, tzinfo=SHANGHAI)] * 3, dtype=pl.Datetime("us", "UTC")), None),
    ],
)
def test_every_type_of_polars_is_read_or_refused_by_the_row(rules, good, name, series, expected):
    """Those that Arrow has no type for too."""
    result = rules.score_table(pl.DataFrame([good] * 3).with_columns(series.alias(name)))
    assert isinstance(result.table, pl.DataFrame)
    if expected is not None:
        assert expected == scored(result)[0]


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (pa.array(["95.5", None, "x"], pa.string_view()), ["89.15", None, None]),
        (pa.array(["95.5", None, "x"], pa.large_string()).dictionary_encode(), ["89.15", None, None]),
        (pa.RunEndEncodedArray.from_arrays([2, 3], pa.array(["95.5", "x"])), ["89.15", "89.15", None]),
        (pa.array(["95.5", None, "1"]).cast(pa.decimal256(60, 9)), ["89.15", None, "60.80"]),
        (pa.ExtensionArray.from_storage(pa.json_(), pa.array(["95.5", None, "x"])), ["89.15", None, None]),
        (pa.array([b"95.5"] * 3, pa.binary_view()), [None] * 3),
        (pa.array([[("a", 1)]] * 3, pa.map_(pa.string(), pa.int8())), [None] * 3),
        (pa.array([(1, 2, 3)] * 3, pa.month_day_nano_interval()), [None] * 3),
        (pa.nulls(3), [None] * 3),
        (pa.chunked_array([["95.5"], [], ["95.5", None]]), ["89.15", "89.15", None]),
    ],
)
def test_every_type_of_arrow_is_read_or_refused_by_the_row(rules, good, array, expected):
    """Views, runs, dictionaries, extensions, and what is no evidence at all."""
    columns = {key: pa.array([value] * 3) for key, value in good.items()} | {"spent": array}
    assert expected == scored(rules.score_table(pa.table(columns)))[0]


def test_a_table_without_a_chunk_is_empty(rules, good):
    """Of any type."""
    assert ([], []) == scored(rules.score_table(pa.table({key: pa.chunked_array([], pa.string()) for key in good})))


def test_tables_of_narwhals_stay_such(rules, good):
    """Eager and lazy, of the library that they were of."""
    table = pl.DataFrame([good])
    for given in (nw.from_native(table), nw.from_native(table.lazy()), nw.from_native(table.to_pandas())):
        result = rules.score_table(given)
        assert type(given) is type(result.table)
        assert type(given.to_native()) is type(result.problems.to_native())


def test_a_table_that_only_narwhals_knows(rules, good, monkeypatch):
    """Comes back as it was."""
    monkeypatch.delitem(frames._READERS, "polars")
    monkeypatch.delattr(pl.DataFrame, "__arrow_c_stream__")
    assert isinstance(rules.score_table(pl.DataFrame([good])).table, pl.DataFrame)


def test_datasets_and_scanners_are_tables(rules, good):
    """Of PyArrow."""
    found = ds.dataset(pa.Table.from_pylist([good]))
    for given in (found, found.scanner()):
        assert (["89.15"], []) == scored(rules.score_table(given))


ARROW = "give a table of pandas, Polars, PyArrow or DuckDB, or one with `__arrow_c_stream__`"
FILE = "read the file before, as `pandas.read_csv` does, or score it by `perfrules batch`"
ARRAY = "`pandas.DataFrame(array)` makes a table of an array"


@pytest.mark.parametrize(
    ("thing", "kind", "advice"),
    [
        ("projects.csv", "str", FILE),
        (Path("projects.csv"), type(Path()).__name__, FILE),
        (b"spent", "bytes", FILE),
        ([{"spent": 1}], "list", "`pyarrow.Table.from_pylist(rows)` makes a table of a list of dicts"),
        (
            {"spent": [1]},
            "dict",
            "`pyarrow.table(columns)` makes a table of a dict of columns; one case is scored by `rules.score`",
        ),
        (np.zeros(3), "ndarray", ARRAY),
        (np.array([(1, 2)], dtype=[("spent", "i4"), ("lit", "i4")]), "ndarray", ARRAY),
        (pd.Series([1]), "Series", "call its `to_frame()`"),
        (pl.Series([1]), "Series", "call its `to_frame()`"),
        (pa.array([1]), "Int64Array", ARROW),
        (pd.DataFrame, "type", ARROW),
        (None, "NoneType", ARROW),
        (7, "int", ARROW),
    ],
)
def test_what_is_nearly_a_table_is_told_how_to_become_one(rules, thing, kind, advice):
    """By what it is."""
    told = [("PR806", f"a table was expected, not {kind}", advice)]
    assert told == refused(lambda: rules.score_table(thing))
    if not isinstance(thing, list | np.ndarray | pd.Series | pl.Series | pa.Array):
        assert told == refused(lambda: list(rules.score_batches(thing)))


def test_batches_are_no_table(rules):
    """With what takes them."""
    advice = "`score_batches` takes batches one by one, and a function that returns them"
    for thing in (iter([]), lambda: None):
        assert advice == refused(lambda thing=thing: rules.score_table(thing))[0][2]


def test_what_is_no_batch_is_refused_even_if_it_is_nothing(rules, good):
    """None is no end of a stream."""
    batch = pa.RecordBatch.from_pylist([good])
    for things in ([None], [None, batch], [batch, None]):
        assert [("PR806", "record batches were expected, not NoneType", None)] == refused(
            lambda things=things: list(rules.score_batches(iter(things)))
        )


def failing(batch):
    """Yield a batch, then fail as a disk does."""
    yield batch
    message = "the disk is gone\nfor ever"
    raise OSError(message)


def test_what_fails_behind_a_table_is_told(rules, good):
    """A query, a file, a connection: with the error that it was."""
    batch = pa.RecordBatch.from_pylist([good])
    connection = duckdb.connect()
    closed = connection.from_arrow(pa.table(batch))
    connection.close()
    lazy = pl.LazyFrame([good]).with_columns(spent=pl.col("district").cast(pl.Int8))
    reader = pa.RecordBatchReader.from_batches(batch.schema, failing(batch))
    for thing, reason in ((closed, "Connection"), (lazy, "conversion"), (reader, "the disk is gone")):
        with pytest.raises(pr.TableError) as caught:
            rules.score_table(thing)
        problem = caught.value.problems[0]
        assert problem.message.startswith(f"the table cannot be read: {reason}")
        assert ("PR806", 1) == (problem.code, len(problem.message.splitlines()))
        assert caught.value.__cause__ is not None


def test_what_fails_in_ones_own_iterator_is_ones_own(rules, good):
    """No table is between it and who asked."""
    with pytest.raises(OSError, match="disk"):
        list(rules.score_batches(failing(pa.RecordBatch.from_pylist([good]))))
