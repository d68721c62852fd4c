"""Gates, rescaled parts and faults in scorecards and explanations."""

from pathlib import Path

import pytest

import perfrules as pr
from perfrules.rendering import render
from perfrules.rendering.explanation import explanation
from perfrules.rendering.screen import Screen, compose

ROADS = Path(__file__).parent / "roads.toml"
CASE = {
    "review": "passed",
    "rework": 0.01,
    "staff": 10,
    "workers": 20,
    "accidents": 1,
    "accepted": True,
    "A2": {"met": {"rules": 1, "ledger": {"faults": 2}, "traffic": {"not_applicable": "全年无占道作业"}}},
    "A3": {"not_applicable": "本年度无采购"},
}


@pytest.fixture
def explained(roads):
    """Return what explains an indicator of a case, with some of its evidence changed."""

    def explain(code, language="zh", **changed):
        with pr.use(language):
            return compose(explanation(roads.score(CASE | changed), code), Screen(100))

    return explain


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_gate_that_closed_is_in_the_conclusion(roads, form):
    """The conclusion says which gate closed, what it did, and the grade without it."""
    card = roads.score(CASE)
    with pr.use("zh"):
        shown = render(card, form)
    with pr.use("en"):
        english = render(card, form)

    assert "评价等级为丙（发生事故：等级最高为丙；按分数为乙）。" in shown
    assert "grade C (发生事故: grade at most C; B by the scale)." in english


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_gate_on_another_indicator_is_in_the_conclusion(roads, form):
    """A gate that closed below the total is named after the result."""
    with pr.use("zh"):
        shown = render(roads.score(CASE | {"accidents": 0, "accepted": False}), form)

    assert "评价等级为丁。B 产出（未通过验收：得 0 分）。" in shown


def test_a_gate_without_a_grade_is_in_the_conclusion(tmp_path):
    """Where nothing is graded, the gates on the total stand behind its full marks."""
    source = ROADS.read_text("utf-8").replace('grade_scale = "own"', "").replace('on = "B"', "")
    start, end = source.index("[grade_scale.own]"), source.index("[evidence]")
    source = (source[:start] + source[end:]).replace('grade_at_most = "丙"', "marks_at_most = 50")
    (tmp_path / "set.toml").write_text(source, encoding="utf-8")
    with pr.use("zh"):
        shown = render(pr.load(tmp_path / "set.toml").score(CASE))

    assert "总得分 50.00 分（满分 100 分；发生事故：至多得 50 分）。" in shown


def test_explaining_names_gates_with_numbers(explained):
    """Closed or not, a gate is shown with its effect, and its condition with and without the numbers."""
    assert "✓ 触发 发生事故：等级最高为丙\n  责任事故数 > 0 (1 > 0)\n" in explained("total")
    assert "✗ not closed 发生事故: grade at most C\n" in explained("total", "en", accidents=0)


def test_a_gate_shows_the_number_that_its_expression_gave(tmp_path):
    """The card says the number; explaining has the expression beside it."""
    source = ROADS.read_text("utf-8").replace('grade_at_most = "丙"', "marks_at_most = \"exact('A') / 2\"")
    (tmp_path / "set.toml").write_text(source, encoding="utf-8")
    with pr.use("en"):
        card = pr.load(tmp_path / "set.toml").score(CASE)
        shown, told, gates = render(card), compose(explanation(card, "total"), Screen(100)), card["total"].gates

    assert ("发生事故: at most 16.7857… marks",) == gates
    assert "发生事故: at most 16.7857… marks" in shown
    assert "exact(" not in shown
    assert "发生事故: at most 16.7857… marks (exact('A') / 2)\n" in told


def test_what_is_made_up_for_is_calculated(explained):
    """Branches and checklists show how the others make up for what is out, and why it is out."""
    branch, points = explained("A"), explained("A2")

    assert "40 × 23.5 ÷ 28 = 33.57\n" in branch
    assert "不参与计算\nA3 采购\n  本年度无采购\n" in branch
    assert "18 × 9 ÷ 12 = 13.5\n" in points


@pytest.mark.parametrize(
    ("aggregation", "said"),
    [("mean", "(9 + 7) ÷ 2 = 8"), ("minimum", "min(9, 7) = 7"), ("maximum", "max(9, 7) = 9")],
)
def test_what_is_no_sum_is_calculated(tmp_path, aggregation, said):
    """Means, least and greatest marks are shown with the marks of the children that count."""
    node = '[[indicator]]\ncode = "{0}"\nparent = "A"\nname = "{0}"\nfull_marks = 10\nrubric.kind = "judged"\n'
    (tmp_path / "set.toml").write_text(
        'format = "perfrules/indicator-set/1"\nid = "test/other"\nedition = "1"\ntitle = "其他"\n'
        'source = [{ id = "s", title = "办法" }]\nleaf = { source = "s", not_applicable = "rescale" }\n'
        f'[[indicator]]\ncode = "A"\nname = "甲"\nfull_marks = 10\naggregation = "{aggregation}"\n'
        + "".join(node.format(code) for code in ("A1", "A2", "A3")),
        encoding="utf-8",
    )
    answers = {code: {"marks": marks, "reason": "可"} for code, marks in (("A1", 9), ("A2", 7))}
    card = pr.load(tmp_path / "set.toml").score({**answers, "A3": {"not_applicable": "无"}})

    assert f"{said}\n" in compose(explanation(card, "A"), Screen(100))


def test_answers_to_absence_are_no_branches(explained):
    """A point that does not apply says so in its own line; what only answers absence is left out."""
    shown = explained("A2")

    assert "方案经批准（不适用：全年无占道作业）" in shown
    assert "分支" not in shown
    assert "公式" not in shown
    assert "分支" in explained("B1")


def test_formulas_are_of_what_is_given(explained):
    """The formula of a leaf is not hidden behind what it answers where it does not apply."""
    assert "公式      采购，四舍五入至 2 位小数\n" in explained("A3")


def test_faults_are_evidence(explained):
    """The number of faults of a point is told with the evidence."""
    assert "台账完整：次数 (A2/ledger/faults)     2\n" in explained("A2")


def test_an_evaluators_reason_stands_with_the_loss(roads):
    """What an evaluator wrote is among the losses and the reasons."""
    card = roads.score(CASE | {"A3": {"marks": 3, "reason": "目标未量化"}})

    assert ["目标未量化" in render(card, form) for form in ("text", "markdown")] == [True, True]
