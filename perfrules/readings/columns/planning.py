"""From whole-number expressions to steps, operands first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, Final

import attrs
import numpy as np

from perfrules.readings.columns import balls
from perfrules.readings.columns.lanes import EXACT, lane_of
from perfrules.readings.columns.linear import summed
from perfrules.readings.columns.rounding import fits, in_binary, in_whole_numbers
from perfrules.readings.columns.selecting import COMPARE, climbed, ladder, negated, select
from perfrules.readings.columns.steps import Ref, Steps, constant
from perfrules.readings.columns.wholes import ColumnWholes
from perfrules.readings.exact.bounds import bounds_of
from perfrules.readings.exact.printing import below as parts_of
from perfrules.readings.exact.whole import Whole

_ENDS: Final = (-1, 1)
_TOGETHER: Final = 3
_HUGE: Final = 2**1000
"""What is larger is not held by float64."""
_NUMBERS: Final = frozenset(("round", "at_least", "above", "equal"))


@attrs.define(eq=False, repr=False)
class _Planning:
    """The register of every expression, and the ball of those without end; *cells* are the types of the inputs."""

    wholes: ColumnWholes
    cells: Sequence[str]
    steps: Steps = attrs.field(factory=Steps)
    refs: dict[Whole, Ref] = attrs.field(factory=dict)
    balls: dict[Whole, Ref] = attrs.field(factory=dict)

    def narrow(self, ref: Ref) -> Ref:
        """Return an output in the narrowest cells: memory costs more than arithmetic."""
        lane = lane_of(ref.low, ref.high, least="int8")
        if ref.kind != "step" or ref.lane == "bool" or lane == "float64":
            return ref
        return self.steps.cast(ref, lane)

    def visit(self, part: Whole) -> None:
        if part.op == "call" and part.value[0] not in _NUMBERS:
            if part.value[0] != "fraction":  # quotients are divided where they are wanted: many would not fit in cache
                self.balls[part] = self.called(part)
        elif part.op in ("cell", "linear", "pick") and any(self.is_ball(arg) for arg in part.args):
            self.balls[part] = self.passed(part)
        else:
            self.refs[part] = _VISITS[part.op](self, part)

    def leaf(self, part: Whole) -> Ref:
        if part.op == "constant":
            return constant(part.value)
        if part.op == "input":
            return Ref("input", part.value, self.cells[part.value], part.least, part.most)
        state = Ref("state", part.value, "int8", 0, 3)
        return self.steps.compared(np.equal, state, constant(1 if part.op == "missing" else 2))

    def cell(self, part: Whole) -> Ref:
        return self.refs[part.args[0]]

    def linear(self, part: Whole) -> Ref:
        first, factors = part.value
        return summed(self.steps, first, [(n, self.refs[arg]) for n, arg in zip(factors, part.args, strict=True)])

    def product(self, part: Whole) -> Ref:
        out, ends = self.refs[part.args[0]], part.args[0].bounds
        for arg in part.args[1:]:
            ends = bounds_of("product", None, (ends, arg.bounds))
            out = self.steps.whole(np.multiply, [out, self.refs[arg]], ends)
        return out

    def extreme(self, part: Whole) -> Ref:
        function = np.minimum if part.op == "least" else np.maximum
        return self.steps.extreme(function, [self.refs[arg] for arg in part.args], part.bounds)

    def comparison(self, part: Whole) -> Ref:
        left, right = (self.refs[arg] for arg in part.args)
        return self.steps.compared(COMPARE[part.op], left, right)

    def negation(self, part: Whole) -> Ref:
        return negated(self.steps, self.refs[part.args[0]])

    def connective(self, part: Whole) -> Ref:
        function = np.logical_and if part.op == "and" else np.logical_or
        return reduce(
            lambda left, right: self.steps.add(function, [left, right], "bool", (0, 1)),
            (self.refs[arg] for arg in part.args),
        )

    def pick(self, part: Whole) -> Ref:
        tests, numbers, last = part.args[:-1:2], part.args[1::2], part.args[-1]
        conditions = [self.refs[test] for test in tests]
        downs = ladder(self.wholes, tests, [*numbers, last])
        if downs is not None:
            return climbed(self.steps, conditions, downs, last.value)
        out = self.refs[last]
        for test, number in zip(reversed(conditions), reversed(numbers), strict=True):
            out = select(self.steps, test, self.refs[number], out)
        if out.kind == "step" and self._narrower(part, out):
            out = Ref(out.kind, out.at, out.lane, part.least, part.most)
        return out

    @staticmethod
    def _narrower(part: Whole, out: Ref) -> bool:
        return part.least >= out.low and part.most <= out.high

    def round(self, part: Whole) -> Ref:
        mode, a, b = part.value
        above, below = part.args
        if not (below.least > 0 or below in self.wholes.positive):
            divisor = self.steps.extreme(np.maximum, [self.refs[below], constant(1)], (1, max(1, below.most)))
        else:
            divisor = self.refs[below]
        n, d = (summed(self.steps, 0, [(times, ref)]) for times, ref in ((a, self.refs[above]), (b, divisor)))
        binary = fits((n.low, n.high), (d.low, d.high))
        return (in_binary if binary else in_whole_numbers)(self.steps, mode, n, d, part.bounds)

    # ---- numbers without end

    def is_ball(self, part: Whole) -> bool:
        return part in self.balls or (part.op == "call" and part.value[0] not in _NUMBERS)

    def ball(self, part: Whole) -> Ref:
        if part.op == "call" and part not in self.balls and part.value[0] not in _NUMBERS:
            self.balls[part] = self.called(part)
        if part in self.balls:
            return self.balls[part]
        number = self.refs[part]
        if max(abs(number.low), abs(number.high)) > _HUGE:
            return self.steps.add(balls.nothing, (), "ball", _ENDS)
        if number.is_constant:
            return self.steps.add(balls.known, (), "ball", _ENDS, (number.at,))
        function = balls.exact if _is_held(number) else balls.whole
        return self.steps.add(function, [self.steps.plain(number)], "ball", _ENDS)

    def called(self, part: Whole) -> Ref:
        name, *more = part.value
        if name == "fraction" and all(arg in self.refs and _is_held(self.refs[arg]) for arg in part.args):
            sides = [self.steps.cast(self.refs[arg], "float64") for arg in part.args]
            return self.steps.add(balls.quotient, sides, "ball", _ENDS)
        if name == "add":
            return self.added(part.args)
        operands = [self.ball(arg) for arg in part.args]
        function = _CALLS.get(name) or balls.FUNCTIONS[name]
        if name == "power" and more == [None]:
            function, more = balls.share, []
        elif name == "power" and more == [Fraction(1, 2)]:
            function, more = balls.root, []
        return self.steps.add(function, operands, "ball", _ENDS, more)

    def added(self, parts: Sequence[Whole]) -> Ref:
        """Return a sum, a few numbers at a time."""
        out = self.ball(parts[0])
        for start in range(1, len(parts), _TOGETHER):
            more = [self.ball(part) for part in parts[start : start + _TOGETHER]]
            out = self.steps.add(balls.add, [out, *more], "ball", _ENDS)
        return out

    def passed(self, part: Whole) -> Ref:
        if part.op == "cell":
            return self.ball(part.args[0])
        if part.op == "linear":
            return self.steps.add(balls.scaled, [self.ball(part.args[0])], "ball", _ENDS, part.value[1])
        out = self.ball(part.args[-1])
        for test, number in zip(part.args[-3::-2], part.args[-2::-2], strict=True):
            out = self.steps.add(balls.choose, [self.refs[test], self.ball(number), out], "ball", _ENDS)
        return out

    def margin(self, part: Whole) -> Ref:
        operands = [self.ball(arg) for arg in part.args]
        if part.value[0] == "round":
            return self.steps.add(balls.rounded, operands, "settled", _ENDS, part.value[1:])
        return self.steps.add(balls.sides, operands, "settled", _ENDS)

    def settled(self, part: Whole) -> Ref:
        """Return the whole number or truth that a call gives."""
        settled = self.margin(part)
        if part.value[0] == "round":
            lane = self.steps.lane((), part.bounds)
            return self.steps.add(balls.first, [settled], lane, part.bounds, part.bounds)
        return self.steps.add(balls.never if part.value[0] == "equal" else balls.positive, [settled], "bool", (0, 1))

    def doubt(self, part: Whole) -> Ref:
        return self.steps.add(balls.unsure, [self.margin(part.args[0])], "bool", (0, 1))


def _is_held(number: Ref) -> bool:
    """Return whether float64 holds every whole number that this may be."""
    return number.low > -EXACT and number.high < EXACT


_CALLS: Final[dict[str, Callable[..., Any]]] = {"power": balls.power, "log": balls.log}
_VISITS: Final[dict[str, Callable[[_Planning, Whole], Ref]]] = {
    "constant": _Planning.leaf,
    "input": _Planning.leaf,
    "missing": _Planning.leaf,
    "not_applicable": _Planning.leaf,
    "cell": _Planning.cell,
    "linear": _Planning.linear,
    "product": _Planning.product,
    "least": _Planning.extreme,
    "most": _Planning.extreme,
    "at_least": _Planning.comparison,
    "above": _Planning.comparison,
    "equal": _Planning.comparison,
    "not": _Planning.negation,
    "and": _Planning.connective,
    "or": _Planning.connective,
    "pick": _Planning.pick,
    "round": _Planning.round,
    "call": _Planning.settled,
    "doubt": _Planning.doubt,
}


def planned(
    wholes: ColumnWholes, cells: Sequence[str], outputs: Iterable[Whole], others: Iterable[Whole]
) -> tuple[Steps, Mapping[Whole, Ref]]:
    """
    Return the steps of *outputs* and *others*, and where each expression is afterwards.

    *cells* are the types of the inputs; outputs end up in the narrowest cells.
    """
    planning = _Planning(wholes, cells)
    kept = set(outputs)
    for part in parts_of([*kept, *others]):
        planning.visit(part)
        if part in kept and part in planning.refs:
            planning.refs[part] = planning.narrow(planning.refs[part])
    return planning.steps, planning.refs
