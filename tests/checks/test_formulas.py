"""What only the formulas of a definition show, each with an example and with the same mended."""

import pytest

from tests.program.building import leaf, problems, rules, shared

SHARE = {"type": "share"}
COUNT = {"type": "count"}
TIERS = {"kind": "tiers"}


def tiered(*tiers):
    """Write a leaf of 10 marks by tiers of the share s."""
    return {
        "code": "A",
        "name": "A",
        "full_marks": 10,
        "measure": "s",
        "rubric": {"kind": "tiers", "tiers": list(tiers)},
    }


def formula(marks):
    """Write a leaf of 10 marks by an expression."""
    return {"code": "A", "name": "A", "full_marks": 10, "rubric": {"kind": "formula", "marks": marks}}


EXAMPLES = {
    "PR201": (
        (tiered({"at_least": "90%", "marks": 8}, {"marks": 0}), {"s": SHARE}),
        (tiered({"at_least": "90%", "marks": 10}, {"marks": 0}), {"s": SHARE}),
    ),
    "PR202": (
        (formula("full * done / 20"), {"done": COUNT}),
        (formula("full * least(done / 20, 1)"), {"done": COUNT}),
    ),
    "PR203": (
        (shared("A", "done / planned"), {"done": COUNT, "planned": COUNT}),
        (shared("A", "done / planned"), {"done": COUNT, "planned": {"type": "count", "at_least": 1}}),
    ),
    "PR204": (
        (tiered({"above": 1, "marks": 10}, {"at_least": "50%", "marks": 10}, {"marks": 0}), {"s": SHARE}),
        (tiered({"at_least": 1, "marks": 10}, {"at_least": "50%", "marks": 5}, {"marks": 0}), {"s": SHARE}),
    ),
    "PR207": (
        (
            {"code": "A", "name": "A", "full_marks": 10, "rubric": {"kind": "lookup", "of": "o", "marks": {"yes": 10}}},
            {"o": {"type": "choice", "choices": ["yes", "no"]}},
        ),
        (
            {
                "code": "A",
                "name": "A",
                "full_marks": 10,
                "rubric": {"kind": "lookup", "of": "o", "marks": {"yes": 10, "no": 0}},
            },
            {"o": {"type": "choice", "choices": ["yes", "no"]}},
        ),
    ),
}


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_and_the_same_mended(code):
    """The problem is found in the one definition, with the code of its node, and in the other nothing is."""
    (bad, evidence), (good, other) = EXAMPLES[code]
    found = problems(bad, evidence=evidence)
    assert code in found
    assert "A" in found[code]
    assert {} == problems(good, evidence=other)


def test_a_grade_that_can_never_be_given():
    """PR205: a band above all marks of the node."""
    bands = [{"grade": "best", "at_least": 11}, {"grade": "rest"}]
    keys = {"total": {"grade_scale": "own"}}
    assert "PR205" in problems(leaf("A"), grade_scale={"own": {"bands": bands}}, **keys)
    bands[0]["at_least"] = 9
    assert {} == problems(leaf("A"), grade_scale={"own": {"bands": bands}}, **keys)


def test_a_counterexample_is_evidence_that_shows_it():
    """The message of PR202 and PR203 names evidence with which it happens."""
    (bad, evidence), _ = EXAMPLES["PR203"]
    assert "planned = 0" in problems(bad, evidence=evidence)["PR203"]
    (bad, evidence), _ = EXAMPLES["PR202"]
    assert "done = " in problems(bad, evidence=evidence)["PR202"]


def test_part_of_proves_a_ratio():
    """A declared relation is enough for the proof that a ratio stays within the scale."""
    fields = {"done": {"type": "count", "part_of": "planned"}, "planned": {"type": "count", "at_least": 1}}
    assert {} == problems(formula("full * done / planned"), evidence=fields)


def test_what_cannot_be_shown_is_a_warning():
    """PR206: where neither a proof nor a counterexample is found, the set still loads, with a warning."""
    node = formula("full * s * (1 - s) * 4")
    assert ["PR206"] == [problem.code for problem in rules(node, evidence={"s": SHARE}).warnings]


def test_a_bonus_without_clamp_leaves_the_scale():
    """Marks above the full ones by a bonus have to be clamped, or the scale has to say so."""
    assert "PR202" in problems(leaf("A"), leaf("B", 3, bonus=True))


def test_marks_of_a_panel_are_shown_to_stay_within_the_scale():
    """The mean of a panel lies where its evaluators' marks lie."""
    for panel in ("mean", "trimmed_mean"):
        rubric = {"kind": "judged", "reason": False, "panel": panel}
        assert {} == problems(leaf("A", rubric=rubric))


def test_a_checklist_may_be_without_any_point():
    """That no point may apply is the definition's own answer, not evidence without marks."""
    points = [{"id": "one", "not_applicable": "rescale"}, {"id": "two", "not_applicable": "rescale"}]
    node = {"code": "A", "name": "A", "full_marks": 10, "rubric": {"kind": "checklist", "points": points}}
    assert {} == problems(node)


def test_ends_of_points_that_no_evidence_reaches_are_no_fault():
    """What holds outside points is always stated, so that it may be out of reach; a tier out of reach is a slip."""
    rubric = {"kind": "interpolate", "points": [[0, 0], [1, 10]], "below": "refuse", "beyond": "hold"}
    leaf = {"code": "A", "name": "A", "full_marks": 10, "measure": "s", "rubric": rubric}
    assert {} == problems(leaf, evidence={"s": {**SHARE, "at_most": 1}})
