"""Tests of bounds and the arithmetic on them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import MODES, Rounding, round_fraction
from perfrules.readings.interval import ANY, EMPTY, Bounds
from perfrules.readings.interval.bounds import between, least, most, point
from perfrules.readings.interval.linear import added, plus

VALUES = st.fractions(-4, 4, max_denominator=4)


@st.composite
def around(draw):
    """A value and bounds that hold it."""
    value, below, above = draw(VALUES), abs(draw(VALUES)), abs(draw(VALUES))
    ends = Bounds(
        draw(st.sampled_from([None, value - below])),
        draw(st.sampled_from([None, value + above])),
    )
    return value, between(
        ends.low,
        ends.high,
        low_open=draw(st.booleans()) and below > 0,
        high_open=draw(st.booleans()) and above > 0,
    )


@given(around(), around(), VALUES)
def test_arithmetic_holds_the_results(one, other, factor):
    """Whatever lies within the operands' bounds, its result lies within the result's."""
    (x, a), (y, b) = one, other
    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)
    assert (a * b).contains(x * y)
    assert a.scaled(factor).contains(x * factor)
    assert least([a, b]).contains(min(x, y))
    assert most([a, b]).contains(max(x, y))
    assert a.join(b).contains(x)
    assert a.join(b).contains(y)
    assert y == 0 or (a / b).contains(x / y)


@given(around(), st.sampled_from(MODES), st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 100)]))
def test_rounding_and_grids_hold_the_results(one, mode, step):
    """A rounded value lies within the rounded bounds; a whole multiple within what the grid leaves."""
    (x, a), rounding = one, Rounding(step, mode)
    assert a.rounded(rounding).contains(round_fraction(x, rounding))
    if x % step == 0:
        assert a.on_grid(step).contains(x)


@given(around(), around())
def test_meeting_keeps_what_lies_in_both(one, other):
    """A value within both bounds lies within what they have in common, and no other does."""
    (x, a), (_, b) = one, other
    assert a.meet(b).contains(x) is b.contains(x)


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__mul__", "__truediv__", "meet"])
def test_nothing_comes_of_nothing(operation):
    """Where one operand has no value, nor has the result."""
    assert EMPTY == getattr(EMPTY, operation)(ANY)
    assert EMPTY == getattr(point(Fraction(1)), operation)(EMPTY)


def test_the_empty_bounds_stay_empty():
    """No value stays no value; joined with others it adds nothing; it lies within everything."""
    assert EMPTY == -EMPTY
    assert EMPTY == EMPTY.scaled(Fraction(2))
    assert EMPTY == EMPTY.on_grid(Fraction(1))
    assert EMPTY == most([ANY, EMPTY])
    assert EMPTY.rounded(Rounding.places(0)).empty
    assert ANY == EMPTY.join(ANY)
    assert ANY == ANY.join(EMPTY)
    assert EMPTY.within(Fraction(0), Fraction(0))
    assert EMPTY == ANY / point(Fraction(0))


def test_open_ends_are_kept():
    """An end that is left out stays out, unless a closed one takes its place."""
    above = Bounds(Fraction(0), low_open=True)
    assert above == above * Bounds(Fraction(1))
    assert Bounds(Fraction(0)) == above * Bounds(Fraction(0))
    assert Bounds(Fraction(0), Fraction(1, 2), low_open=True) == point(Fraction(1)) / Bounds(Fraction(2))
    assert ANY == point(Fraction(1)) / Bounds(Fraction(-1), Fraction(1))
    assert Bounds(high=Fraction(0), high_open=True) == point(Fraction(-1)) / above
    assert Bounds(Fraction(1)) == above.on_grid(Fraction(1))
    assert Bounds(high=Fraction(-1)) == (-above).on_grid(Fraction(1))


def test_many_sums_are_added_at_once():
    """Adding forms together is adding them one after the other; what cancels out is gone."""
    one, other = {1: Fraction(2), 2: Fraction(1)}, {1: Fraction(-1), 3: Fraction(5)}
    assert {2: Fraction(1), 3: Fraction(10)} == added(one, [(other, Fraction(2))])
    assert plus(plus(one, other), other, Fraction(3)) == added(one, [(other, Fraction(1)), (other, Fraction(3))])
