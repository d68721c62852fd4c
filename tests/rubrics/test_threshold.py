"""Full marks at the target: 达标即满分, 是否型, 零容忍."""

from fractions import Fraction

import pytest

from perfrules.formula import number
from perfrules.problems import SymbolError
from perfrules.rubrics import misfits
from tests.rubrics.marking import kind, marks


@pytest.mark.parametrize(("measure", "expected"), [(Fraction(85, 100), 10), (Fraction(849, 1000), 0), (1, 10)])
def test_the_target_itself_is_met(measure, expected):
    """M at the target and above, else nothing."""
    assert expected == marks('kind = "threshold"', 10, measure=measure, target=Fraction(85, 100))


@pytest.mark.parametrize(("measure", "expected"), [(0, 5), (1, 0)])
def test_zero_tolerance(measure, expected):
    """零容忍: full marks only where the count is 0."""
    assert expected == marks('kind = "threshold", better = "lower"', 5, measure=measure, target=0)


@pytest.mark.parametrize(("measure", "expected"), [(9, 10), (Fraction(9, 2), 5), (0, 0)])
def test_what_falls_short_may_be_marked_otherwise(measure, expected):
    """The other rubric reads the same measure and target."""
    assert expected == marks('kind = "threshold", else = { kind = "proportional" }', 10, measure=measure, target=9)


def test_other_rubrics_may_be_nested():
    """A threshold in a threshold, with tiers below it."""
    rubric = 'kind = "threshold", else = { kind = "tiers", tiers = [{ at_least = 5, share = "50%" }, { marks = 1 }] }'
    found = [
        marks(kind(rubric), 8, {"50%": number(Fraction(1, 2))}, measure=measure, target=9) for measure in (9, 5, 4)
    ]
    assert [8, 4, 1] == found


def test_an_other_rubric_that_reads_points_is_told():
    """Inside a threshold there is no answer of the case."""
    assert [("else", "kind")] == [path for path, _ in misfits(kind('kind = "threshold", else = { kind = "judged" }'))]


def test_a_target_is_needed():
    """Without a target there is no threshold."""
    with pytest.raises(SymbolError):
        marks('kind = "threshold"', 5, measure=1)


@pytest.mark.parametrize(
    ("rubric", "promise"),
    [
        ('kind = "threshold"', "higher"),
        ('kind = "threshold", better = "lower"', "lower"),
        ('kind = "threshold", else = { kind = "proportional" }', "higher"),
        ('kind = "threshold", else = { kind = "proportional", better = "lower" }', "none"),
        ('kind = "threshold", else = { kind = "formula", marks = 1 }', "none"),
    ],
)
def test_the_promise_is_that_of_both(rubric, promise):
    """A threshold promises what its other rubric promises too."""
    assert promise == kind(rubric).promises
