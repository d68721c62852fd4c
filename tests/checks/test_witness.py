"""What checks show of evidence: in words that a case could use."""

from perfrules.checks import find_witness
from perfrules.formula import Symbol, number, read
from perfrules.formula.inputs import Input

LEAF = """
[[indicator]]
code = "X"
name = "甲"
full_marks = 5
"""


def test_options_have_their_names(problems):
    """A choice without marks is told by its option, not by the number that stands for it."""
    evidence = '\n[evidence]\nresult = { type = "choice", choices = ["good", "bad"] }\n'
    rubric = 'rubric = { kind = "lookup", of = "result", marks = { good = 5 } }\n'
    (problem,) = problems(evidence + LEAF + rubric)
    assert "X has no marks where result = bad" == problem.text.into("en")


def test_days_are_written_as_days(problems):
    """A day in an example is a day."""
    evidence = '\n[evidence]\ndone = { type = "date" }\nn = { type = "count" }\n'
    marks = "5 if done <= '2017-06-30' else least(5 / n, 5)"
    (problem,) = problems(evidence + LEAF + f'rubric = {{ kind = "formula", marks = "{marks}" }}\n')
    assert "PR203" == problem.code
    assert "done = " in problem.text.into("en")
    assert "-" in problem.text.into("en").partition("done = ")[2].partition(",")[0]


def test_a_division_by_zero_that_reads_no_evidence(problems):
    """What no evidence decides is found as well: a constant divisor of 0."""
    (problem,) = problems(LEAF + 'rubric = { kind = "formula", marks = "full / 0" }\n')
    assert ("PR203", "X can divide by zero: where the evidence is anything") == (problem.code, problem.text.into("en"))


def test_a_condition_without_evidence():
    """A condition that reads nothing holds of every case, or of none."""
    holds = number(1) > Symbol(number(0).node)
    assert () == find_witness(holds.node, ()).values
    assert find_witness((~holds).node, ()) is None
    assert find_witness((read("n") > 3).node, (Input("n", 0, at_most=2),)) is None
