"""Fast functions: right where all is given and defined, an error or right elsewhere."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.readings.exact import fast
from tests.interpreter import interpret
from tests.readings.graphs import INPUTS, ROWS, graphs


def numbers(function, row):
    """Return the results of a fast function as exact numbers."""
    out = []
    for unit, result in zip(function.units, function(row), strict=True):
        if isinstance(result, tuple):
            assert result[1] > 0
            result = Fraction(*result)
        out.append(unit * result)
    return out


@settings(max_examples=600, deadline=None)
@given(graphs(), st.lists(ROWS, min_size=1, max_size=4))
def test_results_are_the_interpreters_or_an_error(graph, rows):
    """Where every output is defined the results are exact; where one is not, the function raises."""
    function = fast(INPUTS, graph.roots)

    for row in rows:
        facts = {one.name: Fraction(value, 10**one.places) for one, value in zip(INPUTS, row, strict=True)}
        expected = interpret(graph.roots, facts)
        states = [expected[root][0] for root in graph.roots]
        try:
            actual = numbers(function, row)
        except ArithmeticError:
            assert any(states), "raised where every output is defined"
            continue
        assert [0] * len(states) == states
        assert [expected[root][1] for root in graph.roots] == actual
