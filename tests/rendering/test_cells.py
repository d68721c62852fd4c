"""Cells: widths, wrapping and plain characters."""

from hypothesis import given
from hypothesis import strategies as st

from perfrules.rendering.cells import cell_width, clean, fit, pad, wrap

TEXTS = st.text(st.sampled_from("ab 甲乙，。（）《》x1%…-`"), max_size=60)


def test_chinese_takes_two_cells():
    """A Chinese character or mark is two cells wide, a combining one none."""
    assert 9 == cell_width("预算 rate")
    assert 1 == cell_width("e\u0301")


def test_padding_counts_cells():
    """Padding fills up to the width in cells, on either side."""
    assert "预算  " == pad("预算", 6)
    assert "  预算" == pad("预算", 6, right=True)


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_wrapping_loses_nothing_and_keeps_the_width(text, width):
    """No line is too wide, and but for blanks all characters are there in order."""
    lines = wrap(text, width)
    assert [] == [line for line in lines if cell_width(line) > width]
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")


def test_marks_do_not_begin_a_line():
    """A line does not begin with a closing mark, nor end with an opening one."""
    assert ["已建立制", "度，明确", "（要求）"] == wrap("已建立制度，明确（要求）", 9)


def test_code_is_broken_at_blanks_only():
    """Between backticks a line ends at a blank, not beside a Chinese character; a lone backtick opens nothing."""
    assert ["请写 `why =", '"理由"` 即可'] == wrap('请写 `why = "理由"` 即可', 15)
    assert ["`理由理", "由"] == wrap("`理由理由", 8)


def test_a_long_word_is_broken():
    """A word that is wider than the line is broken, not cut off."""
    assert ["aaaa", "aaaa", "aa b"] == wrap("aaaaaaaaaa b", 4)


def test_what_steers_a_terminal_is_taken_out():
    """Escape codes, changes of direction and lone surrogates of somebody's file never reach the terminal."""
    assert "a[31mb\nc" == clean("a\x1b[31mb\nc\u202e\udcff")


def test_plain_characters_stand_for_what_an_encoding_lacks():
    """What an encoding lacks is put into plain characters; what it has stays."""
    assert "3 x 2/3 >= 2 ????" == fit("3 × 2/3 ≥ 2 良好", "ascii")
    assert "3 × 2/3 >= 2 ????" == fit("3 × 2/3 ≥ 2 良好", "cp1252")
    assert "3 × 2/3 ≥ 2 良好" == fit("3 × 2/3 ≥ 2 良好", "gb18030")


def test_separators_become_blanks():
    """Words with a tab or a separator of lines between them stay two words."""
    assert "a b c d\ne" == clean("a\tb\u2028c\u2029d\ne")
