"""What holds of expectations and coverage, whatever the definition and the evidence."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import perfrules as pr
from perfrules.case import Case
from perfrules.case.expecting import NodeExpectation
from perfrules.formula.printing import number_text
from perfrules.testing import Expected, Report, Trial, coverage
from perfrules.testing.drawing.cases import cases
from perfrules.testing.drawing.definitions import ANYTHING, definitions
from perfrules.testing.trials.comparing import compare
from perfrules.testing.trials.outcome import TrialOutcome

FEWER = settings(max_examples=max(10, settings().max_examples // 3))


def card_of(rules, given_evidence):
    """Return the scorecard, None where the definition refuses what is absent."""
    try:
        return rules.score(given_evidence)
    except pr.CaseError:
        return None


@FEWER
@given(st.data())
def test_what_a_case_gives_is_what_passes(data):
    """Expecting exactly what a scorecard has passes; a little more marks of any node fails, and nothing else does."""
    drawn = data.draw(definitions(ANYTHING))
    card = card_of(drawn.rules, data.draw(cases(drawn.rules)))
    assume(card is not None)
    nodes = {
        award.code: NodeExpectation(
            marks=None if award.marks is None else number_text(Fraction(award.marks)),
            rate=None if award.marks is None or award.rate is None else number_text(Fraction(award.rate)),
            grade=award.grade,
            null=True if award.marks is None else None,
            met=tuple(point.id for point in award.points if point.met) if award.points else None,
        )
        for award in card
    }
    assert [] == list(compare(Expected(nodes), card))
    marked = [award for award in card if award.marks is not None]
    assume(marked)
    award = data.draw(st.sampled_from(marked))
    more = NodeExpectation(marks=number_text(Fraction(award.marks) + Fraction(1, 10**9)))
    assert [(award.code, "marks")] == [(m.code, m.what) for m in compare(Expected({award.code: more}), card)]


@FEWER
@given(st.data())
def test_what_cannot_be_reached_is_never_reached(data):
    """Whatever evidence does, it exercises no site that was said to be out of reach."""
    drawn = data.draw(definitions(ANYTHING))
    outcomes = []
    for _ in range(4):
        given_evidence = data.draw(cases(drawn.rules))
        trial = Trial("file.toml", "", Case(evidence=given_evidence), Expected({}))
        outcomes.append(TrialOutcome(trial, rules=drawn.rules))
    [found] = coverage(Report(tuple(outcomes)))
    assert [] == [entry for entry in found.entries if entry.by and not entry.site.reachable]
    assert all((entry.why is None) == (bool(entry.by) or not entry.site.reachable) for entry in found.entries)
    assert 0 <= found.share <= 1
