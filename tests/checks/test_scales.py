"""What the checks say of scales: open ones, bonus marks, and faults that a branch only has through its children."""

from pathlib import Path

import pytest

import perfrules as pr

_HEAD = """\
format = "perfrules/indicator-set/1"
id = "test/scales"
edition = "1"
title = "Scales"
source = [{ id = "s", title = "A rule" }]
"""
_BONUS = """
[[indicator]]
code = "A"
name = "A"
full_marks = 100
rubric = { kind = "judged", reason = false }
[[indicator]]
code = "Z"
name = "Z"
full_marks = 10
bonus = true
rubric = { kind = "judged", reason = false }
"""


def _load(folder: Path, body: str) -> pr.Rules:
    path = folder / "set.toml"
    path.write_text(_HEAD + body, encoding="utf-8")
    return pr.load(str(path))


def _problems(folder: Path, body: str) -> list[tuple[str, str]]:
    with pytest.raises(pr.DefinitionError) as caught:
        _load(folder, body)
    return [(problem.code, str(problem.text).split(" ")[0]) for problem in caught.value.problems]


def test_open_scale(tmp_path: Path) -> None:
    """A leaf without a most, and a total of such leaves, can have any marks from their least on, and no rate."""
    leaf = 'name = "X"\nat_least = 0\nrubric = { kind = "formula", marks = "2 * n" }\n'
    body = f'[evidence]\nn = {{ type = "count" }}\n[[indicator]]\ncode = "X"\n{leaf}'
    rules = _load(tmp_path, body)
    card = rules.score({"n": 700})
    assert rules.warnings == ()
    assert card.marks == 1400
    assert card["X"].rate is None


def test_least_of_an_open_scale(tmp_path: Path) -> None:
    """The least marks of an open scale are a promise like any other."""
    leaf = 'name = "X"\nat_least = 0\nrubric = { kind = "formula", marks = "2 * n" }\n'
    body = f'[evidence]\nn = {{ type = "number" }}\n[[indicator]]\ncode = "X"\n{leaf}'
    assert _problems(tmp_path, body) == [("PR202", "X")]


def test_bonus_beyond_full_marks(tmp_path: Path) -> None:
    """Whether bonus marks may pass the full marks has to be said, and is said with a clamp."""
    assert _problems(tmp_path, "[total]\nfull_marks = 100\n" + _BONUS) == [("PR202", "total")]
    rules = _load(tmp_path, "[total]\nfull_marks = 100\nclamp = [0, 105]\n" + _BONUS)
    scores = [rules.score({"A": {"marks": 97}, "Z": {"marks": bonus}}).marks for bonus in (3, 7, 10)]
    assert scores == [100, 104, 105]


def test_fault_told_once(tmp_path: Path) -> None:
    """Where a leaf cannot reach its full marks, the total above it is not blamed for the same."""
    rubric = 'rubric = { kind = "tiers", tiers = [{ at_least = "90%", marks = 4 }, { marks = 0 }] }'
    body = '[evidence]\nx = { type = "share" }\n[[indicator]]\ncode = "X"\nname = "X"\nfull_marks = 5\nmeasure = "x"\n'
    assert _problems(tmp_path, body + rubric) == [("PR201", "X")]
