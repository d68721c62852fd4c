"""Generate the traced variant: every node's state and value, as straight-line Python that never raises."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Final

import attrs

from perfrules.formula import Node, Rounding, postorder
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational, is_whole_power, whole_exponent
from perfrules.readings.exact.code import Code
from perfrules.readings.exact.ratios import Ratio, Ratios, literal, written
from perfrules.readings.exact.trace import Traced
from perfrules.readings.exact.unending import answers, call

_SIGNS: Final = {"at_least": ">=", "above": ">", "equal": "=="}
_ABSENT: Final = {"missing": "1", "not_applicable": "2"}


@attrs.define(eq=False, repr=False)
class _Tracing:
    """The texts in the generated code that hold the state, the number or the truth of each node."""

    inputs: dict[str, tuple[int, Input]]
    code: Code = attrs.field(factory=Code)
    states: dict[Node, str] = attrs.field(factory=dict)
    numbers: dict[Node, Ratio] = attrs.field(factory=dict)
    truths: dict[Node, str] = attrs.field(factory=dict)
    irrational: frozenset[Node] = frozenset()

    @property
    def ratios(self) -> Ratios:
        return Ratios(self.code)

    def joined(self, nodes: Iterable[Node]) -> str:
        """Return the union of the states of *nodes*."""
        parts = [part for part in dict.fromkeys(self.states[node] for node in nodes) if part != "0"]
        if len(parts) <= 1:
            return parts[0] if parts else "0"
        return self.code.let(self.code.chain(" | ", parts))

    def visit(self, node: Node) -> None:
        """Write the code of *node*, whose operands are written already."""
        if not self.irrational.isdisjoint((node, *node.args)) and node.op not in _PASSING:
            self.unending(node)
        else:
            _VISITS.get(node.op, _Tracing.arithmetic)(self, node)

    def unending(self, node: Node) -> None:
        """Write the call that computes *node*, of which an operand or the result may have no end."""
        function, *more = call(node)
        texts = [self.joined(node.args), *(self.whole(arg) for arg in node.args), *more]
        if node.op == "divide":
            texts.append(self.states[node.args[1]])
        state, value = self.code.name(), self.code.name()
        self.code.block((state, value), f"{state}, {value} = {function}({', '.join(texts)})")
        self.states[node] = state
        if node.is_truth:
            self.truths[node] = value
        elif isinstance(node.value, Rounding):
            step = node.value.step
            self.numbers[node] = self.ratios.scaled(Ratio(value, 1), step)
        else:
            self.numbers[node] = Ratio(value, 1)

    def whole(self, node: Node) -> str:
        """Return the text of a number that stands by itself, over 1."""
        number = self.numbers[node]
        if node in self.irrational or number.below == 1:
            return number.above
        return self.code.let(f"fraction({number.above}, {written(number.below)})")

    def leaf(self, node: Node) -> None:
        self.states[node] = "0"
        if isinstance(node.value, Fraction):
            self.numbers[node] = Ratio(literal(node.value.numerator), node.value.denominator)
        elif node.op == "input":
            position, declared = self.inputs[str(node.value)]
            self.states[node] = f"s{position}"
            self.numbers[node] = Ratio(f"v{position}", 10**declared.places)
        else:
            self.states[node] = _ABSENT[str(node.value)]
            self.numbers[node] = Ratio("0", 1)

    def truth(self, node: Node) -> None:
        self.states[node], self.truths[node] = "0", "True" if node.op == "true" else "False"

    def test(self, node: Node) -> None:
        # What is undefined counts as given: a division by zero is told, never answered as missing evidence.
        state, asked = self.states[node.args[0]], 3 if node.op == "given" else 2
        self.states[node] = "0"
        if state in "0124":
            self.truths[node] = "False" if int(state) & asked else "True"
        else:
            self.truths[node] = self.code.let(f"not {state} & {asked}")

    def comparison(self, node: Node) -> None:
        left, right = (self.numbers[arg] for arg in node.args)
        a, b = self.ratios.crossed(left, right)
        self.states[node] = self.joined(node.args)
        self.truths[node] = self.code.let(f"{a} {_SIGNS[node.op]} {b}")

    def negation(self, node: Node) -> None:
        self.states[node] = self.states[node.args[0]]
        self.truths[node] = self.code.let(f"not {self.truths[node.args[0]]}")

    def connective(self, node: Node) -> None:
        if all(self.states[arg] == "0" for arg in node.args):
            self.states[node] = "0"
            self.truths[node] = self.code.let(self.code.chain(f" {node.op} ", [self.truths[arg] for arg in node.args]))
            return
        truth, state = self.code.let(self.truths[node.args[0]]), self.code.let(self.states[node.args[0]])
        wanted = truth if node.op == "and" else f"not {truth}"
        for arg in node.args[1:]:
            self.code.block(
                (truth, state),
                f"if not {state} and {wanted}:",
                f"    {truth} = {self.truths[arg]}; {state} = {self.states[arg]}",
            )
        self.truths[node], self.states[node] = truth, state

    def choice(self, node: Node) -> None:
        condition, then, otherwise = node.args
        unknown, test = self.states[condition], self.truths[condition]
        left, right = self.numbers[then], self.numbers[otherwise]
        if node in self.irrational:
            left, right = Ratio(self.whole(then), 1), Ratio(self.whole(otherwise), 1)
        arms, below = self.ratios.side_by_side(left, right)
        texts = [(self.states[arm], *parts) for arm, parts in zip((then, otherwise), arms, strict=True)]
        zero = (unknown, "0", "1")[: len(texts[0])]
        alike = [one == two for one, two in zip(*texts, strict=True)]
        alike[0] = alike[0] and unknown in ("0", texts[0][0])
        names = [texts[0][i] if alike[i] else self.code.name() for i in range(len(texts[0]))]
        sets = [i for i, same in enumerate(alike) if not same]

        def line(values: Sequence[str]) -> str:
            return "    " + ("; ".join(f"{names[i]} = {values[i]}" for i in sets))

        if sets:
            head = [f"if {unknown}:", line(zero), f"elif {test}:"] if unknown != "0" else [f"if {test}:"]
            self.code.block([names[i] for i in sets], *head, line(texts[0]), "else:", line(texts[1]))
        self.states[node] = names[0]
        self.numbers[node] = Ratio(names[1], below if below is not None else names[2])

    def division(self, node: Node) -> None:
        left, right = (self.numbers[arg] for arg in node.args)
        state = self.joined(node.args)
        known = self.ratios.constant(right)
        if known:
            self.states[node], self.numbers[node] = state, self.ratios.scaled(left, 1 / known)
            return
        above, below = self.ratios.crossed(left, right)
        out = self.code.let(state)
        n, d = self.code.let(above), self.code.let(below)
        zero = f"    {out} |= 4; {n} = 0; {d} = 1"
        divisor = self.states[node.args[1]]
        if divisor != "0":
            zero = f"    {n} = 0; {d} = 1; {out} |= 0 if {divisor} else 4"
        self.code.block((out, n, d), f"if {d} < 0:", f"    {n} = -{n}; {d} = -{d}", f"elif not {d}:", zero)
        self.states[node], self.numbers[node] = out, Ratio(n, d)

    def cell(self, node: Node) -> None:
        (inner,) = node.args
        self.states[node] = self.states[inner]
        if inner.is_truth:
            self.truths[node] = self.truths[inner]
        else:
            self.numbers[node] = self.ratios.reduced(self.numbers[inner])

    def arithmetic(self, node: Node) -> None:
        numbers, ratios = [self.numbers[arg] for arg in node.args], self.ratios
        self.states[node] = self.joined(node.args)
        if node.op == "add":
            self.numbers[node] = ratios.total(numbers)
        elif node.op == "subtract":
            self.numbers[node] = ratios.total([numbers[0], ratios.scaled(numbers[1], Fraction(-1))])
        elif node.op == "multiply":
            self.numbers[node] = ratios.product(numbers)
        elif is_whole_power(node):
            self.numbers[node] = ratios.power(numbers[0], whole_exponent(node))
        elif isinstance(node.value, Rounding):
            self.numbers[node] = ratios.rounded(numbers[0], node.value)
        else:
            self.numbers[node] = ratios.extreme("<=" if node.op == "least" else ">=", numbers)


_PASSING: Final = frozenset(("given", "applicable", "choose", "cell", "and", "or", "not"))
"""What only hands on the numbers that it is given."""
_VISITS: Final[dict[str, Callable[[_Tracing, Node], None]]] = {
    "constant": _Tracing.leaf,
    "input": _Tracing.leaf,
    "absent": _Tracing.leaf,
    "true": _Tracing.truth,
    "false": _Tracing.truth,
    "given": _Tracing.test,
    "applicable": _Tracing.test,
    "at_least": _Tracing.comparison,
    "above": _Tracing.comparison,
    "equal": _Tracing.comparison,
    "not": _Tracing.negation,
    "and": _Tracing.connective,
    "or": _Tracing.connective,
    "choose": _Tracing.choice,
    "divide": _Tracing.division,
    "cell": _Tracing.cell,
}


def traced(inputs: Sequence[Input], roots: Iterable[Node]) -> Traced:
    """
    Return the formulas below *roots*, through cells, as a function from a row to the `Trace` of all their nodes.

    A row holds for each of *inputs* its whole number of 10**-places, None (missing) or NOT_APPLICABLE.
    A division whose divisor is given and zero has state 4 beside the state of what is divided, and so has a logarithm
    or root that is not defined. What has no end and cannot be told with certainty has state 8.

    Raises:
        KeyError: a formula reads an input that is not among *inputs*.

    """
    roots = tuple(roots)
    tracing = _Tracing(
        {declared.name: (i, declared) for i, declared in enumerate(inputs)}, irrational=irrational(roots)
    )
    for node in postorder(roots):
        tracing.visit(node)
    texts: dict[str, int] = {}

    def place(text: str) -> int:
        return texts.setdefault(text, len(texts))

    places = {}
    for node, state in tracing.states.items():
        number = tracing.numbers.get(node) or Ratio(tracing.truths[node], 1)
        places[node] = (place(state), place(number.above), place(written(number.below)))
    count = range(len(inputs))
    given = [*(f"v{i}" for i in count), *(f"s{i}" for i in count)]
    helpers = answers() if tracing.irrational else {}
    return Traced(tracing.code.compiled(given, list(texts), helpers), places, (0,) * len(inputs))
