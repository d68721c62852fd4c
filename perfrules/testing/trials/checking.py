"""Expectations held against a set: codes, grades, points and branches that it does not have."""

from collections.abc import Iterator, Mapping, Sequence

from perfrules.case.expecting import NodeExpectation
from perfrules.language import Text, current, text
from perfrules.problems import Problem, suggestion
from perfrules.scoring import Rules
from perfrules.testing.trials.choices import arms_of
from perfrules.testing.trials.expecting import HEADLINE, key_in
from perfrules.testing.trials.trial import Trial

_Fault = tuple[str, Text, Text | None]


def check_expected(trial: Trial, rules: Rules) -> tuple[Problem, ...]:
    """Return what *trial* expects that cannot be: of indicators, grades, points and branches that are not there."""
    return tuple(_faults(trial, rules))


def _faults(trial: Trial, rules: Rules) -> Iterator[Problem]:
    place, known = trial.case.place, rules.set.by_code
    for code, node in trial.expected.nodes.items():
        key = key_in(("expect",), code)
        if code != HEADLINE and code not in known:
            said = text("{set} has no indicator `{code}`", set=rules.set.id, code=code)
            yield Problem("PR710", said, place(key), suggestion(code, known))
            continue
        meant = code_of(code, rules)
        for name, said, near in (*_grade(meant, node, rules), *_points(meant, node, rules), *_arms(meant, node, rules)):
            yield Problem("PR711", said, place((*key, name)), near)


def code_of(code: str, rules: Rules) -> str:
    """Return the indicator that a code among expectations means: the first result where it is the headline."""
    return rules.set.results[0] if code == HEADLINE else code


def _grade(code: str, node: NodeExpectation, rules: Rules) -> Iterator[_Fault]:
    grades = rules.program.grades.get(code, ())
    if node.grade is not None and node.grade not in grades:
        said = text("{code} is never graded `{grade}`", code=code, grade=node.grade)
        yield "grade", said, suggestion(node.grade, grades) or text("it has no grade scale")


def points_of(code: str, rules: Rules) -> tuple[str, ...]:
    """Return the ids of the points of an indicator."""
    return tuple(rules.program.nodes[code].points)


def _points(code: str, node: NodeExpectation, rules: Rules) -> Iterator[_Fault]:
    known = points_of(code, rules)
    if node.met is not None and not known:
        yield "met", text("{code} has no points", code=code), text("it is no checklist")
        return
    for point in () if node.met is None else node.met:
        if point not in known:
            said = text("{code} has no point `{point}`", code=code, point=point)
            yield "met", said, suggestion(point, known)


def _arms(code: str, node: NodeExpectation, rules: Rules) -> Iterator[_Fault]:
    arms = arms_of(rules, code) if node.branch is not None else ()
    for name in branches_named(node):
        if not any(arm.is_meant(name) for arm in arms):
            said = text("{code} has no branch `{name}`", code=code, name=name)
            labels: Mapping[str, None] = dict.fromkeys(arm.said[current()][0] for arm in arms)
            yield "branch", said, suggestion(str(name), labels) or text("nothing is chosen there")


def branches_named(node: NodeExpectation) -> Sequence[int | str]:
    """Return the branches that a node is expected to have taken."""
    if node.branch is None:
        return ()
    return (node.branch,) if isinstance(node.branch, int | str) else tuple(node.branch)
