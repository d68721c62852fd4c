import pytest

from tests.definition.builders import problems_of

EVIDENCE = """
[evidence]
x = { name = "完成", type = "number", at_least = 0, at_most = 9 }
y = { name = "计划", type = "number", above = 0, at_most = 9 }
s = { name = "比率", type = "share" }
"""


def leaf(code, marks, more=""):
    """Return a leaf that works out its marks, and reads all evidence."""
    return f"""
[[indicator]]
code = "{code}"
name = "名称"
at_least = -1000
at_most = 1000
full_marks = 1000
{more}
rubric = {{ kind = "formula", marks = "{marks}" }}
"""


def codes(fragment):
    """Return the codes of what is clumsy."""
    return [problem.code for problem in problems_of(fragment) if problem.code.startswith("PR17")]


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ("full if x > y else s", ["PR170"]),
        ("1 + (full if x > y else s)", []),
        ("full * s + x - y", []),
        ("x + y + s" + " + 0" * 22 + " ", []),
        ("x + y + s" + " + 0" * 23, ["PR171"]),
    ],
)
def test_marks_that_are_hard_to_read(marks, found):
    """An `if` at the top of a rubric's expression is clumsy, and so are 101 characters; 97 are not."""
    assert found == codes(EVIDENCE + leaf("A", marks))


def test_a_calculation_in_two_leaves():
    """The same calculation in two leaves is told at the second; blanks and parentheses make no difference."""
    both = leaf("A", "x / y + s") + leaf("B", "(x/y) + s")
    (problem,) = [problem for problem in problems_of(EVIDENCE + both) if problem.code == "PR172"]
    assert "B and A both work out `(x/y) + s`" == problem.message
    assert [] == codes(EVIDENCE + leaf("A", "x / y + s") + leaf("B", "x / y - s"))


@pytest.mark.parametrize("marks", ["x", "full * 2", "1 + 2", "most(x, y)"])
def test_what_is_no_calculation_may_stand_twice(marks):
    """A name, a number, what reads the leaf's own full marks, and one call are no measures that somebody forgot."""
    rest = leaf("C", "x + y + s")
    assert [] == codes(EVIDENCE + leaf("A", marks) + leaf("B", marks) + rest)


@pytest.mark.parametrize(
    ("rounding", "found"),
    [("places = 2", ["PR173"]), ("places = 4", []), ("to = 0.01", []), ('places = 2, mode = "floor"', ["PR173"])],
)
def test_shares_rounded_to_whole_percents(rounding, found):
    """Two places of a measure in percent are whole percents; `to = 0.01` says that they are meant."""
    measure = f'\n[measure]\nm = {{ value = "x / y", unit = "%", rounding = {{ {rounding} }} }}\n'
    assert found == codes(EVIDENCE + measure + leaf("A", "m + s"))
    assert [] == codes(EVIDENCE + measure.replace('unit = "%", ', "") + leaf("A", "m + s"))


def test_a_share_of_the_evidence_rounded_to_whole_percents():
    """The rounding of an input is looked at as well; that of an indicator's marks is not."""
    evidence = EVIDENCE.replace('type = "share"', 'type = "share", rounding = { places = 2 }')
    assert ["PR173"] == codes(evidence + leaf("A", "x + y + s", "rounding = { places = 2 }"))
