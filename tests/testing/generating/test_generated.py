"""Generated cases: they pass as recorded, differ, are bounded, and cover all that evidence can get to."""

from pathlib import Path

import pyarrow as pa
import pytest

import perfrules as pr
from perfrules.testing import coverage, run_cases
from perfrules.testing.generating.generated import generate_cases
from perfrules.testing.generating.writing import generated_text
from tests.program.building import rules

_SET = """\
format = "perfrules/indicator-set/1"
id = "test/generated"
edition = "1"
title = "Generated"
language = "en"
source = [{ id = "s", title = "A rule" }]
evidence.budget = { type = "amount", places = 2, above = 0 }
evidence.spent = { type = "amount", places = 2, at_least = 0, part_of = "budget" }
evidence.sort = { type = "choice", choices = [{ id = "a" }, { id = "b" }] }

[[indicator]]
code = "A"
name = "Execution"
full_marks = 10
measure = "spent / budget"
not_applicable = "zero"
missing = "zero"
rounding = { places = 1 }

[[indicator.rubric]]
when = "sort == 'a'"
kind = "tiers"
tiers = [{ at_least = "95%", marks = 10 }, { at_least = "60%", marks = 5 }, { marks = 0 }]

[[indicator.rubric]]
kind = "formula"
marks = "full * measure"

[[indicator]]
code = "B"
name = "Files"
full_marks = 4
rubric = { kind = "checklist", points = [{ id = "p", text = "p" }, { id = "q", text = "q", per_fault = 0.5 }] }

[[indicator]]
code = "D"
name = "Judged"
full_marks = 5
rubric = { kind = "judged", panel = "trimmed_mean" }

[[gate]]
name = "cap"
on = "total"
when = "marks('A') < 5"
marks_at_most = 8
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a set with a choice list, tiers, points, a panel, answers to absence and a gate."""
    found = tmp_path / "set.toml"
    found.write_text(_SET, encoding="utf-8")
    return found


def _report(folder: Path, written: str):
    target = folder / "cases.toml"
    target.write_text(written, encoding="utf-8")
    return run_cases(target)


def test_they_pass_and_cover_all(path):
    """Every generated case passes as recorded, and together they cover all that evidence can get to."""
    rules = pr.load(path)
    generated = generate_cases(rules)
    report = _report(path.parent, generated_text(rules, generated, reference="./set.toml"))
    assert report.ok, report.problems
    assert len(generated.cases) == len(report.outcomes)
    assert [] == [str(entry.site.label) for found in coverage(report) for entry in found.missed]
    assert () == generated.unreached


def test_limits_on_both_sides(path):
    """A limit is met by one change of the base: at it, and one unit of the last place below and above."""
    found = {case.name: case.evidence for case in generate_cases(pr.load(path)).cases}
    sides = {name.rpartition(", ")[2]: each for name, each in found.items() if "≥ 0.95" in name and "," in name}
    assert ["95", "94.99", "95.01"] == [
        str(sides[side]["spent"]) for side in ("at the limit", "just below the limit", "just above the limit")
    ]


def test_they_are_the_same_every_time(path):
    """The same set gives the same text; names and evidence come once."""
    rules = pr.load(path)
    generated = generate_cases(rules)
    assert generated_text(rules, generated) == generated_text(pr.load(path), generate_cases(pr.load(path)))
    assert len(generated.cases) == len({case.name for case in generated.cases})
    assert len(generated.cases) == len({(str(case.evidence), case.without) for case in generated.cases})


def test_they_are_bounded(path):
    """No more are written than asked for, and the file says how many were left out."""
    rules = pr.load(path)
    few = generate_cases(rules, most=5)
    assert (5, len(generate_cases(rules).cases) - 5) == (len(few.cases), few.left_out)
    assert f"# {few.left_out} more were left out" in generated_text(rules, few)


def test_blank(path):
    """Without recorded expectations a person fills them in, and until then the file is no test."""
    rules = pr.load(path)
    written = generated_text(rules, generate_cases(rules), reference="./set.toml", blank=True)
    assert "expect =" not in written
    assert {"PR703"} == {problem.code for problem in _report(path.parent, written).problems}


def test_open():
    """A set that leaves something open has no cases of its own."""
    with pytest.raises(pr.DefinitionError, match="PR604"):
        generate_cases(pr.load("shanghai/2014-22"))


@pytest.mark.slow
def test_shanghai(tmp_path):
    """The cases of the Shanghai set cover all of it, with names in Chinese."""
    rules = pr.load("shanghai/it-operations")
    generated = generate_cases(rules)
    report = _report(tmp_path, generated_text(rules, generated))
    assert report.ok
    assert [1] == [found.share for found in coverage(report)]
    assert "B1.1.2 预算执行率：预算执行率 ≥ 100%，略低于界限" in [case.name for case in generated.cases]


def test_no_case_is_made_of_a_group_that_the_population_lacks():
    """What no project has found is never there: cases that differ in nothing else are one."""
    evidence = {
        "cost": {"type": "number", "places": 1, "at_least": 0},
        "size": {"type": "choice", "choices": ["small", "large"]},
    }
    leaf = {"code": "A", "name": "A", "full_marks": 20, "rounding": {"places": 2}, "missing": "zero"}
    leaf["rubric"] = {"kind": "formula", "marks": "clamp(population_mean(cost, size), 0, full)"}
    ready = rules(leaf, evidence=evidence)
    ready = ready.with_population(ready.population_of(pa.table({"cost": ["3"], "size": ["large"]})))
    made = generate_cases(ready).cases
    said = {(tuple(case.evidence.items()), case.without) for case in made}
    assert len(made) == len(said)
