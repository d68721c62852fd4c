"""How many decimals marks are printed with, and how another node's marks are read in a reason."""

import pytest

import perfrules as pr

SET = """\
format = "perfrules/indicator-set/1"
id = "test/places"
edition = "1"
title = "Places"
source = [{ id = "s", title = "A rule" }]
total = { rounding = { places = 1 } }
[evidence]
a = { type = "count", at_most = 3 }
[measure]
done = { value = "a / 3", rounding = { places = 4 } }
[[indicator]]
code = "A"
name = "甲"
[[indicator]]
code = "A1"
parent = "A"
name = "甲一"
full_marks = 10
rounding = { places = 2 }
rubric = { kind = "judged", reason = false }
[[indicator]]
code = "A2"
parent = "A"
name = "甲二"
full_marks = 10
rounding = [{ places = 3 }, { to = 0.5 }]
rubric = { kind = "formula", marks = "marks('A1')" }
[[indicator]]
code = "B"
name = "乙"
full_marks = 10
measure = "done"
rubric = { kind = "proportional" }
"""


@pytest.fixture
def card(tmp_path):
    """The scorecard of a set in which every level is rounded in its own way."""
    path = tmp_path / "set.toml"
    path.write_text(SET, encoding="utf-8")
    with pr.use("en"):
        yield pr.load(path).score({"A1/marks": 8, "a": 1})


def test_decimals_of_marks(card):
    """A node has the decimals of its own rounding, a branch else those of its children, a leaf those it needs."""
    printed = {award.code: str(award.marks) for award in card.awards}
    assert {"total": "19.3", "A": "16.00", "A1": "8.00", "A2": "8.0", "B": "3.333"} == printed
    assert "19.3" == str(card.marks)


def test_marks_of_another_node_are_a_number(card):
    """What reads the marks of another node reads them as they are printed there, not what made them."""
    assert "8" == card["A2"].calculation
