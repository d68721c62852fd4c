"""The formulas of the expressions that a definition writes, by their key paths."""

from tests.program.building import leaf, rules


def test_an_expression_of_several_meanings_has_no_one_formula():
    """A scale's condition on the full marks is a formula where one node has the scale, and none where they differ."""
    path = ("grade_scale", "own", "bands", 0, "when")
    bands = [{"grade": "good", "at_least": 0, "when": "full > n"}, {"grade": "poor"}]
    parts = {"grade_scale": {"own": {"bands": bands}}, "evidence": {"n": {"name": "n", "type": "count"}}}

    alone = rules(leaf("A", grade_scale="own"), leaf("B", full_marks=20), **parts)
    shared = rules(leaf("A", grade_scale="own"), leaf("B", full_marks=20, grade_scale="own"), **parts)

    assert alone.program.expressions[path] is not None
    assert shared.program.expressions[path] is None
