"""Proportion to the target: 比例法, 反向比例, 门槛线性."""

from fractions import Fraction

import pytest

from perfrules.formula import number, read
from perfrules.rubrics import misfits
from tests.rubrics.marking import kind, marks


@pytest.mark.parametrize(
    ("measure", "target", "expected"),
    [
        (Fraction(19000, 19369), 1, Fraction(57000, 19369)),
        (Fraction(6, 5), 1, 3),
        (0, 1, 0),
        (40, 50, Fraction(12, 5)),
        (50, 50, 3),
    ],
)
def test_marks_follow_the_ratio_up_to_the_full_marks(measure, target, expected):
    """Full × measure ÷ target, never more than the full marks."""
    assert expected == marks('kind = "proportional"', 3, measure=measure, target=target)


def test_the_target_is_one_where_none_is_stated():
    """A share needs no target."""
    assert Fraction(3, 2) == marks('kind = "proportional"', 3, measure=Fraction(1, 2))


def test_a_cap_above_one_lets_marks_pass_the_full_marks():
    """The author may ask for more than the full marks."""
    assert Fraction(36, 10) == marks('kind = "proportional", cap = 1.2', 3, measure=2)


@pytest.mark.parametrize(("measure", "expected"), [(5, 4), (10, 4), (20, 2), (80, Fraction(1, 2)), (0, 4), (-1, 4)])
def test_less_may_be_better(measure, expected):
    """Full × target ÷ measure; nothing at all is as good as the target."""
    assert expected == marks('kind = "proportional", better = "lower"', 4, measure=measure, target=10)


@pytest.mark.parametrize(
    ("measure", "expected"), [(Fraction(59, 100), 0), (Fraction(6, 10), 6), (Fraction(8, 10), 8), (1, 10)]
)
def test_nothing_is_given_below_a_gate(measure, expected):
    """The gate itself is reached; above it marks are in proportion to the whole."""
    assert expected == marks('kind = "proportional", gate = 0.6', 10, measure=measure)


@pytest.mark.parametrize(
    ("measure", "expected"), [(Fraction(59, 100), 0), (Fraction(6, 10), 0), (Fraction(8, 10), 5), (1, 10), (2, 10)]
)
def test_marks_may_rise_from_the_gate(measure, expected):
    """(x − gate) ÷ (1 − gate) of the full marks."""
    assert expected == marks('kind = "proportional", gate = 0.6, from_gate = true', 10, measure=measure)


def test_a_gate_works_where_less_is_better():
    """The ratio that the gate holds against is target ÷ measure."""
    rubric = 'kind = "proportional", gate = 0.5, better = "lower"'
    assert [5, 0] == [marks(rubric, 10, measure=measure, target=10) for measure in (20, 21)]


def test_a_target_of_zero_is_undefined():
    """Nobody can be measured against nothing: the division is reached and is no silent number."""
    assert [4] == marks('kind = "proportional"', 3, measure=0, target=0)


@pytest.mark.parametrize(
    ("rubric", "path"),
    [
        ('kind = "proportional", cap = 0', ("cap",)),
        ('kind = "proportional", from_gate = true', ("from_gate",)),
        ('kind = "proportional", gate = 1, from_gate = true', ("gate",)),
    ],
)
def test_misfits_are_told(rubric, path):
    """A gate to rise from is stated, and lies below the top."""
    assert [path] == [where for where, _ in misfits(kind(rubric))]


def test_a_measure_of_zero_divides_nothing_where_less_is_better():
    """The denominator is never below the target, so no choice and no condition is needed."""
    rubric = kind('kind = "proportional", better = "lower"')
    symbol = rubric.award(number(4), read("x"), number(10))
    assert "4 * least(10 / most(x, 10), 1)" == repr(symbol.node)


@pytest.mark.parametrize(("measure", "expected"), [(0, 12), (5, 12), (10, 10), (20, Fraction(10, 6)), (25, 0), (26, 0)])
def test_gate_and_cap_may_meet(measure, expected):
    """Less is better, from a gate of 0.4 with a cap of 1.2: (10 ÷ x − 0.4) ÷ 0.6 of 10 marks, at most 12."""
    rubric = 'kind = "proportional", better = "lower", gate = 0.4, from_gate = true, cap = 1.2'
    assert expected == marks(rubric, 10, measure=measure, target=10)
