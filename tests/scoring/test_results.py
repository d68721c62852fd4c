"""Several results of one set: staged on rounded marks, without a total, each with its own scale and ledger."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import perfrules as pr

SETS = Path(__file__).parent / "sets"
EVIDENCE = {"deck": "4.123", "piers": "9.999", "overdue": 1}


@pytest.fixture(scope="module")
def rules():
    """Return the rules of a set with two results, the second staged on the first."""
    return pr.load(SETS / "bridges.toml")


def test_a_later_result_reads_the_rounded_marks(rules):
    """Upkeep is 5 × 14.1, not 5 × 14.122; without overdue repairs and with a sound deck no gate closes."""
    card = rules.score(EVIDENCE | {"deck": "5.123", "piers": "8.999", "overdue": 0})
    assert {"condition": Decimal("14.1"), "upkeep": 70} == {code: each.marks for code, each in card.results.items()}
    assert Decimal("14.122") == card["condition"].exact_marks


def test_the_headline_is_the_first_result(rules):
    """Marks, full marks, rate and grade of the card are the headline's."""
    card = rules.score(EVIDENCE)
    assert (Decimal("14.1"), 20, Decimal("0.705"), "B") == (card.marks, card.full_marks, card.rate, card.grade)


def test_a_gate_on_a_grade_may_read_a_result_that_is_staged_on_its_node(rules):
    """Upkeep depends on the marks of the condition, and the grade of the condition on upkeep."""
    assert ("A", "B") == (rules.score(EVIDENCE)["condition"].scale_grade, rules.score(EVIDENCE)["condition"].grade)
    assert "A" == rules.score(EVIDENCE | {"deck": 6}).grade


def test_a_gate_on_marks_may_not(tmp_path):
    """What settles marks may not read marks that depend on them."""
    source = (SETS / "bridges.toml").read_text("utf-8").replace('grade_at_most = "B"', "marks_at_most = 10")
    (tmp_path / "circle.toml").write_text(source, "utf-8")
    with pytest.raises(pr.DefinitionError) as caught:
        pr.load(tmp_path / "circle.toml")
    assert ["PR131"] == [problem.code for problem in caught.value.problems]


def test_each_result_has_its_own_ledger(rules):
    """The entries of each are exactly its full marks without its marks; those of the card are the headline's."""
    card = rules.score(EVIDENCE)
    for code, award in card.results.items():
        assert award.lost == sum(entry.marks for entry in card.ledger_of(code)), code
    assert card.ledger == card.ledger_of("condition")
    assert Fraction("5.9") == sum(entry.marks for entry in card.ledger)
    assert ["C1", "C2"] == [award.code for award in card.losses()]
    assert ["upkeep"] == [award.code for award in card.losses(result="upkeep")]


def test_results_beside_each_other_have_no_total(rules):
    """Nothing adds the results up: there is no such award, on paper, in JSON or in the tree."""
    card = rules.score(EVIDENCE)
    assert ["condition", "C1", "C2", "upkeep"] == [award.code for award in card]
    with pytest.raises(pr.UnknownNameError):
        card["total"]
    assert ["condition", "upkeep"] == list(card.to_dict()["results"])
    assert ["upkeep"] == list(card.to_dict()["ledgers"])
    assert all("Total" not in pr.render(card, name) for name in ("text",))
    assert "73" not in pr.render(card, "text").split("Largest")[0]


def test_evidence_of_one_result_is_not_missed_by_a_total_that_is_not_there(tmp_path):
    """A result that may be null leaves the others as they are."""
    source = (
        (SETS / "districts.toml").read_text("utf-8").replace('code = "balance"', 'code = "balance"\nmissing = "null"')
    )
    (tmp_path / "districts.toml").write_text(source, "utf-8")
    evidence = {"roads": 1, "lights": 3, "kind": "town", "broken": 0, "late": 1, "reach": 1}
    card = pr.load(tmp_path / "districts.toml").score(evidence)
    assert [2, 1, 1, None] == [award.marks for award in card.results.values()]
    assert "Balance has no marks: Change is missing." in pr.render(card, "text").replace("\n", " ")


def test_every_result_is_printed_with_its_scale_and_grade(rules):
    """The conclusion has a sentence for each; every format has all of them."""
    card = rules.score(EVIDENCE)
    shown = " ".join(pr.render(card, "text").split())
    assert "Condition: 14.1 of 20, grade B (Poor upkeep: grade at most B; A by the scale)." in shown
    assert "Upkeep: 59 of 100, grade poor (Weak deck: at most 59 marks)." in shown
    assert "### upkeep Upkeep" in pr.render(card, "markdown")
    result = card.to_dict()["results"]["upkeep"]
    assert ("59", "poor", "100", "0.59", "higher") == tuple(
        result[key] for key in ("marks", "grade", "full_marks", "rate", "better")
    )
