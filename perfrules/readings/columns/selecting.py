"""Choices as arithmetic: a masked copy costs ten times as much as a product with 0 and 1."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

import numpy as np

from perfrules.readings.columns.steps import Function, Ref, Steps, constant
from perfrules.readings.columns.wholes import ColumnWholes
from perfrules.readings.exact.whole import Whole

COMPARE: Final = {"at_least": np.greater_equal, "above": np.greater, "equal": np.equal}
CONTRARY: Final[Mapping[Function, Function]] = {
    np.greater_equal: np.less,
    np.greater: np.less_equal,
    np.equal: np.not_equal,
}


def negated(steps: Steps, test: Ref) -> Ref:
    """Return the contrary of *test*: of a comparison the opposite one, which costs nothing more."""
    if test.is_constant:
        return constant(1 - test.at)
    if test.kind == "step":
        step = steps.made[test.at]
        if step.function is np.logical_not:
            return step.operands[0]
        opposite = CONTRARY.get(step.function)
        if opposite is not None:
            return steps.add(opposite, step.operands, "bool", (0, 1))
    return steps.add(np.logical_not, [test], "bool", (0, 1))


def masked(steps: Steps, test: Ref, number: Ref) -> Ref:
    """Return *number* where *test* holds, else 0."""
    if number.is_constant and number.at in (0, 1):
        return steps.plain(test) if number.at else number
    ends = min(number.low, 0), max(number.high, 0)
    return steps.whole(np.multiply, [number, steps.plain(test)], ends)


def select(steps: Steps, test: Ref, then: Ref, otherwise: Ref) -> Ref:
    """Return *then* where *test* holds, else *otherwise*."""
    if test.is_constant or then == otherwise:
        return then if then == otherwise or test.at else otherwise
    ends = min(then.low, otherwise.low), max(then.high, otherwise.high)
    if then.is_constant and otherwise.is_constant:
        return climbed(steps, [test], [then.at - otherwise.at], otherwise.at)
    if otherwise.is_constant:
        return select(steps, negated(steps, test), otherwise, then)
    if not then.is_constant:
        less = then.low - otherwise.high, then.high - otherwise.low
        difference = steps.whole(np.subtract, [then, otherwise], less)
        return steps.whole(np.add, [otherwise, masked(steps, test, difference)], ends)
    if then.at and otherwise.low >= 0 and otherwise.high <= then.at:
        return steps.extreme(np.maximum, [otherwise, masked(steps, test, then)], ends)
    out = masked(steps, negated(steps, test), otherwise)
    return steps.whole(np.add, [out, masked(steps, test, then)], ends) if then.at else out


def ladder(wholes: ColumnWholes, tests: Sequence[Whole], numbers: Sequence[Whole]) -> list[int] | None:
    """
    Return what each test that holds adds to the last of constant *numbers*, where a sum can be made of the choice.

    Every test holds where the one before does, as limits that fall; or only one of them can, as different keys.
    """
    if len(tests) < 2 or any(number.op != "constant" for number in numbers):  # noqa: PLR2004 - one test is a choice
        return None
    limits = [_limit(wholes, test) for test in tests]
    if any(limit is None for limit in limits) or len({limit[:3] for limit in limits if limit}) > 1:
        return None
    falling = [limit[3] for limit in limits if limit]
    if tests[0].op == "equal":
        return [one.value - numbers[-1].value for one in numbers[:-1]] if len(set(falling)) == len(falling) else None
    if sorted(falling, reverse=True) != falling:
        return None
    return [one.value - other.value for one, other in pairwise(numbers)]


def _limit(wholes: ColumnWholes, test: Whole) -> tuple[str, Whole, Whole | None, Fraction] | None:
    """Return a comparison as what is compared with what, and how many of the latter it takes."""
    if test.op not in COMPARE:
        return None
    left, right = test.args
    (a, x), (b, y) = wholes.content(left), wholes.content(right)
    if right.op == "constant":
        return test.op, x, None, Fraction(right.value, a)
    if left.op == "constant":
        return (test.op, y, None, Fraction(left.value, b)) if test.op == "equal" else _upside_down(test.op, left, b, y)
    return (test.op, x, y, Fraction(b, a)) if y.least >= 0 and test.op != "equal" else None


def _upside_down(op: str, limit: Whole, times: int, number: Whole) -> tuple[str, Whole, None, Fraction]:
    return f"constant {op}", number, None, Fraction(-limit.value, times)


def climbed(steps: Steps, tests: Sequence[Ref], downs: Sequence[int], last: int) -> Ref:
    """Return *last* and the step of every test that holds."""
    if len(set(downs)) == 1:
        count = steps.plain(tests[0])
        for done, test in enumerate(tests[1:], 2):
            count = steps.whole(np.add, [count, steps.plain(test)], (0, done))
        total, ends = count, tuple(sorted((0, downs[0] * len(tests))))
        if downs[0] != 1:
            total = steps.whole(np.multiply, [count, constant(downs[0])], (ends[0], ends[1]))
    else:
        total = masked(steps, tests[0], constant(downs[0]))
        for test, down in zip(tests[1:], downs[1:], strict=True):
            more = masked(steps, test, constant(down))
            total = steps.whole(np.add, [total, more], (total.low + more.low, total.high + more.high))
    if not last:
        return total
    return steps.whole(np.add, [total, constant(last)], (total.low + last, total.high + last))
