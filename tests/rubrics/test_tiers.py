"""Marks by tiers: 区间赋分."""

from fractions import Fraction

import pytest

from perfrules.formula import number, read
from perfrules.rubrics import misfits
from tests.rubrics.marking import bound, kind, marks, value

EXECUTION = """kind = "tiers", tiers = [
  { at_least = 0.95, marks = 10 }, { at_least = 0.85, marks = 7 }, { above = 0.70, share = 0.5 }, { marks = 0 }
]"""


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (1, 10),
        (Fraction(95, 100), 10),
        (Fraction(9499, 10000), 7),
        (Fraction(85, 100), 7),
        (Fraction(71, 100), 5),
        (Fraction(70, 100), 0),
        (-1, 0),
    ],
)
def test_each_end_belongs_to_one_tier(measure, expected):
    """The first tier from the top that fits is taken, ends as they are written."""
    assert expected == marks(EXECUTION, 10, measure=measure)


def test_where_less_is_better_upper_ends_are_written():
    """`at_most` and `below` from the best down."""
    rubric = 'kind = "tiers", tiers = [{ at_most = 0, marks = 5 }, { below = 3, marks = 2 }, { marks = 0 }]'
    assert [5, 2, 2, 0] == [marks(rubric, 5, measure=measure) for measure in (0, 1, Fraction(29, 10), 3)]


def test_a_tier_may_have_two_ends_and_a_condition():
    """All that a tier states must hold."""
    rubric = kind('kind = "tiers", tiers = [{ at_least = 2, below = 4, when = "open", marks = 3 }, { marks = 0 }]')
    for measure, is_open, expected in [(2, 1, 3), (4, 1, 0), (2, 0, 0)]:
        ready = bound(rubric, conditions={"open": number(is_open) == 1})
        assert expected == value(ready.award(number(3), number(measure)))


@pytest.mark.parametrize(
    ("tiers", "path"),
    [
        ("{ at_least = 1, marks = 1 }", ("tiers", 0)),
        ("{ marks = 1 }, { marks = 0 }", ("tiers", 0)),
        ("{ at_least = 1, marks = 1 }, { at_least = 2, marks = 2 }, { marks = 0 }", ("tiers", 1, "at_least")),
        ("{ above = 1, marks = 1 }, { above = 1, marks = 2 }, { marks = 0 }", ("tiers", 1, "above")),
        ("{ at_least = 1, marks = 1 }, { above = 1, marks = 2 }, { marks = 0 }", ("tiers", 1, "above")),
        ("{ at_most = 2, marks = 2 }, { at_most = 1, marks = 1 }, { marks = 0 }", ("tiers", 1, "at_most")),
        ("{ at_least = 1 }, { marks = 0 }", ("tiers", 0)),
        ("{ at_least = 1, marks = 1, share = 1 }, { marks = 0 }", ("tiers", 0)),
        ("{ at_least = 1, above = 1, marks = 1 }, { marks = 0 }", ("tiers", 0, "above")),
    ],
)
def test_misfits_are_told(tiers, path):
    """Unreachable tiers, a condition on the last, none on another, and two sorts of marks are misfits."""
    assert path in [where for where, _ in misfits(kind(f'kind = "tiers", tiers = [{tiers}]'))]


def test_an_open_end_above_a_closed_one_is_reached():
    """`above = 1` leaves 1 itself to `at_least = 1`."""
    assert [] == list(
        misfits(kind('kind = "tiers", tiers = [{ above = 1, marks = 2 }, { at_least = 1, marks = 1 }, { marks = 0 }]'))
    )


def test_no_tiers_are_told():
    """An empty list is a misfit."""
    assert [("tiers",)] == [path for path, _ in misfits(kind('kind = "tiers", tiers = []'))]


@pytest.mark.parametrize(
    ("tiers", "promise"),
    [
        ("{ at_least = 2, marks = 2 }, { above = 1, marks = 1 }, { marks = 0 }", "higher"),
        ("{ at_most = 1, share = 1 }, { below = 2, share = 0.5 }, { share = 0 }", "lower"),
        ("{ at_least = 2, marks = 1 }, { at_least = 1, marks = 2 }, { marks = 0 }", "none"),
        ('{ at_least = 2, marks = 2 }, { at_least = "x", marks = 1 }, { marks = 0 }', "none"),
        ("{ at_least = 2, marks = 2 }, { at_least = 1, share = 0.1 }, { marks = 0 }", "none"),
        ('{ when = "x", marks = 2 }, { marks = 0 }', "none"),
        ("{ marks = 1 }", "higher"),
    ],
)
def test_promises_need_falling_limits_and_falling_marks(tiers, promise):
    """Only tiers whose order can be seen promise anything."""
    assert promise == kind(f'kind = "tiers", tiers = [{tiers}]').promises


def test_a_tier_is_called_by_its_text():
    """The label of a choice is the tier's own text, so that reasons can name it."""
    rubric = kind('kind = "tiers", tiers = [{ at_least = 2, marks = 2, text = "好" }, { marks = 0 }]')
    symbol = bound(rubric).award(number(2), read("x"))
    assert ["好"] == list(symbol.labels.values())
