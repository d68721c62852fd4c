"""Cases that are held against a population: a file of many cases names it once, and reports know it."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules as pr
from perfrules.case.read import case_from
from perfrules.testing import cases, coverage, generate_cases, run_cases
from tests.cli.test_population import SET
from tests.program.building import rules

CASES = """format = "perfrules/cases/1"
indicator_set = "./set.toml"
population = "found.toml"

[[case]]
name = "on the mean"
expect = { marks = 30 }
[case.evidence]
cost = 2

[[case]]
name = "above it"
expect = { marks = 0 }
[case.evidence]
cost = 2.01
"""


@pytest.fixture
def folder(tmp_path):
    """Return a folder with a set, a population and a file of cases."""
    (tmp_path / "set.toml").write_text(SET, encoding="utf-8")
    (tmp_path / "cases.toml").write_text(CASES, encoding="utf-8")
    ready = pr.load(tmp_path / "set.toml")
    found = ready.population_of(pa.table({"cost": ["1", "3"]}))
    (tmp_path / "found.toml").write_text(found.toml(), encoding="utf-8")
    return tmp_path


def test_a_file_of_cases_names_the_population_once(folder):
    """All its cases are scored by it, those in rows of a table too, and what they exercise is counted."""
    (folder / "rows.csv").write_text("name,cost,marks\nlow,1,30\nhigh,9,0\n", encoding="utf-8")
    rows = '[[rows]]\nfile = "rows.csv"\nname = "name"\nexpect = { marks = "marks" }\nevidence = { cost = "cost" }\n'
    (folder / "cases.toml").write_text(CASES + rows, encoding="utf-8")
    report = run_cases(folder / "cases.toml")
    assert 4 == len(report.outcomes)
    assert report.ok, report.problems
    (covered,) = coverage(report)
    assert covered.share == 1


def test_what_is_wrong_with_the_population_is_told_of_each_case(folder):
    """A file that is broken, and one of another definition, fail the cases with the file's name, and cover nothing."""
    text = (folder / "found.toml").read_text(encoding="utf-8")
    for content, code in (("rows = ", "PR006"), (text.replace('sha256 = "', 'sha256 = "0'), "PR614")):
        (folder / "found.toml").write_text(content, encoding="utf-8")
        report = run_cases(folder / "cases.toml")
        assert not report.ok
        told = [mismatch for outcome in report.outcomes for mismatch in outcome.mismatches]
        assert [("problems", code)] * 2 == [(one.what, one.actual) for one in told]
        assert all("found.toml:" in one.why[0] for one in told)
        assert 0 == coverage(report)[0].share


def test_many_cases_of_one_population_are_compiled_once(folder):
    """Rules are kept as long as the file says the same; another file is read again."""
    ready = pr.load(folder / "set.toml")
    case = case_from({"format": "perfrules/case/1", "indicator_set": "", "population": "found.toml"}, folder)
    first = ready.for_case(case)
    assert first is ready.for_case(case)
    first.score({"cost": 2})
    assert first.traced is first.with_population(first.population).traced
    content = (folder / "found.toml").read_text(encoding="utf-8")
    (folder / "found.toml").write_text(content.replace('value = "2"', 'value = "5"'), encoding="utf-8")
    assert first is not ready.for_case(case)
    assert 30 == ready.for_case(case).score({"cost": 4}).marks


def test_no_case_is_made_up_without_a_population(folder):
    """Strategies and boundary cases need the population that the cases are held against, and say so."""
    ready = pr.load(folder / "set.toml")
    for make in (cases, generate_cases):
        with pytest.raises(pr.CaseError) as caught:
            make(ready)
        assert ["PR613"] == [problem.code for problem in caught.value.problems]


@given(st.data())
def test_strategies_draw_for_a_population(data):
    """Whatever is drawn for rules with a population can be scored, on either side of what all projects have."""
    ready = rules(leaf_of_peers(), evidence={"cost": {"type": "number", "places": 1, "at_least": 0}})
    held = ready.with_population(ready.population_of(pa.table({"cost": ["1", "3"]})))
    assert held.score(data.draw(cases(held))).marks is not None


def leaf_of_peers():
    """Write a leaf that holds a project against the mean of all."""
    rubric = {"kind": "threshold", "better": "lower"}
    return {"code": "A", "name": "A", "full_marks": 10, "measure": "cost", "target": "population_mean(cost)"} | {
        "rubric": rubric
    }
