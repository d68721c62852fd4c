"""Marks that evaluators give: 定性评分, 专家评分, 折算."""

from fractions import Fraction

import pytest

from perfrules.formula import number, read
from perfrules.rubrics import misfits
from tests.rubrics.marking import kind, marks

TIERS = (
    'tiers = [{ name = "好", at_least = 80 }, { name = "中", at_least = 60, below = 80 }, { name = "差", below = 50 }]'
)


def test_the_answer_is_the_marks():
    """What was given counts as it is."""
    assert Fraction(7, 2) == marks('kind = "judged"', 5, answer=Fraction(7, 2))


def test_another_scale_is_converted():
    """84 of 100 are 4.2 of 5."""
    assert Fraction(21, 5) == marks('kind = "judged", out_of = 100', 5, answer=84)


@pytest.mark.parametrize(
    ("rubric", "given", "allowed"),
    [
        ("", 5, True),
        ("", Fraction(51, 10), False),
        ("", -1, False),
        ("", Fraction(1, 1000), False),
        ("places = 3", Fraction(1, 1000), True),
        ("out_of = 100", 84, True),
        ("at_least = 1, at_most = 4", 5, False),
        ("at_least = 1, at_most = 4", 1, True),
        ("step = 0.5", Fraction(7, 2), True),
        ("step = 0.5", Fraction(13, 4), False),
        ("allowed = [0, 3, 5]", 3, True),
        ("allowed = [0, 3, 5]", 4, False),
        (f"out_of = 100, {TIERS}", 80, True),
        (f"out_of = 100, {TIERS}", 55, False),
    ],
)
def test_marks_are_held_against_what_is_allowed(rubric, given, allowed):
    """Range, list, step, places and tiers are checked for each evaluator's marks."""
    judged = kind(f'kind = "judged"{", " if rubric else ""}{rubric}')
    assert allowed == (judged.refusal(Fraction(given), Fraction(5)) is None)


def test_a_refusal_says_what_may_be_given():
    """The message names the marks and the range."""
    assert "6 marks cannot be given here: write a number from 0 to 5" == str(
        kind('kind = "judged"').refusal(Fraction(6), Fraction(5))
    )


def test_tiers_are_read_from_the_top():
    """The first tier that contains the marks has them."""
    judged = kind(f'kind = "judged", out_of = 100, {TIERS}')
    assert ["好", "中", "差"] == [judged.tier_of(Fraction(given)).name for given in (80, 79, 0)]


def test_limits_are_those_of_the_scale():
    """The least and the most marks that may be given: an input's range."""
    rubrics = ("", "out_of = 100", "at_least = 1", "allowed = [2, 4]")
    found = [kind(f'kind = "judged"{", " if more else ""}{more}').limits(Fraction(5)) for more in rubrics]
    assert [(0, 5), (0, 100), (1, 5), (2, 4)] == found


def test_a_panel_counts_as_its_mean():
    """The sum and the number of the marks that count; the trimmed mean leaves out one highest and one lowest."""
    given = [Fraction(84), Fraction(81), Fraction(90), Fraction(90)]
    assert (345, 4) == kind('kind = "judged", panel = "mean"').pooled(given)
    assert (174, 2) == kind('kind = "judged", panel = "trimmed_mean"').pooled(given)


def test_a_trimmed_mean_needs_three():
    """Of two evaluators nobody is left."""
    with pytest.raises(ValueError, match="too few"):
        kind('kind = "judged", panel = "trimmed_mean"').pooled([Fraction(1), Fraction(2)])


@pytest.mark.parametrize(
    ("rubric", "path"),
    [
        ("step = 0", ("step",)),
        ("out_of = -1", ("out_of",)),
        ("at_least = 3, at_most = 2", ("at_least",)),
        ("allowed = [1], step = 1", ("allowed",)),
    ],
)
def test_misfits_are_told(rubric, path):
    """Sizes are above zero, ends in order, and lists alone."""
    assert [path] == [where for where, _ in misfits(kind(f'kind = "judged", {rubric}'))]


def test_the_mean_of_a_panel_is_known_to_lie_within_the_limits():
    """What every evaluator keeps to is said in the formula, so that the marks are proved to stay in the scale."""
    panel = kind('kind = "judged", panel = "mean", out_of = 100, at_least = 20')
    assert "5 * least(most(x / n, 20), 100) / 100" == repr(panel.award(number(5), read("x") / read("n")).node)
    own = kind('kind = "judged", panel = "mean"')
    assert "least(most(x, 0), full)" == repr(own.award(read("full"), read("x")).node)
