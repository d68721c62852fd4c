"""Batches of one stream are read by the columns of the first, and nothing else is taken for them."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import perfrules as pr


@pytest.fixture
def batch(good):
    """Return two good rows."""
    return pa.RecordBatch.from_pylist([good, good])


def swapped(batch):
    """Return a batch with two columns in each other's place."""
    names = ["spent" if name == "budget" else "budget" if name == "spent" else name for name in batch.schema.names]
    return batch.select(names)


@pytest.mark.parametrize(
    "change",
    [
        swapped,
        lambda batch: batch.select(batch.schema.names[:-1]),
        lambda batch: batch.append_column("more", pa.array([1, 1])),
        lambda batch: batch.set_column(0, batch.schema.names[0], pa.array([100, 100])),
        lambda batch: pa.Table.from_batches([batch]),
        lambda _: "batch",
    ],
    ids=["swapped", "fewer", "more", "another type", "a table", "a text"],
)
def test_a_batch_with_other_columns_is_an_error(rules, batch, change):
    """No batch is read by columns that it does not have in that place."""
    with pytest.raises(pr.TableError, match="PR806"):
        list(rules.score_batches(iter([batch, change(batch)])))


def test_a_reader_that_does_not_keep_its_schema_is_an_error(rules, batch):
    """Readers made of iterators do not look at the batches that they give."""
    reader = pa.RecordBatchReader.from_batches(batch.schema, iter([batch, swapped(batch)]))
    with pytest.raises(pr.TableError, match="`spent` differs"):
        rules.score_table(reader)


def test_columns_without_a_type_are_null(rules, batch):
    """Rows of which no one has a value make columns without a type."""
    nothing = batch.set_column(0, batch.schema.names[0], pa.nulls(2))
    scores = rules.score_batches(iter([batch, nothing]))
    assert [2, 2] == [one.num_rows for one in scores]
    assert {"PR601": 2} == dict(scores.counts.problems)


@pytest.mark.parametrize("value", [pa.array([1]), pa.chunked_array([[1]]), pa.array([{"lit": 1}])], ids=type)
def test_what_is_no_table_is_said_to_be_none(rules, value):
    """Arrays of Arrow are no tables."""
    with pytest.raises(pr.TableError, match="PR806"):
        rules.score_table(value)


def lists(kind):
    """Return lists of points of a type; behind the null one there is something."""
    if kind == "masked":
        values = pa.array(["faults", "rules", "faults", "log", "faults"])
        return pa.ListArray.from_arrays([0, 2, 4, 5], values, mask=pa.array([False, True, False]))
    rows = [["faults", "log"], None, ["rules", "faults"]]
    if kind == "views":
        return pa.ListViewArray.from_arrays([0, 0, 2], [2, 0, 2], pa.array(["faults", "log", "rules", "faults"]))
    types = {
        "fixed": pa.list_(pa.string(), 2),
        "views of texts": pa.list_(pa.string_view()),
        "dictionary": pa.large_list(pa.dictionary(pa.int8(), pa.string())),
    }
    return pa.array(rows, types[kind])


@pytest.mark.parametrize("kind", ["masked", "views", "fixed", "views of texts", "dictionary"])
def test_lists_of_every_form_are_lists(rules, good, kind):
    """A checklist as one column is read from lists of any form that Arrow has."""
    plain = {name: value for name, value in good.items() if not name.startswith("C/")}
    table = pa.Table.from_pylist([plain] * 3).append_column("C", lists(kind))
    met = table["C"].to_pylist()
    wanted = [rules.check({**plain, **({} if one is None else {"C": {"met": one}})}) for one in met]
    problems = rules.score_table(table).problems.to_pylist()
    for row, found in enumerate(wanted, 1):
        assert [one.code for one in found] == [one["code"] for one in problems if one["row"] == row]
    assert rules.score_table(table.slice(2)).problems.to_pylist() == [
        {**one, "row": one["row"] - 2} for one in problems if one["row"] > 2
    ]


@pytest.mark.parametrize(
    "values", [pa.array(["100", None]).dictionary_encode(), pa.array(["100", None], pa.string_view())], ids=["d", "v"]
)
def test_runs_of_anything_are_read(rules, batch, values):
    """Runs whose values Arrow does not unroll are unrolled all the same, in a slice too."""
    table = pa.Table.from_batches([batch, batch])
    runs = pa.RunEndEncodedArray.from_arrays([3, 4], values)
    found = rules.score_table(table.set_column(0, "budget", runs).slice(1), key="budget")
    assert [3] == found.problems["row"].to_pylist()


def test_views_of_bytes_are_told_of(rules, batch):
    """Bytes are no texts, in whatever form."""
    found = rules.score_table(batch.set_column(0, "budget", pa.array([b"100", b"x"], pa.binary_view())))
    assert {"PR407": 2} == dict(found.counts.problems)


def test_periods_of_pandas_are_no_numbers(rules, good):
    """What stands behind a period is counted from 1970, and is not what the table says."""
    frame = pd.DataFrame([good, good]).assign(lights=pd.period_range("2026-01", periods=2, freq="M"))
    assert {"PR407": 2} == dict(rules.score_table(frame).counts.problems)


def test_wide_whole_numbers_of_polars_are_read(rules, good):
    """Arrow has no whole numbers of 128 bits."""
    frame = pl.DataFrame([good, good]).with_columns(pl.Series("lights", [200, 2**100], pl.Int128))
    assert {"PR409": 1} == dict(rules.score_table(frame).counts.problems)


def test_what_is_asked_for_twice_is_put_out_once(rules, good):
    """Keys and outputs are sets in their order."""
    frame = pd.DataFrame([{"id": "a", **good}])
    found = rules.score_table(frame, key=["id", "id"], outputs=["marks", "marks"])
    assert ["id", "marks", "absence_reason"] == list(found.table.columns)


def test_small_chunks_are_scored_together(rules, batch):
    """A table of many small chunks gives what the same rows in one give."""
    chunks = pa.Table.from_batches([batch] * 40)
    one = rules.score_table(chunks.combine_chunks())
    many = rules.score_table(chunks)
    assert many.table.equals(one.table)
    assert 1 == many.table.column("marks").num_chunks
