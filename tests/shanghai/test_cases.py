"""The cases that are published with the sets: each gives what it must give, and together they exercise every rule."""

import shutil
from pathlib import Path

import pytest

import perfrules_shanghai
from perfrules.testing import coverage, run_cases

FOLDER = Path(perfrules_shanghai.__file__).parent / "cases"


@pytest.fixture(scope="module")
def report():
    """What comes of all cases."""
    return run_cases(FOLDER)


def test_every_case_gives_what_it_must_give(report):
    """The short cases and the real project."""
    assert [] == [outcome.trial.title for outcome in report.outcomes if outcome.status != "passed"]
    assert report.ok
    assert {"case.toml", "it-operations.cases.toml"} == {Path(outcome.trial.file).name for outcome in report.outcomes}


def test_they_exercise_every_rule(report):
    """Of the set and of the common one that it extends: branches, points, limits, bands and sources."""
    [found] = coverage(report)
    assert [] == [(entry.site.code, str(entry.site.label)) for entry in found.missed]
    assert "shanghai/it-operations" == found.rules.set.id
    assert {"A1.1", "B1.1.2", "C2.3.1", "total", ""} <= set(found.by_code())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("marks = 2.01", "marks = 2"),
        ("marks = 4.88", "marks = 4.87"),
        ('{ marks = 90, grade = "优秀"', '{ marks = 90, grade = "良好"'),
        ('problems = ["PR411"]', 'problems = ["PR410"]'),
        ("marks = 10, branch = 1", "marks = 10, branch = 2"),
    ],
)
def test_they_can_fail(tmp_path, old, new):
    """With one expectation changed a little, exactly one case fails."""
    path = tmp_path / "cases.toml"
    shutil.copy(FOLDER / "it-operations.cases.toml", path)
    source = path.read_text(encoding="utf-8")
    assert 1 == source.count(old)
    path.write_text(source.replace(old, new), encoding="utf-8")
    assert 1 == run_cases(path).counts["failed"]
