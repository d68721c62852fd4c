"""The definitions as data: what each file promises before anything is loaded from it."""

import tomllib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

import perfrules_shanghai

FOLDER = Path(perfrules_shanghai.__file__).parent / "sets"
FILES = sorted(FOLDER.glob("*.toml"))
SETS = ["2014-22", "it-operations-2014"]


def read(name: str) -> dict:
    """Return the document of a definition."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def indicators() -> dict[str, dict]:
    """Return every indicator of both sets by its code, the amendment applied."""
    found = {node["code"]: node for name in SETS for node in read(name)["indicator"]}
    for change in read("it-operations-2014")["amend"]:
        found[change["code"]] = found[change["code"]] | change
    return found


def leaves() -> dict[str, dict]:
    """Return the indicators that have a rubric."""
    return {code: node for code, node in indicators().items() if "rubric" in node}


def test_the_scales_and_sets_are_there():
    """The package brings three grade scales and two indicator sets."""
    expected = {
        "shanghai/four-grades",
        "shanghai/four-grades-75",
        "shanghai/national-2020",
        "shanghai/2014-22",
        "shanghai/it-operations",
    }
    assert expected == {read(path.stem)["id"] for path in FILES}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("four-grades", [("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", None)]),
        ("four-grades-75", [("优秀", 90), ("良好", 75), ("合格", 60), ("不合格", None)]),
        ("national-2020", [("优", 90), ("良", 80), ("中", 60), ("差", None)]),
    ],
)
def test_the_bands_are_those_published(name, expected):
    """Each scale cuts where its source says, the last band without an end."""
    assert expected == [(band["grade"], band.get("at_least")) for band in read(name)["bands"]]


def test_the_full_marks_sum_up():
    """Every branch states what its children give, down from A 10, B 25, C 65."""
    children = defaultdict(int)
    for node in indicators().values():
        children[node.get("parent", "total")] += node["full_marks"]
    stated = {code: node["full_marks"] for code, node in indicators().items() if code not in leaves()}

    assert {"total": 100, **stated} == children
    assert {"A": 10, "B": 25, "C": 65} == {code: stated[code] for code in "ABC"}


def test_there_are_26_leaves():
    """The set for operations has the 26 lowest indicators of the report's table 5."""
    assert 26 == len(leaves())
    assert 13 == sum(code.startswith("C") for code in leaves())


def test_points_with_marks_sum_to_the_full_marks():
    """The points of a checklist give the full marks of their indicator, or share them."""
    for code, node in leaves().items():
        marks = [point["marks"] for point in node["rubric"].get("points", []) if "marks" in point]
        assert not marks or node["full_marks"] == sum(marks), code


def test_everything_is_named_and_sourced_in_both_languages():
    """Every indicator has a Chinese and an English name, says what it evaluates, and cites a declared source."""
    declared = {source["id"] for source in read("2014-22")["source"]}
    for code, node in indicators().items():
        cited = node["source"] if isinstance(node["source"], list) else [node["source"]]

        assert {"name", "name_en", "description"} <= node.keys(), code
        assert {reference["id"] for reference in cited} <= declared, code


def test_each_rubric_cites_a_rule_or_says_that_it_is_a_reconstruction():
    """No rubric stands on the report alone, which prints marks but no rubrics."""
    for code, node in leaves().items():
        assert {reference["id"] for reference in node["source"]} & {"53", "reconstruction"}, code


def test_the_weights_say_that_they_were_read_off_the_report():
    """The report is a source of the kind "report", and every branch names it for its full marks."""
    kinds = {source["id"]: source.get("kind", "rule") for source in read("2014-22")["source"]}
    branches = [node for code, node in indicators().items() if code not in leaves()]

    assert {"22": "rule", "53": "rule", "report": "report", "reconstruction": "reconstruction"} == kinds
    assert all('"report"' in repr(node["source"]).replace("'", '"') for node in branches)


def test_all_evidence_says_what_to_collect():
    """Every evidence field tells the evaluator what to ask for, in which unit."""
    for name in SETS:
        for field, evidence in read(name)["evidence"].items():
            assert {"name", "name_en", "unit", "collect"} <= evidence.keys(), field


def test_the_amendment_gives_its_reason():
    """The one indicator that operations reword keeps its full marks and says why it was reworded."""
    (amended,) = read("it-operations-2014")["amend"]

    assert "B2.1.2" == amended["code"]
    assert amended["reason"]
    assert "full_marks" not in amended
