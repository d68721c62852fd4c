"""Ranks of rows: one more than how many rows have better marks, whatever the table, and the same of a single case."""

from fractions import Fraction

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules as pr
from perfrules.case.population import population_in
from tests.scoring.test_ranks import SET

THIRDS = """
[[indicator]]
code = "C"
name = "三分"
full_marks = 10
weight = 0
rank = "shared"
rubric = { kind = "formula", marks = "least(late, 30) / 3" }
"""
PEERS = THIRDS.replace("least(late, 30) / 3", "clamp(population_maximum(late) - late, 0, 10)")
CELLS = st.sampled_from([None, "", "x", "0", "0.04", "1", "2", "2.5", "2.549", "2.55", "7", "9.96", "10", "50", "100"])
ROWS = st.lists(st.tuples(CELLS, CELLS), max_size=12)
PREFIXES = {"total": "", "B": "B/", "C": "C/"}


@pytest.fixture(scope="session", params=[THIRDS, PEERS], ids=["thirds", "peers"])
def ready(tmp_path_factory, request):
    """Return rules with three results that are ranked: where less is better, of fractions, or of all other rows."""
    path = tmp_path_factory.mktemp("sets") / "ranked.toml"
    path.write_text(SET.replace('["total", "B"]', '["total", "B", "C"]') + request.param, encoding="utf-8")
    return pr.load(path)


def table_of(rows):
    """Return a table of evidence."""
    done, late = zip(*rows, strict=True) if rows else ((), ())
    return pa.table({"done": pa.array(done, pa.string()), "late": pa.array(late, pa.string())})


def number(cell):
    """Return marks as a fraction, those that are written as texts too."""
    return None if cell is None else Fraction(cell)


@given(rows=ROWS)
def test_ranks_are_one_and_how_many_are_better(ready, rows):
    """Null where there are no marks, else 1 and how many rows, or different marks, are strictly better."""
    found = ready.score_table(table_of(rows)).table.to_pylist()
    for code, prefix in PREFIXES.items():
        marks = [number(row[f"{prefix}marks"]) for row in found]
        for row, own in zip(found, marks, strict=True):
            there = [] if own is None else [one for one in marks if one is not None]
            better = [one for one in there if (one < own if code == "B" else one > own)]
            expected = None if own is None else 1 + len(set(better) if code == "B" else better)
            assert expected == row[f"{prefix}rank"]


@given(rows=ROWS, cut=st.integers(1, 5))
def test_batches_and_single_cases_have_the_ranks_of_the_table(ready, rows, cut):
    """However a stream is cut, and for each row by itself: with the population the ranks are those of the whole."""
    table = table_of(rows)
    whole = ready.score_table(table).table.to_pylist()
    known = ready.with_population(ready.population_of(table))
    assert whole == [row for batch in known.score_batches(table.to_batches(cut)) for row in batch.to_pylist()]
    for row, evidence in zip(whole, table.to_pylist(), strict=True):
        given_ = {name: value for name, value in evidence.items() if value is not None}
        if row["marks"] is not None:
            card = known.score(given_)
            assert [row[f"{prefix}rank"] for prefix in PREFIXES.values()] == [card[code].rank for code in PREFIXES]
            there = [other for other in whole if other["marks"] is not None]
            assert len(there) == card["total"].ranked


def test_ranks_are_put_out_where_the_set_has_them(ready):
    """They stand behind marks, rate and grade of their result; alone where only they are asked for."""
    table = table_of([("90", "1"), ("80", "2")])
    assert ["marks", "rate", "grade", "rank", "absence_reason"] == ready.score_table(table).table.column_names[:5]
    found = ready.score_table(table, outputs="rank", codes="all").table
    assert ["rank", "B/rank", "C/rank"] == [name for name in found.column_names if not name.endswith("reason")]
    assert pa.int64() == found.schema.field("rank").type
    without = ready.score_table(table, outputs=["marks"]).table
    assert not [name for name in without.column_names if "rank" in name]


def test_a_set_without_ranks_has_none_to_put_out(rules, good):
    """The usual outputs are without, and asking for it is PR804, which says how a set gets one."""
    table = pa.table({name: [value] for name, value in good.items()})
    assert "rank" not in rules.score_table(table).table.column_names
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(table, outputs=["marks", "rank"])
    (problem,) = caught.value.problems
    assert ("PR804", True) == (problem.code, 'rank = "shared"' in str(problem.advice))


def test_ranks_stay_whole_numbers_beside_null(ready):
    """Pandas would else make them floats."""
    rows = table_of([("90", "1"), (None, "2"), ("80", "3")])
    for frame in (rows.to_pandas(), pl.from_arrow(rows)):
        found = ready.score_table(frame, outputs="rank").table["rank"]
        assert ["1", None, "2"] == [
            None if value is pd.NA or value is None else str(value) for value in found.to_list()
        ]


def test_a_larger_population_ranks_rows_among_its_own(ready):
    """With a population that is given, rows are ranked among it, whether they are of it or not."""
    found = ready.population_of(table_of([("100", "0"), ("95", "0"), ("95", "1"), ("60", "2")]))
    ranks = ready.with_population(found).score_table(table_of([("96", "0"), ("50", "0"), ("95", "2")]), outputs="rank")
    assert [2, 5, 2] == ranks.table["rank"].to_pylist()


def test_a_population_may_have_finer_marks_than_a_table(ready):
    """Its file holds any exact marks; nothing is rounded to compare them."""
    found = ready.population_of(table_of([("50", "0"), ("60", "0"), ("70", "0")]))
    text = found.toml().replace('"70" = 1', '"70.03" = 1').replace('"60" = 1', '"60.07" = 1')
    finer = population_in(text.encode(), "found.toml")
    ranks = ready.with_population(finer).score_table(
        table_of([("70.1", "0"), ("70", "0"), ("60", "0")]), outputs="rank"
    )
    assert [1, 2, 3] == ranks.table["rank"].to_pylist()


def test_marks_that_stand_are_those_of_rows_that_can_be_scored(ready):
    """Rows that cannot be read are left out of the population, and those without marks are not ranked in it."""
    found = ready.population_of(table_of([("100", "0"), ("x", "0"), (None, "0"), ("100", "1")])).file
    assert (4, 1) == (found.rows, found.left_out)
    assert {"100": 2} == found.ranking[0].marks
