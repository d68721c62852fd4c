"""A thousand bad rows of all sorts among good ones: exactly these are told, and the others are scored."""

from collections import Counter

import pyarrow as pa
import pytest

import perfrules as pr
from tests.tables.planting import NAMES, SET, SORTS, TYPED, planted, wrong


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Return the rules of the set."""
    file = tmp_path_factory.mktemp("sets") / "planted.toml"
    file.write_text(SET, encoding="utf-8")
    return pr.load(file)


def texts(rows):
    """Return rows as columns of texts."""
    return pa.table({name: pa.array([row[name] for row in rows.rows], pa.string()) for name in NAMES})


@pytest.mark.parametrize("typed", [False, True], ids=["texts", "types"])
def test_a_thousand_bad_rows_are_told_and_all_others_scored(rules, typed):
    """Each has its one problem, with row, key, column and code; counts agree, and good rows are as single cases."""
    sorts = [sort for name, sort in SORTS.items() if not typed or name in TYPED]
    assert len(sorts) >= 20
    rows = planted(sorts)
    result = rules.score_table(rows.typed() if typed else texts(rows), key="no")
    told = [(one["row"], one["key"], one["column"], one["code"]) for one in result.problems.to_pylist()]
    assert rows.told() == told
    assert [] == wrong(rules, rows, result.table)
    counts = result.counts
    assert (20_000, 19_000, 1_000) == (counts.rows, counts.scored, counts.bad)
    assert Counter(sort.code for sort in rows.sorts.values()) == counts.problems
    assert 19_000 == sum(counts.grades.values())
