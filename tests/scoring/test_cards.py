"""Scorecards as values: partial scores, comparison, names that are not there."""

from decimal import Decimal

import pytest

import perfrules as pr
from tests.program.building import leaf, rules, shared

BANDS = [{"grade": "high", "at_least": 16}, {"grade": "low"}]


def ready():
    """Return the rules of a leaf of a share and one that is judged, with two grades."""
    return rules(
        shared("A", "a"), leaf("B"), total={"grade_scale": "own", "rounding": {"places": 2}},
        evidence={"a": {"type": "share", "name": "Share done"}}, grade_scale={"own": {"bands": BANDS}},
    )  # fmt: skip


def test_a_partial_score_says_what_is_missing_and_what_is_possible():
    """With evidence missing there are no marks, but the list of it, the interval of the total, and the grades."""
    card = ready().score({"a": "0.5"}, partial=True)
    assert (None, None, (5, 15), ("low",)) == (card.marks, card.grade, card.interval, card.grades_possible)
    assert ["B/marks"] == [read.name for read in card.missing]
    assert ((0, 20), ("high", "low")) == (
        ready().score({}, partial=True).interval,
        ready().score({}, partial=True).grades_possible,
    )


def test_a_whole_score_has_no_outlook():
    """Nothing is missing, so nothing else is possible."""
    card = ready().score({"a": 1, "B/marks": 7}, partial=True)
    assert (17, "high", None, (), ()) == (card.marks, card.grade, card.interval, card.grades_possible, card.missing)


def test_missing_evidence_is_told_all_at_once():
    """Without `partial`, every missing name is a problem of one exception."""
    with pytest.raises(pr.CaseError) as caught:
        ready().score({})
    assert {"PR601"} == {problem.code for problem in caught.value.problems}
    assert 2 == len(caught.value.problems)


def test_cards_compare_by_content():
    """Equal evidence gives equal cards that hash alike, whatever rules object made them; other evidence does not."""
    one, same, other = (ready().score({"a": share, "B/marks": 7}) for share in ("0.50", Decimal("0.5"), 1))
    assert one["total"] == same["total"]
    assert hash(one) == hash(same)
    assert one != other
    assert one != "a card"


def test_an_unknown_code_has_a_suggestion():
    """Asking for a node that is not there names the nearest one."""
    with pytest.raises(pr.UnknownNameError, match="A"):
        ready().score({"a": 1, "B/marks": 7})["a"]


def test_marks_are_those_of_the_award():
    """`marks` and `grade` of a card are those of its headline award, to the printed places."""
    card = ready().score({"a": "0.5", "B/marks": 7})
    assert ("12.00", "12.00", "low") == (str(card.marks), str(card["total"].marks), card["total"].grade)


def test_losses_are_the_largest_first():
    """`losses` lists the leaves that lost most."""
    card = ready().score({"a": "0.5", "B/marks": 7})
    assert [("A", 5), ("B", 3)] == [(award.code, award.lost) for award in card.losses()]
    assert ["A"] == [award.code for award in card.losses(1)]


def test_questionnaires_of_a_survey_that_says_them_itself(tmp_path):
    """Where a survey says how many were sent and valid, the scorecard has the share that came back."""
    file = tmp_path / "set.toml"
    survey = '{ name = "问卷", type = "survey", answers = [{ id = "yes", weight = 1 }, { id = "no", weight = 0 }] }'
    file.write_text(
        'format = "perfrules/indicator-set/1"\nid = "example/s"\nedition = "1"\ntitle = "S"\n'
        'source = [{ id = "p", title = "P" }]\nleaf = { source = "p", rounding = { places = 2 } }\n'
        f"evidence = {{ q = {survey} }}\n"
        'measure = { m = { name = "满意率", value = "survey_rate(q)", when_zero = 0 } }\n'
        '[[indicator]]\ncode = "A"\nname = "A"\nfull_marks = 5\nmeasure = "m"\nrubric = { kind = "proportional" }\n',
        encoding="utf-8",
    )
    card = pr.load(file).score({"q": {"counts": {"yes": 3, "no": 1}, "valid": 4, "sent": 8}})

    (returned,) = card.questionnaires
    assert ("问卷", 8, 4, "50.00%") == (returned.audience, returned.sent, returned.valid, returned.returned)
