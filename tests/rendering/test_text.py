"""The renderer `text`."""

import re

import attrs
import pytest

import perfrules as pr
from perfrules.rendering import TextRenderer, render
from perfrules.rendering.cells import cell_width
from perfrules.rendering.explanation import explanation
from perfrules.rendering.screen import Screen, compose
from perfrules.rendering.sets import indicator_page, set_page


def row(shown, code):
    """Return the cells of the row of a code."""
    return next(line.split() for line in shown.splitlines() if line.startswith(f"{code} "))


def test_the_real_project_is_shown_as_published(card):
    """Sections, total and grade are those of the published report."""
    shown = TextRenderer(80).render(card)
    assert ["A", "项目决策", "10", "9.00", "90.00%"] == row(shown, "A")
    assert ["B", "项目管理", "25", "16.94", "67.76%"] == row(shown, "B")
    assert ["C", "项目绩效", "65", "61.18", "94.12%"] == row(shown, "C")
    assert re.search(r"100 +87\.12 +87\.12%", shown)
    assert "良好" in shown
    assert "2017年合作交流综合信息服务平台建设运维项目" in shown


def test_the_largest_losses_come_with_reasons(card):
    """The largest loss is named first, with the marks lost and the points that were not met."""
    shown = TextRenderer(80).render(card)
    assert re.search(r"B2\.3 项目验收管理制度建立与落实情况  −3\.00\n  .*已建立验收管理制度", shown)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(rules, case, width, language):
    """Scorecard, explanation and pages of the set keep to the width in both languages."""
    with pr.use(language):
        card = rules.score(case)
        screen = Screen(width)
        pages = [TextRenderer(width).render(card), compose(set_page(rules), screen)]
        pages += [compose(explanation(card, code), screen) for code in ("total", "B1.1.2", "B2.2", "C1.2.1")]
        pages += [compose(indicator_page(rules, code), screen) for code in ("total", "B2.1.2", "C1.2.2")]
    assert [] == [line for page in pages for line in page.splitlines() if cell_width(line) > width]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_encoding_without_chinese_gets_english(card, encoding):
    """Where Chinese cannot be shown, names, grade and headings are English."""
    shown = TextRenderer(80, encoding).render(card)
    shown.encode(encoding)
    assert "Budget execution rate" in shown
    assert "grade Good" in shown
    assert "Largest losses" in shown


def test_missing_evidence_gives_an_interval(partial):
    """A partial score says what is missing and between which marks the total lies."""
    with pr.use("en"):
        shown = TextRenderer(80).render(partial)
    assert "What is missing\nspent" in shown
    assert "The total lies between 84.18 and 87.18." in shown
    assert "Total 84.18" not in shown


def test_a_renderer_that_is_not_there_is_a_problem(card):
    """An unknown format is refused with what is known."""
    with pytest.raises(pr.UnknownNameError, match="markdown"):
        render(card, "markdwn")


def test_options_that_a_renderer_does_not_have_are_left_out(card):
    """Every renderer can be given the width of the terminal."""
    assert render(card, "json") == render(card, "json", width=40)


def test_explaining_shows_evidence_formula_and_rounding(card):
    """An explanation has the evidence, the formula with its numbers, and the marks before and after rounding."""
    with pr.use("en"):
        shown = compose(explanation(card, "B1.1.2"), Screen(100))
    assert "19.369 万元" in shown
    assert "19.000 ÷ 19.369 = 98.09%" in shown
    assert "2.9428… (57000/19369)" in shown
    assert re.search(r"Marks after rounding +2\.94", shown)


def test_explaining_shows_points_and_branches(card):
    """Points met and not met, and branches taken and not taken, are told apart."""
    with pr.use("en"):
        points = compose(explanation(card, "B2.2"), Screen(100))
        branches = compose(explanation(card, "C1.2.1"), Screen(100))
    assert (1, 2) == (points.count("✓  "), points.count("✗  "))
    assert "✓ taken → 5" in branches
    assert "✗ not taken → 0" in branches


def test_a_set_is_shown_with_rubrics_and_origins(rules):
    """The page of an indicator says in which file and line each value stands, and why it was amended."""
    with pr.use("en"):
        tree = compose(set_page(rules), Screen(100))
        page = compose(indicator_page(rules, "B2.1.2"), Screen(100))
    assert re.search(r"^B1\.1\.2 +Budget execution rate +3 +in proportion", tree, flags=re.MULTILINE)
    assert re.search(r"full_marks +3 +shanghai/2014-22@2014:\d+, stated", page)
    assert "shanghai/it-operations@2014" in page
    assert "Amended because: 信息化运维项目" in page


def test_escape_codes_in_a_case_are_not_passed_on(rules, case):
    """A project's name cannot steer the terminal."""
    card = rules.score(attrs.evolve(case, project={"name": "a\x1b[2Jb\rc"}))
    shown = TextRenderer(80).render(card)
    assert not {"\x1b", "\r"} & set(shown)
