"""Scales, full marks and divisions are proved, refuted by cases, or left open with the reason."""

import pytest

from perfrules.proof import prove

_PRODUCT = 'rubric = { kind = "formula", marks = "40 * a * (1 - a)" }'
_UNIT = 'evidence.a = { type = "number", places = 2, at_least = 0, at_most = 1 }'


def test_proved_by_bounds(claims):
    """A capped measure stays within its scale by plain bounds, and so does the total."""
    found = claims("scale", 'measure = "a"\ntarget = 1\nrubric = { kind = "proportional" }', _UNIT)
    assert [("proved", "plain bounds")] * 2 == [(claim.verdict, str(claim.how)) for claim in found]


def test_proved_by_splitting(claims):
    """Factors that depend on each other are bounded once ranges are split; too little effort leaves it open."""
    assert ["proved", "proved"] == [claim.verdict for claim in claims("scale", _PRODUCT, _UNIT)]
    few = claims("scale", _PRODUCT, _UNIT, effort=3)
    assert ["undecided", "undecided"] == [claim.verdict for claim in few]
    assert "3 parts are not enough" in str(few[0].how)


@pytest.mark.parametrize(
    ("leaf", "evidence"),
    [
        ('measure = "a / b"\nrubric = { kind = "formula", marks = "full * measure" }', "amounts"),
        ('rubric = { kind = "formula", marks = "11 if a > 37.5 and a < 37.52 else 5" }', "narrow"),
        ('rubric = { kind = "formula", marks = "a - 50" }', "narrow"),
    ],
)
def test_scale_refuted(rules_of, leaf, evidence):
    """A leaf that can leave its scale is refuted by a case that scores so; a gap of one unit is found."""
    declared = {
        "amounts": 'evidence.a = { type = "count" }\nevidence.b = { type = "count", above = 0 }',
        "narrow": 'evidence.a = { type = "number", places = 2, at_least = 0, at_most = 100 }',
    }[evidence]
    rules = rules_of(leaf, declared)
    proof = prove(rules)
    refuted = [claim for claim in proof.of("refuted") if claim.sort == "scale"]
    assert ["total", "A"] == [claim.code for claim in refuted]
    assert not proof.ok
    for claim in refuted:
        marks = rules.score(claim.examples[0].evidence)[claim.code].marks
        assert not 0 <= marks <= 10


def test_full_marks(claims):
    """A leaf whose evidence ends below its target never reaches its full marks; one without an end is left open."""
    leaf = 'measure = "a"\ntarget = "100%"\nrubric = { kind = "proportional" }'
    _, low = claims("full", leaf, 'evidence.a = { type = "share", at_most = 0.9 }')
    assert ("refuted", "9 is the most, of 10", ()) == (low.verdict, str(low.how), low.examples)
    _, open_ = claims(
        "full",
        'rubric = { kind = "formula", marks = "10 * a * a / (a * a + 1)" }',
        'evidence.a = { type = "count" }',
    )
    assert "undecided" == open_.verdict
    assert "the range of `a` has no end: declare `at_most`, or what it is a part of (`part_of`)" == str(open_.how)


def test_division_by_zero(rules_of, claims):
    """A divisor that is 0 for one value is found; one that is asked first, or bounded away, is proved."""
    evidence = 'evidence.a = { type = "count" }\nevidence.b = { type = "count" }'
    leaf = 'measure = "least(a / (b - 17), 1)"\ntarget = 1\nrubric = { kind = "proportional" }'
    [claim] = claims("defined", leaf, evidence)
    assert ("refuted", 17) == (claim.verdict, claim.examples[0].evidence["b"])
    assert any(problem.code == "PR603" for problem in rules_of(leaf, evidence).check(claim.examples[0].evidence))
    [guarded] = claims("defined", leaf.replace("(b - 17)", "(b + 1)"), evidence)
    assert "proved" == guarded.verdict


def test_logarithm(claims):
    """A logarithm of what may be 0 is refuted; of what is above 0 it is proved."""
    leaf = 'rounding = { places = 2 }\nrubric = { kind = "formula", marks = "most(0, least(full, ln(a)))" }'
    [wrong] = claims("defined", leaf, 'evidence.a = { type = "count" }')
    assert ("refuted", 0) == (wrong.verdict, wrong.examples[0].evidence["a"])
    [right] = claims("defined", leaf, 'evidence.a = { type = "count", above = 0 }')
    assert "proved" == right.verdict
