"""Every name that a case writes means one thing."""

import pytest

from tests.definition.builders import LEAF, problems_of

LIST = '\n[[indicator]]\ncode = "B"\nname = "清单"\nfull_marks = 2\nrubric = {{ kind = "checklist", points = {} }}\n'


def told(fragment):
    """Return the columns that would mean two things."""
    found = [problem for problem in problems_of(fragment) if problem.code == "PR115"]
    return [problem.text.values["column"] for problem in found]


@pytest.mark.parametrize(
    ("fragment", "columns"),
    [
        (LEAF + '\n[evidence]\nA1 = { type = "count" }\n', ["A1"]),
        (LIST.format('[{ id = "a/na" }, { id = "a" }]'), ["B/a/na"]),
        (LIST.format('[{ id = "na" }, { id = "b" }]'), ["B/na"]),
        (LEAF + LEAF.replace("A1", "A1/marks"), ["A1/marks"]),
        (LIST.format('[{ id = "c" }]') + LEAF.replace("A1", "B/c"), ["B/c"]),
    ],
)
def test_names_that_would_mean_two_things(fragment, columns):
    """An evidence field, an indicator, a point and an answer never share a column."""
    assert columns == told(fragment)


def test_an_answer_that_is_kept_for_something_else():
    """The number of valid answers and of questionnaires sent are columns of a survey too."""
    evidence = '\n[evidence.q]\ntype = "survey"\nanswers = ["valid", "other"]\n'
    assert ["q/valid"] == told(LEAF + evidence)


def test_names_that_nobody_could_take_for_each_other():
    """Evidence may be called like an indicator that a case says nothing of; rubrics of a choice may share points."""
    leaf = '\n[[indicator]]\ncode = "x"\nname = "甲"\nfull_marks = 2\nrubric = { kind = "formula", marks = "x" }\n'
    assert [] == told('\n[evidence]\nx = { type = "number", at_least = 0, at_most = 2 }\n' + leaf)
    points = 'kind = "checklist", points = [{ id = "a" }]'
    choice = f'rubric = [{{ when = "f", {points} }}, {{ {points} }}]\n'
    leaf = '\n[[indicator]]\ncode = "y"\nname = "乙"\nfull_marks = 2\n'
    assert [] == told('\n[evidence]\nf = { type = "flag" }\n' + leaf + choice)
