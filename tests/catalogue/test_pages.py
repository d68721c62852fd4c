"""Pages are plain Markdown, made from the catalogue alone."""

import re

import pytest

import perfrules as pr
from perfrules.catalogue import build_catalogue, pages, write
from perfrules.catalogue.__main__ import main
from perfrules.catalogue.entries import SetEntry
from perfrules.catalogue.markdown import cell, code, docstring, slug, table
from perfrules.catalogue.set_pages import set_page
from perfrules.problems import CODES


@pytest.fixture(scope="module")
def made():
    """Return the pages of what is installed."""
    return pages(build_catalogue())


def test_the_same_catalogue_gives_the_same_pages(made):
    """Nothing of the clock or the machine is in them."""
    assert made == pages(build_catalogue())
    assert [] == [name for name, text in made.items() if re.search(r"/(home|root|tmp|work)/", text)]


def test_every_page_has_one_title_and_ends_with_a_line_end(made):
    """As any tool for Markdown expects."""
    for name, text in made.items():
        outside = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        assert 1 == len(re.findall(r"^# ", outside, re.MULTILINE)), name
        assert text.endswith("\n"), name
        assert not text.endswith("\n\n"), name


def test_every_row_of_a_table_has_as_many_cells_as_its_heading(made):
    """A bar within a text does not break the table."""
    for name, text in made.items():
        outside = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        for part in re.findall(r"(?:^\|.*\n)+", outside, re.MULTILINE):
            counts = {len(re.findall(r"(?<!\\)\|", line)) for line in part.splitlines()}
            assert 1 == len(counts), f"{name}: {part[:200]}"


def test_the_page_of_a_set_has_its_whole_tree(made):
    """Names in both languages, full marks, rubric, formula, points and sources."""
    page = made["catalogue/sets/shanghai-it-operations-2014.md"]
    for part in (
        "信息化运维项目绩效评价指标体系",
        "预算执行率",
        "Budget execution rate",
        "沪财绩〔2014〕22号",
        "`fault_log`",
    ):
        assert part in page
    assert 26 == len(re.findall(r"^### ", page, re.MULTILINE))
    assert "left open" in made["catalogue/sets/shanghai-2014-22-2014.md"]


def test_the_points_of_a_set_say_what_they_are_worth(tmp_path):
    """Marks of their own, a weight, or an equal share; a choice list says its conditions in the language."""
    path = tmp_path / "set.toml"
    path.write_text(
        """
        format = "perfrules/indicator-set/1"
        id = "test/points"
        edition = "1"
        title = "t"
        evidence = { big = { name = "大型", type = "flag" } }
        [[indicator]]
        code = "A"
        name = "a"
        full_marks = 6
        [[indicator.rubric]]
        when = "big"
        kind = "checklist"
        points = [{ id = "a", text = "a", weight = 2 }, { id = "b", text = "b", weight = 1 }]
        [[indicator.rubric]]
        kind = "checklist"
        points = [{ id = "c", text = "c" }]
        """,
        "utf-8",
    )
    page = set_page(SetEntry(pr.load(path), "mine"))

    for line in ("| `a` | a |   | weight 2 |", "| `c` | c |   | an equal share |"):
        assert line in page.splitlines()
    assert "- 评分标准: 若 `big`：2 个要点按权重分满分值；1 个要点均分满分值" in page.splitlines()


def test_the_page_of_a_set_has_its_tables(tmp_path):
    """Each under its key and name, with its note, its rows and what it stands on."""
    path = tmp_path / "set.toml"
    path.write_text(
        """
        format = "perfrules/indicator-set/1"
        id = "mine/tables"
        edition = "1"
        title = "x"
        source = [{ id = "s", title = "规定", number = "1号" }]
        [evidence]
        place = { type = "choice", choices = ["near", "far"] }
        [table]
        reach = { name = "到达系数", rows = { near = 3, far = 2 }, source = "s", note = "按里程" }
        [[indicator]]
        code = "A"
        name = "A"
        full_marks = 3
        rubric = { kind = "formula", marks = "reach(place)" }
        """,
        "utf-8",
    )
    page = set_page(SetEntry(pr.load(path), "mine")).splitlines()
    expected = ("## Table `reach` 到达系数", "按里程", "| near | 3 |", "| far | 2 |", "Source: 1号")
    assert [] == [line for line in expected if line not in page]


def test_the_page_of_a_grade_scale_has_its_bands(made):
    """Best first, each with its end."""
    page = made["catalogue/grade-scales/shanghai-four-grades.md"]
    found = re.findall(r"^\| (\S+) \| .*? \| (.*?) \|$", page, re.MULTILINE)
    assert [("优秀", "≥ 90"), ("良好", "≥ 80"), ("合格", "≥ 60"), ("不合格", "otherwise")] == found[1:5]


def test_writing_twice_changes_nothing(tmp_path):
    """A page that is as it should be is not touched."""
    catalogue = build_catalogue()
    count = write(catalogue, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    assert count == len(before)
    write(catalogue, tmp_path)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}


def test_pages_of_what_is_there_no_more_are_taken_out(tmp_path):
    """A code or a set that is gone leaves no page behind; pages that people wrote stay."""
    stale, own = tmp_path / "reference" / "codes" / "PR999.md", tmp_path / "reference" / "guide.md"
    stale.parent.mkdir(parents=True)
    for path in (stale, own):
        path.write_text("# Old\n", "utf-8")
    write(build_catalogue(), tmp_path)
    assert [False, True] == [stale.exists(), own.exists()]


def test_every_code_is_in_the_list_of_codes(made):
    """Whatever its area, a code's page is linked from the list."""
    assert [] == [code for code in CODES if f"({code}.md)" not in made["reference/codes/index.md"]]


def test_the_program_writes_pages_and_wants_one_folder(tmp_path, capsys):
    """Used wrongly it says how, with status 2."""
    assert 2 == main([])
    assert "usage:" in capsys.readouterr().err
    assert 0 == main([str(tmp_path / "out")])
    assert (tmp_path / "out" / "catalogue" / "index.md").is_file()


def test_markdown_is_escaped():
    """Bars, line ends and brackets of texts do not become Markdown."""
    assert r"a \| b c &lt;d" == cell("a | b\nc <d")
    assert "`` a`b ``" == code("a`b")
    assert "" == table(("A",), [])
    assert "shanghai-it-operations-2014" == slug("shanghai/it-operations@2014")
    assert "Do.\n\n*Raises:*\n\n- `ValueError`: when it\n  cannot." == docstring(
        "Do.\n\nRaises:\n    ValueError: when it\n        cannot."
    )
