"""Numbers without end in definitions: what is never rounded, and what may have no value."""

import pytest

from tests.program.building import leaf, problems

ABOVE = {"x": {"type": "number", "above": 0}}
OPEN = {"x": {"type": "number"}}
SQUARE = {"x": {"type": "number", "at_least": 1, "at_most": 100}}


def formula(marks, **keys):
    """Write a leaf of 10 marks by an expression."""
    return {"code": "A", "name": "A", "full_marks": 10, "rubric": {"kind": "formula", "marks": marks}, **keys}


TWO = {"rounding": {"places": 2}}
EXAMPLES = {
    "PR211": (
        ((formula("clamp(ln(x), 0, 10)", **TWO),), OPEN),
        ((formula("clamp(ln(x), 0, 10)", **TWO),), ABOVE),
    ),
    "PR211 root": (
        ((formula("clamp(sqrt(x), 0, 10)", **TWO),), OPEN),
        ((formula("clamp(sqrt(most(x, 0)), 0, 10)", **TWO),), OPEN),
    ),
    "PR212": (
        ((formula("clamp(ln(x), 0, 10)"),), ABOVE),
        ((formula("clamp(ln(x), 0, 10)", **TWO),), ABOVE),
    ),
}


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_and_the_same_mended(code):
    """The problem is found in the one definition, with the code of its node, and in the other nothing is."""
    (bad, evidence), (good, other) = EXAMPLES[code]
    found = problems(*bad, evidence=evidence)
    assert [code[:5]] == list(found)
    assert "A" in found[code[:5]]
    assert {} == problems(*good, evidence=other)


def test_a_branch_by_a_geometric_mean_declares_its_rounding():
    """Whoever multiplies children says to how many places; the full marks are those of the children."""
    nodes = [leaf("A"), leaf("B")]

    assert "PR212" in problems(*nodes, total={"aggregation": "geometric_mean"})
    assert {} == problems(*nodes, total={"aggregation": "geometric_mean", "rounding": {"places": 2}})
    assert {} == problems(*nodes, total={"aggregation": "harmonic_mean"})


def test_only_the_lowest_is_told_of():
    """A branch that adds up what has no end is no fault of its own."""
    found = problems(formula("clamp(ln(x), 0, 10)"), leaf("B"), evidence=ABOVE)

    assert ["PR212"] == list(found)
    assert "A" in found["PR212"]


def test_full_marks_without_end_are_told_as_such():
    """The geometric mean of 10 and 20 full marks is a number that nobody can print; that of 5 and 20 is 10."""
    two = {"aggregation": "geometric_mean", "rounding": {"places": 2}}

    assert "full marks" in problems(leaf("A"), leaf("B", 20), total=two)["PR212"]
    assert {} == problems(leaf("A", 5), leaf("B", 20), total=two)


def test_marks_below_zero_have_no_geometric_mean():
    """A child whose scale begins below 0 is told of, with an example."""
    rubric = {"kind": "formula", "marks": "clamp(x, -5, 10)"}
    low = {"code": "A", "name": "A", "at_least": -5, "at_most": 10, "rubric": rubric}
    found = problems(low, leaf("B"), total={"aggregation": "geometric_mean", "rounding": {"places": 2}}, evidence=OPEN)

    assert "x = -" in found["PR211"]


def test_a_full_scale_of_a_root_is_proved():
    """The bounds of powers and logarithms are fractions, so that scales are proved."""
    assert {} == problems(formula("sqrt(x)", **TWO), evidence=SQUARE)
    assert "PR202" in problems(formula("x ** (2 / 3)", **TWO), evidence=SQUARE)
