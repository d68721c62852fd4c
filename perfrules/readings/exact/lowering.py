"""From formulas to whole-number expressions, node by node; roundings and cells are computed once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import partial, reduce
from math import gcd, lcm
from typing import Final

import attrs

from perfrules.formula import Node, Rounding, postorder
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational
from perfrules.readings.exact.bounds import input_bounds
from perfrules.readings.exact.presence import without_questions
from perfrules.readings.exact.unending import FUNCTIONS, call
from perfrules.readings.exact.values import Choice, Rat, Value, Values, needs_left, rats
from perfrules.readings.exact.whole import Whole, Wholes

Result = tuple[Fraction, Whole | tuple[Whole, Whole]]
"""A unit, and what it is multiplied with: a whole number or a quotient."""


@attrs.define(eq=False, repr=False)
class Lowering:
    """The value of each number and the condition of each truth that was lowered so far."""

    inputs: dict[str, tuple[int, Input]]
    reads: Counter[Node]
    irrational: AbstractSet[Node] = frozenset()
    wholes: Wholes = attrs.field(factory=Wholes)
    numbers: dict[Node, Value] = attrs.field(factory=dict)
    truths: dict[Node, Whole] = attrs.field(factory=dict)

    @property
    def values(self) -> Values:
        """Arithmetic on the values."""
        return Values(self.wholes)

    def visit(self, node: Node) -> None:
        """Lower *node*, whose operands are lowered already."""
        if node.op in FUNCTIONS and not self.irrational.isdisjoint((node, *node.args)):
            self.unending(node)
        elif node.is_truth:
            self.truths[node] = self._truth(node)
        elif node.op == "cell" and node.args[0].is_truth:
            self.truths[node] = self.wholes.cell(self.truths[node.args[0]])
        else:
            self.numbers[node] = self._number(node)

    def unending(self, node: Node) -> None:
        """Lower *node* to a call, of which an operand or the result may have no end."""
        parts = [self.alone(arg) for arg in node.args]
        called = self.wholes.make("call", parts, call(node))
        if node.is_truth:
            self.truths[node] = called
            return
        step = node.value.step if isinstance(node.value, Rounding) else Fraction(1)
        self.numbers[node] = self.values.of(self.wholes.cell(called), step)

    def alone(self, node: Node) -> Whole:
        """Return a number as one that stands by itself, over 1."""
        value = self.numbers[node]
        rat = self.values.single(value)
        if node in self.irrational:
            out = self.wholes.scaled(int(rat.factor), rat.above)
            return self.wholes.demand(out, needs_left(rat.needs, out))
        above = self.wholes.scaled(rat.factor.numerator, rat.above)
        below = self.wholes.scaled(rat.factor.denominator, rat.below)
        out = above
        if not (below.op == "constant" and below.value == 1):
            out = self.wholes.make("call", (above, below), ("fraction",))
        return self.wholes.demand(out, needs_left(rat.needs, out))

    def _arm(self, node: Node, *, alone: bool) -> Value:
        return self.values.of(self.wholes.cell(self.alone(node)), Fraction(1)) if alone else self.numbers[node]

    def _truth(self, node: Node) -> Whole:
        if node.op in ("true", "false"):
            return self.wholes.constant(int(node.op == "true"))
        if node.op == "not":
            return self.values.negated(self.truths[node.args[0]])
        if node.op in ("and", "or"):
            return self._joined(node.op, [self.truths[arg] for arg in node.args])
        left, right = (self.values.single(self.numbers[arg]) for arg in node.args)
        return self.compare(node.op, left, right)

    def _joined(self, op: str, parts: Iterable[Whole]) -> Whole:
        neutral = int(op == "and")
        kept: list[Whole] = []
        for part in parts:
            if part.op != "constant":
                kept.append(part)
            elif part.value != neutral:
                if not any(before.raises for before in kept):
                    return part
                kept.append(part)
                break
        if len(kept) <= 1:
            return kept[0] if kept else self.wholes.constant(neutral)
        return self.wholes.make(op, kept)

    def compare(self, op: str, left: Rat, right: Rat) -> Whole:
        """Return the condition that *left* is at_least, above or equal (*op*) *right*, without a division."""
        needs = left.needs | right.needs
        (a, b), _, _ = self.values.common([left, right])
        difference = self.wholes.linear([(1, a), (-1, b)])
        truth = _decided(op, difference)
        if truth is not None:
            out = self.wholes.constant(int(truth))
        else:
            out = self.wholes.make(op, self._sides(a, b, difference))
        return self.wholes.demand(out, needs_left(needs, out))

    def _sides(self, a: Whole, b: Whole, difference: Whole) -> tuple[Whole, Whole]:
        """Give both sides whole positive numbers; sums that are positive already stay, since they are often shared."""
        if not all(_positive(self.wholes, part) for part in (a, b)):
            constant, terms = self.wholes.terms(difference)
            one = self.wholes.constant(1)
            a = self.wholes.linear([(max(constant, 0), one), *((n, x) for x, n in terms.items() if n > 0)])
            b = self.wholes.linear([(max(-constant, 0), one), *((-n, x) for x, n in terms.items() if n < 0)])
        (x, a), (y, b) = self.wholes.content(a), self.wholes.content(b)
        common = gcd(x, y)
        return self.wholes.scaled(x // common, a), self.wholes.scaled(y // common, b)

    def _number(self, node: Node) -> Value:
        values = self.values
        if not node.args:
            return self._leaf(node)
        if node.op == "choose":
            arms = (self._arm(arg, alone=node in self.irrational) for arg in node.args[1:])
            return values.choose(self.truths[node.args[0]], *arms)
        args = [self.numbers[arg] for arg in node.args]
        if node.op == "cell":
            return self._cell(node, args[0])
        if isinstance(node.value, Rounding):
            return self._rounded(args[0], node.value)
        return self._arithmetic(node.op, args)

    def _leaf(self, node: Node) -> Rat:
        if isinstance(node.value, Fraction):
            return self.values.constant(node.value)
        if node.op == "absent":
            return attrs.evolve(self.values.constant(Fraction(0)), needs=frozenset([self.wholes.constant(0)]))
        position, declared = self.inputs[str(node.value)]
        return self.values.of(self.input(position, declared), Fraction(1, 10**declared.places))

    def input(self, position: int, declared: Input) -> Whole:
        """Return an input, within what is declared of it."""
        return self.wholes.make("input", (), position, input_bounds(declared))

    def _arithmetic(self, op: str, args: Sequence[Value]) -> Value:
        values = self.values
        if op == "add":
            return values.total(args)
        if op == "subtract":
            minus = values.mapped(lambda rat: attrs.evolve(rat, factor=-rat.factor), args[1])
            return values.total([args[0], minus])
        if op == "multiply":
            return reduce(partial(values.lifted, values.multiply), args)
        if op == "power":
            times = [args[0]] * int(values.single(args[1]).factor)
            return reduce(partial(values.lifted, values.multiply), times)
        if op == "divide":
            return values.lifted(values.multiply, args[0], values.mapped(values.inverse, args[1]))
        return reduce(partial(self._extreme_of, op), args)

    def _extreme_of(self, op: str, left: Value, right: Value) -> Value:
        if isinstance(left, Choice):
            left = self._apart(left)
        return self.values.lifted(partial(self.extreme, op), left, right)

    def extreme(self, op: str, left: Rat, right: Rat) -> Value:
        """Choose the least or most: where a constant is one of them, it is the arm that costs nothing."""
        if right.above.op == right.below.op == "constant" and left.above.op != "constant":
            left, right = right, left
        test = self.compare("at_least", right, left) if op == "least" else self.compare("at_least", left, right)
        return self.values.choose(test, left, right)

    def _rounded(self, value: Value, rounding: Rounding) -> Value:
        steps = [self._steps(rat, rounding) for rat in rats(value)]
        return self._grid(value, steps, rounding.step)

    def _grid(self, value: Value, numbers: Sequence[Whole], unit: Fraction) -> Rat:
        """Return the choice of *value* among whole *numbers* of *unit* as a cell."""
        tests = [test for test, _ in value.arms] if isinstance(value, Choice) else []
        whole = self.wholes.pick(zip(tests, numbers[:-1], strict=True), numbers[-1])
        return self.values.of(self.wholes.cell(whole), unit)

    def _steps(self, rat: Rat, rounding: Rounding) -> Whole:
        factor = rat.factor / rounding.step
        above = self.wholes.scaled(factor.numerator, rat.above)
        below = self.wholes.scaled(factor.denominator, rat.below)
        out = above
        if not (below.op == "constant" and below.value == 1):
            right, left = _MODES[rounding.mode]
            out = self.wholes.round(right if above.least >= 0 else left, above, below)
            if right != left and above.least < 0 < above.most:
                test = self.wholes.make("at_least", (self.wholes.content(above)[1], self.wholes.constant(0)))
                out = self.wholes.pick([(test, self.wholes.round(right, above, below))], out)
        return self.wholes.demand(out, needs_left(rat.needs, out))

    def _cell(self, node: Node, value: Value) -> Value:
        parts = list(rats(value))
        if all(rat.below.op == "constant" for rat in parts):
            if isinstance(value, Rat) and value.above.is_atom:
                return value
            scale = lcm(*(rat.factor.denominator for rat in parts))
            return self._grid(value, [self._whole(rat, scale) for rat in parts], Fraction(1, scale))
        if self.reads[node] <= 1:
            return value
        return self._apart(value)

    def _apart(self, value: Value) -> Rat:
        """Return *value* as one quotient, whose parts are computed once."""
        rat = self.values.single(value)
        above = self.wholes.cell(self.wholes.demand(rat.above, needs_left(rat.needs, rat.above)))
        below = self.wholes.cell(rat.below)
        touches = (self.wholes.touch(part) for part in (above, below) if part.raises)
        return self.values.rat(rat.factor, above, below, touches)

    def _whole(self, rat: Rat, scale: int) -> Whole:
        whole = self.wholes.scaled(int(rat.factor * scale), rat.above)
        return self.wholes.demand(whole, needs_left(rat.needs, whole))

    def result(self, node: Node) -> Result:
        """Return *node* as an output."""
        if node in self.truths:
            one, zero = self.wholes.constant(1), self.wholes.constant(0)
            return Fraction(1), self.wholes.pick([(self.truths[node], one)], zero)
        value = self.numbers[node]
        if isinstance(value, Choice) and all(rat.below.op == "constant" for rat in rats(value)):
            scale = lcm(*(rat.factor.denominator for rat in rats(value)))
            value = self._grid(value, [self._whole(rat, scale) for rat in rats(value)], Fraction(1, scale))
        rat = self.values.single(value)
        unit = abs(rat.factor) or Fraction(1)
        whole = self.wholes.scaled(int(rat.factor / unit), rat.above)
        whole = self.wholes.demand(whole, needs_left(rat.needs, whole))
        return unit, whole if rat.below.op == "constant" else (whole, rat.below)


_MODES: Final = {
    # mode: (of numbers from 0, of numbers to 0)
    "half_up": ("half_ceiling", "half_floor"),
    "half_down": ("half_floor", "half_ceiling"),
    "half_even": ("half_even", "half_even"),
    "up": ("ceiling", "floor"),
    "down": ("floor", "ceiling"),
    "ceiling": ("ceiling", "ceiling"),
    "floor": ("floor", "floor"),
}


def _decided(op: str, difference: Whole) -> bool | None:
    """Return whether *difference* is at least, above or equal to 0 by its bounds, or None where they leave it open."""
    low, high = difference.bounds
    if op == "equal":
        return True if low == high == 0 else False if low > 0 or high < 0 else None
    edge = 1 if op == "above" else 0
    return True if low >= edge else False if high < edge else None


def _positive(wholes: Wholes, part: Whole) -> bool:
    constant, terms = wholes.terms(part)
    return constant == 0 and all(factor > 0 for factor in terms.values())


def lowered(inputs: Sequence[Input], outputs: Sequence[Node]) -> list[Result]:
    """Return *outputs* as whole-number expressions of the positions of *inputs*, all of which are given."""
    answered = without_questions(outputs)
    roots = [answered[output] for output in outputs]
    nodes = list(postorder(roots))
    reads = Counter(arg for node in nodes for arg in node.args)
    reads.update(roots)
    reads.update(roots)  # an output is read by the caller too, and shall not be written twice
    positions = {declared.name: (i, declared) for i, declared in enumerate(inputs)}
    lowering = Lowering(positions, reads, irrational(roots))
    for node in nodes:
        lowering.visit(node)
    return [lowering.result(root) for root in roots]
