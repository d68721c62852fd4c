"""How a kind is asked for its marks, whoever wrote it."""
# ruff: noqa: ARG005 - kinds that leave alone what they are given

from types import SimpleNamespace

import pytest

from perfrules.formula import number
from perfrules.problems import SymbolError
from perfrules.rubrics import award
from tests.rubrics.marking import value


def kind(method, reads="measure"):
    """Return a stranger's kind with this `award`."""
    return SimpleNamespace(kind="mine", reads=reads, award=method)


def test_a_kind_gets_what_it_reads():
    """The measure, the answer, or nothing, and the target where it has a parameter of that name."""
    given = {"measure": number(2), "answer": number(3), "target": number(5)}
    assert 20 == value(award(kind(lambda full, measure: full * measure), number(10), **given))
    assert 30 == value(award(kind(lambda full, answer: full * answer, "answer"), number(10), **given))
    assert 10 == value(award(kind(lambda full: full, "nothing"), number(10), **given))
    assert 4 == value(award(kind(lambda full, measure, target: full * measure / target), number(10), **given))


def test_a_target_that_is_not_stated_is_the_kinds_own():
    """A default of the kind counts; without one, the target is needed."""
    assert 7 == value(award(kind(lambda full, measure, target=7: number(target)), number(1), measure=number(1)))
    with pytest.raises(SymbolError, match="reads target"):
        award(kind(lambda full, measure, target: full), number(1), measure=number(1))


@pytest.mark.parametrize(
    "method",
    [
        lambda full, measure: full if measure >= 1 else 0,
        lambda full, measure: min(full, measure, full),
        lambda full, measure: 0.5,
        lambda full, measure: None,
        lambda full, measure: full >= measure,
        lambda full, measure: measure.marks,
        lambda full, measure: 1 / 0,
        lambda full: full,
    ],
    ids=["if", "min", "float", "nothing", "condition", "attribute", "division", "too few parameters"],
)
def test_what_gives_no_marks_is_one_sort_of_error(method):
    """Symbols used as numbers, floats, nothing, a condition, or any exception: always a SymbolError."""
    with pytest.raises(SymbolError):
        award(kind(method), number(10), measure=number(1))


def test_what_is_not_there_cannot_be_read():
    """A kind that reads an answer cannot be marked without one."""
    with pytest.raises(SymbolError, match="reads answer"):
        award(kind(lambda full, answer: answer, "answer"), number(10), measure=number(1))
