"""Scales of every sort: indices, 1 to 7, open, negative, less is better, chosen by a category, graded exactly."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules as pr
from perfrules.definition.document import Document
from perfrules.definition.load import checked
from perfrules.scoring.loading import compile_rules

SETS = Path(__file__).parent / "sets"
EVIDENCE = {
    "roads": 2, "lights": 5, "kind": "city", "broken": 2, "late": 4, "reach": "0.6666", "change": "-1.5",
}  # fmt: skip


@pytest.fixture(scope="module")
def rules():
    """Return the rules of a set with four results, each on another scale."""
    return pr.load(SETS / "districts.toml")


@pytest.fixture
def card(rules):
    """Return a scorecard with something lost on every scale."""
    return rules.score(EVIDENCE)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("rating", (1, 7, "lower", None, None, Decimal("2.5"))),
        ("faults", (0, None, "lower", None, None, 8)),
        ("index", (0, 1, "higher", 1, Decimal("0.667"), Decimal("0.333"))),
        ("balance", (-5, 5, "higher", 5, None, Decimal("6.5"))),
    ],
)
def test_a_scale_says_its_ends_and_which_is_the_good_one(card, code, expected):
    """Full marks are where higher is better; a rate is where the scale begins at 0; what is lost is always positive."""
    award = card[code]
    found = (award.at_least, award.at_most, award.better, award.full_marks, award.rate, award.lost)
    assert expected == found


@pytest.mark.parametrize("code", ["rating", "faults", "index", "balance"])
def test_the_ledger_adds_up_on_every_scale(card, code):
    """What was lost is the distance from the best marks: above the least ones where less is better."""
    assert card[code].lost == sum(entry.marks for entry in card.ledger_of(code))


def test_a_branch_goes_with_its_children(rules):
    """A branch that says nothing has the ends that its children give, and is better lower where all of them are."""
    node = rules.set.by_code["faults"]
    assert ("higher", None, "lower") == (node.better, node.at_least, rules.set.better["faults"])


@pytest.mark.parametrize(
    ("changed", "grade"),
    [
        ({"roads": 1, "lights": 4}, "free"),
        ({}, "fair"),
        ({"lights": 7}, "poor"),
        ({"kind": "town", "roads": 1, "lights": 5}, "fair"),
        ({"kind": "town", "lights": 7}, "fair"),
        ({"kind": "town", "roads": 4, "lights": 7}, "poor"),
    ],
)
def test_the_scale_of_grades_is_chosen_by_a_category_and_bands_have_conditions(rules, changed, grade):
    """A city with lights of 7 is poor though its rating is at most 5; a town has other limits, with their ends out."""
    assert grade == rules.score(EVIDENCE | changed)["rating"].grade


def test_grades_may_be_of_the_exact_marks(rules):
    """0.6666 is printed 0.667, and is less than two thirds."""
    award = rules.score(EVIDENCE)["index"]
    assert (Decimal("0.667"), "lower") == (award.marks, award.grade)


def test_a_scale_that_is_open_at_its_good_end_loses_nothing(tmp_path):
    """There are no best marks, so there is no ledger, and the marks are printed without them."""
    source = (SETS / "districts.toml").read_text("utf-8").replace('at_least = 0\nbetter = "lower"', "at_least = 0")
    (tmp_path / "open.toml").write_text(source.replace('at_most = 5 }, { grade = "some", at_most = 10', (
        'at_least = 5 }, { grade = "some", at_least = 3'
    )), "utf-8")  # fmt: skip
    card = pr.load(tmp_path / "open.toml").score(EVIDENCE)
    assert (None, None, ()) == (card["faults"].lost, card["faults"].full_marks, card.ledger_of("faults"))
    assert "Faults: 8 (scale: from 0), grade few." in " ".join(pr.render(card, "text").split())


def test_a_child_whose_other_end_is_the_good_one_is_the_branch_s_own_loss(tmp_path):
    """Marks of such a child cannot be losses of the branch: what they do is told of the branch, and all adds up."""
    source = (SETS / "districts.toml").read_text("utf-8")
    lights = 'name = "Lights"\nat_least = 1\nat_most = 7\n'
    source = source.replace(lights + 'better = "lower"\n', lights)
    (tmp_path / "mixed.toml").write_text(source, "utf-8")
    card = pr.load(tmp_path / "mixed.toml").score(EVIDENCE)
    assert [("rating", "aggregation", 2), ("R1", "rubric", Fraction(1, 2))] == [
        (entry.code, entry.sort, entry.marks) for entry in card.ledger
    ]


def test_pages_say_scales_and_not_full_marks(card):
    """No page says "of 7" or "out of 100" where the scale is another."""
    for name in ("text", "markdown"):
        page = pr.render(card, name)
        assert "Full marks" not in page, name
        assert "1 to 7" in page, name
    assert "Broken  4 above the best" in pr.render(card, "text")
    assert "| Marks above the best |" in pr.render(card, "markdown").replace(" | Sort", "")


@given(
    leaves=st.lists(
        st.tuples(st.integers(-9, 0), st.integers(1, 9), st.sampled_from(["higher", "lower"]), st.integers(0, 3)),
        min_size=1,
        max_size=4,
    ),
    branch=st.sampled_from(["sum", "mean", "minimum"]),
    better=st.sampled_from(["higher", "lower"]),
    data=st.data(),
)
def test_every_ledger_adds_up_to_what_was_lost(leaves, branch, better, data):
    """Whatever the ends, directions, weights and aggregation, the entries are exactly the distance from the best."""
    nodes = [{"code": "A", "name": "A", "aggregation": branch, "better": better}]
    for place, (low, high, good, weight) in enumerate(leaves):
        field = {"type": "number", "at_least": low, "at_most": high, "name": f"x{place}", "places": 0}
        node = {"code": f"L{place}", "parent": "A", "name": "L", "at_least": low, "at_most": high, "better": good}
        rubric = {"kind": "formula", "marks": "measure"}
        nodes.append({**node, "weight": weight or 1, "measure": f"x{place}", "rubric": rubric, "field": field})
    fields = {node["measure"]: node.pop("field") for node in nodes[1:]}
    card = made(nodes, fields).score(
        {name: data.draw(st.integers(f["at_least"], f["at_most"])) for name, f in fields.items()}
    )
    assert card["A"].lost == sum(entry.marks for entry in card.ledger)


def made(nodes, fields):
    """Return the rules of a set with these nodes and fields, and A as its only result."""
    head = {"format": "perfrules/indicator-set/1", "id": "example/scales", "edition": "1", "title": "Scales"}
    document = Document({**head, "results": ["A"], "evidence": fields, "indicator": nodes})
    definition, problems = checked(document, pr.Registry.builtin())
    assert definition is not None, problems
    return compile_rules(definition, pr.Registry.builtin())
