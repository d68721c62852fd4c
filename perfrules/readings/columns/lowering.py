"""From formulas to whole-number expressions for columns: each number beside the conditions that it is not there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, Rounding, build, postorder
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational
from perfrules.formula.node import Base
from perfrules.readings.columns.states import Logic, State
from perfrules.readings.columns.wholes import ColumnWholes
from perfrules.readings.defined import domain
from perfrules.readings.exact.bounds import Bounds
from perfrules.readings.exact.lowering import Lowering, Result
from perfrules.readings.exact.unending import FUNCTIONS
from perfrules.readings.exact.values import Rat, Value, rats
from perfrules.readings.exact.whole import Whole

MOST_DIVISORS: Final = 4
"""How many divisors a number may be over; what has more is added up in float64, with a bound of its error."""


@attrs.frozen
class Known:
    """
    What is known of an input in a block.

    Attributes:
        bounds: its least and greatest whole number.
        missing: whether it may be missing.
        not_applicable: whether it may be not applicable.

    """

    bounds: Bounds
    missing: bool = False
    not_applicable: bool = False

    def holds(self, other: "Known") -> bool:
        """Return whether whatever the *other* allows is allowed."""
        inside = self.bounds[0] <= other.bounds[0] and other.bounds[1] <= self.bounds[1]
        return inside and self.missing >= other.missing and self.not_applicable >= other.not_applicable


@attrs.frozen(eq=False, repr=False)
class Lowered(ByContent):
    """An output as whole-number expressions, its state, and whether it has no end and is none of them."""

    result: Result
    state: State
    unending: bool


@attrs.define(eq=False, repr=False)
class ColumnLowering(Lowering):
    """The value and the state of each node; *assumed* are the divisors' formulas that are not 0 in any row."""

    irrational: set[Node] = attrs.field(factory=set)
    wholes: ColumnWholes = attrs.field(factory=ColumnWholes)
    known: Mapping[str, Known] = attrs.field(factory=dict)
    assumed: frozenset[Node] = frozenset()
    states: dict[Node, State] = attrs.field(factory=dict)
    checks: dict[Node, Whole] = attrs.field(factory=dict)
    logic: Logic = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.logic = Logic(self.values)

    def visit(self, node: Node) -> None:
        """Lower *node*, whose operands are lowered already."""
        if node in self.states:
            return
        if not node.is_truth and node.op != "round" and not self.irrational.isdisjoint(node.args):
            self.irrational.add(node)
        if node.op in ("given", "applicable"):
            state = self.states[node.args[0]]
            asked = self.logic.negated(state.not_applicable)
            self.truths[node] = self.logic.answered(state) if node.op == "given" else asked
            self.states[node] = self.logic.given
            return
        super().visit(node)
        if node in self.numbers and node.op not in ("choose", "cell") and node not in self.irrational:
            self._bounded(node)
        self.states[node] = self._state(node)
        if node in self.assumed:
            self._assume(node)

    def _bounded(self, node: Node) -> None:
        """Turn a number over too many divisors into one that is computed in float64."""
        most = max(len(self.values.divisors(rat.below)) for rat in rats(self.numbers[node]))
        if node.op in FUNCTIONS and most > MOST_DIVISORS:
            self.irrational.add(node)
            self.unending(node)

    def _assume(self, node: Node) -> None:
        """Take a divisor for positive where its bounds leave 0 open only."""
        value = self.numbers[node]
        if isinstance(value, Rat) and value.factor > 0 and value.above.least == 0 and node not in self.irrational:
            self.checks[node] = value.above
            self.wholes.positive.add(value.above)

    def compare(self, op: str, left: Rat, right: Rat) -> Whole:
        """Return the condition that *left* is at_least, above or equal (*op*) *right*, without a division."""
        for one, other, truth in ((left, right, op != "equal"), (right, left, False)):
            if one.above in self.wholes.positive and one.factor > 0 and other.factor == 0:
                return self.wholes.constant(int(truth))
        return super().compare(op, left, right)

    def unending(self, node: Node) -> None:
        """Lower *node* to a call, whose result is not known to the last digit."""
        args = node.args[:1] if node.op == "power" and node.args[1].op == "constant" else node.args
        value: tuple[object, ...] = (node.op,)
        if isinstance(node.value, Rounding):
            value = (node.op, node.value.step, node.value.mode)
        elif node.op == "log":
            value = (node.op, node.value.number if isinstance(node.value, Base) else None)
        elif node.op == "power":
            value = (node.op, node.args[1].value if len(args) == 1 else None)
        called = self.wholes.make("call", [self.alone(arg) for arg in args], value)
        if node.is_truth:
            self.truths[node] = called
            return
        step = node.value.step if isinstance(node.value, Rounding) else Fraction(1)
        self.numbers[node] = self.values.of(self.wholes.cell(called), step)

    def extreme(self, op: str, left: Rat, right: Rat) -> Value:
        """Return the least or most: of numbers over one divisor as an operation of its own, else as a choice."""
        below = [part for part in (left.below, right.below) if part.op != "constant"]
        if len(set(below)) > 1:
            return super().extreme(op, left, right)
        (a, b), under, scale = self.values.common([left, right])
        return self.values.rat(Fraction(1, scale), self.wholes.extreme(op, a, b), under)

    def _state(self, node: Node) -> State:
        logic, parts = self.logic, [self.states[arg] for arg in node.args]
        if not parts:
            return self._given(node)
        if node.op == "choose":
            return logic.chosen(self.truths[node.args[0]], *parts)
        if node.op in ("and", "or"):
            return logic.lazy(node.op, [self.truths[arg] for arg in node.args], parts)
        state = logic.union(parts)
        if node.op == "divide":
            state = self._outside(state, parts[1], build.compare("equal", node.args[1], build.ZERO))
        elif node.op in ("log", "power"):
            condition = domain(node)
            if condition is not None:
                state = self._outside(state, state, build.negate(condition))
        return self._doubted(node, state)

    def _doubted(self, node: Node, state: State) -> State:
        """Return the state of *node* with the rows in which a rounding or comparison of an endless number is unsure."""
        if not (node.is_truth or node.op == "round") or self.irrational.isdisjoint(node.args):
            return state
        called = self.truths[node] if node.is_truth else self._called(node)
        if called.op != "call":
            return state
        doubt = self.logic.all(self.logic.there(state), self.wholes.make("doubt", (called,)))
        return state._replace(doubtful=self.logic.any(state.doubtful, doubt))

    def _called(self, node: Node) -> Whole:
        value = self.numbers[node]
        above = self.values.single(value).above
        return above.args[0] if above.op == "cell" else above

    def _outside(self, state: State, read: State, condition: Node) -> State:
        """Return *state*, undefined as well where what is *read* is there and *condition* holds."""
        for part in postorder([condition]):
            self.visit(part)
        logic, there = self.logic, self.logic.there(read)
        undefined = logic.all(there, self.truths[condition])
        doubtful = logic.all(there, self.states[condition].doubtful)
        return state._replace(
            undefined=logic.any(state.undefined, undefined), doubtful=logic.any(state.doubtful, doubtful)
        )

    def _given(self, node: Node) -> State:
        given, sure = self.logic.given, self.wholes.constant(1)
        if node.op == "absent":
            return given._replace(**{str(node.value): sure})
        if node.op != "input":
            return given
        position, known = self.inputs[str(node.value)][0], self.known[str(node.value)]
        marks = {
            name: self.wholes.make(name, (), position) for name in ("missing", "not_applicable") if getattr(known, name)
        }
        return given._replace(**marks)

    def output(self, node: Node) -> Lowered:
        """Return an output; a number without end is none of whole numbers."""
        if node in self.irrational:
            one = self.wholes.constant(1)
            return Lowered((Fraction(1), one), self.states[node], unending=True)
        return Lowered(self.result(node), self.states[node], unending=False)

    def input(self, position: int, declared: Input) -> Whole:
        """Return an input, within the range that is known of it."""
        return self.wholes.make("input", (), position, self.known[declared.name].bounds)


def lowered(
    wholes: ColumnWholes,
    inputs: Sequence[Input],
    outputs: Sequence[Node],
    known: Mapping[str, Known],
    assumed: Iterable[Node] = (),
) -> tuple[list[Lowered], Mapping[Node, Whole]]:
    """
    Return *outputs* as whole-number expressions of the positions of *inputs*, of which *known* tells the ranges.

    Of the divisors *assumed* not to be 0, those that may be are returned with the whole number that must be above 0.
    """
    nodes = list(postorder(outputs))
    reads = Counter(arg for node in nodes for arg in node.args)
    for _ in range(2):  # an output is read by the caller too, and shall not be computed twice
        reads.update(outputs)
    positions = {declared.name: (i, declared) for i, declared in enumerate(inputs)}
    lowering = ColumnLowering(
        inputs=positions,
        reads=reads,
        irrational=set(irrational(outputs)),
        wholes=wholes,
        known=known,
        assumed=frozenset(assumed),
    )
    for node in nodes:
        lowering.visit(node)
    return [lowering.output(output) for output in outputs], lowering.checks
