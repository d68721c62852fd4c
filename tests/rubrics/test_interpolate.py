"""Marks on lines between points: 插值赋分."""

from fractions import Fraction

import pytest

from perfrules.formula import number, read, refusal_of
from perfrules.readings.notation import mathematical
from perfrules.rubrics import misfits, promise_of
from tests.rubrics.marking import bound, kind, marks

POINTS = 'kind = "interpolate", points = [["60%", 0], ["80%", 6], ["100%", 10]]'
UNDEFINED = [4]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Fraction(60, 100), 0),
        (Fraction(601, 1000), Fraction(3, 100)),
        (Fraction(70, 100), 3),
        (Fraction(799, 1000), Fraction(597, 100)),
        (Fraction(80, 100), 6),
        (Fraction(801, 1000), Fraction(602, 100)),
        (1, 10),
    ],
)
def test_a_point_has_its_marks_and_lines_join_them(measure, expected):
    """At each point its own marks, beside it those of the lines on both sides, exactly."""
    assert expected == marks(f'{POINTS}, below = "refuse", beyond = "refuse"', 10, measure=measure)


@pytest.mark.parametrize(
    ("ends", "below", "beyond"),
    [
        ('below = "hold", beyond = "hold"', 0, 10),
        ('below = "extend", beyond = "extend"', -3, 12),
        ('below = "refuse", beyond = "refuse"', UNDEFINED, UNDEFINED),
        ("below = -1, beyond = 7", -1, 7),
    ],
)
def test_what_holds_outside_is_what_is_stated(ends, below, beyond):
    """The marks stay, the outermost line goes on, there are none, or they are a number."""
    rubric = f"{POINTS}, {ends}"
    assert [below, beyond] == [marks(rubric, 10, measure=Fraction(part, 10)) for part in (5, 11)]


def test_two_points_that_extend_are_one_line():
    """With two points and both lines going on there is no choice left."""
    rubric = bound(kind('kind = "interpolate", points = [[0, 1], [2, 5]], below = "extend", beyond = "extend"'))
    assert "choose" not in repr(rubric.award(number(10), read("x")).node)


def test_shares_are_of_the_full_marks():
    """With `gives = "share"` a point is worth a part of the full marks."""
    rubric = 'kind = "interpolate", points = [[0, 0], [1, "50%"]], below = 0, beyond = 1, gives = "share"'
    assert [0, 5, 10, 20] == [marks(rubric, 20, measure=part) for part in (-1, Fraction(1, 2), 1, 2)]


def test_points_may_be_expressions():
    """Parameters and the full marks may stand in points."""
    rubric = kind('kind = "interpolate", points = [["low", 0], ["high", "full"]], below = "hold", beyond = "hold"')
    names = {"low": number(10), "high": number(20), "full": number(8)}
    assert 2 == marks(rubric, 8, names, measure=Fraction(25, 2))


@pytest.mark.parametrize(
    ("rubric", "promise"),
    [
        (f'{POINTS}, below = "hold", beyond = "extend"', "higher"),
        (f"{POINTS}, below = 0, beyond = 10", "higher"),
        (f"{POINTS}, below = 1, beyond = 10", "none"),
        (f"{POINTS}, below = 0, beyond = 9", "none"),
        ('kind = "interpolate", points = [[0, 5], [2, 1]], below = "hold", beyond = "refuse"', "lower"),
        ('kind = "interpolate", points = [[0, 5], [2, 1], [3, 2]], below = "hold", beyond = "hold"', "none"),
        ('kind = "interpolate", points = [[0, 0], ["a", 1]], below = "hold", beyond = "hold"', "none"),
    ],
)
def test_what_is_promised(rubric, promise):
    """More never loses marks where the marks rise from point to point and at both ends."""
    assert promise == promise_of(kind(rubric))


@pytest.mark.parametrize(
    ("points", "path"),
    [
        ("[[0, 0]]", ("points",)),
        ("[[0, 0], [0, 1]]", ("points", 1)),
        ("[[0, 0], [2, 1], [1, 2]]", ("points", 2)),
        ("[]", ("points",)),
    ],
)
def test_misfits_are_told(points, path):
    """Fewer than two points, and points out of order or doubled, are misfits."""
    rubric = kind(f'kind = "interpolate", points = {points}, below = 0, beyond = 0')
    assert [path] == [where for where, _ in misfits(rubric)]


def test_the_formula_names_every_line():
    """The notation has each line with its limit, and says where a measure is refused."""
    rubric = bound(kind('kind = "interpolate", points = [[0, 0], [2, 1], [3, 4]], below = "refuse", beyond = "hold"'))
    expected = "refused if x < 0; 0.5 × x if x ≤ 2; 3 × (x − 2) + 1 if x ≤ 3; otherwise 4"
    assert expected == mathematical(rubric.award(number(4), read("x")).node)


def test_only_refusals_are_refusals():
    """A division by zero that an author writes is none."""
    assert refusal_of((read("x") / 0).node) is None


@pytest.mark.parametrize(("language", "said"), [("en", "below 0.6: 0; beyond 1: 10"), ("zh", "低于 0.6 得 0")])
def test_numbers_outside_are_told_apart_from_the_places(language, said):
    """The place and what holds there are two numbers beside each other."""
    assert said in bound(kind(f"{POINTS}, below = 0, beyond = 10")).summary().into(language)
