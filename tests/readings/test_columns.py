"""Columns, held against the exact reading row by row."""

from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.readings.columns import columns
from perfrules.readings.exact import NOT_APPLICABLE
from tests.readings.graphs import INPUTS, ROWS, graphs
from tests.readings.tables import assert_exact, table

HOLES = st.lists(st.sampled_from([0] * 9 + [None, NOT_APPLICABLE]), min_size=5, max_size=5)


@settings(max_examples=250, deadline=None)
@given(graphs(), st.lists(ROWS, min_size=1, max_size=9))
def test_columns_are_the_exact_reading(graph, rows):
    """Any formulas give in every row the state and the number that the exact reading gives."""
    result = columns(INPUTS, graph.roots, block=4).run(table(INPUTS, rows))

    assert_exact(INPUTS, graph.roots, rows, result)


@settings(max_examples=250, deadline=None)
@given(graphs(), st.lists(st.tuples(ROWS, HOLES), min_size=1, max_size=9))
def test_absent_evidence_is_answered_as_the_exact_reading_does(graph, cases):
    """With any of the inputs missing or not applicable in any row, states and numbers are those of the trace."""
    rows = [tuple(value if hole == 0 else hole for value, hole in zip(*case, strict=True)) for case in cases]
    result = columns(INPUTS, graph.roots, block=4).run(table(INPUTS, rows))

    assert_exact(INPUTS, graph.roots, rows, result)


@settings(max_examples=250, deadline=None)
@given(graphs(unending=True), st.lists(st.tuples(ROWS, HOLES), min_size=1, max_size=6))
def test_numbers_without_end_are_repaired_where_they_are_close(graph, cases):
    """Roots, powers, logarithms and exponentials give the exact results, what cannot be told included."""
    rows = [tuple(value if hole == 0 else hole for value, hole in zip(*case, strict=True)) for case in cases]
    result = columns(INPUTS, graph.roots, block=4).run(table(INPUTS, rows))

    assert_exact(INPUTS, graph.roots, rows, result)
