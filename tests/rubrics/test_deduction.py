"""Deductions by count: 计数扣分, 扣完为止."""

import pytest

from perfrules.formula import number
from perfrules.rubrics import misfits
from tests.rubrics.marking import kind, marks

INCIDENTS = 'kind = "deduction", deduct = [{ of = "major", marks = 3 }, { of = "minor", marks = 0.5, at_most = 2 }]'


@pytest.mark.parametrize(("major", "minor", "expected"), [(0, 0, 6), (1, 2, 2), (0, 100, 4), (2, 0, 0), (9, 9, 0)])
def test_each_sort_has_its_marks_until_nothing_is_left(major, minor, expected):
    """Full − Σ marks × count, each sort up to its own limit, never below zero."""
    assert expected == marks(INCIDENTS, 6, {"major": number(major), "minor": number(minor)})


def test_start_and_floor_may_be_said():
    """`from` is what there is before any deduction, `floor` the least that stays."""
    names = {"major": number(9), "minor": number(0)}
    assert -4 == marks(INCIDENTS + ", from = 4, floor = -4", 6, names)
    assert 4 == marks(INCIDENTS + ", from = 4", 6, {"major": number(0), "minor": number(0)})


def test_misfits_are_told():
    """A deduction takes marks away, and there is at least one."""
    rubric = 'kind = "deduction", deduct = [{ of = "x", marks = -1 }]'
    assert [("deduct", 0, "marks")] == [path for path, _ in misfits(kind(rubric))]
    assert [("deduct",)] == [path for path, _ in misfits(kind('kind = "deduction", deduct = []'))]
