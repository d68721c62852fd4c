"""The search finds evidence, always the same, that the set allows and that a case can say."""

from fractions import Fraction

import pytest

import perfrules as pr
from perfrules.solving import Search, evidence_of
from perfrules.solving.signs import comparisons, sign_of

_SET = """\
format = "perfrules/indicator-set/1"
id = "test/search"
edition = "1"
title = "Search"
language = "en"
source = [{ id = "s", title = "A rule" }]
evidence.budget = { type = "amount", places = 2, above = 0 }
evidence.spent = { type = "amount", places = 2, at_least = 0, part_of = "budget" }
evidence.opened = { type = "date" }
evidence.passed = { type = "flag" }
evidence.views = { type = "survey", answers = [{ id = "no", weight = 0 }, { id = "yes", weight = 1 }] }
measure.views_rate = { name = "Views", value = "survey_rate(views)", when_zero = 0 }

[[indicator]]
code = "A"
name = "Execution"
full_marks = 10
measure = "spent / budget"
rubric = { kind = "tiers", tiers = [{ at_least = "95%", marks = 10 }, { marks = 0 }] }

[[indicator]]
code = "B"
name = "Opening"
full_marks = 5
[[indicator.rubric]]
when = "passed and opened <= '2020-06-30'"
kind = "formula"
marks = "5"
[[indicator.rubric]]
kind = "formula"
marks = "0"

[[indicator]]
code = "C"
name = "Views"
full_marks = 5
measure = "views_rate"
target = 1
rubric = { kind = "proportional" }

[[indicator]]
code = "D"
name = "Judged"
full_marks = 5
rubric = { kind = "judged", allowed = [0, 2.5, 5] }
not_applicable = "drop"

[[indicator]]
code = "E"
name = "Panel"
full_marks = 5
rubric = { kind = "judged", panel = "trimmed_mean" }
"""


@pytest.fixture
def search(tmp_path) -> Search:
    """Return the search of a set with every sort of evidence."""
    path = tmp_path / "set.toml"
    path.write_text(_SET, encoding="utf-8")
    return Search(pr.load(path))


def test_best_and_worst(search):
    """The best row has all marks, the worst none, and both can be said by a case."""
    rules = search.rules
    assert [30, 0] == [rules.score(evidence_of(rules, row, "a reason")).marks for row in (search.best, search.worst)]


def test_the_way_back(search):
    """Evidence of a row, bound again, is that row; what a case cannot say is nothing."""
    rules = search.rules
    assert search.best == rules.binder.bind(pr.Case(evidence=evidence_of(rules, search.best, "a reason"))).row
    place = search.space.positions["D/marks"]
    unsaid = search.space.put(search.best, place, 12345)
    assert evidence_of(rules, unsaid, "a reason") is None


def test_parts_follow(search):
    """A whole that shrinks takes its part with it; a part that grows takes its whole."""
    space = search.space
    budget, spent = (space.positions[name] for name in ("budget", "spent"))
    smaller = space.put(search.best, budget, 5000)
    assert (5000, 5000) == (smaller[budget], smaller[spent])
    greater = space.put(search.best, spent, 20000)
    assert (20000, 20000) == (greater[budget], greater[spent])
    assert space.allows(smaller)
    assert not space.allows(tuple(90000 if place == spent else value for place, value in enumerate(search.best)))


def test_crossings(search):
    """A limit lies between two values next to each other."""
    [tier] = [each for each in comparisons([search.rules.program.nodes["A"].marks]) if "0.95" in repr(each)]
    space = search.space
    found = list(search.crossings(search.best, space.positions["spent"], sign_of(tier)))
    assert (9499, 9500) in found


def test_not_applicable(search):
    """What says that something does not apply takes its values along."""
    flag = search.space.positions["D/na"]
    row = search.space.put(search.best, flag, 1)
    assert {"not_applicable": "a reason"} == evidence_of(search.rules, row, "a reason")["D"]


def test_find_is_bounded(search):
    """A search for what never happens ends, after as many rows as it may try."""
    tried = []

    def goal(_, row):
        tried.append(row)
        return False

    marks = search.rules.program.nodes["total"].marks
    assert Search(search.rules, tries=50).find(goal, [marks]) is None
    assert len(tried) <= 50


def test_find(search):
    """A row is found by the marks that it gives."""
    marks = search.rules.program.nodes["total"].marks
    row = search.find(lambda trace, _: trace.number(marks) == Fraction(55, 2), [marks])
    assert Fraction(27.5) == Fraction(search.rules.score(evidence_of(search.rules, row, "a reason")).marks)
