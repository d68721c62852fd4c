"""Plans and cells that are kept: between the batches of a stream, and between tables of one set."""

from decimal import Decimal

import pyarrow as pa
import pytest

from perfrules.readings.columns import planner
from tests.program.building import rules as rules_of
from tests.tables.tabling import expected, found, row_of

COLUMNS = (
    pa.array([95, 50], pa.int8()),
    pa.array([95, 50], pa.uint8()),
    pa.array([200, None], pa.uint16()),
    pa.array([95, 2**40], pa.int64()),
    pa.array([2**32 - 1, 0], pa.uint32()),
    pa.array([2**63, 7], pa.uint64()),
    pa.array([-(2**63), 7], pa.int64()),
    pa.array([Decimal(f"{'9' * 28}.5"), None], pa.decimal256(50, 2)),
    pa.array([Decimal("95.5"), Decimal("0.3")], pa.decimal128(9, 1)),
    pa.array([None, None], pa.int32()),
)


def table(good, spent):
    """Return good rows that differ in one column."""
    return pa.table({**{name: pa.array([value] * len(spent)) for name, value in good.items()}, "spent": spent})


MEAN = "clamp(population_mean(cost), 0, 9)"


def fail(*_arguments):
    """Stand in for what makes plans."""
    raise AssertionError


def test_a_second_table_of_the_same_columns_needs_no_plan(rules, good, monkeypatch):
    """To plan takes longer than to score a small table, so that plans are kept."""
    rules.score_table(table(good, pa.array([50, 95])))
    monkeypatch.setattr(planner, "plan_for", fail)
    assert 2 == rules.score_table(table(good, pa.array([95, 50]))).counts.scored


@pytest.mark.parametrize("order", [COLUMNS, COLUMNS[::-1]], ids=["narrow first", "wide first"])
def test_tables_after_each_other_are_scored_as_each_by_itself(rules, good, order):
    """Plans of wider or narrower cells and ranges, made before, change nothing."""
    for spent in (*order, order[0]):
        frame = table(good, spent)
        result = rules.score_table(frame, codes="all")
        assert [expected(rules, row_of(rules, frame, at)) for at in range(len(spent))] == found(rules, result)


def test_batches_of_a_stream_may_differ_in_how_wide_their_numbers_are(rules, good):
    """Cells are as wide as the widest batch needed, or wider still where one is beyond 64 bits."""
    values = ([95, 50], [2**40, 95], [Decimal("9" * 28), 7], [95, None], [50, 95])
    frames = [table(good, pa.array(list(map(_decimal, pair)), pa.decimal256(50, 2))) for pair in values]
    whole = pa.concat_tables(frames)
    result = rules.score_table(whole, codes="all")
    assert [expected(rules, row_of(rules, whole, at)) for at in range(whole.num_rows)] == found(rules, result)


def test_blocks_in_which_a_column_is_empty_need_no_plan_of_their_own(rules, good, monkeypatch):
    """Their cells would be the narrowest, and each change of them a plan."""
    batches = [table(good, pa.array([spent], pa.int64())).to_batches()[0] for spent in (50, None, 95)]
    list(rules.score_batches(batches))
    monkeypatch.setattr(planner, "plan_for", fail)
    assert 6 == sum(batch.num_rows for batch in rules.score_batches(batches * 2))


def _decimal(value):
    return None if value is None else Decimal(value)


def test_a_second_population_of_the_same_set_needs_no_plan(monkeypatch):
    """Many small tables of a batch are counted one by one, each as soon as it is read."""
    leaf = {"code": "A", "name": "A", "full_marks": 9, "rubric": {"kind": "formula", "marks": MEAN}}
    ready = rules_of(leaf, evidence={"cost": {"type": "number", "places": 1, "at_least": 0}})
    ready.population_of(pa.table({"cost": ["1", "9"]}))
    monkeypatch.setattr(planner, "plan_for", fail)
    assert 2 == ready.population_of(pa.table({"cost": ["2", "8"]})).file.rows
