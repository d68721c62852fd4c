"""Marks by the option of a choice."""

import pytest

from perfrules.formula import number
from perfrules.rubrics import misfits
from tests.rubrics.marking import kind, marks


def chosen(option):
    """Return the conditions of a choice in which *option* was chosen."""
    return {f"result == {name!r}": number(int(name == option)) == 1 for name in ("good", "fair", "bad")}


@pytest.mark.parametrize(("option", "expected"), [("good", 5), ("fair", 3), ("bad", 0)])
def test_the_chosen_option_gives_its_marks(option, expected):
    """Each option has its own marks."""
    rubric = 'kind = "lookup", of = "result", marks = { good = 5, fair = 3, bad = 0 }'
    assert expected == marks(rubric, 5, conditions=chosen(option))


@pytest.mark.parametrize(("option", "expected"), [("good", 5), ("fair", 3), ("bad", 1)])
def test_shares_and_else(option, expected):
    """An option may have a share of the full marks; those not named fall under `else`."""
    rubric = 'kind = "lookup", of = "result", share = { good = 1, fair = 0.6 }, else = 1'
    assert expected == marks(rubric, 5, conditions=chosen(option))


def test_an_option_without_marks_is_missing():
    """No marks are invented for an option that nothing is said of."""
    assert [1] == marks('kind = "lookup", of = "result", marks = { good = 5 }', 5, conditions=chosen("bad"))


def test_misfits_are_told():
    """There are options, each with one sort of marks."""
    assert [()] == [path for path, _ in misfits(kind('kind = "lookup", of = "result"'))]
    both = 'kind = "lookup", of = "result", marks = { good = 5 }, share = { good = 1 }'
    assert [("share", "good")] == [path for path, _ in misfits(kind(both))]
