"""The real set, with a change of each sort planted in a copy of it."""

import pytest

import perfrules as pr
from tests.cli.conftest import CASE, ROOT

SET = ROOT / "perfrules_shanghai" / "sets" / "it-operations-2014.toml"


@pytest.fixture(scope="module")
def original():
    """Return the rules of the real set."""
    return pr.load(SET)


def planted(tmp_path, original, *replacements):
    """Return the comparison of the real set with a copy in which texts were replaced, for the real case."""
    content = SET.read_text(encoding="utf-8")
    for old, new in replacements:
        assert 1 <= content.count(old), old
        content = content.replace(old, new, 1)
    path = tmp_path / "new.toml"
    path.write_text(content, encoding="utf-8")
    comparison = pr.diff(original, path, [pr.read_case(CASE)])
    for case in comparison.cases:
        for result in case.results:
            assert result.change == sum(cause.change for cause in result.causes)
    return comparison


def test_a_copy_is_the_same(tmp_path, original):
    """A copy of the set gives the same scores, and a change of texts does not change that."""
    assert "same" == planted(tmp_path, original).verdict
    comparison = planted(tmp_path, original, ("平台安全性能满意度问卷", "平台安全满意度问卷"))
    assert ("same", ["text"]) == (comparison.verdict, [change.sort for change in comparison.changes])


@pytest.mark.parametrize(
    ("old", "new", "sort"),
    [
        ("weight = 0.75", "weight = 0.8", "evidence"),
        ("value = 24", "value = 4", "parameter"),
        (
            'rubric = { kind = "threshold", better = "lower" }',
            'rubric = { kind = "linear", lose = 1, per = "1%" }',
            "rubric",
        ),
        ("when_zero = 0\n", 'when_zero = "missing"\n', "measure"),
        ("when_zero = 1\n", "when_zero = 0\n", "measure"),
    ],
)
def test_planted_changes(tmp_path, original, old, new, sort):
    """What was changed is told once, with its sort, and what it does to the real case sums up."""
    comparison = planted(tmp_path, original, (old, new))
    assert [sort] == [change.sort for change in comparison.changes]
    assert "where" == comparison.verdict


def test_the_editions_of_it_differ_by_name(original):
    """The set that it extends leaves a branch open: it has no score of its own, and cases say so."""
    comparison = pr.diff("shanghai/2014-22", original, [pr.read_case(CASE)])
    assert "not" == comparison.verdict
    (case,) = comparison.cases
    assert ["PR604"] == [problem.code for problem in case.refused_by_old]
    assert () == case.refused_by_new
