"""Evidence that is drawn: valid, of all sorts, at limits, shrunk to what is small."""

import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import perfrules as pr
import perfrules.testing
from perfrules.testing import Options, cases, definitions
from perfrules.testing.drawing.writing import rules_from

SET = """
format = "perfrules/indicator-set/1"
id = "test/sorts"
edition = "1"
title = "All sorts"
language = "en"
source = [{ id = "own", title = "Own" }]
leaf = { source = "own", full_marks = 10 }
total = { rounding = { places = 2 } }

[evidence]
trees = { type = "count", above = 0, at_most = 400 }
alive = { type = "count", part_of = "trees" }
cost = { type = "amount", at_least = 5, places = 2 }
kind = { type = "choice", choices = ["city", "village"] }
open = { type = "flag" }
day = { type = "date" }
q1 = { type = "survey", answers = [{ id = "yes", weight = 1 }, { id = "no", weight = 0 }] }
log = { type = "records", counts = ["late"] }

[measure]
pleased = { value = "survey_rate(q1)", when_zero = 0 }

[[indicator]]
code = "A"
name = "A"
measure = "alive / trees"
rubric = { kind = "tiers", tiers = [{ at_least = "85%", share = 1 }, { share = 0 }] }

[[indicator]]
code = "B"
name = "B"
not_applicable = "rescale"
rubric = { kind = "lookup", of = "kind", share = { city = 1, village = 0.5 } }

[[indicator]]
code = "C"
name = "C"
rubric = [
  { when = "open and day > '2024-06-30'", kind = "formula", marks = "most(full - cost / 5, 0)" },
  { kind = "formula", marks = "full" },
]

[[indicator]]
code = "D"
name = "D"
measure = "pleased"
missing = "zero"
rubric = { kind = "proportional" }

[[indicator]]
code = "E"
name = "E"
rubric = { kind = "judged", tiers = [{ name = "good", at_least = 8 }, { name = "poor", below = 3 }] }

[[indicator]]
code = "F"
name = "F"
rubric = { kind = "judged", panel = "trimmed_mean", step = 0.5, reason = false }

[[indicator]]
code = "G"
name = "G"
rubric = { kind = "deduction", deduct = [{ of = "log.late", marks = 1 }] }

[[indicator]]
code = "H"
name = "H"
rubric.kind = "checklist"
rubric.points = [{ id = "a" }, { id = "b", not_applicable = "rescale", zero_at = 3, per_fault = "1/3" }]
"""
CALM = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def rules():
    """Return rules that ask for every sort of evidence."""
    return rules_from(SET)


def first(strategy, condition, *, examples=500, phases=(Phase.generate,)):
    """Return an example for which *condition* holds."""
    return find(strategy, condition, settings=settings(CALM, max_examples=examples, database=None, phases=phases))


@CALM
@given(st.data())
def test_every_case_can_be_scored(rules, data):
    """Whatever is drawn is in range, related as declared, and complete enough."""
    evidence = data.draw(cases(rules))
    assert 0 <= rules.score(evidence).marks <= 80
    if {"alive", "trees"} <= evidence.keys():
        assert evidence["alive"] <= evidence["trees"]


@settings(CALM, max_examples=15)
@given(st.data())
def test_every_case_of_any_set_can_be_scored(data):
    """Also of sets that are drawn, with answers to what is absent."""
    rules = data.draw(definitions()).rules
    rules.score(data.draw(cases(rules)))


@CALM
@given(st.data())
def test_values_are_written_as_in_a_case(rules, data):
    """Counts are whole, amounts decimals, flags truths, dates days, choices words; a panel gives a list."""
    evidence = data.draw(cases(rules, absent=False))
    forms = {"trees": int, "cost": Decimal, "open": bool, "day": date, "kind": str, "F/marks": list, "E/reason": str}
    assert forms == {name: type(evidence[name]) for name in forms}
    assert all(8 <= marks or marks < 3 for marks in [evidence["E/marks"]])


@pytest.mark.slow
def test_limits_are_drawn(rules):
    """Exactly 85%, and just below it; both ends of a range."""
    drawn = cases(rules, absent=False)
    first(drawn, lambda case: case["alive"] == Decimal("0.85") * case["trees"], examples=5000)
    first(drawn, lambda case: case["trees"] * 84 < case["alive"] * 100 < case["trees"] * 85, examples=5000)
    first(drawn, lambda case: case["trees"] == 400 and case["cost"] == 5, examples=5000)


def test_absent_evidence_is_drawn_where_it_may_be(rules):
    """Not applicable with a reason, and missing; nothing of the kind unless it is asked for."""
    assert "B/na" in first(cases(rules), lambda case: "B/na" in case)
    first(cases(rules), lambda case: "q1/yes" not in case)
    first(cases(rules), lambda case: "H/b/na" in case)
    with pytest.raises(NoSuchExample):
        first(cases(rules, absent=False), lambda case: any(name.endswith("/na") for name in case), examples=30)


def test_examples_shrink(rules):
    """What is not needed is at its simplest."""
    both = (Phase.generate, Phase.shrink)
    small = first(cases(rules, absent=False), lambda case: rules.score(case)["A"].marks == 10, phases=both)
    assert (1, 1, "city", False) == tuple(small[name] for name in ("trees", "alive", "kind", "open"))


@settings(CALM, max_examples=10)
@given(definitions(Options(rounding=False, absence=False)))
def test_options_say_what_may_stand_in_a_definition(drawn):
    """Nothing is rounded, and nothing answers absence; the text is what a file would hold."""
    assert "rounding" not in drawn.source
    assert "not_applicable" not in drawn.source
    assert rules_from(drawn.source).set == drawn.rules.set


def test_without_hypothesis_it_is_told_what_to_install(monkeypatch):
    """Tests in TOML go on without it."""
    for module in [name for name in sys.modules if name.startswith("perfrules.testing.drawing.cases")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(vars(perfrules.testing), "cases", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"perfrules\[testing\]"):
        _ = perfrules.testing.cases
    assert pr.Registry.builtin().kinds


def test_other_names_are_not_there():
    """As in any module."""
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = perfrules.testing.nothing_of_the_kind
