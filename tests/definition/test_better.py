"""Warnings where a rule goes the other way than the marks that it is about."""

import pytest

from tests.definition.builders import problems_of


def codes(fragment):
    """Return the codes of warnings on which marks are better."""
    return [problem.code for problem in problems_of(fragment) if problem.code in {"PR165", "PR166", "PR167"}]


def node(code, *keys, **values):
    """Write a node; *keys* are lines."""
    written = "\n".join([*keys, *(f'{key} = "{value}"' for key, value in values.items())])
    return f'[[indicator]]\ncode = "{code}"\nname = "名称"\n{written}\n'


JUDGED = 'rubric = { kind = "judged" }'
TEN = "at_most = 10"
LOWER = {"better": "lower"}


def scale(*ends):
    """Write a grade scale with these ends, and one band without."""
    bands = ", ".join(f'{{ grade = "{place}", {end} }}' for place, end in enumerate(ends))
    return f'[grade_scale.own]\nbands = [{bands}, {{ grade = "last" }}]\n'


@pytest.mark.parametrize(
    ("ends", "lower", "higher"),
    [
        (("at_least = 8", "above = 3"), ["PR165"], []),
        (("above = 8",), ["PR165"], []),
        (("at_most = 2", "below = 5"), [], ["PR165"]),
        (("when = \"marks('A') < 2\"",), [], []),
    ],
)
def test_bands_that_give_the_worst_marks_the_first_grade(ends, lower, higher):
    """Said once a scale and node, and only where the bands go the other way."""
    leaf = node("A", TEN, JUDGED, grade_scale="own", **LOWER)
    assert lower == codes(leaf + scale(*ends))
    assert higher == codes(leaf.replace('better = "lower"', "") + scale(*ends))


def test_bands_of_a_branch_go_with_its_children():
    """A branch whose children all say that less is better is graded that way round too."""
    leaves = "".join(node(code, TEN, JUDGED, parent="A", **LOWER) for code in ("A1", "A2"))
    assert ["PR165"] == codes(node("A", grade_scale="own") + leaves + scale("at_least = 12"))
    assert [] == codes(node("A", grade_scale="own") + leaves + scale("at_most = 12"))


def test_what_cannot_be_read_is_told_once():
    """A misspelt `better` brings no warning on bands beside its own problem."""
    leaf = node("A", TEN, JUDGED, grade_scale="own", better="lowr")
    assert ["PR024"] == [problem.code for problem in problems_of(leaf + scale("at_most = 2"))]


@pytest.mark.parametrize(
    ("branch", "child", "found"),
    [
        ("", 'better = "lower"', ["PR166"]),
        ('aggregation = "mean"', 'better = "lower"', ["PR166"]),
        ("", 'better = "lower"\nweight = 0', []),
        ("", "", []),
    ],
)
def test_children_of_one_sum(branch, child, found):
    """A child of which less is better among those of which more is; one of weight 0 adds nothing."""
    siblings = node("A1", TEN, JUDGED, parent="A") + node("A2", TEN, JUDGED, child, parent="A")
    assert found == codes(node("A", branch) + siblings)


def test_results_of_their_own_are_no_sum():
    """Nodes below a root that is not published may be better either way; below a total they may not."""
    both = node("A", TEN, JUDGED) + node("B", TEN, JUDGED, **LOWER)
    assert [] == codes('results = ["A", "B"]\n' + both)
    assert ["PR166"] == codes(both)


@pytest.mark.parametrize(
    ("effect", "better", "found"),
    [
        ("marks_at_most", "lower", ["PR167"]),
        ("marks_at_least", "lower", []),
        ("marks", "lower", []),
        ("marks_at_most", "higher", []),
        ("marks_at_least", "higher", []),
    ],
)
def test_caps_that_make_marks_better(effect, better, found):
    """A cap holds back where more is better only; a floor where more is better is one that is meant."""
    gate = f'[[gate]]\nname = "g"\non = "A"\nwhen = "f"\n{effect} = 7\n[evidence]\nf = {{ type = "flag" }}\n'
    assert found == codes(node("A", TEN, JUDGED, better=better) + gate)
