"""Runs of columns: blocks, threads, plans that are used again, columns that cannot be used, and what a result tells."""

import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from perfrules.formula import cell, choose, ln, number, read, sqrt
from perfrules.formula.inputs import Input
from perfrules.problems import PerfrulesError
from perfrules.readings.columns import ColumnError, Given, columns
from perfrules.readings.columns.machine import Machine
from tests.readings import workload
from tests.readings.tables import assert_exact, table

XY = (Input("x"), Input("y"))


def rate(places=2):
    """Return a rounded quotient."""
    return (read("x") / read("y")).rounded(places)


@pytest.mark.parametrize(("rows", "threads", "expected"), [(40, 1, [16, 16, 8]), (40, 2, [10] * 4), (9, 2, [8, 1])])
def test_threads_share_evenly(rows, threads, expected, monkeypatch):
    """Each thread gets as many rows as another, but never so few that a thread is not worth it."""
    monkeypatch.setattr("perfrules.readings.columns.reading._FEWEST", 8)
    seen, run = [], Machine.run
    monkeypatch.setattr(Machine, "run", lambda self, *given: (seen.append(given[-1]), run(self, *given))[1])
    columns([Input("x")], [read("x").node], block=16).run({"x": np.zeros(rows, np.int8)}, threads=threads)
    assert sorted(expected) == sorted(seen)


def test_threads_give_what_one_thread_gives():
    """Blocks computed side by side, with ranges that differ from block to block, end up in one column."""
    nodes = list(workload.outputs().values())
    rows = list(workload.rows(600))
    given = table(workload.INPUTS, rows)
    reading = columns(workload.INPUTS, nodes, block=16)
    alone, together = reading.run(given), columns(workload.INPUTS, nodes, block=16).run(given, threads=4)

    for one, other in zip(alone.columns, together.columns, strict=True):
        assert list(one.numbers()) == list(other.numbers())


def test_a_plan_is_used_again_where_its_ranges_hold():
    """A second table within the ranges of the first needs no new plan; one beyond them does, and both stay."""
    reading = columns(XY, [rate().node])
    small = {"x": np.array([1, 2], np.int32), "y": np.array([3, 4], np.int32)}
    reading.run(small)
    reading.run({name: column[::-1] for name, column in small.items()})
    assert 1 == len(reading._planner._machines)
    large = {"x": np.array([10**9, 2], np.int32), "y": np.array([3, 4], np.int32)}
    assert [Fraction(33333333333, 100), Fraction(1, 2)] == list(reading.run(large).columns[0].numbers())
    reading.run(small)
    assert 2 == len(reading._planner._machines)


def test_the_columns_of_an_old_result_are_written_over():
    """A result that is given back lends its memory; one of another length does not."""
    reading = columns(XY, [rate().node])
    first = reading.run({"x": np.array([1, 2]), "y": np.array([3, 4])})
    second = reading.run({"x": np.array([3, 4]), "y": np.array([4, 4])}, into=first)
    assert second.columns[0].values is first.columns[0].values
    assert [Fraction(3, 4), Fraction(1)] == list(second.columns[0].numbers())
    third = reading.run({"x": np.array([3]), "y": np.array([4])}, into=second)
    assert [Fraction(3, 4)] == list(third.columns[0].numbers())


def test_a_divisor_of_zero_in_one_row_does_not_disturb_the_others():
    """A row that divides by zero is undefined; a choice that does not read the quotient is not."""
    x, y = read("x"), read("y")
    roots = [rate().node, choose(y == 0, 7, x / y).rounded(1).node, cell("given", x / y).given().node]
    rows = [(1, 2), (1, 0), (0, 0), (-5, 2)]
    result = columns(XY, roots, block=2).run(table(XY, rows))

    assert_exact(XY, roots, rows, result)
    assert [0, 4, 4, 0] == result.columns[0].states.tolist()
    assert result.columns[1].states is None


def test_what_was_learnt_of_zeros_and_absence_holds_for_the_next_table():
    """A reading may be used for tables with and without states, with and without zeros, in any order."""
    roots = [rate().node, (read("x") + 1).node]
    reading = columns(XY, roots, block=3)
    for rows in ([(1, 2)] * 4, [(1, 0), (None, 2)], [(1, 2)] * 4, [(1, None), (3, 0)], [(9, 3)] * 4):
        assert_exact(XY, roots, rows, reading.run(table(XY, rows)))


def test_an_input_that_no_row_has_is_none():
    """A column may be left out by saying that it is missing everywhere."""
    result = columns(XY, [rate().node, choose(read("y").given(), 1, 2).node]).run({"x": np.array([1, 2]), "y": None})

    assert [1, 1] == result.columns[0].states.tolist()
    assert [2, 2] == list(result.columns[1].numbers())


def test_outputs_without_end_are_left_to_the_exact_reading():
    """A root that nothing rounds is given as its first digits; others beside it are computed as columns."""
    reading = columns(XY, [sqrt(read("x")).node, sqrt(read("x")).rounded(2).node, read("y").node])
    result = reading.run({"x": np.array([4, 2]), "y": np.array([1, 2])})

    assert (("rows",), ("float64 with bounds",)) == tuple(column.lanes for column in result.columns[:2])
    assert [Fraction(2), Fraction(141, 100)] == [result.columns[0].number(0), result.columns[1].number(1)]
    assert abs(result.columns[0].number(1) ** 2 - 2) < Fraction(1, 10**20)


def test_a_row_on_a_boundary_is_repaired_and_counted():
    """Of square roots in hundredths those that are halves exactly are told from those beside them."""
    inputs = (Input("x", 6, Fraction(0)),)
    node = sqrt(read("x")).rounded(2).node
    rows = [((2 * k + 1) ** 2 * 25 + beside,) for k in range(40) for beside in (-1, 0, 1)]
    result = columns(inputs, [node]).run(table(inputs, rows))

    assert_exact(inputs, [node], rows, result)
    assert 40 <= result.repaired < 120


def test_a_logarithm_that_is_not_defined_is_a_state():
    """Numbers outside the domain are undefined, as in the exact reading."""
    roots = [ln(read("x")).rounded(3).node, sqrt(read("x")).rounded(3).node]
    rows = [(1, 1), (0, 1), (-1, 1), (20, 1)]
    result = columns(XY, roots).run(table(XY, rows))

    assert_exact(XY, roots, rows, result)
    assert [0, 4, 4, 0] == result.columns[0].states.tolist()


def test_flags_may_be_truths():
    """A column of truths is one of 0 and 1, with states and without."""
    roots = [choose(read("x") == 1, 5, 7).node, (read("x") * 3 + read("y")).node, read("x").node]
    rows = [(1, 0), (0, 1), (None, 1), (1, None)]
    result = columns(XY, roots).run(table(XY, rows, {"x": np.bool_, "y": np.bool_}))

    assert_exact(XY, roots, rows, result)


def test_only_what_the_outputs_read_is_asked_for():
    """Fewer outputs need fewer columns."""
    reading = columns(XY, [(read("x") * 2).node])

    assert {"x"} == reading.needed
    assert [2, 4] == list(reading.run({"x": np.array([1, 2])}).columns[0].numbers())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"x": np.array([1])}, "no column for `y`"),
        ({"x": np.array([1]), "y": np.array([1, 2])}, "1, 2 rows"),
        ({"x": np.array([1.5]), "y": np.array([1])}, "`x` holds numbers that are not whole"),
        ({"x": np.array([np.nan]), "y": np.array([1])}, "`x` holds numbers that are not whole"),
        ({"x": np.array([2.0**54]), "y": np.array([1])}, "not certain in float64"),
        ({"x": np.array(["1"]), "y": np.array([1])}, "`x` is a column of <U1"),
        ({"x": Given(np.array([1]), np.array([3])), "y": np.array([1])}, "the states of `x`"),
    ],
)
def test_a_column_that_cannot_be_used_says_why(given, said):
    """Nothing is guessed of columns that are missing, of unequal length, or not of whole numbers."""
    with pytest.raises(ColumnError, match=said):
        columns(XY, [rate().node]).run(given)


def test_numbers_of_absent_rows_do_not_count():
    """Whatever stands where an input is absent, nan included, has no influence."""
    given = {
        "x": Given(np.array([np.nan, 4.0]), np.array([1, 0])),
        "y": Given(np.array([10**30, 3], object), np.array([2, 0])),
    }
    result = columns(XY, [rate().node, number(1).node]).run(given)

    assert [None, Fraction(133, 100)] == list(result.columns[0].numbers())
    assert [3, 0] == result.columns[0].states.tolist()


def test_without_numpy_the_package_says_what_to_install():
    """The library needs NumPy for columns only, and says so."""
    code = "import sys; sys.modules['numpy'] = None\nimport perfrules.readings.exact\nimport perfrules.readings.columns"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "PerfrulesError: scoring tables needs NumPy: install perfrules[tables]" in done.stderr
    assert issubclass(ColumnError, PerfrulesError)
