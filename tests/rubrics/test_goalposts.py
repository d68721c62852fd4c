"""Marks between two goalposts: 极差法."""

from fractions import Fraction

import pytest

from perfrules.formula import number, read
from perfrules.readings.notation import mathematical
from perfrules.rubrics import misfits, promise_of
from tests.rubrics.marking import bound, kind, marks

LESS = 'kind = "goalposts", from = 48, to = 4'


@pytest.mark.parametrize(
    ("measure", "expected"),
    [(48, 0), (47, Fraction(5, 44)), (26, Fraction(5, 2)), (5, Fraction(215, 44)), (4, 5), (3, 5), (49, 0)],
)
def test_less_may_be_better(measure, expected):
    """With `from` above `to` the marks fall with the measure, and what lies outside is clamped."""
    assert expected == marks(LESS, 5, measure=measure)


def test_more_may_be_better():
    """With `from` below `to` the marks rise."""
    rubric = 'kind = "goalposts", from = "20%", to = "80%"'
    assert [0, 5, 10] == [marks(rubric, 10, measure=Fraction(part, 10)) for part in (2, 5, 8)]


def test_without_clamp_the_line_goes_on():
    """`clamp = false` gives less than no marks and more than all."""
    assert [-10, 20] == [marks('kind = "goalposts", from = 1, to = 2, clamp = false', 10, measure=x) for x in (0, 3)]


def test_goalposts_may_be_expressions():
    """Parameters may stand for either."""
    names = {"low": number(1), "high": number(5)}
    assert 4 == marks('kind = "goalposts", from = "low", to = "high"', 8, names, measure=3)


@pytest.mark.parametrize(
    ("rubric", "promise"),
    [
        (LESS, "lower"),
        ('kind = "goalposts", from = 0, to = 1', "higher"),
        ('kind = "goalposts", from = 0, to = "x"', "none"),
    ],
)
def test_what_is_promised(rubric, promise):
    """Nearer to `to` never loses marks; of expressions nothing is promised."""
    assert promise == promise_of(kind(rubric))


def test_two_goalposts_at_one_place_are_told():
    """There is nothing between them."""
    assert [("to",)] == [path for path, _ in misfits(kind('kind = "goalposts", from = "50%", to = 0.5'))]


def test_the_formula():
    """The share, clamped, times the full marks."""
    rubric = bound(kind(LESS))
    assert "5 × max(min((x − 48) ÷ (−44), 1), 0)" == mathematical(rubric.award(number(5), read("x")).node)


LOG = 'kind = "goalposts", from = 100, to = 10000, scale = "log"'


@pytest.mark.parametrize(
    ("measure", "expected"), [(0, 0), (-5, 0), (100, 0), (1000, 4), (10000, 8), (99999, 8), (50, 0), (10, 0)]
)
def test_by_ratios_equal_ratios_are_worth_equal_marks(measure, expected):
    """Ten times as much is half of the way from 100 to 10,000; what lies outside, also at 0, is clamped."""
    assert expected == marks(LOG, 8, measure=measure)


def test_by_ratios_less_may_be_better():
    """From 16 down to 1, 4 stands in the middle."""
    assert [0, 2, 4] == [
        marks('kind = "goalposts", from = 16, to = 1, scale = "log"', 4, measure=x) for x in (16, 4, 1)
    ]


def test_by_ratios_without_clamp():
    """The scale goes on by ratios on both sides."""
    rubric = 'kind = "goalposts", from = 2, to = 4, scale = "log", clamp = false'
    assert [-1, 2] == [marks(rubric, 1, measure=x) for x in (1, 8)]


def test_by_ratios_goalposts_are_above_zero():
    """A goalpost at 0 has no logarithm."""
    rubric = kind('kind = "goalposts", from = 0, to = 4, scale = "log"')
    assert [("from",)] == [path for path, _ in misfits(rubric)]
