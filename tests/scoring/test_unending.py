"""Numbers without end from the evidence to the card, against values that were computed elsewhere."""

from decimal import Context, Decimal
from fractions import Fraction

import pytest

import perfrules as pr
from tests.program.building import leaf, refused, rules

COUNTRIES = {
    # life expectancy, expected and mean years of schooling, income per head: the index for 2022 as published
    "Switzerland": ("84.255", "16.578", "13.949", "69433", "0.967"),
    "Norway": ("83.393", "18.648", "13.060", "69190", "0.966"),
}
FIELDS = {
    "life": {"type": "number", "places": 3, "at_least": 20},
    "expected": {"type": "number", "places": 3, "at_least": 0},
    "schooling": {"type": "number", "places": 3, "at_least": 0},
    "income": {"type": "number", "places": 0, "at_least": 100},
}


def formula(code, marks, **keys):
    """Write a leaf with marks from 0 to 1."""
    return {"code": code, "name": code, "full_marks": 1, "rubric": {"kind": "formula", "marks": marks}, **keys}


@pytest.fixture(scope="module")
def development():
    """Return the rules of an index of three dimensions, one of them on a scale of logarithms."""
    return rules(
        formula("H", "least((life - 20) / (85 - 20), 1)"),
        formula("E", "mean(least(expected / 18, 1), least(schooling / 15, 1))"),
        formula(
            "I",
            "least((ln(income) - ln(100)) / (ln(75000) - ln(100)), 1)",
            rounding={"places": 6, "carry": "exact"},
        ),
        total={"aggregation": "geometric_mean", "rounding": {"places": 3}},
        evidence=FIELDS,
    )


def computed(life, expected, schooling, income):
    """Return the index by forty digits of `decimal`."""
    with_digits = Context(prec=40)
    health = (Decimal(life) - 20) / 65
    education = (min(Decimal(expected) / 18, 1) + min(Decimal(schooling) / 15, 1)) / 2
    wealth = (with_digits.ln(Decimal(income)) - with_digits.ln(100)) / (with_digits.ln(75000) - with_digits.ln(100))
    return with_digits.power(health * education * min(wealth, 1), Decimal(1) / 3).quantize(Decimal("0.001"))


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_index_of_three_dimensions_is_the_published_one(development, country):
    """The geometric mean of three indices, one of a logarithm that is passed on exactly."""
    *evidence, published = COUNTRIES[country]
    card = development.score(dict(zip(FIELDS, evidence, strict=True)))

    assert Decimal(published) == card.marks
    assert computed(*evidence) == card.marks


def test_the_card_explains_with_first_digits(development):
    """What has no end is shown by its first digits behind ≈; in Python and JSON by thirty."""
    card = development.score(dict(zip(FIELDS, COUNTRIES["Norway"][:4], strict=True)))

    assert "ln(69190)" in card["I"].reason
    assert "≈ 0.987" in card["I"].reason
    assert Decimal("0.98782010900633973137856186964") == card["I"].exact_marks
    assert "0.987" in pr.render(card, "json")


def test_the_losses_add_up_exactly(development):
    """Entries of the ledger sum to full marks less total, digits of numbers without end included."""
    card = development.score(dict(zip(FIELDS, COUNTRIES["Norway"][:4], strict=True)))

    assert Fraction(1) - Fraction(card.marks) == sum((Fraction(loss.marks) for loss in card.ledger), Fraction(0))


def test_the_fast_function_gives_the_same_marks(development):
    """The variant without a trace reads numbers without end as well."""
    row = (83393, 18648, 13060, 69190)
    found = dict(
        zip(development.program.nodes, zip(development.fast.units, development.fast(row), strict=True), strict=True)
    )
    unit, marks = found["total"]

    assert Fraction("0.966") == unit * marks


def test_a_root_or_logarithm_without_value_is_a_problem():
    """PR611: the value at fault is named; nothing is scored."""
    ready = rules(
        formula("A", "clamp(ln(x - floor(x / 1000) * 1000 + 1), 0, 1)", rounding={"places": 2}),
        evidence={"x": {"type": "count"}},
    )
    assert [] == refused(ready, {"x": 7})
    plain = rules(leaf("A"), leaf("B"), total={"aggregation": "geometric_mean", "rounding": {"places": 2}})
    assert Decimal("6.32") == plain.score({"A": {"marks": 4}, "B": {"marks": 10}}).marks
    assert Decimal(0) == plain.score({"A": {"marks": 0}, "B": {"marks": 10}}).marks


def test_what_is_not_certain_is_a_problem():
    """PR612: a boundary that a thousand digits do not tell from the number; the advice is to round each step."""
    ready = rules(
        formula("A", "clamp(1 / (sqrt(x) - 1) - sqrt(x), 0, 1)", rounding={"places": 0, "mode": "floor"}),
        evidence={"x": {"type": "count", "at_least": 2}},
    )
    assert [] == refused(ready, {"x": 3})
    assert ["PR612"] == refused(ready, {"x": 2})


@pytest.mark.parametrize(("out", "expected"), [("B", "4.00"), ("A", "10.00")])
def test_a_child_that_is_out_leaves_the_mean(out, expected):
    """`rescale` in a geometric mean: the others are all there is, with their weights."""
    two = {"aggregation": "geometric_mean", "rounding": {"places": 2}}
    nodes = [leaf(code, weight=weight, not_applicable="rescale") for code, weight in (("A", 2), ("B", 1))]
    ready = rules(*nodes, total=two)
    evidence = {"A": {"marks": 4}, "B": {"marks": 10}} | {out: {"not_applicable": "none"}}

    assert Decimal(expected) == ready.score(evidence).marks
    assert Decimal("5.43") == ready.score({"A": {"marks": 4}, "B": {"marks": 10}}).marks


def test_bands_and_gates_are_decided_on_the_exact_number():
    """√40 = 6.3245… is printed as 6, graded by its exact value, and closes a gate by its twenty-third digit."""
    bands = [{"grade": "high", "at_least": "6.3"}, {"grade": "low"}]
    gate = {"name": "close", "when": 'exact("total") < 6.3245553203367586639978', "grade": "low"}
    total = {"aggregation": "geometric_mean", "rounding": {"places": 0}, "grade_scale": "own"}
    nodes = [leaf("A"), leaf("B")]
    evidence = {"A": {"marks": 4}, "B": {"marks": 10}}

    def graded(on, *gates):
        own = {"bands": bands, "grade_on": on}
        keys = {"gate": list(gates)} if gates else {}
        return rules(*nodes, total=total, grade_scale={"own": own}, **keys).score(evidence).grade

    assert ("high", "low") == (graded("exact"), graded("printed"))
    assert graded("exact", gate) == "low"
    lower = gate["when"].replace("9978", "9977")
    assert graded("exact", {**gate, "when": lower}) == "high"


def test_a_constant_that_is_too_large_is_told_without_evidence():
    """No value of the case is to be checked where none is read."""
    prepared = rules(formula("A", "least(exp(1000000), 1)", rounding={"places": 2}), evidence={})
    with pytest.raises(pr.CaseError, match="A computes a number that is too large, whatever the evidence"):
        prepared.score({})
