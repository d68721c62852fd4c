"""`perfrules diff`."""

import json
from pathlib import Path

import pytest

SET = (Path(__file__).parents[1] / "comparison" / "roads.toml").read_text("utf-8")
CASE = """format = "perfrules/case/1"
indicator_set = "../old.toml"

[evidence]
budget = 100
spent = 92
days = 10
kind = "highway"
C1 = { met = ["plan"] }
D = { marks = 15.25 }
"""


@pytest.fixture
def files(tmp_path):
    """Return the folder with two sets, the new one with another tier, and a folder of cases."""
    (tmp_path / "old.toml").write_text(SET, "utf-8")
    (tmp_path / "new.toml").write_text(SET.replace('"95%"', '"90%"'), "utf-8")
    (tmp_path / "texts.toml").write_text(SET.replace("资金到位", "资金"), "utf-8")
    (tmp_path / "cases" / "a").mkdir(parents=True)
    (tmp_path / "cases" / "a" / "case.toml").write_text(CASE.replace("../", "../../"), "utf-8")
    (tmp_path / "cases" / "b.toml").write_text(CASE.replace("spent = 92", "spent = 99"), "utf-8")
    (tmp_path / "cases" / "c.toml").write_text(CASE.replace("spent = 92\n", ""), "utf-8")
    (tmp_path / "cases" / "other.toml").write_text('format = "perfrules/other/1"\n', "utf-8")
    return tmp_path


@pytest.mark.usefixtures("files")
def test_the_status_says_whether_scores_differ(run):
    """0 where all scores are the same, also with other texts; 1 where some can differ; 2 where it cannot be said."""
    assert 0 == run("diff", "old.toml", "old.toml").status
    assert 0 == run("diff", "old.toml", "texts.toml").status
    assert 1 == run("diff", "old.toml", "new.toml").status
    assert 2 == run("diff", "old.toml", "missing.toml").status
    assert 2 == run("diff", "old.toml").status


@pytest.mark.usefixtures("files")
def test_the_page_says_what_was_changed(run):
    """Verdict, where scores differ and what was changed are there, in the language that is asked for."""
    out = run("diff", "old.toml", "new.toml", "--lang", "en").out
    assert out.startswith("example/roads@2024 → example/roads@2024\n\nScores stay comparable but where")
    assert "预算执行率 ≥ 90% and 预算执行率 < 95%" in out
    assert "A1 预算执行率: rubric, tier 1, `at_least`\n  95% → 90%" in out
    assert "得分可比" in run("diff", "old.toml", "new.toml", "--lang", "zh").out
    assert "Nothing was changed." in run("diff", "old.toml", "old.toml", "--lang", "en").out


@pytest.mark.usefixtures("files")
def test_cases_of_a_folder(run):
    """All cases below a folder are scored by both, and those that cannot be are listed with the reason."""
    out = run("diff", "old.toml", "new.toml", "--cases", "cases", "--lang", "en").out
    assert "cases/a/case.toml  total   80.22  88.22      +8  良好" in out
    assert "cases/c.toml\n  not by the old one: PR601" in out
    assert "other.toml" not in out


MANY = """format = "perfrules/cases/1"
indicator_set = "../old.toml"

[evidence]
budget = 100
days = 10
kind = "highway"
C1 = { met = ["plan"] }
D = { marks = 15.25 }

[[case]]
name = "ninety-two"
evidence = { spent = 92 }
expect = { marks = 80.22 }

[[case]]
name = "none"
evidence = {}
expect = { problems = ["PR601"] }

[[rows]]
file = "years.csv"
name = ["year"]
evidence = { spent = "spent" }
expect = { marks = "marks" }
"""


@pytest.mark.parametrize("path", ["many", "many/limits.toml"])
def test_files_of_many_cases_and_their_rows_count(run, files, path):
    """Each case of such a file and each row of the table that it names is scored by both, called file::name."""
    (files / "many").mkdir()
    (files / "many" / "limits.toml").write_text(MANY, "utf-8")
    (files / "many" / "years.csv").write_text("year,spent,marks\n2023,93,80\n2024,99,88\n", "utf-8")
    made = json.loads(run("diff", "old.toml", "new.toml", "--cases", path, "--format", "json").out)
    limits, years = "many/limits.toml::", "many/years.csv::"
    changes = {case["case"]: [result["change"] for result in case["results"]] for case in made["cases"]}
    assert {f"{limits}ninety-two": ["8"], f"{limits}none": [], f"{years}2023": ["8"], f"{years}2024": ["0"]} == changes


@pytest.mark.usefixtures("files")
def test_no_file_with_cases_is_passed_over(run):
    """A file in the folder that cannot be read, or whose cases are wrong, is told; a list in JSON is no case."""
    Path("cases", "list.json").write_text("[]", "utf-8")
    assert 1 == run("diff", "old.toml", "new.toml", "--cases", "cases").status
    for content, code in (("a = ", "PR006"), (MANY.replace("none", "ninety-two"), "PR702")):
        Path("cases", "z.toml").write_text(content, "utf-8")
        ended = run("diff", "old.toml", "new.toml", "--cases", "cases")
        assert (2, True) == (ended.status, code in ended.err)


@pytest.mark.usefixtures("files")
def test_json_is_for_other_programs(run):
    """The document has the format, the verdict and every number as text."""
    made = json.loads(run("diff", "old.toml", "new.toml", "--cases", "cases", "--format", "json").out)
    assert ["format", "old", "new", "verdict", "differences", "changes", "cases"] == list(made)
    assert ("perfrules/comparison/1", "where") == (made["format"], made["verdict"])
    (first, second, third) = made["cases"]
    (result,) = first["results"]
    assert ("total", "8", ["8"]) == (
        result["result"],
        result["change"],
        [cause["change"] for cause in result["causes"]],
    )
    assert ("0", []) == (second["results"][0]["change"], second["results"][0]["causes"])
    assert "PR601" in {problem["code"] for problem in third["refused_by_new"]}
    assert [] == third["results"]


@pytest.mark.usefixtures("files")
def test_markdown_goes_into_a_file(run, tmp_path):
    """A review gets a page of headings, lists and tables; what is read is not overwritten."""
    ended = run("diff", "old.toml", "new.toml", "--cases", "cases/b.toml", "--format", "markdown", "-o", "out.md")
    assert (1, "") == (ended.status, ended.out)
    page = (tmp_path / "out.md").read_text("utf-8")
    assert page.startswith("# example/roads@2024")
    assert "| cases/b.toml | total |" in page
    assert 2 == run("diff", "old.toml", "new.toml", "-o", "old.toml", "--force").status


@pytest.mark.usefixtures("files")
def test_what_is_no_case(run):
    """A folder without cases, and a file that is none, are told, with the status of trouble."""
    Path("empty").mkdir()
    for path, code in (("empty", "PR761"), ("old.toml", "PR020"), ("nowhere.toml", "PR001")):
        ended = run("diff", "old.toml", "new.toml", "--cases", path)
        assert (2, True) == (ended.status, code in ended.err)


def test_installed_sets_by_their_ids(run):
    """Ids and editions are taken like paths."""
    ended = run("diff", "shanghai/it-operations@2014", "shanghai/it-operations")
    assert 0 == ended.status


def test_values_of_one_day(run, files):
    """Where values have dates, both definitions are compared as they hold on one day."""
    dated = 'loss = { name = "每天扣分", value = [{ from = 2030-01-01, value = "1/6" }, { value = "1/7" }] }'
    content = SET.replace('loss = { name = "每天扣分", value = "1/7" }', dated)
    assert content != SET
    (files / "dated.toml").write_text(content, "utf-8")
    assert 0 == run("diff", "old.toml", "dated.toml", "--on", "2026-01-01").status
    assert 1 == run("diff", "old.toml", "dated.toml", "--on", "2030-01-01").status


@pytest.mark.usefixtures("files")
def test_what_tools_put_beside_the_cases_is_passed_over(run):
    """A folder is searched for the cases of its author: not an environment, nor hidden folders."""
    for folder in (".venv/lib", "node_modules/park"):
        Path("cases", folder).mkdir(parents=True)
        Path("cases", folder, "case.toml").write_text(CASE, "utf-8")
    made = json.loads(run("diff", "old.toml", "new.toml", "--cases", "cases", "--format", "json").out)
    assert ["cases/a/case.toml", "cases/b.toml", "cases/c.toml"] == [case["case"] for case in made["cases"]]
