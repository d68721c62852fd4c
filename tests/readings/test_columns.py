"""Columns, held against the exact reading row by row: any formulas, any definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula import number, total
from perfrules.formula.inputs import Input
from perfrules.readings.columns import columns
from perfrules.readings.exact import NOT_APPLICABLE
from perfrules.testing.drawing.cases import cases
from perfrules.testing.drawing.definitions import definitions
from tests.readings.graphs import INPUTS, ROWS, graphs
from tests.readings.tables import assert_exact, table

HOLES = st.lists(st.sampled_from([0] * 9 + [None, NOT_APPLICABLE]), min_size=5, max_size=5)
CASES = st.lists(st.tuples(ROWS, HOLES), min_size=1, max_size=9)
CELLS = st.fixed_dictionaries(
    {one.name: st.sampled_from([object, np.int8, np.int16, np.int32, np.int64, np.float64]) for one in INPUTS}
)


def with_holes(drawn):
    """Return rows some of whose values are missing or not applicable."""
    return [tuple(value if hole == 0 else hole for value, hole in zip(*case, strict=True)) for case in drawn]


@settings(max_examples=150, deadline=None)
@given(graphs(), st.lists(ROWS, min_size=1, max_size=9))
def test_columns_are_the_exact_reading(graph, rows):
    """Any formulas give in every row the state and the number that the exact reading gives."""
    result = columns(INPUTS, graph.roots, block=4).run(table(INPUTS, rows))

    assert_exact(INPUTS, graph.roots, rows, result)


@settings(max_examples=150, deadline=None)
@given(graphs(), CASES, st.integers(2, 10**12), CELLS)
def test_absent_evidence_is_answered_as_the_exact_reading_does(graph, drawn, size, cells):
    """Inputs missing or not applicable in any row, and some of great size, in cells of any type that holds them."""
    rows = with_holes(drawn)
    rows[-1] = tuple(value * size if isinstance(value, int) else value for value in rows[-1])
    result = columns(INPUTS, graph.roots, block=4).run(table(INPUTS, rows, wide_enough(rows, cells)))

    assert_exact(INPUTS, graph.roots, rows, result)


def wide_enough(rows, cells):
    """Return *cells* without those that do not hold the numbers."""
    out = {}
    for one, values in zip(INPUTS, zip(*rows, strict=True), strict=True):
        most = max((abs(value) for value in values if isinstance(value, int)), default=0)
        small = cells[one.name]
        limit = 2**53 if small is np.float64 else 2**60 if small is object else np.iinfo(small).max
        out[one.name] = small if most < limit else object
    return out


@settings(max_examples=150, deadline=None)
@given(graphs(unending=True), CASES)
def test_numbers_without_end_are_repaired_where_they_are_close(graph, drawn):
    """Roots, powers, logarithms and exponentials give the exact results, what cannot be told included."""
    rows = with_holes(drawn)
    result = columns(INPUTS, graph.roots, block=4).run(table(INPUTS, rows))

    assert_exact(INPUTS, graph.roots, rows, result)


@st.composite
def _tables(draw):
    """Give a definition, and rows of evidence for it."""
    rules = draw(definitions()).rules
    return rules, [rules.binder.bind(draw(cases(rules))).row for _ in range(draw(st.integers(1, 5)))]


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(_tables())
def test_any_definition_is_scored_as_by_the_exact_reading(drawn):
    """Marks, marks passed on, full marks and grades of every node, whatever the definition and the evidence."""
    rules, rows = drawn
    plans = rules.program.nodes.values()
    roots = [root for plan in plans for root in (plan.marks, plan.passed, plan.full, plan.grade) if root is not None]
    result = columns(rules.program.inputs, roots, block=2).run(table(rules.program.inputs, rows))

    assert_exact(rules.program.inputs, roots, rows, result)


def test_what_reads_nothing_is_told_how_many_rows_there_are():
    """Formulas without inputs give the same in every row."""
    result = columns((), [number(3).node]).run({}, rows=2)

    assert [3, 3] == list(result.columns[0].numbers())


def test_a_table_without_rows_has_columns_without_rows():
    """Nothing is computed, and nothing fails."""
    inputs = (Input("a"), Input("b"))
    result = columns(inputs, [total([number(1)]).node]).run({one.name: np.zeros(0, np.int32) for one in inputs})

    assert (0, 0) == (result.rows, len(result.columns[0]))
