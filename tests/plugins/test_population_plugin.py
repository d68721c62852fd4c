"""A stranger's function over the population, installed as any plugin is, on the command line."""

import json

import pytest

from tests.plugins.strangers import install
from tests.plugins.test_broken import program

pytestmark = pytest.mark.slow  # whole processes

PLUGIN = '''
from fractions import Fraction
from typing import ClassVar

import attrs
import perfrules as pr


@attrs.frozen
class Percentile:
    """The share of the projects that have no greater number (百分位)."""

    name: ClassVar[str] = "percentile"
    unit: ClassVar[str] = "1"
    at_least: ClassVar[int] = 0
    at_most: ClassVar[int] = 1

    def values(self, numbers):
        print("said while it is called")
        upto = {number: place for place, number in enumerate(numbers, 1)}
        return [RESULT for number in numbers]


@pr.hookimpl
def perfrules_functions():
    return [Percentile]
'''
SET = """format = "perfrules/indicator-set/1"
id = "example/among"
edition = "2026"
title = "在同类项目中的位置"
language = "en"
source = [{ id = "plan", title = "评价工作方案" }]

[evidence]
cost = { name = "单位成本", type = "number", places = 2, above = 0 }

[[indicator]]
code = "A"
name = "位次"
full_marks = 60
source = "plan"
rounding = { places = 2 }
rubric = { kind = "formula", marks = "full * (1 - percentile(cost))" }
"""
CASE = """format = "perfrules/case/1"
indicator_set = "./set.toml"
population = "found.toml"

[evidence]
cost = "COST"
"""


def site(folder, result):
    """Write the plugin with what it gives, a set that calls it, a table and two cases; return the folder."""
    install(folder, "among-plugin", PLUGIN.replace("RESULT", result))
    (folder / "set.toml").write_text(SET, encoding="utf-8")
    (folder / "all.csv").write_text("cost\n3.2\n4\n4.0\n5.2\n", encoding="utf-8")
    for name, cost in (("case", "4.00"), ("other", "4.01")):
        (folder / f"{name}.toml").write_text(CASE.replace("COST", cost), encoding="utf-8")
    return folder


@pytest.fixture
def among(tmp_path):
    """Return a folder with everything."""
    return site(tmp_path, "Fraction(upto[number], len(numbers))")


def test_tables_single_cases_and_receipts_agree(among):
    """One case has the marks of its row, and its scorecard is verified without the file."""
    for arguments in (["population", "./set.toml", "all.csv", "-o", "found.toml"],
                      ["batch", "./set.toml", "all.csv", "-o", "marks.csv"],
                      ["score", "case.toml", "--format", "json", "-o", "card.json"]):  # fmt: skip
        done = program(among, *arguments)
        assert 0 == done.returncode, done.stderr
        assert "said while" not in done.stdout
    assert '[measure.each]\n"3.2" = "0.25"\n"4" = "0.75"\n"5.2" = "1"\n' in (among / "found.toml").read_text("utf-8")
    assert ["45.00", "15.00", "15.00", "0.00"] == [
        line.partition(",")[0] for line in (among / "marks.csv").read_text("utf-8").splitlines()[1:]
    ]
    card = json.loads((among / "card.json").read_text("utf-8"))
    assert [{"4": "0.75"}] == [measure["each"] for measure in card["population"]["measure"]]
    (among / "found.toml").unlink()
    assert "Confirmed" in program(among, "verify", "card.json", "--set", "./set.toml").stdout


def test_a_number_of_no_project_is_refused(among):
    """The problem says how the population is found with the project in it."""
    program(among, "population", "./set.toml", "all.csv", "-o", "found.toml")
    done = program(among, "score", "other.toml")
    assert 1 == done.returncode
    assert "PR615" in done.stderr
    assert "4.01" in done.stderr


@pytest.mark.parametrize("result", ["1.5", "exit(3)"])
def test_a_function_that_goes_wrong_is_told_with_its_plugin(tmp_path, result):
    """No file is written, no row scored, and no traceback printed."""
    folder = site(tmp_path, result)
    for arguments in (["population", "./set.toml", "all.csv", "-o", "found.toml"],
                      ["batch", "./set.toml", "all.csv", "-o", "marks.csv"]):  # fmt: skip
        done = program(folder, *arguments)
        assert 1 == done.returncode
        assert "PR511" in done.stderr
        assert "among_plugin (among-plugin 1.0)" in done.stderr
        assert "Traceback" not in done.stderr
    assert [] == [path.name for path in folder.iterdir() if path.name in ("found.toml", "marks.csv")]
