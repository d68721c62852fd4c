"""What inputs are called in reasons and formulas."""

from pathlib import Path

import pytest

import perfrules as pr

_SET = """\
format = "perfrules/indicator-set/1"
id = "test/naming"
edition = "1"
title = "Naming"
source = [{ id = "s", title = "A rule" }]
[evidence]
finished = { type = "date", name = "完成日" }
accepted = { type = "flag", name = "已验收" }
done = { type = "share", name = "完成率" }
[[indicator]]
code = "X"
name = "甲"
full_marks = 10
measure = "done"
rubric = [
  { when = "accepted and finished <= '2017-06-30'", kind = "proportional" },
  { kind = "linear", lose = 1, per = "10%", step = "started" },
]
target = 1
[[indicator]]
code = "P"
name = "乙"
full_marks = 10
rubric = { kind = "judged", panel = "mean", reason = false }
"""
_GIVEN = {"accepted": True, "finished": "2017-06-30", "done": "0.95", "P": {"marks": [8, 9]}}


@pytest.fixture
def rules(tmp_path: Path) -> pr.Rules:
    """A set that reads a date, a flag, a share and a panel."""
    path = tmp_path / "set.toml"
    path.write_text(_SET, encoding="utf-8")
    return pr.load(path)


def test_dates_and_flags(rules: pr.Rules) -> None:
    """Days are written as days, and flags as yes and no, never as the numbers that stand for them."""
    with pr.use("zh"):
        first = rules.score(_GIVEN)["X"].branches[0]
    assert first.condition == "已验收 = 是 且 完成日 ≤ 2017-06-30"
    assert first.numbers == "是 = 是 且 2017-06-30 ≤ 2017-06-30"


def test_measure_that_is_evidence(rules: pr.Rules) -> None:
    """A measure that is nothing but evidence has the name and the unit of the evidence."""
    with pr.use("zh"):
        award = rules.score(_GIVEN)["X"]
    assert (award.measure_name, award.measure_unit) == ("完成率", "%")
    assert award.calculation.endswith("10 × 95% = 9.5")


def test_panel(rules: pr.Rules) -> None:
    """Sum and number of a panel's marks have names of their own."""
    with pr.use("en"):
        award = rules.score(_GIVEN)["P"]
    assert award.formula == "min(max(乙: marks of the panel ÷ 乙: number of evaluators, 0), 10)"
    assert award.marks is not None
    assert str(award.marks) == "8.5"


def test_started_steps(rules: pr.Rules) -> None:
    """A formula with the numbers put in is true: the rounding of steps is part of it."""
    with pr.use("en"):
        award = rules.score({**_GIVEN, "accepted": False})["X"]
    assert "10 − round((100% − 95%) ÷ 10%; up to a whole number) = 9" in award.calculation
