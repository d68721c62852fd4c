"""The renderer `markdown`."""

import re

import attrs

import perfrules as pr
from perfrules.rendering import MarkdownRenderer
from perfrules.rendering.markdown_page import escape


def tables(shown):
    """Return the tables as lists of rows of cells."""
    found = re.findall(r"(?:^\|.*\|\n)+", shown, flags=re.MULTILINE)
    return [[line[2:-2].split(" | ") for line in table.splitlines()] for table in found]


def test_every_row_has_the_cells_of_its_heading(card):
    """All rows of a table have as many cells as its heading."""
    for table in tables(MarkdownRenderer().render(card)):
        assert {len(table[0])} == {len(row) for row in table}


def test_the_first_level_is_the_published_one(card):
    """The first table has full marks, marks and rate of the first level."""
    first = tables(MarkdownRenderer().render(card))[0]
    assert ["A 项目决策", "10", "9.00", "90.00%"] == first[2]
    assert ["100", "87.12", "87.12%"] == first[-1][1:]


def test_an_empty_level_is_a_slash(card):
    """A leaf above the lowest level has "/" in the levels that it does not have; what is merged is printed once."""
    tree = tables(MarkdownRenderer().render(card))[1]
    assert ["A 项目决策", "A1 项目立项", "A1.1 战略目标适应性", "/", "2", "2.00", "100.00%"] == tree[2]
    assert ["", "", "A1.2 立项依据充分性", "/", "2", "2.00", "100.00%"] == tree[3]


def test_the_conclusion_is_the_sentence_of_reports(card):
    """In Chinese the conclusion is worded as reports word it."""
    with pr.use("zh"):
        shown = MarkdownRenderer().render(card)
    assert "**总得分 87.12 分（满分 100 分），评价等级为良好。**" in shown
    assert "| 指标 | 满分值 | 评价分值 | 得分率 |" in shown


def test_the_losses_add_up(card):
    """The table of lost marks ends with full marks less total."""
    with pr.use("en"):
        assert "12.88" == tables(MarkdownRenderer().render(card))[-2][-1][-1]


def test_questionnaires_are_shown(card):
    """Every round of questionnaires is there, with how many were sent and valid, and the share of them."""
    with pr.use("zh"):
        shown = MarkdownRenderer().render(card)

    assert "## 问卷\n\n| 问卷对象 | 发放份数 | 有效回收份数 | 回收率 |\n" in shown
    assert ["市合作交流办各处室相关人员", "30", "23", "76.67%"] == tables(shown)[-1][2]


def test_markup_and_line_ends_are_plain_text():
    """What stands in a case or set is never markup, and never ends a cell."""
    assert r"a\|b c \*d\* \<b\> \`e\` \[f\]" == escape("a|b\nc *d* <b> `e` [f]")


def test_a_bar_in_a_name_does_not_break_a_table(rules, case):
    """A project's name with a bar and a line end stays in one line."""
    card = rules.score(attrs.evolve(case, project={"name": "a|b\nc"}))
    assert "a\\|b c\n" in MarkdownRenderer().render(card)


def test_character_references_are_text():
    """What looks like a character reference is shown as it is written."""
    assert "\\&lt;b\\&gt; R\\&D" == escape("&lt;b&gt; R&D")


def test_a_partial_scorecard_says_what_is_possible(partial):
    """What is missing, the interval and the grades stand above the tables."""
    with pr.use("zh"):
        shown = MarkdownRenderer().render(partial)

    assert "**总得分在 84.18 分至 87.18 分之间。**\n\n仍可能的评价等级：良好。\n\n缺失的取数：" in shown
