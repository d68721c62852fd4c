"""Every answer to what is not applicable (不适用) or missing (缺失), at indicators, points and branches."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.program.building import branch, leaf, problems, refused, rules, shared

NA = "the project has none"
REASONS = ("not_applicable", "missing")


def absent(code, reason):
    """Return the evidence that makes an evaluator's leaf absent."""
    return {f"{code}/na": NA} if reason == "not_applicable" else {}


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(("answer", "marks"), [("zero", 0), ("full", 10), (4, 4), ("0.35 * full", Decimal("3.5"))])
def test_answers_with_marks(reason, answer, marks):
    """`zero`, `full`, a number and an expression of the full marks are the marks that the leaf then has."""
    ready = rules(leaf("A", **{reason: answer}), leaf("B"))
    card = ready.score({"B/marks": 6, **absent("A", reason)})
    assert (marks, 6 + marks, 20) == (card["A"].marks, card.marks, card.full_marks)
    assert reason == card["A"].absent
    assert 14 - marks == sum(entry.marks for entry in card.ledger)


@pytest.mark.parametrize(("reason", "code"), [("not_applicable", "PR408"), ("missing", "PR601")])
@pytest.mark.parametrize("answer", [{}, "refuse"])
def test_refuse_is_the_default(reason, code, answer):
    """Without an answer, or with `refuse`, a case that leaves it out is refused."""
    ready = rules(leaf("A", **({reason: answer} if answer else {})), leaf("B"))
    found = refused(ready, {"B/marks": 6, **absent("A", reason)})
    assert (code in found) or reason == "not_applicable"
    assert found


@pytest.mark.parametrize("reason", REASONS)
def test_null_is_a_null_result_with_its_reason(reason):
    """`null`: the node has no marks, nor has the total, which says why."""
    card = rules(leaf("A", **{reason: "null"}), leaf("B"), total={reason: "null"}).score(
        {"B/marks": 6, **absent("A", reason)}
    )
    assert (None, None, None, 6) == (card.marks, card.grade, card["A"].marks, card["B"].marks)
    assert card["total"].absence_reason
    assert () == card.ledger


@pytest.mark.parametrize("reason", REASONS)
def test_a_parent_may_say_otherwise(reason):
    """`null` at a leaf leaves it to the parent, whose own answer then holds."""
    ready = rules(branch("A", **{reason: "full"}), leaf("A1", parent="A", **{reason: "null"}), leaf("B"))
    card = ready.score({"B/marks": 6, **absent("A1", reason)})
    assert (None, 10, 16) == (card["A1"].marks, card["A"].marks, card.marks)


@pytest.mark.parametrize("reason", REASONS)
def test_rescale_is_made_up_for_by_the_siblings(reason):
    """`rescale`: the parent gives full × Σ marks ÷ Σ full of the rest, rounded as it declares."""
    ready = rules(leaf("A", 3, **{reason: "rescale"}), leaf("B", 3), leaf("C", 4), total={"rounding": {"places": 2}})
    card = ready.score({"B/marks": 2, "C/marks": 3, **absent("A", reason)})
    assert (Decimal("7.14"), 10, 10) == (card.marks, card.full_marks, card["total"].declared_full_marks)
    assert not card["A"].takes_part
    assert Fraction(286, 100) == sum(entry.marks for entry in card.ledger)


@pytest.mark.parametrize("aggregation", ["mean", "minimum", "maximum", "product"])
def test_rescale_leaves_a_mean_or_an_extreme_to_the_others(aggregation):
    """Where there is no sum, a rescaled child is out of marks and full marks alike: a flawless project keeps them."""
    ready = rules(leaf("A", 4, not_applicable="rescale"), leaf("B", 10, weight=2), total={"aggregation": aggregation})
    card = ready.score({"B/marks": 10, "A/na": NA})
    assert (10, 10, 1) == (card.marks, card.full_marks, card.rate)


@pytest.mark.parametrize("reason", REASONS)
def test_drop_takes_marks_and_full_marks_out_at_every_ancestor(reason):
    """`drop`: neither marks nor full marks count at any ancestor; the rate is of what is left."""
    ready = rules(branch("A"), leaf("A1", parent="A"), leaf("A2", 5, parent="A", **{reason: "drop"}), leaf("B", 5))
    card = ready.score({"A1/marks": 8, "B/marks": 5, **absent("A2", reason)})
    assert (8, 10, 13, 15) == (card["A"].marks, card["A"].full_marks, card.marks, card.full_marks)
    assert 2 == sum(entry.marks for entry in card.ledger)


def test_a_branch_whose_children_all_dropped_drops_too():
    """A branch all of whose children are dropped leaves the tree with them."""
    ready = rules(branch("A"), leaf("A1", parent="A", not_applicable="drop"), leaf("B", 5))
    card = ready.score({"A1/na": NA, "B/marks": 4})
    assert (4, 5, None) == (card.marks, card.full_marks, card["A"].marks)


def test_restore_takes_the_ratio_once_at_the_root():
    """`restore`: what was dropped is made up for at the total, once and without rounding in between."""
    ready = rules(
        leaf("A", 4, not_applicable="drop"),
        leaf("B", 6),
        total={"full_marks": 10, "restore": True, "rounding": {"places": 2}},
    )
    assert Decimal("8.33") == ready.score({"A/na": NA, "B/marks": 5}).marks
    assert 9 == ready.score({"A/marks": 4, "B/marks": 5}).marks
    card = ready.score({"A/na": NA, "B/marks": 6})
    assert (10, 10, 1) == (card.marks, card.full_marks, card.rate)


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(("shares", "b", "c"), [(["B", "C"], 5, 5), ({"B": Fraction(3, 4), "C": Fraction(1, 4)}, 6, 4)])
def test_move_grows_the_siblings_before_they_are_marked(reason, shares, b, c):
    """`move`: the named siblings are marked on full marks that grow by their shares, equal ones or stated."""
    ready = rules(
        leaf("A", 4, **{reason: {"move": shares}}),
        shared("B", "b", 3),
        shared("C", "c", 3),
        evidence={"b": SHARE, "c": SHARE},
    )
    card = ready.score({"b": 1, "c": Decimal("0.5"), **absent("A", reason)})
    assert (b, b, c, Fraction(c, 2)) == (card["B"].full_marks, card["B"].marks, card["C"].full_marks, card["C"].marks)
    assert (10, 3) == (card.full_marks, card["B"].declared_full_marks)
    whole = ready.score({"b": 1, "c": Decimal("0.5"), "A/marks": 4})
    assert (3, Decimal("8.5")) == (whole["B"].full_marks, whole.marks)


SHARE = {"type": "share"}
POINTS = [{"id": "one"}, {"id": "two"}, {"id": "three"}, {"id": "four"}]


def checklist(**keys):
    """Return the rules of a checklist of four points, of which the last one has these keys."""
    points = [*POINTS[:3], {**POINTS[3], **keys}]
    return rules({"code": "A", "name": "A", "full_marks": 8, "rubric": {"kind": "checklist", "points": points}})


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(
    ("answer", "marks"), [("zero", 4), ("full", 6), ("rescale", Fraction(16, 3)), (1, 5), ("full / 8", 5)]
)
def test_points_are_leaves_in_small(reason, answer, marks):
    """A point answers like a leaf; rescaled, the others share all marks of the checklist."""
    gone = {"A/four/na": NA} if reason == "not_applicable" else {}
    card = checklist(**{reason: answer}).score({"A/one": 1, "A/two": 1, "A/three": 0, **gone})
    assert (marks, 8) == (card.marks, card.full_marks)


def test_points_refuse_by_default():
    """A point of which the case says nothing is missing evidence."""
    assert ["PR601"] == refused(checklist(), {"A/one": 1, "A/two": 1, "A/three": 0})


def test_applies_decides_without_asking():
    """`applies`: the definition decides; then the leaf, and all below a branch, need no evidence."""
    ready = rules(
        branch("A", applies="planned > 0", not_applicable="rescale"),
        leaf("A1", parent="A"),
        leaf("B"),
        total={"rounding": {"places": 2}},
        evidence={"planned": {"type": "count"}},
    )
    assert (14, 20) == (
        ready.score({"planned": 0, "B/marks": 7}).marks,
        ready.score({"planned": 0, "B/marks": 7}).full_marks,
    )
    assert 16 == ready.score({"planned": 3, "B/marks": 7, "A1/marks": 9}).marks
    assert ["PR601"] == refused(ready, {"planned": 3, "B/marks": 7})


@pytest.mark.parametrize("needs", [2, "50%"])
def test_needs_makes_a_branch_with_too_little_absent(needs):
    """`needs`: with fewer children, or less of the weight, than that the branch is not applicable itself."""
    ready = rules(
        branch("A", needs=needs, not_applicable="zero", rounding={"places": 2}),
        *(leaf(f"A{place}", full, parent="A", not_applicable="rescale") for place, full in ((1, 1), (2, 2), (3, 5))),
        leaf("B"),
    )
    two_small = {"A1/marks": 1, "A2/marks": 1, "A3/na": NA, "B/marks": 5}
    one_large = {"A1/na": NA, "A2/na": NA, "A3/marks": 4, "B/marks": 5}
    by_count = (Decimal("5.33"), 0) if needs == 2 else (0, Decimal("6.40"))
    assert by_count == (ready.score(two_small)["A"].marks, ready.score(one_large)["A"].marks)


def test_a_branch_without_children_left_is_not_applicable():
    """All children gone by `rescale`: the branch itself is not applicable, and its own answer holds."""
    nodes = [leaf("A1", parent="A", not_applicable="rescale"), leaf("B")]
    ready = rules(branch("A", rounding={"places": 2}, not_applicable="full"), *nodes)
    card = ready.score({"A1/na": NA, "B/marks": 5})
    assert (10, 15, "not_applicable") == (card["A"].marks, card.marks, card["A"].absent)
    refusing = rules(branch("A", rounding={"places": 2}), *nodes)
    assert refused(refusing, {"A1/na": NA, "B/marks": 5})


def test_the_branch_not_taken_is_not_read():
    """What a choice leaves out needs no evidence, and its zero denominator does not matter."""
    rubric = [
        {"when": "simple", "kind": "formula", "marks": "full * done"},
        {"kind": "formula", "marks": "full * least(part / whole, 1)"},
    ]
    fields = {
        "simple": {"type": "flag"},
        "done": SHARE,
        "part": {"type": "count"},
        "whole": {"type": "count", "at_least": 1},
    }
    ready = rules({"code": "A", "name": "A", "full_marks": 10, "rubric": rubric}, evidence=fields)
    assert 5 == ready.score({"simple": True, "done": "0.5"}).marks
    assert 2 == ready.score({"simple": False, "part": 1, "whole": 5}).marks
    assert ["PR601"] == refused(ready, {"simple": False, "part": 1})


def test_a_zero_divisor_that_is_not_reached_does_not_matter():
    """A division by zero behind a condition that does not hold is never reached."""
    fields = {"part": {"type": "count", "part_of": "whole"}, "whole": {"type": "count"}}
    leaf_ = {
        "code": "A",
        "name": "A",
        "full_marks": 10,
        "rubric": {"kind": "formula", "marks": "full * part / whole if whole > 0 else full"},
    }
    ready = rules(leaf_, evidence=fields)
    assert (10, 5) == (ready.score({"part": 0, "whole": 0}).marks, ready.score({"part": 1, "whole": 2}).marks)


def test_weight_zero_takes_no_part():
    """A node of weight 0 needs no evidence, and adds neither marks nor full marks."""
    ready = rules(leaf("A", weight=0), leaf("B"))
    card = ready.score({"B/marks": 7})
    assert (7, 10, None) == (card.marks, card.full_marks, card["A"].marks)
    assert 3 == sum(entry.marks for entry in card.ledger)


def test_undefined_is_never_hidden_as_missing():
    """An answer to missing evidence does not hide a division by zero: that is a problem of the definition."""
    fields = {"part": {"type": "count"}, "whole": {"type": "count"}}
    node = {
        "code": "A",
        "name": "A",
        "full_marks": 10,
        "measure": "part / whole",
        "rubric": {"kind": "proportional"},
        "missing": "full",
    }
    assert "PR203" in problems(node, evidence=fields)


def test_when_zero_missing_is_answered_like_missing():
    """`when_zero = "missing"` makes a measure without a base missing, and the leaf's answer to that holds."""
    fields = {"part": {"type": "count", "part_of": "whole"}, "whole": {"type": "count"}}
    measure = {"ratio": {"value": "part / whole", "when_zero": "missing"}}
    ready = rules(shared("A", "ratio", missing="full"), evidence=fields, measure=measure)
    assert 10 == ready.score({"part": 0, "whole": 0}).marks
    refusing = rules(shared("A", "ratio"), evidence=fields, measure=measure)
    assert refused(refusing, {"part": 0, "whole": 0})


def test_missing_evidence_is_told_where_the_exact_value_is_carried():
    """A leaf whose parent reads its exact marks is asked for its evidence like any other."""
    ready = rules(leaf("A", rounding={"places": 0, "carry": "exact"}), leaf("B"))
    assert ["PR601"] == refused(ready, {"B/marks": 5})
    fields = {"part": {"type": "count", "part_of": "whole"}, "whole": {"type": "count"}}
    measure = {"ratio": {"value": "part / whole", "when_zero": "missing"}}
    carried = shared("A", "ratio", rounding={"places": 0, "carry": "exact"})
    assert ["PR601"] == refused(rules(carried, evidence=fields, measure=measure), {"part": 0, "whole": 0})


def test_fields_may_be_not_applicable():
    """Evidence that is not applicable makes the leaf that reads it not applicable, with the case's reason."""
    ready = rules(shared("A", "a", not_applicable="zero"), leaf("B"), evidence={"a": SHARE})
    card = ready.score({"a": {"not_applicable": NA}, "B/marks": 5})
    assert (5, "not_applicable", NA) == (card.marks, card["A"].absent, card["A"].absence_reason)
