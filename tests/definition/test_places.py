"""Decimal places that are parameters, and answers that points cannot give."""

import pytest

from tests.definition.builders import problems_of

PARAMETERS = "\n[parameter]\nn = {{ value = {} }}\n"
LEAF = '\n[[indicator]]\ncode = "A"\nname = "甲"\nfull_marks = 2\n'
JUDGED = 'rounding = { places = "n" }\nrubric = { kind = "judged" }\n'


@pytest.mark.parametrize(
    ("value", "codes"), [(0, []), (12, []), (1.5, ["PR156"]), (-1, ["PR156"]), (100_000, ["PR156"])]
)
def test_a_parameter_of_decimal_places(value, codes):
    """A parameter that is no possible number of decimal places is a problem, and no crash and no silent rounding."""
    assert codes == [problem.code for problem in problems_of(PARAMETERS.format(value) + LEAF + JUDGED)]


def test_decimal_places_that_are_evidence():
    """Decimal places are known before any evidence."""
    evidence = '\n[evidence]\nn = { type = "count" }\n'
    assert ["PR156"] == [problem.code for problem in problems_of(evidence + LEAF + JUDGED)]
    assert ["PR311"] == [problem.code for problem in problems_of(LEAF + JUDGED)]


@pytest.mark.parametrize("answer", ['"drop"', '{ move = ["b"] }'])
@pytest.mark.parametrize("key", ["not_applicable", "missing"])
def test_answers_that_points_cannot_give(key, answer):
    """The marks of a point neither leave the tree nor go to another indicator."""
    points = f'[{{ id = "a", {key} = {answer} }}, {{ id = "b" }}]'
    (found,) = problems_of(LEAF + f'rubric = {{ kind = "checklist", points = {points} }}\n')
    assert found.text.into("en").startswith("a point cannot")
