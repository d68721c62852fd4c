"""The questionnaire reader: answers by id or name, blanks, and answers that are none."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules_shanghai.readers import Questionnaire
from tests.shanghai.sheets import Sheet

ANSWERS = {"good": "满意", "fair": "一般", "bad": "不满意"}


def sheet(*answers: str) -> Sheet:
    """Return a sheet with one column of *answers*."""
    return Sheet(("speed",), [[answer] for answer in answers], ANSWERS)


def test_answers_are_ids_or_names() -> None:
    """An id, its name and other spellings of both count as the same answer."""
    questions = sheet("good", "满意", " Ｇｏｏｄ ", "满 意", "bad")

    assert {"good": 4, "fair": 0, "bad": 1} == Questionnaire("speed").reduce(questions)
    assert [] == questions.problems


def test_a_blank_is_no_valid_answer() -> None:
    """Who left the question out is not among the valid answers."""
    assert {"good": 1, "fair": 0, "bad": 0} == Questionnaire("speed").reduce(sheet("", "good", "  "))


def test_nobody_answered() -> None:
    """A file of headings only gives zeros for every answer."""
    assert dict.fromkeys(ANSWERS, 0) == Questionnaire("speed").reduce(sheet())


def test_another_answer_is_a_problem() -> None:
    """What is no answer to the question is reported with its row, and what could be written."""
    questions = sheet("good", "很好")
    Questionnaire("speed").reduce(questions)

    assert [(3, "speed")] == [(line, column) for line, column, _ in questions.problems]
    assert "很好" in questions.problems[0][2]
    assert "good (满意)" in questions.problems[0][2]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("speed", ("speed", "speed", ())),
        ("speed|反应速度", ("speed", "反应速度", ())),
        ("speed | 反应速度 | 速度", ("speed", "反应速度", ("速度",))),
    ],
)
def test_the_column_may_have_several_headings(column: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    """The parameter names the column and the headings under which it may stand."""
    (found,) = Questionnaire(column).columns

    assert expected == (found.name, found.title, found.aliases)


@given(answers=st.lists(st.sampled_from([*ANSWERS, ""])))
def test_the_reader_counts(answers: list[str]) -> None:
    """The counts are those of the cells, and their sum is the number of valid answers."""
    found = Questionnaire("speed").reduce(sheet(*answers))
    expected = Counter(answers)

    assert {answer: expected[answer] for answer in ANSWERS} == found
    assert len(answers) - expected[""] == sum(found.values())
