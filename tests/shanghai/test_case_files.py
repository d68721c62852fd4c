"""The case of the 2017 platform as data: what its files hold and what is labelled as reconstructed."""

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import perfrules_shanghai
from perfrules_shanghai.readers import FaultLog, Questionnaire
from tests.shanghai.sheets import Sheet

FOLDER = Path(perfrules_shanghai.__file__).parent / "cases" / "hezuo-2017"
SETS = FOLDER.parent.parent / "sets"
CASE = tomllib.loads((FOLDER / "case.toml").read_text(encoding="utf-8"))
SET = tomllib.loads((SETS / "it-operations-2014.toml").read_text(encoding="utf-8"))
COMMON = tomllib.loads((SETS / "2014-22.toml").read_text(encoding="utf-8"))
ANSWERS = ["safety", "speed", "ease", "overall"]


def table(name):
    """Return the headings and the rows of a CSV file of the case."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return headings, rows


def counted(reader, name, answers=()):
    """Return the counts that *reader* finds in a file of the case, in which there is no problem."""
    headings, rows = table(name)
    known = {heading: column.name for column in reader.columns for heading in (column.title, *column.aliases)}
    sheet = Sheet([known.get(heading, heading) for heading in headings], rows, dict(answers))
    counts = reader.reduce(sheet)

    assert [] == sheet.problems
    return counts


def survey(name):
    """Return the counts of one question of the case, by answer."""
    field = SET["evidence"][name]
    answers = [(answer["id"], answer["name"]) for answer in field["answers"]]
    return counted(Questionnaire(**field["parameters"]), "answers.csv", answers)


def test_the_log_has_57_faults_of_which_52_in_time():
    """The fault log gives the counts that the report's marks stand on."""
    found = counted(FaultLog(), "faults.csv")

    assert {"faults": 57, "in_time": 52, "repeated": 0, "major": 0} == {
        name: found[name] for name in SET["evidence"]["fault_log"]["counts"]
    }


def test_the_log_touches_both_limits():
    """One fault was answered after exactly 30 minutes and one repaired after exactly 24 hours."""
    strict = counted(FaultLog(response_minutes=29, repair_hours=23), "faults.csv")

    assert 50 == strict["in_time"]


def test_the_log_is_of_2017_and_labelled():
    """Every row is a fault of the evaluated year and says that it is reconstructed."""
    headings, rows = table("faults.csv")

    assert {"2017"} == {row[headings.index("报障时间")][:4] for row in rows}
    assert {"重建数据"} == {row[headings.index("备注")] for row in rows}


@pytest.mark.parametrize(("name", "satisfied"), [("safety", 20), ("speed", 21), ("ease", 17)])
def test_the_satisfied_are_those_of_the_marks(name, satisfied):
    """Of 23 valid answers as many are satisfied as the marks say."""
    counts = survey(name)

    assert 23 == sum(counts.values())
    assert satisfied == counts["very_satisfied"] + counts["satisfied"]


def test_the_overall_satisfaction_is_2050_of_2300():
    """On 100/75/50/25/0 the answers give the printed 89.13 %."""
    weights = dict(zip(survey("overall"), (100, 75, 50, 25, 0), strict=True))

    assert 2050 == sum(weights[answer] * count for answer, count in survey("overall").items())
    assert 23 == sum(survey("overall").values())


def test_what_is_reconstructed_says_so():
    """Only what the report itself states stands without the word 重建."""
    stated = {"budget", "spent", "C1.1.1"}

    assert stated == {name for name, value in CASE["evidence"].items() if "重建" not in value["note"]}


def test_documents_are_those_of_table_2():
    """The lists keep the printed letters, the third without c, and evidence names no other document."""
    ids = [document["id"] for document in CASE["document"]]
    named = {value["document"] for value in CASE["evidence"].values() if "document" in value}

    assert ["1a", "1b", "1c", "2a", "2b", "2c", "2d", "3a", "3b", "3d"] == ids
    assert named <= set(ids)


def test_goals_and_findings_name_indicators_of_the_set():
    """The 21 goals of table 1 and the findings are linked by codes that exist."""
    codes = {node["code"] for definition in (COMMON, SET) for node in definition["indicator"]}
    linked = {code for part in ("goal", "finding") for item in CASE[part] for code in item["indicators"]}

    assert linked <= codes
    assert {"投入和管理目标": 7, "产出目标": 5, "效果目标": 4, "影响力目标": 5} == Counter(
        goal["level1"] for goal in CASE["goal"]
    )


def test_interviews_keep_the_printed_dates():
    """The dates of 2017 for an evaluation of 2018 are kept, with a note on the slip."""
    assert [True, True, True] == [item["when"].startswith("2017年") for item in CASE["interview"]]
    assert all("2018年" in item["note"] for item in CASE["interview"])


def test_the_questionnaires_came_back():
    """23 of 30 questionnaires are valid, and the file has one row each."""
    (questionnaire,) = CASE["questionnaire"]

    assert (30, 23) == (questionnaire["sent"], questionnaire["valid"])
    assert 23 == len(table("answers.csv")[1])
    assert ANSWERS == [name for name, value in CASE["evidence"].items() if value.get("file") == "answers.csv"]


def test_the_expected_figures_agree_with_each_other():
    """The 26 marks that the tests expect sum to the printed sections and total."""
    expected = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"), parse_float=str)
    cents = {code: int(marks.replace(".", "")) for code, marks in expected["marks"].items()}
    sums = {name: int(marks.replace(".", "")) for name, marks in expected["sums"].items()}

    assert 26 == len(cents)
    assert sums == {
        **{part: sum(value for code, value in cents.items() if code.startswith(part)) for part in "ABC"},
        "total": sum(cents.values()),
    }
