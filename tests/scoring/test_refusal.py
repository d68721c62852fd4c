"""What stops a score where no evidence is missing: measures without a value, nodes that do not apply."""

from pathlib import Path

import pytest

import perfrules as pr

_HEAD = """\
format = "perfrules/indicator-set/1"
id = "test/refusal"
edition = "1"
title = "Refusal"
source = [{ id = "s", title = "A rule" }]
[total]
rounding = { places = 2 }
[branch]
rounding = { places = 2 }
"""
_SURVEY = """
[evidence.q]
type = "survey"
answers = [{ id = "yes", weight = 1 }, { id = "no", weight = 0 }]
[measure.satisfied]
value = "survey_rate(q)"
when_zero = "missing"
[[indicator]]
code = "X"
name = "X"
full_marks = 10
measure = "satisfied"
rubric = { kind = "proportional" }
"""
_NOBODY: dict[str, object] = {"q": {"counts": {"yes": 0, "no": 0}}}


def _leaf(code: str, parent: str, more: str = "") -> str:
    rubric = 'rubric = { kind = "judged", reason = false }'
    return f'[[indicator]]\ncode = "{code}"\nparent = "{parent}"\nname = "{code}"\nfull_marks = 50\n{rubric}\n{more}\n'


def _planned(more: str = "") -> str:
    evidence = '[evidence]\nplanned = { type = "count" }\n'
    return evidence + _leaf("A", "total") + _leaf("B", "total", f'applies = "planned > 0"\n{more}')


def _load(folder: Path, body: str) -> pr.Rules:
    path = folder / "set.toml"
    path.write_text(_HEAD + body, encoding="utf-8")
    return pr.load(str(path))


def _refusals(rules: pr.Rules, evidence: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(pr.CaseError) as caught:
        rules.score(evidence)
    return [(problem.code, problem.text.into("en")) for problem in caught.value.problems]


def test_measure_that_counts_as_missing(tmp_path: Path) -> None:
    """A measure that counts as missing is refused like evidence that is, unless the indicator has an answer."""
    said = "X has no marks: `q/yes` (q·yes), `q/no` (q·no) gives a measure that counts as missing"
    assert _refusals(_load(tmp_path, _SURVEY), _NOBODY) == [("PR601", said)]
    assert _load(tmp_path, _SURVEY + "missing = 4\n").score(_NOBODY).marks == 4


def test_branch_without_children_that_apply(tmp_path: Path) -> None:
    """A branch none of whose children applies is refused where it has no answer, told once and not of the total."""
    gone = 'not_applicable = "rescale"'
    branch = '[[indicator]]\ncode = "P"\nname = "P"\n'
    body = branch + _leaf("Y", "P", gone) + _leaf("Z", "P", gone) + _leaf("Q", "total")
    evidence: dict[str, object] = {
        "Y": {"not_applicable": "none"},
        "Z": {"not_applicable": "none"},
        "Q": {"marks": 40},
    }
    said = "P is not applicable, which it refuses: too few indicators of it apply"
    assert _refusals(_load(tmp_path, body), evidence) == [("PR602", said)]


def test_condition_that_does_not_hold(tmp_path: Path) -> None:
    """A leaf whose `applies` does not hold is refused where it has no answer, and says so where it has one."""
    evidence: dict[str, object] = {"planned": 0, "A": {"marks": 40}}
    said = "B is not applicable, which it refuses: `planned > 0` does not hold"
    assert _refusals(_load(tmp_path, _planned()), evidence) == [("PR602", said)]
    card = _load(tmp_path, _planned('not_applicable = "rescale"')).score(evidence)
    award = card["B"]
    assert card.marks == 80
    assert (award.absent, "planned > 0" in award.absence_reason) == ("not_applicable", True)


def test_condition_without_evidence(tmp_path: Path) -> None:
    """What a condition of applicability reads is needed by the node that has the condition."""
    rules = _load(tmp_path, _planned('not_applicable = "rescale"'))
    said = "evidence `planned` (planned) is missing; needed by B"
    assert _refusals(rules, {"A": {"marks": 40}, "B": {"marks": 3}}) == [("PR601", said)]


def test_lowest_nodes(tmp_path: Path) -> None:
    """Evidence that is not applicable is told of the leaf that refuses it, not of every branch above it too."""
    leaf = '[[indicator]]\ncode = "X"\nparent = "P"\nname = "X"\nfull_marks = 5\nmeasure = "n / 9"\n'
    branch = '[[indicator]]\ncode = "P"\nname = "P"\n'
    body = '[evidence]\nn = { type = "count", at_most = 9 }\n' + branch + leaf + 'rubric = { kind = "proportional" }\n'
    rules = _load(tmp_path, body)
    said = "`n` (n) is not applicable, which X refuses"
    assert _refusals(rules, {"n": {"not_applicable": "none"}}) == [("PR602", said)]


def test_evidence_that_is_given_in_part(tmp_path: Path) -> None:
    """Of a survey that is given in part the answers that lack are asked for; of one that is not given the survey is."""
    rules = _load(tmp_path, _SURVEY)
    told = "evidence `{}` ({}) is missing; needed by X"
    assert [("PR601", told.format("q/no", "q·no"))] == _refusals(rules, {"q": {"counts": {"yes": 3}}})
    assert [("PR601", told.format("q", "q"))] == _refusals(rules, {})


def test_point_without_marks(tmp_path: Path) -> None:
    """A point that gives no marks leaves its checklist without any, and that is no fault of the checklist."""
    points = '[{ id = "a", weight = 1, not_applicable = "null" }, { id = "b", weight = 1 }, { id = "c", weight = 0 }]'
    rubric = f'rubric = {{ kind = "checklist", points = {points} }}\n'
    leaf = f'[[indicator]]\ncode = "X"\nname = "X"\nfull_marks = 4\n{rubric}'
    rules = _load(tmp_path, leaf)
    assert rules.score({"X": {"met": {"a": {"not_applicable": "none"}, "b": 1, "c": 1}}}).marks is None
    with pr.use("en"):
        assert rules.score({"X": {"met": {"a": 1, "b": 1, "c": 1}}})["X"].reason == "met: a (2), b (2)"


def test_checklist_without_points(tmp_path: Path) -> None:
    """A checklist all of whose points drop out is not applicable, and refused where it has no answer to that."""
    rubric = 'rubric = { kind = "checklist", points = [{ id = "a", not_applicable = "rescale" }] }\n'
    leaf = f'[[indicator]]\ncode = "X"\nname = "X"\nfull_marks = 4\n{rubric}'
    evidence: dict[str, object] = {"X": {"met": {"a": {"not_applicable": "none"}}}}
    (problem,) = _refusals(_load(tmp_path, leaf), evidence)
    assert problem[0] == "PR602"
    assert _load(tmp_path, leaf + 'not_applicable = "full"\n').score(evidence).marks == 4


_POINTS = """
[[indicator]]
code = "B2.2"
name = "X"
full_marks = 2
rubric.kind = "checklist"
rubric.points = [{ id = "rules", text = "r" }, { id = "日志", text = "l", per_fault = 0.5 }]
"""


def test_faults_that_are_missing(tmp_path: Path) -> None:
    """Who has not counted the faults of a point is shown how to write them; for other points a value will do."""
    with pytest.raises(pr.CaseError) as caught:
        _load(tmp_path, _POINTS).score({})
    plain = "give it a value, or say why it is not applicable"
    faults = 'write the number of faults: `"B2.2" = { met = { "日志" = { faults = 0 } } }`'
    assert {plain, faults} == {problem.advice.into("en") for problem in caught.value.problems if problem.advice}
    assert 2 == _load(tmp_path, _POINTS).score({"B2.2": {"met": {"rules": 1, "日志": {"faults": 0}}}}).marks
