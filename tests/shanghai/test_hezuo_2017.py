"""The published project end to end: from its evidence to the report's 26 marks, sums, rates, total and grade."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import perfrules as pr
import perfrules_shanghai

FOLDER = Path(perfrules_shanghai.__file__).parent / "cases" / "hezuo-2017"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def percent(rate):
    """Return a rate as the report prints it, half-up to 0.01 %."""
    hundredths = int(Fraction(rate) * 10000 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


@pytest.fixture(scope="module")
def rules():
    """The rules of the set, loaded once."""
    return pr.load("shanghai/it-operations")


@pytest.fixture(scope="module")
def case():
    """The case as it is read."""
    return pr.read_case(FOLDER / "case.toml")


@pytest.fixture(scope="module")
def card(rules, case):
    """The scorecard of the case."""
    return rules.score(case)


def test_the_set_has_no_problem():
    """Both sets and the case load without a problem or a warning."""
    for name in ("shanghai/2014-22", "shanghai/it-operations"):
        assert pr.load(name)


@pytest.mark.parametrize("code", EXPECTED["marks"])
def test_every_mark_is_the_printed_one(card, code):
    """Each of the 26 lowest indicators gets the marks that the report prints."""
    assert EXPECTED["marks"][code] == card[code].marks


@pytest.mark.parametrize("code", EXPECTED["sums"])
def test_sections_and_total_are_the_printed_ones(card, code):
    """The sections and the total are the printed sums."""
    assert EXPECTED["sums"][code] == card[code].marks


@pytest.mark.parametrize("code", EXPECTED["rates"])
def test_rates_are_the_printed_ones(card, code):
    """The rates of the sections and of the total are the printed ones."""
    assert EXPECTED["rates"][code] == percent(card[code].rate)


def test_the_result(card):
    """The total is 87.12 and the grade 良好."""
    assert (Decimal("87.12"), "良好") == (card.marks, card.grade)


@pytest.mark.parametrize(("code", "figure"), [("B1.1.2", "execution"), ("C2.3.1", "satisfaction")])
def test_reasons_show_the_printed_figures(card, code, figure):
    """The reason of a mark shows the rate that the report's text gives."""
    assert EXPECTED[figure] in str(card[code].reason)


def test_the_questionnaires_returned(case):
    """23 of 30 questionnaires make 76.67 %."""
    (questionnaire,) = case.questionnaires
    returned = Decimal(questionnaire.valid) / Decimal(questionnaire.sent)

    assert EXPECTED["returned"] == percent(returned)


def test_the_marks_lost_sum_up(card):
    """The ledger of lost marks leads from the full marks to the total, exactly."""
    assert Fraction("12.88") == sum(Fraction(entry.marks) for entry in card.ledger)


def test_a_year_without_faults(rules, case):
    """Without any fault nothing was late and nothing repeated: full marks for both."""
    none = dict.fromkeys(("faults", "in_time", "repeated", "major"), 0)
    card = rules.score(case.with_evidence({"fault_log": {"counts": none}}))

    assert (Decimal(5), Decimal(5), Decimal(4)) == tuple(card[code].marks for code in ("C1.2.1", "C1.2.2", "C2.1.1"))


@pytest.mark.parametrize(
    ("counts", "code", "expected"),
    [
        ({"faults": 10, "in_time": 10, "repeated": 1, "major": 0}, "C1.2.1", "0"),
        ({"faults": 45, "in_time": 41, "repeated": 0, "major": 0}, "C1.2.2", "4.56"),
        ({"faults": 34, "in_time": 31, "repeated": 0, "major": 0}, "C1.2.2", "4.56"),
        ({"faults": 23, "in_time": 21, "repeated": 0, "major": 0}, "C1.2.2", "4.57"),
        ({"faults": 10, "in_time": 10, "repeated": 0, "major": 1}, "C2.1.1", "0"),
    ],
)
def test_other_faults_give_other_marks(rules, case, counts, code, expected):
    """One repeated or major fault loses the marks; other counts give the same 4.56, 21 of 23 does not."""
    card = rules.score(case.with_evidence({"fault_log": {"counts": counts}}))

    assert Decimal(expected) == card[code].marks


@pytest.mark.parametrize(
    ("satisfied", "expected"),
    [(17, "10"), (16, "9.41"), (0, "0")],
)
def test_satisfaction_has_a_threshold(rules, case, satisfied, expected):
    """At the target of 85 % the marks are full; below it they are in proportion to the target."""
    answers = {
        "very_satisfied": satisfied,
        "satisfied": 0,
        "fair": 0,
        "dissatisfied": 0,
        "very_dissatisfied": 20 - satisfied,
    }
    card = rules.score(case.with_evidence({"overall": {"counts": answers}}))

    assert Decimal(expected) == card["C2.3.1"].marks
