"""What a case gives beside what it must give: exactly, and with the reason where they differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from perfrules.case.expecting import NodeExpectation
from perfrules.case.numbers import value_text
from perfrules.language import current, text
from perfrules.problems import Problem
from perfrules.rendering.wording import DASH
from perfrules.scoring import Award, Scorecard
from perfrules.testing.trials.checking import branches_named, code_of
from perfrules.testing.trials.choices import NamedArm, arms_of, taken_arms
from perfrules.testing.trials.expecting import Expected, number_of
from perfrules.testing.trials.outcome import Mismatch


def compare(expected: Expected, card: Scorecard) -> Iterator[Mismatch]:
    """Yield everything that *card* gives otherwise than *expected*."""
    for code, node in expected.nodes.items():
        award = card[code_of(code, card.rules)]
        found = [*_numbers(node, award), *_words(node, award), *_points(node, award), *_branches(node, award, card)]
        why = _why(award, card) if found else ()
        for what, wanted, given in found:
            yield Mismatch(award.code, what, wanted, given, why)


def compare_problems(expected: Iterable[str] | None, problems: Iterable[Problem]) -> Iterator[Mismatch]:
    """Yield the mismatch of the *problems* of a case with the codes *expected*; None expects no errors."""
    problems = tuple(problems)
    told = problems if expected is not None else tuple(problem for problem in problems if problem.severity == "error")
    wanted, given = Counter(expected or ()), Counter(problem.code for problem in told)
    if wanted != given:
        why = tuple(str(problem) for problem in told if given[problem.code] != wanted[problem.code])
        yield Mismatch("", "problems", _counted(wanted), _counted(given), why)


def _counted(codes: Mapping[str, int]) -> str:
    parts = [code if number == 1 else f"{code} × {number}" for code, number in sorted(codes.items())]
    return ", ".join(parts) or str(text("none"))


def _numbers(node: NodeExpectation, award: Award) -> Iterator[tuple[str, str, str]]:
    if node.marks is not None and (award.marks is None or number_of(node.marks) != Fraction(award.marks)):
        yield "marks", value_text(node.marks), _shown(award.marks)
    if node.rate is None:
        return
    if isinstance(node.rate, str) and node.rate.strip().endswith("%"):
        if not award.rate_shown or number_of(node.rate) != number_of(award.rate_shown):
            yield "rate", node.rate, award.rate_shown or DASH
    elif award.rate is None or number_of(node.rate) != Fraction(award.rate):
        yield "rate", value_text(node.rate), _shown(award.rate)


def _shown(value: object) -> str:
    return DASH if value is None else value_text(value)


def _words(node: NodeExpectation, award: Award) -> Iterator[tuple[str, str, str]]:
    if node.grade is not None and node.grade != award.grade:
        yield "grade", node.grade, award.grade or DASH
    if node.null is None:
        return
    wanted = node.null if isinstance(node.null, str) else str(text("no marks"))
    if award.marks is not None:
        yield "null", wanted, str(text("{marks} marks", marks=_shown(award.marks)))
    elif isinstance(node.null, str) and node.null.strip() not in award.absence_reason:
        yield "null", wanted, award.absence_reason or str(text("no reason"))


def _points(node: NodeExpectation, award: Award) -> Iterator[tuple[str, str, str]]:
    if isinstance(node.met, Mapping):
        credits_ = {point.id: point.credit for point in award.points}
        wrong = [
            point
            for point, wanted in node.met.items()
            if credits_[point] is None or number_of(wanted) != credits_[point]
        ]
        if wrong:
            wanted = ", ".join(f"{point} {value_text(node.met[point])}" for point in wrong)
            yield "met", wanted, ", ".join(f"{point} {_shown(credits_[point])}" for point in wrong)
    elif node.met is not None:
        given = [point.id for point in award.points if point.met]
        if set(node.met) != set(given):
            yield "met", ", ".join(node.met) or str(text("none")), ", ".join(given) or str(text("none"))


def _branches(node: NodeExpectation, award: Award, card: Scorecard) -> Iterator[tuple[str, str, str]]:
    names = branches_named(node)
    if not names:
        return
    taken = _taken(award.code, card)
    missed = [name for name in names if not any(arm.is_meant(name) for arm in taken)]
    if missed:
        yield "branch", ", ".join(map(str, missed)), ", ".join(map(_said, taken)) or str(text("none"))


def _taken(code: str, card: Scorecard) -> list[NamedArm]:
    marks = card.rules.program.nodes[code].marks
    return list(taken_arms(arms_of(card.rules, code), card.trace, marks))


def _said(arm: NamedArm) -> str:
    label, condition = arm.said[current()]
    number = f"{arm.number}: " if arm.number else ""
    return f"{number}{label}" if label == condition or not condition else f"{number}{label} ({condition})"


def _why(award: Award, card: Scorecard) -> tuple[str, ...]:
    """Return how a node came to what it was given: its reason or calculation, and the branches taken."""
    lines = [award.reason or award.calculation]
    lines += [_line(branch.condition, branch.numbers) for branch in award.branches if branch.taken and branch.numbers]
    if not award.is_leaf and not award.reason:
        lines += [f"{child.code}: {_shown(child.marks)}" for child in card if child.parent == award.code]
    return tuple(dict.fromkeys(line for line in lines if line))


def _line(condition: str, numbers: str) -> str:
    return str(text("taken: {condition}", condition=condition if condition == numbers else f"{condition} ({numbers})"))
