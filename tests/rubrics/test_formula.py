"""Marks by an expression."""

from perfrules.formula import number
from tests.rubrics.marking import marks


def test_the_expression_is_the_marks():
    """What the expression gives is given, unclamped."""
    assert 7 == marks('kind = "formula", marks = "anything"', 5, {"anything": number(7)})
