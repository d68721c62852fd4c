"""Marks by distance from the target: 线性扣分, 双向偏离."""

from fractions import Fraction

import pytest

from perfrules.rubrics import misfits
from tests.rubrics.marking import kind, marks


@pytest.mark.parametrize(
    ("step", "expected"),
    [("continuous", Fraction(10) - Fraction(35, 10) * Fraction(1, 2)), ("started", 8), ("whole", Fraction(17, 2))],
)
def test_steps_count_as_they_are_started_or_whole(step, expected):
    """Three and a half points below the target cost 3.5, 4 or 3 steps."""
    rubric = f'kind = "linear", lose = 0.5, per = 0.01, step = "{step}"'
    assert expected == marks(rubric, 10, measure=Fraction(965, 1000), target=1)


@pytest.mark.parametrize("step", ["continuous", "started", "whole"])
def test_the_target_costs_nothing(step):
    """At the target and beyond it there are the full marks, however steps are counted."""
    rubric = f'kind = "linear", lose = 0.5, per = 0.01, step = "{step}"'
    assert [10, 10] == [marks(rubric, 10, measure=measure, target=1) for measure in (1, 2)]


def test_marks_do_not_fall_below_the_floor():
    """扣完为止: 0 unless the author says otherwise."""
    assert 0 == marks('kind = "linear", lose = 5, per = 1', 10, measure=0, target=3)
    assert -2 == marks('kind = "linear", lose = 5, per = 1, floor = -2', 10, measure=0, target=3)


def test_less_may_be_better():
    """Distance is counted above the target."""
    rubric = 'kind = "linear", lose = 2, per = 1, better = "lower"'
    assert [10, 10, 6] == [marks(rubric, 10, measure=measure, target=3) for measure in (0, 3, 5)]


def test_distance_may_count_on_both_sides():
    """双向偏离: abs(x − target)."""
    rubric = 'kind = "linear", lose = 2, per = 1, both = true'
    assert [6, 10, 6] == [marks(rubric, 10, measure=measure, target=3) for measure in (1, 3, 5)]


def test_marks_may_be_gained_beyond_the_target():
    """From `start`, up to `cap`, which is the full marks unless said."""
    rubric = 'kind = "linear", lose = 2, per = 1, start = 6, gain = 1'
    assert [2, 6, 8, 10] == [marks(rubric, 10, measure=measure, target=3) for measure in (1, 3, 5, 20)]
    assert 12 == marks(rubric + ", cap = 12", 10, measure=20, target=3)


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ("per = 0", ("per",)),
        ("per = -1", ("per",)),
        ("per = 1, gain = -1", ("gain",)),
        ("per = 1, gain = 1, both = true", ("gain",)),
        ("per = 1, cap = 3", ("cap",)),
    ],
)
def test_misfits_are_told(more, path):
    """Steps have a size, gains and losses a sign, and what says nothing is told."""
    assert [path] == [where for where, _ in misfits(kind(f'kind = "linear", lose = 1, {more}'))]
