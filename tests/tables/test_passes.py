"""What can be read twice finds its own population, whatever it is; what can be read once is refused with advice."""

import pickle

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import perfrules as pr
from perfrules.language import use
from tests.program.building import rules, shared

EVIDENCE = {"cost": {"type": "number", "places": 1, "at_least": 0}}
COSTS = ["3", "1", None, "7", "10.5", "cheap"]


@pytest.fixture(scope="module")
def ready():
    """Return rules that hold a project against the mean and the median of all."""
    marks = "clamp(50 + cost - population_mean(cost) + population_quantile(cost, 0.5), 0, 100)"
    rubric = {"kind": "formula", "marks": marks}
    return rules({"code": "A", "name": "A", "full_marks": 100, "rubric": rubric}, evidence=EVIDENCE)


@pytest.fixture(scope="module")
def table():
    """Return the costs of six projects, of which one lacks and one cannot be read."""
    return pa.table({"cost": COSTS})


@pytest.fixture(scope="module")
def marks(ready, table):
    """Return the marks of the whole table."""
    return ready.score_table(table).table["marks"].to_pylist()


def streamed(ready, reader):
    """Return the marks of a stream, and the digest of the population that they were found by."""
    scored = ready.score_batches(reader)
    found = [value for batch in scored for value in batch.column("marks").to_pylist()]
    return found, scored.schema.metadata[b"perfrules"]


def readers(table, folder):
    """Return the table in everything that can be read twice."""
    batches = table.to_batches(max_chunksize=2)
    pq.write_table(table, folder / "costs.parquet", row_group_size=2)
    return {
        "table": table,
        "list": batches,
        "tuple": tuple(batches),
        "pandas": table.to_pandas(),
        "polars": pl.DataFrame(table),
        "dataset": ds.dataset(folder / "costs.parquet"),
        "reader": lambda: pa.RecordBatchReader.from_batches(table.schema, batches),
        "generator": lambda: (batch for batch in batches),
        "file": lambda: pq.ParquetFile(folder / "costs.parquet").iter_batches(2),
        "frame": lambda: pd.DataFrame({"cost": COSTS}),
    }


def test_what_is_read_twice_finds_its_population(ready, table, marks, tmp_path):
    """Tables, lists, datasets and functions that open a reader give the marks of the whole table."""
    by = ready.with_population(ready.population_of(table)).score_table(table).table
    assert marks == by["marks"].to_pylist()
    for name, reader in readers(table, tmp_path).items():
        found, metadata = streamed(ready, reader)
        assert (name, marks, by.schema.metadata[b"perfrules"]) == (name, found, metadata)
        assert (name, ready.population_of(table)) == (name, ready.population_of(reader))


def test_datasets_are_tables(ready, table, marks, tmp_path):
    """A dataset is scored whole, too."""
    pq.write_table(table, tmp_path / "costs.parquet")
    assert marks == ready.score_table(ds.dataset(tmp_path)).table["marks"].to_pylist()


@pytest.mark.parametrize("name", ["reader", "generator", "file"])
def test_what_is_read_once_is_refused_with_advice(ready, table, marks, tmp_path, name):
    """PR613 says what else to give; the population of it can be found all the same, and then it is scored."""
    opening = readers(table, tmp_path)[name]
    with use("en"), pytest.raises(pr.TableError) as caught:
        ready.score_batches(opening())
    assert ["PR613"] == [problem.code for problem in caught.value.problems]
    assert "a function that returns a new reader" in str(caught.value.problems[0].advice)
    found = ready.population_of(opening())
    assert marks == streamed(ready.with_population(found), opening())[0]
    assert found.file.rows == len(COSTS)


def test_a_set_without_population_is_read_once(table):
    """Functions that open a reader are taken for every set, and called once."""
    plain = rules(shared("A", "cost / 100"), evidence=EVIDENCE)
    called = []
    found = streamed(plain, lambda: called.append(1) or iter(table.to_batches()))[0]
    assert (1, 6) == (len(called), len(found))


@pytest.mark.parametrize("change", [-1, 1])
def test_other_rows_the_second_time_are_an_error(ready, table, change):
    """Who gives fewer or more rows when asked again is told so, and gets no marks by another population."""
    turns = iter([table, table.slice(0, len(table) + change) if change < 0 else pa.concat_tables([table, table])])
    with use("en"), pytest.raises(pr.TableError) as caught:
        list(ready.score_batches(lambda: next(turns)))
    assert ["PR613"] == [problem.code for problem in caught.value.problems]
    assert "had 6 rows when the population was found" in str(caught.value.problems[0].text)


def test_more_rows_the_second_time_are_told_at_once(ready, table):
    """Nothing is scored of what was not counted, and a source without end is not waited for."""
    turns, read = iter([1, 9]), []

    def opened():
        for batch in table.to_batches() * next(turns):
            read.append(batch)
            yield batch

    with pytest.raises(pr.TableError):
        list(ready.score_batches(opened))
    assert 1 + 2 == len(read)


def test_a_reader_that_is_spent_is_an_error(ready, table):
    """A function that gives the same iterator again has no rows the second time."""
    spent = iter(table.to_batches())
    with pytest.raises(pr.TableError) as caught:
        ready.score_batches(lambda: spent)
    assert ["PR613"] == [problem.code for problem in caught.value.problems]


def test_what_opens_no_reader_is_told(ready, table):
    """PR806: functions that ask for something or give no table, and what is no table itself."""
    for reader in (lambda path: path, lambda: None, lambda: 3, lambda: ["costs"], dict, "costs.csv", [table]):
        for scoring in (ready.score_batches, ready.population_of):
            with pytest.raises(pr.TableError) as caught:
                scoring(reader)
            assert ["PR806"] == [problem.code for problem in caught.value.problems]


def test_no_rows_have_no_population(ready, table):
    """Of nothing nothing is found, and nothing is scored."""
    assert [] == streamed(ready, table.slice(0, 0))[0]
    assert [] == list(ready.score_batches([]))
    assert () == ready.population_of([]).file.measure


def test_the_population_can_be_taken_away_and_found_anew(ready, table, marks):
    """A population that was given goes before that of the table; without it the table finds its own again."""
    given = ready.with_population(ready.population_of(table.slice(0, 1)))
    assert marks != given.score_table(table).table["marks"].to_pylist()
    assert marks == given.with_population(None).score_table(table).table["marks"].to_pylist()
    assert ready.population_of(table) == given.population_of(table)


def test_rules_in_another_process_take_no_part_for_the_whole(ready, table, marks):
    """What came with them may be a partition: they find no population of their own, and score by the one they have."""
    alone = pickle.loads(pickle.dumps(ready))  # noqa: S301 - made in this line
    for scoring in (alone.score_table, alone.score_batches):
        with use("en"), pytest.raises(pr.TableError, match="came from another process") as caught:
            scoring(table)
        assert ["PR613"] == [problem.code for problem in caught.value.problems]
    given = pickle.loads(pickle.dumps(ready.with_population(ready.population_of(table))))  # noqa: S301 - as above
    assert marks == given.score_table(table).table["marks"].to_pylist()
