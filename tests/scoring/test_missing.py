"""What is listed as missing: everything that will be read, at once, and nothing that is wrong already."""

import pytest

import perfrules as pr

SET = """
format = "perfrules/indicator-set/1"
id = "example/missing"
edition = "1"
title = "缺失"
source = [{ id = "p", title = "依据" }]
leaf = { rounding = { places = 2 }, source = "p" }
[evidence]
a = { name = "甲", type = "share" }
b = { name = "乙", type = "share" }
accepted = { name = "验收", type = "flag" }
[[indicator]]
code = "C"
name = "产出"
[[indicator]]
code = "A"
parent = "C"
name = "甲"
full_marks = 5
measure = "a"
rubric = { kind = "proportional" }
[[indicator]]
code = "B"
parent = "C"
name = "乙"
full_marks = 5
rubric = [{ when = "accepted", kind = "formula", marks = "full * b" }, { kind = "formula", marks = "full" }]
[[gate]]
name = "未验收"
on = "C"
when = "not accepted"
marks_at_most = 3
source = "p"
"""


@pytest.fixture
def rules(tmp_path):
    """Return the rules of the set."""
    file = tmp_path / "set.toml"
    file.write_text(SET, encoding="utf-8")
    return pr.load(file)


def _missing(rules, evidence):
    with pytest.raises(pr.CaseError) as caught:
        rules.score(evidence)
    return {problem.place.key[-1] for problem in caught.value.problems if problem.code == "PR601"}


def test_what_stands_behind_a_gate_is_listed_with_its_condition(rules):
    """Both arms of the gate read the children, so their evidence is missing whatever the condition turns out to be."""
    assert {"accepted", "a"} == _missing(rules, {})
    assert {"accepted", "a"} == {item.name for item in rules.score({}, partial=True).missing}


def test_what_only_one_arm_reads_is_asked_for_when_it_is_taken(rules):
    """Evidence of one arm alone is missing only where that arm is taken."""
    assert {"a", "b"} == _missing(rules, {"accepted": True})
    assert {"a"} == _missing(rules, {"accepted": False})


def test_what_is_wrong_is_not_missing_as_well(rules):
    """A value that cannot be used is told once."""
    with pytest.raises(pr.CaseError) as caught:
        rules.score({"a": "1.5", "b": 1, "accepted": True})

    assert ["PR410"] == [problem.code for problem in caught.value.problems]
