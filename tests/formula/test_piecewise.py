"""Lines through points, and what is refused: every reading says the same."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula import number, piecewise, read, refusal_of, refused
from perfrules.formula.inputs import UNDEFINED, Input
from perfrules.formula.node import FALSE, TRUE
from perfrules.readings.defined import defined, zero_denominators
from perfrules.readings.exact.fast import fast
from perfrules.readings.interval import Intervals
from perfrules.testing.checks.reference import interpret

LOW, HIGH = -40, 40
INPUTS = (Input("x", 1, Fraction(LOW, 10), Fraction(HIGH, 10)),)
NUMBERS = st.fractions(-3, 3, max_denominator=6)
ENDS = st.sampled_from(["refuse", "hold", "extend"]) | NUMBERS


@st.composite
def lines(draw):
    """Draw points in order, what holds outside, and both ends."""
    places = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=5, unique=True)))
    values = draw(st.lists(NUMBERS, min_size=len(places), max_size=len(places)))
    return list(zip(places, values, strict=True)), draw(ENDS), draw(ENDS)


def stated(points, below, beyond, x):
    """Return what the points say of *x*, None where they refuse it; written without the library."""
    first, last = points[0], points[-1]
    if x < first[0] and below != "extend":
        return {"refuse": None, "hold": first[1]}[below] if isinstance(below, str) else below
    if x > last[0] and beyond != "extend":
        return {"refuse": None, "hold": last[1]}[beyond] if isinstance(beyond, str) else beyond
    pairs = list(pairwise(points))
    (a, b), (c, d) = next((pair for pair in pairs if x <= pair[1][0]), pairs[-1])
    return b + (d - b) * (x - a) / (c - a)


@settings(max_examples=60, deadline=None)
@given(lines(), st.lists(st.integers(LOW, HIGH), min_size=1, max_size=5))
def test_all_readings_agree_with_a_plain_statement(line, row):
    """Interpreted, generated and bounded: the value on the line, or none."""
    points, below, beyond = line
    node = piecewise(read("x"), points, below, beyond, by="t").node
    computed, bounds = fast(INPUTS, [node]), Intervals(INPUTS).bounds(node)
    for x in row:
        expected = stated(points, below, beyond, Fraction(x, 10))
        state, value = interpret([node], {"x": Fraction(x, 10)})[node]
        if expected is None:
            assert UNDEFINED == state
            with pytest.raises(ArithmeticError):
                computed((x,))
            continue
        result = computed((x,))[0]
        assert (0, expected) == (state, value)
        assert expected == computed.units[0] * (Fraction(*result) if isinstance(result, tuple) else result)
        assert not bounds.meet(type(bounds)(expected, expected)).empty


def test_a_refusal_tells_what_where_and_by_what():
    """It is undefined wherever it is reached, and no divisor that could be told as zero."""
    node = refused("t", read("x"), 3).node
    found = refusal_of(node)
    assert found is not None
    assert ("t", read("x").node, number(3).node) == (found.by, found.value, found.limit)
    assert FALSE is defined(node)
    assert TRUE is defined(node, refusals=False)
    assert () == zero_denominators(node)


def test_without_a_limit_a_refusal_has_none():
    """A row that is not there has no end."""
    found = refusal_of(refused("t", read("x")).node)
    assert found is not None
    assert found.limit is None


@pytest.mark.parametrize("divided", [read("x") / 0, (read("x") - 3) / 0, read("x") / read("y")])
def test_divisions_that_an_author_writes_are_no_refusals(divided):
    """Only what `refused` makes is one."""
    assert refusal_of(divided.node) is None
