"""Cases from files and plain data: their form, with every problem at its place."""

import json
from datetime import date
from pathlib import Path

import pytest

import perfrules as pr
import perfrules_shanghai
from perfrules.case import Case, case_from

REAL = Path(perfrules_shanghai.__file__).parent / "cases" / "hezuo-2017" / "case.toml"
HEAD = 'format = "perfrules/case/1"\nindicator_set = "a/b"\n'


def read(tmp_path, source, name="case.toml"):
    """Read a case from a text."""
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    return pr.read_case(path)


def test_the_real_case():
    """Everything of the published project's case is there."""
    case = pr.read_case(REAL)

    assert ("shanghai/it-operations@2014", 2017) == (case.indicator_set, case.project["year"])
    assert (10, 3, 1, 21, 2, 5) == tuple(
        len(part)
        for part in (case.documents, case.interviews, case.questionnaires, case.goals, case.findings, case.notes)
    )
    assert ("3d", "项目单位提供") == (case.documents[-1].id, case.documents[-1].from_)
    assert (str(REAL), REAL.parent) == (case.file, case.folder)


def test_places_of_evidence():
    """A key path gives the line and column of the file."""
    place = pr.read_case(REAL).place(("evidence", "spent", "value"))

    assert (24, 11) == (place.line, place.column)


def test_json_is_a_case_too(tmp_path):
    """A JSON file has the same keys."""
    data = {"format": "perfrules/case/1", "indicator_set": "a/b", "evidence": {"spent": 19.5}, "note": [{"text": "x"}]}
    case = read(tmp_path, json.dumps(data), "case.json")

    assert ("19.5", "x") == (str(case.evidence["spent"]), case.notes[0].text)
    assert case == case_from(data | {"evidence": {"spent": case.evidence["spent"]}})


def test_plain_data_is_evidence():
    """A mapping without `format` is evidence alone."""
    assert Case(evidence={"spent": 1}) == Case.from_mapping({"spent": 1})


def test_dates_and_texts_of_interviews(tmp_path):
    """An interview's time is a date or a text."""
    case = read(tmp_path, HEAD + '[[interview]]\nwhen = 2018-05-01\n[[interview]]\nwhen = "5月下旬"\n')

    assert [date(2018, 5, 1), "5月下旬"] == [one.when for one in case.interviews]


@pytest.mark.parametrize(
    ("code", "place", "source"),
    [
        ("PR020", (1, 1), 'indicator_set = "a/b"\n'),
        ("PR020", (1, 1), 'format = "perfrules/indicator-set/1"\nindicator_set = "a/b"\n'),
        ("PR021", (3, 1), HEAD + "evidnce = {}\n"),
        ("PR021", (5, 1), HEAD + '[[document]]\nid = "1"\ntitel = "x"\n'),
        ("PR022", (1, 1), 'format = "perfrules/case/1"\n'),
        ("PR022", (3, 3), HEAD + "[[document]]\n"),
        ("PR023", (3, 1), HEAD + "evidence = 3\n"),
        ("PR023", (4, 1), HEAD + '[[questionnaire]]\nsent = "x"\n'),
        ("PR023", (4, 15), HEAD + "[[goal]]\nindicators = [1]\n"),
        ("PR023", (1, 1), 'format = 1\nindicator_set = "a/b"\n'),
        ("PR006", (1, 8), "format ＝ 1"),
        ("PR008", (4, 10), HEAD + "[evidence]\n[evidence]\n"),
        ("PR009", (4, 1), HEAD + "[evidence]\nspent = 1e999999999\n"),
    ],
)
def test_problems_of_form(tmp_path, code, place, source):
    """What does not have the form of a case is a problem at its place."""
    with pytest.raises(pr.CaseError) as raised:
        read(tmp_path, source)

    assert (code, *place) in [(one.code, one.place.line, one.place.column) for one in raised.value.problems]


def test_all_problems_of_form_come_at_once(tmp_path):
    """Several faults are reported together, in order, with suggestions."""
    source = 'format = "x"\nindicator_set = 1\n[[document]]\nid = "1"\ntitel = "x"\n[[goal]]\nindicators = 1\n'
    with pytest.raises(pr.CaseError) as raised:
        read(tmp_path, source)

    assert [1, 2, 5, 7] == [one.place.line for one in raised.value.problems]
    assert "did you mean `title`?" in str(raised.value)


@pytest.mark.parametrize("name", ["none.toml", ".", "x\0y"])
def test_files_that_are_none(tmp_path, name):
    """What is no file is a problem, not a traceback."""
    with pytest.raises(pr.CaseError):
        pr.read_case(tmp_path / name)
