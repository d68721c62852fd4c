"""What no evidence can get to is refuted; everything else has a case that gets there."""

from perfrules.proof import prove

_SHARE = 'evidence.done = { type = "share" }'
_WHOLE = 'measure = "done"\ntarget = "100%"\nrubric = { kind = "proportional" }'


def _never(claims, *body, **options):
    return [str(claim.about) for claim in claims("reached", *body, **options) if claim.verdict == "refuted"]


def test_tier(claims):
    """A tier outside the range of its measure can never be taken."""
    tiers = '[{ at_least = "150%", marks = 10 }, { at_least = "60%", marks = 10 }, { marks = 0 }]'
    found = _never(claims, f'measure = "done"\nrubric = {{ kind = "tiers", tiers = {tiers} }}', _SHARE)
    assert ["A: the branch can be taken: done ≥ 150%"] == found


def test_branch(claims):
    """A branch that a declared relation rules out can never be taken."""
    evidence = 'evidence.a = { type = "count" }\nevidence.b = { type = "count", part_of = "a" }'
    leaf = 'rubric = [{ when = "b > a", kind = "formula", marks = "5" }, { kind = "formula", marks = "10" }]'
    assert ["A: the branch can be taken: b > a"] == _never(claims, leaf, evidence)


def test_band(claims):
    """A grade above the full marks can never be given."""
    scale = """
[grade_scale.g]
bands = [{ grade = "good", at_least = 20 }, { grade = "fair", at_least = 5 }, { grade = "poor" }]
[total]
grade_scale = "g"
"""
    assert ["total: the grade can be given: good"] == _never(claims, _WHOLE, _SHARE, scale)


def test_gate(claims):
    """A gate that waits for more than the full marks never closes."""
    gate = '[[gate]]\nname = "never"\non = "total"\nwhen = "marks(\'A\') > 10"\nmarks_at_most = 5\n'
    assert ["total: the gate can be so: never closed"] == _never(claims, _WHOLE, _SHARE, gate)


def test_table_row(claims):
    """A row of a table beyond the range of what is looked up can never be taken."""
    table = "[table.pay]\ntiers = [{ at_least = 20, value = 1 }, { at_least = 5, value = 1 }, { value = 0 }]"
    leaf = 'rubric = { kind = "formula", marks = "full * pay(a)" }'
    evidence = 'evidence.a = { type = "count", at_most = 10 }'
    assert ["A: the branch can be taken: a ≥ 20"] == _never(claims, leaf, evidence, table)


def test_cases_get_there(rules_of):
    """The cases of what is proved get there: tiers just at their limits, and every point."""
    tiers = '[{ at_least = "95%", marks = 10 }, { at_least = "60%", marks = 5 }, { marks = 0 }]'
    rules = rules_of(f'measure = "done"\nrubric = {{ kind = "tiers", tiers = {tiers} }}', _SHARE)
    proof = prove(rules)
    assert proof.ok
    found = [claim.examples[0].evidence for claim in proof.of("proved") if "branch" in str(claim.about)]
    assert {10, 5, 0} == {rules.score(evidence).marks for evidence in found}
