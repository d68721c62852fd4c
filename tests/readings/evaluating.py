"""The meaning of formulas, written as plainly as can be: what the readings are tested against."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from perfrules.formula import Node, postorder, round_fraction
from perfrules.testing.checks.unending import is_undefined, settled, short, unending

MISSING, NOT_APPLICABLE, UNDEFINED = 1, 2, 4


@attrs.frozen
class Values:
    """Values and states of the nodes below a root: a trace for tests."""

    found: Mapping[Node, tuple[Fraction | bool | None, int]]

    def value(self, node: Node) -> Fraction | bool | None:
        """Return the value, None where there is none."""
        return self.found[node][0]

    def state(self, node: Node) -> int:
        """Return the state's bits."""
        return self.found[node][1]


def evaluate(root: Node, row: Mapping[str, Fraction | int | None]) -> Values:
    """Compute *root* for a *row*; an input that is None or not there is missing."""
    found: dict[Node, tuple[Fraction | bool | None, int]] = {}
    for node in postorder([root]):
        found[node] = _one(node, [found[arg] for arg in node.args], row)
    return Values(found)


def _one(node, parts, row):
    if node.op in _LAZY:
        return _LAZY[node.op](node, parts)
    if node.op == "input":
        value = row.get(node.value)
        return (None, MISSING) if value is None else (Fraction(value), 0)
    if node.op == "absent":
        return None, MISSING if node.value == "missing" else NOT_APPLICABLE
    state = 0
    for part in parts:
        state |= part[1]
    if node.op == "divide" and not state and settled(parts[1][0]) == 0:
        state = UNDEFINED
    values = [part[0] for part in parts]
    if not state and is_undefined(node, values):
        state = UNDEFINED
    if state:
        return None, state
    value = _OPERATIONS[node.op](node, values)
    return value if isinstance(value, bool) else short(value), 0


def _choose(_, parts):
    test, then, otherwise = parts
    return (None, test[1]) if test[1] else then if test[0] else otherwise


def _joined(node, parts):
    for value, state in parts:
        if state or value == (node.op == "or"):
            return value, state
    return node.op == "and", 0


_LAZY = {
    "choose": _choose,
    "and": _joined,
    "or": _joined,
    "given": lambda _, parts: (parts[0][1] == 0, 0),
    "applicable": lambda _, parts: (not parts[0][1] & NOT_APPLICABLE, 0),
}


def _product(values):
    out = Fraction(1)
    for value in values:
        out *= value
    return out


_OPERATIONS = {
    "constant": lambda node, _: node.value,
    "true": lambda *_: True,
    "false": lambda *_: False,
    "add": lambda _, xs: sum(xs, Fraction(0)),
    "subtract": lambda _, xs: xs[0] - xs[1],
    "multiply": lambda _, xs: _product(xs),
    "divide": lambda _, xs: xs[0] / xs[1],
    "least": lambda _, xs: min(xs),
    "most": lambda _, xs: max(xs),
    "at_least": lambda _, xs: settled(xs[0] - xs[1]) >= 0,
    "above": lambda _, xs: settled(xs[0] - xs[1]) > 0,
    "equal": lambda _, xs: settled(xs[0] - xs[1]) == 0,
    "power": unending,
    "log": unending,
    "exp": unending,
    "not": lambda _, xs: not xs[0],
    "round": lambda node, xs: round_fraction(settled(xs[0], node.value.step), node.value),
    "cell": lambda _, xs: xs[0],
}
