"""Pages of sets: rubrics in words, points, gates."""

import pytest

import perfrules as pr
from perfrules.rendering.screen import Screen, compose
from perfrules.rendering.sets import indicator_page, set_page


@pytest.fixture(params=["zh", "en"])
def language(request):
    """Put a language in force."""
    with pr.use(request.param):
        yield request.param


def row(page, code):
    """Return the row of a code."""
    return next(line for line in page.splitlines() if line.startswith(f"{code} "))


def test_shares_are_of_the_full_marks(roads, language):
    """What a tier or an option gives is said as people do, not as code."""
    page = compose(set_page(roads), Screen(120))
    said = {
        "zh": ("≤ 1%：满分；≤ 3%：满分的 60%；否则 0", "一次通过：10；未通过：满分的 50%"),
        "en": (
            "≤ 1%: the full marks; ≤ 3%: 60% of the full marks; otherwise 0",
            "一次通过: 10; 未通过: 50% of the full marks",
        ),
    }[language]

    assert row(page, "B1").endswith(said[0])
    assert row(page, "A1").endswith(said[1])


def test_an_expression_is_written_as_people_do(roads):
    """The tree has the formula of an author's expression with the names of what it reads."""
    assert row(compose(set_page(roads), Screen(100)), "B2").endswith("20 × 持证人员 ÷ 养护人员")


def test_choice_lists_are_written_as_people_do(seasons, language):
    """The conditions and expressions of a choice list, and the condition of a band, have names instead of code."""
    page = compose(set_page(seasons), Screen(120))
    said = {
        "zh": ("若 季节 ≠ 旱季：100 × 持证人员 ÷ 养护人员；按比例得分，不超过满分值", "甲  ≥ 90，责任事故数 = 0"),
        "en": (
            "if 季节 ≠ 旱季: 100 × 持证人员 ÷ 养护人员; in proportion, at most the full marks",
            "甲  ≥ 90, 责任事故数 = 0",
        ),
    }[language]

    assert row(page, "A").endswith(said[0])
    assert said[1] in page.splitlines()


def test_a_reconstruction_is_told_once(rules):
    """A source whose title says that it is a reconstruction does not say so again."""
    with pr.use("en"):
        page = compose(indicator_page(rules, "B1.1.2"), Screen(100))

    assert "Reconstruction of the rubrics" in page.splitlines()


def test_points_without_marks_have_those_that_follow(roads):
    """Points that share the full marks equally have their share."""
    page = compose(indicator_page(roads, "A2"), Screen(100))

    assert {"6"} == {row(page, point).split()[-1] for point in ("rules", "ledger", "traffic")}


def test_points_that_may_drop_out_say_so(roads):
    """A point that may be not applicable says so in its line, instead of a formula that nobody can read."""
    with pr.use("zh"):
        page = compose(indicator_page(roads, "A2"), Screen(100))

    assert "方案经批准（可不适用）" in page
    assert "公式" not in page


def test_gates_say_condition_and_effect(roads, language):
    """Each gate stands under what it does, with its condition in names and its effect."""
    page = compose(set_page(roads), Screen(100))
    said = {
        "zh": (
            "一票否决\n未通过验收（B 产出）\n  已验收 ≠ 是：得 0 分\n",
            "封顶\n发生事故\n  责任事故数 > 0：等级最高为丙\n",
        ),
        "en": (
            "Gates that settle the result\n未通过验收, on B 产出\n  已验收 ≠ yes: marks 0\n",
            "Gates that cap the result\n发生事故\n  责任事故数 > 0: grade at most C\n",
        ),
    }[language]

    assert [True, True] == [part in page for part in said]
