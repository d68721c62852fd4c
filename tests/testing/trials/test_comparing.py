import pytest

from perfrules.testing import failure_lines
from tests.testing.conftest import codes, said

PARK = """
[evidence]
trees = 300
alive = 200
kind = "village"
B1 = { met = { rules = 1, log = 0.5, staff = 0 } }
B2 = { marks = 7, reason = "seen" }
"""


def one(expect, evidence="{}"):
    """Return a file with one case in the park."""
    return f'{PARK}\n[[case]]\nname = "park"\nevidence = {evidence}\nexpect = {expect}\n'


@pytest.mark.parametrize(
    "expect",
    [
        "{ marks = 62 }",
        "{ marks = 62.00 }",
        '{ marks = "124/2" }',
        '{ rate = "62%" }',
        "{ rate = 0.62 }",
        '{ grade = "fair" }',
        "{ nodes = { A = 40, B = 22.00, B1 = 15 } }",
        '{ nodes = { A = { branch = 2 }, B1 = { met = ["rules"] } } }',
        '{ nodes = { A = { branch = ["otherwise"] }, B1 = { met = { log = 0.5, staff = 0 } } } }',
        '{ nodes = { A = { rate = "2/3" } } }',
        '{ nodes = { A = { rate = "66.67%" } } }',
    ],
)
def test_what_is_given_passes(run, expect):
    """Numbers compare as numbers, rates in percent as they are printed, branches and points by name."""
    report = run(one(expect), "park")
    assert [] == codes(report) + said(report)
    assert report.ok


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("{ marks = 62.01 }", ("total", "marks", "62.01", "62.00")),
        ('{ rate = "62.01%" }', ("total", "rate", "62.01%", "62.00%")),
        ('{ grade = "good" }', ("total", "grade", "good", "fair")),
        ("{ nodes = { A = 39.99 } }", ("A", "marks", "39.99", "40.00")),
        ('{ nodes = { A = { rate = "66.67/100" } } }', ("A", "rate", "66.67/100", "2/3")),
        ('{ nodes = { B1 = { met = ["rules", "log"] } } }', ("B1", "met", "rules, log", "rules")),
        ("{ nodes = { B1 = { met = { log = 1 } } } }", ("B1", "met", "log 1", "log 0.5")),
        ("{ nodes = { B1 = { null = true } } }", ("B1", "null", "no marks", "15.00 marks")),
        ('{ problems = ["PR429"] }', ("", "problems", "PR429", "none")),
    ],
)
def test_what_differs_is_told_with_both_sides(run, expect, told):
    """A case fails where what it gives is not what is expected, however little."""
    report = run(one(expect), "park")
    assert [told] == said(report)[:1]
    assert not report.ok


def test_a_failure_says_why(run):
    """Below expected and actual stand the calculation with the case's numbers and the branch taken."""
    report = run(one("{ nodes = { A = { marks = 60, branch = 1 } } }", '{ kind = "city", alive = 250 }'), "park")
    lines = "\n".join(failure_lines(report.outcomes[0]))
    assert [("A", "marks", "60", "30.00")] == said(report)
    assert "250 ÷ 300" in lines
    assert "city" in lines


def test_a_branch_that_was_not_taken_is_told(run):
    """The label of the branch that was taken stands beside the one that was expected."""
    report = run(one("{ nodes = { A = { branch = 1 } } }"), "park")
    [(code, what, expected, actual)] = said(report)
    assert ("A", "branch", "1") == (code, what, expected)
    assert "2: " in actual


def test_what_a_set_does_not_have_is_a_problem(run):
    """Unknown indicators, points, grades and branches are told with what is there."""
    report = run(one('{ grade = "Good", nodes = { C = 1, A = { branch = 9 }, B1 = { met = ["rule"] } } }'), "park")
    assert ["PR711", "PR710", "PR711", "PR711"] == codes(report)
    assert all(problem.hint for problem in report.outcomes[0].problems)


@pytest.mark.parametrize(
    ("evidence", "expect"),
    [
        ('{ B2 = { not_applicable = "nothing to accept" } }', "{ nodes = { B = 20, B2 = { null = 'to accept' } } }"),
        ('{ alive = "" }', '{ problems = ["PR429"] }'),
        ("{ alive = 301 }", '{ problems = ["PR411"] }'),
        ("{ alive = 0 }", '{ grade = "poor" }'),
    ],
)
def test_null_and_refused_cases(run, evidence, expect):
    """What has no marks is expected with its reason, and what is refused with the codes of its problems."""
    report = run(one(expect, evidence), "park")
    assert [] == codes(report) + said(report)


@pytest.mark.parametrize(
    ("node", "code"),
    [("A = { branch = [] }", "PR703"), ("B1 = { met = {} }", "PR703"), ("A = { met = [] }", "PR711")],
)
def test_what_would_pass_whatever_the_case_is_a_problem(run, node, code):
    """An empty list of branches or credits says nothing, and what has no points cannot have met none of them."""
    assert [code] == codes(run(one(f"{{ marks = 62, nodes = {{ {node} }} }}"), "park"))


def test_problems_that_nobody_expects_fail_the_case(run):
    """Each is shown as `check` shows it."""
    report = run(one("{ marks = 62 }", "{ alive = 301 }"), "park")
    assert [("", "problems", "none", "PR411")] == said(report)
    assert "PR411" in report.outcomes[0].mismatches[0].why[0]
