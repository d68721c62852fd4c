"""Screens: blocks as lines of a terminal."""

import re

import pytest

from perfrules.rendering.blocks import Column, Fields, Heading, Item, Items, Paragraph, Row, Table, Title
from perfrules.rendering.cells import cell_width
from perfrules.rendering.screen import Screen, compose

TABLE = Table(
    [Column("Code"), Column("Indicator", flexible=True), Column("Marks", right=True)],
    [
        Row(("A", "项目决策", "9.00"), strong=True),
        Row(("A1", "项目立项依据的充分性与程序的规范性", "6.50"), level=1),
        Row(("", "Total", "15.50"), strong=True, rule=True),
    ],
)
WORDY = Table(
    [Column("Column"), Column("Type", flexible=True), Column("Needed"), Column("Name", flexible=True), Column("Range")],
    [Row(("overall/very_dissatisfied", "whole number 份", "yes", "用户综合满意度问卷: 非常不满意", "0 to 10"))],
)


def test_numbers_stand_below_each_other():
    """In a table all lines of numbers end in the same cell, whatever stands before them."""
    lines = compose([TABLE], Screen(60)).splitlines()
    ends = {cell_width(line) for line in lines if line.endswith(("9.00", "6.50", "15.50"))}
    assert 1 == len(ends)


def test_a_long_name_is_wrapped_below_itself():
    """A name that does not fit goes on below its own beginning; nothing is cut off."""
    lines = compose([TABLE], Screen(36)).splitlines()
    assert ["A1      项目立项依据的充分性    6.50", "        与程序的规范性"] == lines[3:5]


def test_a_narrow_table_is_a_list():
    """Where a column would get too few cells, each row is an entry with its numbers below."""
    shown = compose([TABLE], Screen(20))
    names = ["  A1 项目立项依据的", "  充分性与程序的规范", "  性"]
    assert ["A 项目决策", "  Marks 9.00", *names, "    Marks 6.50"] == shown.splitlines()[:6]


def test_an_entry_of_a_list_keeps_the_order_of_the_columns():
    """What is short stands in one line, what is long is wrapped, and each has its column's title."""
    named = ["  Name 用户综合满意度问卷: 非常不满意", "  Range 0 to 10"]
    assert ["overall/very_dissatisfied whole number", "份", "  Needed yes", *named] == compose(
        [WORDY], Screen(38)
    ).splitlines()


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 120, 200])
def test_no_line_is_too_wide(width):
    """Whatever the width, no line passes it."""
    blocks = [
        Title("信息化运维项目绩效评价指标体系 (shanghai/it-operations@2014)"),
        Fields([("Project", "2017年合作交流综合信息服务平台建设运维项目"), ("Year", "2017")]),
        Paragraph("Total 87.12 of 100, grade 良好."),
        TABLE,
        WORDY,
        Heading("Largest losses"),
        Items([Item("B2.3 项目验收管理制度建立与落实情况  −3.00", "not met: 已建立验收管理制度，明确质量要求或标准")]),
    ]
    assert [] == [line for line in compose(blocks, Screen(width)).splitlines() if cell_width(line) > width]


def test_there_are_no_escape_codes_unless_asked_for():
    """Only a styled screen gets escape codes."""
    assert "\x1b" not in compose([TABLE], Screen(60))
    assert "\x1b[1m" in compose([TABLE], Screen(60, styled=True))


def test_styles_change_nothing_else():
    """Without its escape codes the styled text is the plain one."""
    styled = compose([TABLE], Screen(60, styled=True))
    assert compose([TABLE], Screen(60)) == re.sub(r"\x1b\[[0-9;]*m", "", styled)


def test_an_encoding_without_chinese_gets_plain_characters():
    """Rules and signs are plain where the encoding has nothing else."""
    compose([TABLE], Screen(60, "ascii")).encode("ascii")
