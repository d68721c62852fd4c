"""What a calculation calls the numbers that it takes from elsewhere: from options of a choice, and from other nodes."""

import pytest

import perfrules as pr

SET = """
format = "perfrules/indicator-set/1"
id = "test/steps"
edition = "1"
title = "漏洞评分"
title_en = "Vulnerabilities"
results = ["reach", "base"]
source = [{ id = "spec", title = "规范", title_en = "Specification" }]
leaf = { source = "spec", rounding = { places = 1 } }

[evidence.vector]
name = "途径"
name_en = "Vector"
type = "choice"
choices = [{ id = "network", name = "网络", value = 0.85 }, { id = "local", name = "本地", value = 0.55 }]

[[indicator]]
code = "reach"
name = "可达性"
name_en = "Reach"
full_marks = 7
rubric = { kind = "formula", marks = "8.22 * vector" }

[[indicator]]
code = "base"
name = "总评"
name_en = "Base"
full_marks = 7.5
rubric = { kind = "formula", marks = "1.08 * exact('reach') if exact('reach') > 5 else marks('reach')" }
"""


@pytest.fixture
def rules(tmp_path):
    """Return the rules of the set above."""
    (tmp_path / "set.toml").write_text(SET, "utf-8")
    return pr.load(tmp_path / "set.toml")


def test_the_number_of_an_option_is_looked_up_by_its_choice(rules):
    """The formula names the choice, and the calculation says which option gave the number."""
    with pr.use("en"):
        award = rules.score({"vector": "local"})["reach"]
        assert "8.22 × Vector, rounded half-up to 1 place" == award.formula
        assert "Vector(本地) = 0.55; 8.22 × 0.55 = 4.5" == award.calculation
        assert () == award.branches


def test_marks_before_rounding_have_a_name(rules):
    """What `exact` reads is named and not written out again: a number of another node, no step of this one."""
    with pr.use("en"):
        award = rules.score({"vector": "network"})["base"]
        assert award.formula.startswith("1.08 × reach Reach (not rounded) if reach Reach (not rounded) > 5; ")
        assert "6.987 > 5: 1.08 × 6.987 = 7.5" == award.calculation
    with pr.use("zh"):
        assert "reach 可达性（未取舍）" in rules.score({"vector": "network"})["base"].formula


def test_what_is_rounded_is_read_as_before(rules):
    """`marks` reads what is printed."""
    assert [4.5, 4.5] == [float(rules.score({"vector": "local"})[code].marks) for code in ("reach", "base")]


def test_every_rounding_of_a_list_is_told(tmp_path):
    """Roundings that are done one after the other are told in that order."""
    listed = "rounding = [{ places = 3 }, { places = 1, mode = 'ceiling' }] }"
    (tmp_path / "set.toml").write_text(
        SET.replace("rounding = { places = 1 } }", listed).replace("7.5", "7.6"), "utf-8"
    )
    with pr.use("en"):
        award = pr.load(tmp_path / "set.toml").score({"vector": "local"})["reach"]
    assert "half-up to 3 places, up to 1 place" == award.rounding
    assert "4.6" == str(award.marks)
