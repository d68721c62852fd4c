import pytest

from perfrules.rendering.cells import cell_width
from perfrules.rendering.excerpt import excerpt


def marked(line, column, **settings):
    """Return the character above the caret, found by cells."""
    shown, caret = excerpt(line, 7, column, **settings)
    before = cell_width(caret[:-1])
    at = 0
    for character in shown:
        if at == before:
            return character
        at += cell_width(character)
    return ""


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ('measure = "spend"', 12, "s"),
        ('name = "预算执行率" # x', 16, "#"),
        ('name = "预算执行率"', 10, "算"),
        ("\t\tcode = 1", 3, "c"),
        ("code\t= 1", 6, "="),
        ("e\u0301 = 1", 4, "="),
        ("\x1b[31ma = 1", 6, "a"),
        ("a = 1", 1, "a"),
    ],
)
def test_the_caret_stands_below_the_character(line, column, shown):
    """Chinese takes two cells, an accent none, a tab several, an escape code none."""
    assert shown == marked(line, column)


@pytest.mark.parametrize("column", [6, 7, 1000])
def test_a_place_beyond_the_end_is_just_after_it(column):
    """What is missing at the end of a line is marked behind it."""
    assert ("    3 | a = 1", "      |      ^") == excerpt("a = 1", 3, column)


def test_without_a_column_there_is_no_caret():
    """A row of a table is shown as it is."""
    assert ("    12 | OA,断网,一般",) == excerpt("OA,断网,一般", 12, None)


@pytest.mark.parametrize("column", [1, 2, 40, 150, 200, 299, 301])
@pytest.mark.parametrize("letters", ["abcdefghij", "一二三四五六七八九十", "a一b二c三d四e五"])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_long_lines_are_cut_around_the_place(column, letters, encoding):
    """Nothing is wider than asked for, and the caret still stands below its character."""
    line = letters * 30
    shown = excerpt(line, 7, column, width=60, encoding=encoding)
    assert [] == [part for part in shown if cell_width(part) > 61]
    wanted = line[column - 1 : column]
    if encoding == "ascii" and not wanted.isascii():
        wanted = "?"
    assert wanted == marked(line, column, width=60, encoding=encoding)


def test_what_is_cut_is_marked():
    """An ellipsis stands where something is missing, on either side."""
    shown, _ = excerpt("x" * 500, 1, 250, width=40)
    assert shown.startswith("    1 | …")
    assert shown.endswith("…")
    assert 40 >= cell_width(shown)
