"""What holds of every comparison, whatever the two definitions and the evidence."""

from fractions import Fraction

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import perfrules as pr
from perfrules.testing.drawing.definitions import projects
from perfrules.testing.drawing.writing import rules_with

# Each example writes, checks and compiles two whole definitions.
FEWER = settings(max_examples=max(10, settings().max_examples // 2))


def amended(data, chance):
    """Return a definition in which some numbers, answers and roundings are others."""
    indicators = []
    for node in data["indicator"]:
        other = dict(node)
        if "rounding" in other and chance.random() < 0.3:
            other["rounding"] = {"places": 1}
        if other.get("not_applicable") in ("zero", "full") and chance.random() < 0.5:
            other["not_applicable"] = "zero" if other["not_applicable"] == "full" else "full"
        if "weight" in other and chance.random() < 0.3:
            other["weight"] = 2
        indicators.append(other)
    return {**data, "indicator": indicators}


def check(old, new, evidence):
    """Compare two definitions by one case, and return the comparison."""
    comparison = pr.diff(old, new, [evidence])
    with pr.use("en"):
        for case in comparison.cases:
            for result in case.results:
                assert result.new - result.old == sum((cause.change for cause in result.causes), Fraction(0))
                assert "all changes together" not in [str(cause.about) for cause in result.causes]
                if comparison.verdict == "same":
                    assert (result.old, result.old_grade) == (result.new, result.new_grade)
        assert all(str(change.about) for change in comparison.changes)
    return comparison


@FEWER
@given(projects(), projects())
def test_any_two_definitions(one, other):
    """Causes sum to the change, and the same verdict means the same scores, however different the two are."""
    old, new = one[0].rules, other[0].rules
    check(old, new, {**other[1], **one[1]})


@FEWER
@given(projects(), st.randoms(use_true_random=False))
def test_a_definition_and_its_revision(project, chance):
    """The same for two that have nearly all in common."""
    drawn, evidence = project
    try:
        new = rules_with(amended(drawn.data, chance))
    except pr.DefinitionError:
        return
    check(drawn.rules, new, evidence)


@FEWER
@given(projects(), st.randoms(use_true_random=False))
def test_another_order_of_the_file_is_the_same(project, chance):
    """Indicators that are written in another order give the same scores wherever sums do not care."""
    drawn, evidence = project
    shuffled = list(drawn.data["indicator"])
    chance.shuffle(shuffled)
    comparison = check(drawn.rules, rules_with({**drawn.data, "indicator": shuffled}), evidence)
    assert () == comparison.changes or {"text"} == {change.sort for change in comparison.changes}
    for case in comparison.cases:
        assert [0] * len(case.results) == [result.change for result in case.results]


@given(projects())
def test_a_definition_and_itself(project):
    """Nothing was changed, nothing differs, and no case changes."""
    drawn, evidence = project
    comparison = check(drawn.rules, drawn.rules, evidence)
    assert ("same", (), ()) == (comparison.verdict, comparison.changes, comparison.differences)
    assert comparison == attrs.evolve(comparison)
