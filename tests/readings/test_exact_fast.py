"""Fast functions: right where all is given and defined, an error or right elsewhere."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula import MODES, Rounding, absent, cell, choose, number, read, round_fraction
from perfrules.formula.inputs import Input
from perfrules.readings.exact.fast import fast
from perfrules.testing.checks.reference import interpret
from tests.readings import workload
from tests.readings.graphs import INPUTS, ROWS, graphs


def numbers(function, row):
    """Return the results of a fast function as exact numbers."""
    out = []
    for unit, result in zip(function.units, function(row), strict=True):
        assert not isinstance(result, tuple) or result[1] > 0
        out.append(unit * (Fraction(*result) if isinstance(result, tuple) else result))
    return out


@settings(max_examples=250, deadline=None)
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


def test_the_workload_is_right_on_ordinary_rows_and_on_ties():
    """Twenty-six rules, sums, rates and the grade are those of a plain statement, halves and limits included."""
    nodes = workload.outputs()
    function = fast(workload.INPUTS, list(nodes.values()))

    for row in workload.rows(400):
        assert workload.stated(row) == numbers(function, row)
    assert [Fraction(1, 100)] * 26 == list(function.units[:26])


@pytest.mark.parametrize("mode", MODES)
def test_rounding_is_right_for_both_signs(mode):
    """Numbers and divisors of either sign are rounded as fractions are, at halves and beside them."""
    inputs = (Input("n"), Input("d"))
    node = (read("n") / read("d")).rounded(mode=mode).node
    function = fast(inputs, [node])

    for n in range(-9, 10):
        for d in (-4, -3, -2, -1, 1, 2, 3, 4):
            assert [round_fraction(Fraction(n, d), Rounding(Fraction(1), mode))] == numbers(function, (n, d))


def test_a_division_by_zero_is_not_answered_as_missing_evidence():
    """What is undefined counts as given, so that no answer to missing evidence hides a division by zero."""
    x, y = read("x"), read("y")
    rate = cell("rate", x / y)
    node = choose(rate.given(), rate, choose(rate.applicable(), 7, 8)).rounded(2).node
    function = fast((Input("x"), Input("y")), [node])

    assert [Fraction(1, 2)] == numbers(function, (1, 2))
    with pytest.raises(ArithmeticError):
        numbers(function, (1, 0))


@pytest.mark.parametrize("node", [(0 * (read("x") / read("y"))).node, absent().node, (read("x") / read("y") >= 0).node])
def test_what_has_no_value_raises(node):
    """A division by zero that would not change the result is an error all the same, and so is what is absent."""
    function = fast((Input("x"), Input("y", at_least=Fraction(0))), [node])

    with pytest.raises(ArithmeticError):
        function((0, 0))


def test_an_arm_that_is_not_taken_may_divide_by_zero():
    """A rounded quotient that several arms share is computed only where it is read."""
    x, y = read("x"), read("y")
    rate = (x / y).rounded(2)
    shared = [choose(y == 0, i, rate * i) for i in range(1, 9)]
    function = fast((Input("x"), Input("y")), [part.node for part in shared])

    assert [Fraction(i) for i in range(1, 9)] == numbers(function, (5, 0))
    assert [Fraction(5 * i, 2) for i in range(1, 9)] == numbers(function, (5, 2))


def test_an_output_may_be_a_pair_or_a_condition():
    """A quotient that nothing rounds is a pair, a condition is 1 or 0."""
    x, y = read("x"), read("y")
    function = fast((Input("x"), Input("y")), [(x / y).node, (x > y).node, number(Fraction(5, 2)).node])

    assert [Fraction(-1, 2), Fraction(1), Fraction(5, 2)] == numbers(function, (1, -2))
