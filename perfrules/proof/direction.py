"""Directions (单调方向): whether a formula never falls, or never rises, while one number rises."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import attrs

from perfrules.formula import Node, postorder
from perfrules.formula.build import value_of
from perfrules.formula.node import Base
from perfrules.readings.interval import Bounds, Intervals

Direction = int | None
"""1: never falls; -1: never rises; 0: does not change; None: not known."""
_COMPARISONS = frozenset(("at_least", "above", "equal"))
_STATES = frozenset(("given", "applicable"))


def replaced(root: Node, by: Mapping[Node, Node]) -> Node:
    """Return *root* with other formulas in the place of those in *by*."""
    found: dict[Node, Node] = dict(by)
    for node in postorder([root]):
        if node not in found:
            args = tuple(found[arg] for arg in node.args)
            found[node] = node if args == node.args else Node(node.op, args, node.value)
    return found[root]


def reads(root: Node, name: str) -> bool:
    """Return whether a change of the number *name* can change *root*; that it is given does not change."""
    seen: set[Node] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.op == "input" and node.value == name:
            return True
        if node in seen or node.op in _STATES:
            continue
        seen.add(node)
        waiting.extend(node.args)
    return False


def limits_of(root: Node, name: str) -> tuple[Fraction, ...]:
    """Return the constants that the number *name* itself is compared with below *root*, in rising order."""
    found = set()
    for node in postorder([root]):
        if node.op in _COMPARISONS:
            for one, other in (node.args, node.args[::-1]):
                limit = value_of(other)
                if _bare(one).op == "input" and _bare(one).value == name and limit is not None:
                    found.add(limit)
    return tuple(sorted(found))


def _bare(node: Node) -> Node:
    while node.op == "cell":
        node = node.args[0]
    return node


@attrs.frozen(eq=False)
class Directions:
    """
    The directions of formulas while the number *name* rises, inside what *intervals* allow.

    Attributes:
        name: the number that rises.
        intervals: the ranges of everything.

    """

    name: str
    intervals: Intervals
    _found: dict[Node, Direction] = attrs.field(factory=dict, init=False)

    def of(self, root: Node) -> Direction:
        """Return the direction of *root*."""
        for node in postorder([root]):
            if node not in self._found:
                self._found[node] = self._direction(node)
        return self._found[root]

    def _direction(self, node: Node) -> Direction:
        if node.op == "input":
            return int(node.value == self.name)
        if node.op == "choose":
            return self._choice(node)
        if node.is_truth:
            return None if reads(node, self.name) else 0
        parts = [self._found[arg] for arg in node.args]
        if all(part == 0 for part in parts):
            return 0
        rule = _RULES.get(node.op)
        return None if None in parts or rule is None else rule(self, node, parts)

    def _choice(self, node: Node) -> Direction:
        test, then, otherwise = node.args
        truth = self.intervals.truth(test)
        if truth is not None:
            return self._found[then if truth else otherwise]
        if self._found[test] is None:
            return None
        return _joined((self._found[then], self._found[otherwise]))

    def sign(self, node: Node) -> Direction:
        """Return the sign of a number: 1 where it is never negative, -1 where it is never positive."""
        return sign_in(self.intervals.bounds(node))


def sign_in(bounds: Bounds) -> Direction:
    """Return 1 where nothing is below 0, -1 where nothing is above it, None where both may be."""
    if bounds.empty or (bounds.low is not None and bounds.low >= 0):
        return 1
    return -1 if bounds.high is not None and bounds.high <= 0 else None


def _joined(parts: Iterable[Direction]) -> Direction:
    """Return the direction of what grows with each of its parts."""
    known = {part for part in parts if part != 0}
    return 0 if not known else known.pop() if len(known) == 1 else None


def _turned(part: Direction, sign: Direction) -> Direction:
    return 0 if part == 0 else None if part is None or sign is None else part * sign


def _product(work: Directions, node: Node, parts: list[Direction]) -> Direction:
    turned = []
    for place, part in enumerate(parts):
        signs = [work.sign(other) for position, other in enumerate(node.args) if position != place]
        for sign in signs if part != 0 else ():
            part = _turned(part, sign)  # noqa: PLW2901 - turned by each other factor
        turned.append(part)
    return _joined(turned)


def _quotient(work: Directions, node: Node, parts: list[Direction]) -> Direction:
    above, below = node.args
    # Where a denominator passes 0 a quotient jumps; one that keeps its sign turns the order round with it.
    bounds = work.intervals.bounds(below)
    sign = sign_in(bounds)
    if parts[1] != 0 and (sign is None or bounds.contains(Fraction(0))):
        return None
    first = _turned(parts[0], sign)
    second = 0 if parts[1] == 0 else _turned(_turned(parts[1], work.sign(above)), -1)
    return _joined((first, second))


def _power(work: Directions, node: Node, parts: list[Direction]) -> Direction:
    exponent = value_of(node.args[1])
    known = exponent is not None and exponent > 0 and work.sign(node.args[0]) == 1
    return parts[0] if known else None


def _logarithm(_: Directions, node: Node, parts: list[Direction]) -> Direction:
    falls = isinstance(node.value, Base) and node.value.number < 1
    return _turned(parts[0], -1 if falls else 1)


_RULES: Mapping[str, Callable[[Directions, Node, list[Direction]], Direction]] = {
    "add": lambda _, __, parts: _joined(parts),
    "subtract": lambda _, __, parts: _joined((parts[0], _turned(parts[1], -1))),
    "least": lambda _, __, parts: _joined(parts),
    "most": lambda _, __, parts: _joined(parts),
    "multiply": _product,
    "divide": _quotient,
    "power": _power,
    "log": _logarithm,
    "exp": lambda _, __, parts: parts[0],
    "round": lambda _, __, parts: parts[0],
    "cell": lambda _, __, parts: parts[0],
}
