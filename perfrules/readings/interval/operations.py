"""What each operation does to bounds."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, mul

from perfrules.formula import Node, Rounding
from perfrules.readings.interval import bounds as ends
from perfrules.readings.interval.bounds import ANY, EMPTY, NO, YES, Bounds
from perfrules.readings.interval.unending import exponential, logarithm, power


def _joined(node: Node, parts: list[Bounds]) -> Bounds:
    """Return the truth of a conjunction or disjunction, read from the left as far as it must be."""
    stop, passing = (NO, YES) if node.op == "and" else (YES, NO)
    found = EMPTY
    for part in parts:
        if part.empty:
            return found
        if part != passing:
            found = found.join(stop)
        if part == stop:
            return found
    return found.join(passing)


def _round(node: Node, parts: list[Bounds]) -> Bounds:
    return parts[0].rounded(node.value) if isinstance(node.value, Rounding) else ANY


COMBINED: Mapping[str, Callable[[Node, list[Bounds]], Bounds]] = {
    "add": lambda _, parts: reduce(add, parts),
    "subtract": lambda _, parts: parts[0] - parts[1],
    "multiply": lambda _, parts: reduce(mul, parts),
    "divide": lambda _, parts: parts[0] / parts[1],
    "least": lambda _, parts: ends.least(parts),
    "most": lambda _, parts: ends.most(parts),
    "and": _joined,
    "or": _joined,
    "not": lambda _, parts: YES - parts[0],
    "round": _round,
    "power": lambda node, parts: power(node, *parts),
    "log": lambda node, parts: logarithm(node, parts[0]),
    "exp": lambda _, parts: exponential(parts[0]),
}
