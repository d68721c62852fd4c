"""Pages of problem codes, and their Chinese."""

import re
import tomllib
from pathlib import Path

import attrs
import pytest

from perfrules.language import use
from perfrules.problems import CODES
from perfrules.rendering.cells import cell_width
from perfrules.rendering.code_pages import code_list, code_page
from perfrules.rendering.screen import Screen, compose

LOCALE = Path(__file__).parents[2] / "perfrules/locale/zh_CN"
PARTS = ("meaning", "why", "mend")


@pytest.fixture(scope="module")
def chinese():
    """Return what the files of Chinese pages have: by code and part the file in which it stands, and the words."""
    found = {}
    for path in LOCALE.glob("codes*.toml"):
        for code, parts in tomllib.loads(path.read_text("utf-8")).items():
            found |= {(code, part): (path.name, words) for part, words in parts.items()}
    return found


def test_every_page_has_its_chinese(chinese):
    """Each part of each code's page has Chinese where it is looked for, and what is no code any more has none."""
    pages = {(code, part): f"codes_{code[2]}.toml" for code in CODES for part in PARTS}
    expected = pages | {(code, "title"): "codes.toml" for code in CODES}
    assert expected == {key: file for key, (file, _) in chinese.items()}


def test_the_chinese_is_chinese(chinese):
    """Every part has Chinese characters; sentences end as Chinese ones do, and what is code stands in backticks."""
    said = {key: words for key, (_, words) in chinese.items()}
    assert [] == [key for key, words in said.items() if not any("一" <= sign <= "龥" for sign in words)]
    assert [] == [key for key, words in said.items() if words.endswith("。") is (key[1] == "title")]
    assert [] == [key for key, words in said.items() if words.count("`") % 2]


def test_the_chinese_names_the_same_code(chinese):
    """What stands in backticks is what the English page has there, but for what is Chinese there."""
    for (code, part), (_, words) in chinese.items():
        if part != "title":
            theirs, ours = (set(re.findall("`(.+?)`", said)) for said in (getattr(CODES[code], part), words))
            assert (code, part, len(theirs)) == (code, part, len(ours))
            assert (code, part, set()) == (code, part, {said for said in ours - theirs if said.isascii()})


@pytest.mark.parametrize("width", [60, 80, 100])
def test_chinese_pages_are_wrapped_by_cells(chinese, width):
    """No line of a Chinese page is wider than the screen, and nothing of the page is lost."""
    with use("zh"):
        for code in CODES.values():
            page = compose(list(code_page(code)), Screen(width))
            assert [] == [line for line in page.split("\n") if cell_width(line) > width]
            together = "".join(page.split())
            said = [words for (of, _), (_, words) in chinese.items() if of == code.code]
            assert [] == [words for words in said if "".join(words.split()) not in together]


def test_what_is_not_translated_is_shown_in_english():
    """A code without Chinese has its English title, meaning, reason and advice, in the list and on its page."""
    code = attrs.evolve(CODES["PR101"], code="PR099")
    with use("zh"):
        page, listed = (compose(list(blocks), Screen(2000)) for blocks in (code_page(code), code_list([code])))
    assert [] == [words for words in (code.title, code.meaning, code.why, code.mend) if words not in page]
    assert code.title in listed
