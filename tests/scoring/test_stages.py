"""The stages of a node: rubric, aggregation, clamp, gates, rounding, grade; and scales other than 0 to 100."""

from decimal import Decimal
from fractions import Fraction

import pytest

import perfrules as pr
from tests.program.building import branch, leaf, rules, shared

BANDS = [{"grade": "A", "at_least": 9}, {"grade": "B", "at_least": 6}, {"grade": "C"}]
FLAG = {"type": "flag"}


def gated(*gates, **keys):
    """Return the rules of one leaf of 10, graded at the total, with gates that flags close."""
    flags = {f"f{place}": FLAG for place, _ in enumerate(gates)}
    written = [{"name": f"Gate {place}", "when": f"f{place}", **gate} for place, gate in enumerate(gates)]
    return rules(
        branch("A"), leaf("A1", parent="A"), total={"grade_scale": "own", **keys},
        gate=written, evidence=flags, grade_scale={"own": {"bands": BANDS}},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("gate", "marks", "grade", "said"),
    [
        ({"marks": 0}, 0, "C", "marks 0"),
        ({"marks_at_most": 7}, 7, "B", "at most 7 marks"),
        ({"marks_at_least": 7}, 10, "A", "at least 7 marks"),
        ({"marks_at_most": "full / 2"}, 5, "C", "at most 5 marks"),
        ({"grade": "C"}, 10, "C", "grade C"),
        ({"grade_at_most": "B"}, 10, "B", "grade at most B"),
        ({"on": "A", "marks_at_most": 7}, 7, "B", "at most 7 marks"),
        ({"on": "A1", "marks": 1}, 1, "C", "marks 1"),
    ],
)
def test_a_gate_sets_or_caps_where_it_stands(gate, marks, grade, said):
    """A gate sets or caps marks or a grade of any node, only while its condition holds; card and ledger say so."""
    ready = gated(gate)
    closed, opened = (ready.score({"f0": flag, "A1/marks": 10}) for flag in (True, False))
    with pr.use("en"):
        told = closed[gate.get("on", "total")].gates
    assert (marks, grade, (f"Gate 0: {said}",)) == (closed.marks, closed.grade, told)
    assert (10, "A", ()) == (opened.marks, opened.grade, opened["total"].gates)
    if marks == 10:
        assert "A" == closed["total"].scale_grade
    assert 10 - marks == sum(entry.marks for entry in closed.ledger)
    assert {"gate"} >= {entry.sort for entry in closed.ledger}


def test_a_cap_never_raises():
    """`marks_at_most` and `grade_at_most` leave what is lower as it is."""
    card = gated({"marks_at_most": 7}, {"grade_at_most": "B"}).score({"f0": True, "f1": True, "A1/marks": 3})
    assert (3, "C") == (card.marks, card.grade)


def test_a_floor_never_lowers():
    """`marks_at_least` raises what is lower, and leaves what is higher as it is; the ledger has nothing lost there."""
    ready = gated({"marks_at_least": 7})
    raised, left = (ready.score({"f0": True, "A1/marks": marks}) for marks in (3, 9))
    assert (7, 9) == (raised.marks, left.marks)
    assert [3, 1] == [sum(entry.marks for entry in card.ledger) for card in (raised, left)]


def test_a_floor_holds_back_where_less_is_better():
    """On a scale where less is better, a floor takes good marks away, and the ledger names the gate."""
    ready = rules(
        {"code": "A", "name": "A", "at_most": 10, "better": "lower", "rubric": {"kind": "judged", "reason": False}},
        gate=[{"name": "Accident", "on": "A", "when": "f", "marks_at_least": "full - 3"}],
        evidence={"f": FLAG}, results=["A"],
    )  # fmt: skip
    card = ready.score({"f": True, "A/marks": 3})
    with pr.use("en"):
        assert (7, ("Accident: at least 7 marks",)) == (card.marks, card["A"].gates)
        assert [("gate", 4), ("rubric", 3)] == sorted((entry.sort, entry.marks) for entry in card.ledger_of("A"))
    assert 3 == ready.score({"f": False, "A/marks": 3}).marks


def test_gates_act_in_the_order_written():
    """A later gate acts on what an earlier one left."""
    for order, marks in (([{"marks": 8}, {"marks_at_most": 5}], 5), ([{"marks_at_most": 5}, {"marks": 8}], 8)):
        assert marks == gated(*order).score({"f0": True, "f1": True, "A1/marks": 10}).marks


def test_gates_come_before_rounding_and_after_clamp():
    """Order at a node: clamp, gates on marks, rounding, grade."""
    ready = gated({"marks_at_most": Fraction(355, 100)}, clamp=[4, "full"], rounding={"places": 1})
    assert Decimal("3.6") == ready.score({"f0": True, "A1/marks": 1}).marks
    assert 4 == ready.score({"f0": False, "A1/marks": 1}).marks


def test_a_gate_reads_other_nodes():
    """一票否决: below 60% of one node, the best grade is out of reach."""
    ready = rules(
        leaf("A", 5), leaf("B", 5), total={"grade_scale": "own"},
        gate=[{"name": "Policy", "when": 'rate("A") < 60%', "grade_at_most": "B"}],
        grade_scale={"own": {"bands": BANDS}},
    )  # fmt: skip
    assert "A" == ready.score({"A/marks": "4.5", "B/marks": "4.5"}).grade
    assert "C" == ready.score({"A/marks": "2.99", "B/marks": 3}).grade


def test_rubrics_are_chosen_from_the_top():
    """The first rubric whose condition holds is taken, and the award says which."""
    rubric = [
        {"when": "kind == 'new'", "kind": "formula", "marks": "full / 2"},
        {"when": "kind == 'large'", "kind": "formula", "marks": "full / 5"},
        {"kind": "formula", "marks": "full"},
    ]
    fields = {"kind": {"type": "choice", "choices": ["new", "large", "other"]}}
    ready = rules({"code": "A", "name": "A", "full_marks": 10, "rubric": rubric}, evidence=fields)
    for kind, marks in (("new", 5), ("large", 2), ("other", 10)):
        card = ready.score({"kind": kind})
        assert marks == card.marks
        assert card["A"].branches


def test_scales_are_chosen_from_the_top():
    """A choice list of grade scales: the first whose condition holds is used."""
    scales = {
        "strict": {"bands": [{"grade": "pass", "at_least": 9}, {"grade": "fail"}]},
        "mild": {"bands": [{"grade": "pass", "at_least": 5}, {"grade": "fail"}]},
    }
    chosen = [{"when": "large", "scale": "strict"}, {"scale": "mild"}]
    ready = rules(leaf("A"), total={"grade_scale": chosen}, grade_scale=scales, evidence={"large": FLAG})
    assert "fail" == ready.score({"large": True, "A/marks": 7}).grade
    assert "pass" == ready.score({"large": False, "A/marks": 7}).grade


@pytest.mark.parametrize(("on", "grade"), [("printed", "A"), ("exact", "B"), ("rate", "C")])
def test_grade_on(on, grade):
    """What is graded: the marks as printed, the exact marks, or the rate."""
    scale = {"bands": BANDS, "grade_on": on}
    if on == "rate":
        scale["bands"] = [{"grade": "A", "at_least": "95%"}, {"grade": "C"}]
    total = {"grade_scale": "own", "rounding": {"places": 0}}
    ready = rules(leaf("A"), total=total, grade_scale={"own": scale})
    assert grade == ready.score({"A/marks": "8.6"}).grade


def test_bonus_adds_marks_and_no_full_marks():
    """A bonus leaf adds marks; a clamp keeps the branch within its full marks."""
    ready = rules(leaf("A"), leaf("B", 3, bonus=True), total={"clamp": [0, "full"]})
    for a, b, marks in ((6, 2, 8), (9, 3, 10)):
        card = ready.score({"A/marks": a, "B/marks": b})
        assert (marks, 10, None) == (card.marks, card.full_marks, card["B"].rate)
        assert 10 - marks == sum(entry.marks for entry in card.ledger)


@pytest.mark.parametrize(("a", "more", "marks"), [(0, 0, 2), (2, 0, 2), (5, 1, 6), (9, 3, 10)])
def test_clamp_holds_a_branch_between_its_ends(a, more, marks):
    """`clamp = [2, "full"]`: no fewer than 2 marks and no more than the full ones, and the ledger still sums."""
    nodes = [branch("A", clamp=[2, "full"]), leaf("A1", parent="A"), leaf("A2", 3, parent="A", bonus=True)]
    card = rules(*nodes).score({"A1/marks": a, "A2/marks": more})
    assert (marks, marks) == (card["A"].marks, card.marks)
    assert 10 - marks == sum(entry.marks for entry in card.ledger)


def test_carry_exact_shows_one_value_and_passes_on_the_other():
    """`carry = "exact"`: the node prints the rounded value, its parent reads the exact one; the ledger sums."""
    rounding = {"places": 0, "carry": "exact"}
    ready = rules(leaf("A", rounding=rounding), leaf("B", rounding=rounding), total={"rounding": {"places": 1}})
    card = ready.score({"A/marks": "4.4", "B/marks": "4.4"})
    assert (4, Decimal("4.4"), Decimal("8.8")) == (card["A"].marks, card["A"].exact_marks, card.marks)
    assert Fraction(112, 10) == sum(entry.marks for entry in card.ledger)


def test_roundings_are_done_in_order():
    """A list of roundings is done one after the other."""
    ready = rules(leaf("A", rounding=[{"places": 1}, {"places": 0}]))
    assert 5 == ready.score({"A/marks": "4.46"}).marks
    assert 4 == rules(leaf("A", rounding={"places": 0})).score({"A/marks": "4.46"}).marks


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        ("half_up", "2.5"), ("half_even", "2.0"), ("half_down", "2.0"), ("up", "2.5"), ("down", "2.0"),
        ("ceiling", "2.5"), ("floor", "2.0"),
    ],
)  # fmt: skip
def test_rounding_to_halves(mode, wanted):
    """`to = 0.5` rounds to whole multiples, in every mode, at exact ties too."""
    assert (
        Decimal(wanted)
        == rules(leaf("A", rounding={"to": Decimal("0.5"), "mode": mode})).score({"A/marks": "2.25"}).marks
    )


def test_a_scale_from_one_to_seven_where_less_is_better():
    """Other scales: 1 to 7, less is better, bands from the best down by `at_most`; no rate is made up."""
    rubric = {"kind": "judged", "reason": False, "at_least": 1, "at_most": 7}
    scale = {"at_least": 1, "at_most": 7, "better": "lower"}
    bands = [{"grade": "good", "at_most": 2}, {"grade": "fair", "below": 5}, {"grade": "poor"}]
    nodes = [{"code": code, "name": code, "rubric": rubric, **scale} for code in "AB"]
    total = {"aggregation": "mean", "grade_scale": "own", "rounding": {"places": 1}, **scale}
    ready = rules(*nodes, total=total, grade_scale={"own": {"bands": bands}})
    for a, b, marks, grade in ((1, 3, 2, "good"), (2, 3, Decimal("2.5"), "fair"), (4, 6, 5, "poor")):
        card = ready.score({"A/marks": a, "B/marks": b})
        assert (marks, grade, None) == (card.marks, card.grade, card.rate)


def test_an_open_scale_has_no_rate():
    """A scale without upper end has marks, and neither full marks nor a rate."""
    node = {"code": "A", "name": "A", "at_least": 0, "rubric": {"kind": "formula", "marks": "3 * count_of"}}
    card = rules(node, total={"at_least": 0}, evidence={"count_of": {"type": "count"}}).score({"count_of": 50})
    assert (150, None, None) == (card.marks, card.full_marks, card.rate)


@pytest.mark.parametrize(
    ("aggregation", "marks", "full"),
    [
        ("sum", 26, 40),
        ("mean", Fraction(26, 4), 10),
        ("minimum", 5, 10),
        ("maximum", 7, 10),
        ("product", 35, 100),
        ("harmonic_mean", Fraction(4 * 35, 22), 10),
    ],
)
def test_aggregations(aggregation, marks, full):
    """Sum and mean weigh; minimum, maximum and product take the marks as they are; full marks go the same way."""
    card = rules(leaf("A", weight=3), leaf("B"), total={"aggregation": aggregation}).score({"A/marks": 7, "B/marks": 5})
    assert (marks, full) == (card.marks, card.full_marks)
    assert full - marks == sum(entry.marks for entry in card.ledger)


def test_results_may_be_several_and_read_one_another():
    """`results` names what is published, headline first; one result may read another's marks."""
    later = {
        "code": "later",
        "name": "Later",
        "full_marks": 10,
        "rubric": {"kind": "formula", "marks": 'marks("base") / 2'},
    }
    nodes = [branch("base"), leaf("A", 20, parent="base"), later]
    ready = rules(*nodes, results=["later", "base"])
    card = ready.score({"A/marks": 9})
    assert (Decimal("4.5"), {"later": Decimal("4.5"), "base": 9}) == (
        card.marks, {code: award.marks for code, award in card.results.items()},
    )  # fmt: skip


def test_parameters_stand_for_full_marks_weights_and_places():
    """Full marks, weights and places may be parameters."""
    ready = rules(
        shared("A", "a", "size", rounding={"places": "digits"}), leaf("B", 10, weight="twice"),
        parameter={"size": {"value": 9}, "digits": {"value": 1}, "twice": {"value": 2}},
        evidence={"a": {"type": "share"}},
    )  # fmt: skip
    card = ready.score({"a": "0.333", "B/marks": 4})
    assert (3, 11, 29) == (card["A"].marks, card.marks, card.full_marks)
