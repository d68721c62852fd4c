"""Lines through points, with what holds beyond both ends; and values that a definition refuses."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula.build import ZERO
from perfrules.formula.functions import cell, choose
from perfrules.formula.node import Node
from perfrules.formula.symbol import Operand, Symbol, number

End = Literal["refuse", "hold", "extend"]
"""What holds beyond the outermost point: there is no value, it stays as it is, or the last line goes on."""
_MARK = "refused by "
STATED = frozenset(("below the first point", "between two points"))
"""What the choices of `piecewise` are called: they are all stated, whether evidence gets there or not."""


@attrs.frozen(eq=False, repr=False)
class Refusal(ByContent):
    """What a definition refuses: *by* what, which *value*, and the *limit* that it passes; None where there is none."""

    by: str
    value: Node
    limit: Node | None


def refused(by: str, value: Operand, limit: Operand | None = None) -> Symbol:
    """
    Return the number that does not exist: where it is reached, *value* is refused by what is called *by*.

    It is a division by zero of a sort of its own, so that every reading knows it; `refusal_of` tells it from others.
    """
    named = cell(_MARK + by, number(value))
    above = named.node if limit is None else Node("subtract", (named.node, number(limit).node))
    return Symbol(Node("divide", (above, ZERO)), named.labels)


def refusal_of(node: Node) -> Refusal | None:
    """Return what *node* refuses, None where it is no refusal."""
    if node.op != "divide" or node.args[1] is not ZERO:
        return None
    above = node.args[0]
    named, limit = above.args if above.op == "subtract" else (above, None)
    if named.op != "cell" or not str(named.value).startswith(_MARK):
        return None
    return Refusal(str(named.value).removeprefix(_MARK), named.args[0], limit)


def piecewise(
    value: Symbol,
    points: Sequence[tuple[Operand, Operand]],
    below: End | Operand,
    beyond: End | Operand,
    *,
    by: str,
) -> Symbol:
    """
    Return what straight lines from point to point give at *value*; the points are in order, two at least.

    Args:
        value: where.
        points: pairs of a place and what holds there.
        below: what holds below the first point: a word of `End`, or a number.
        beyond: what holds beyond the last one.
        by: what is told to refuse a value outside.

    """
    lines = [_line(value, first, second) for first, second in pairwise(points)]
    ends = [place for place, _ in points[1:]]
    result = lines.pop() if _goes_on(beyond) else _outside(value, points[-1], beyond, by)
    for line, end in reversed(list(zip(lines, ends, strict=False))):
        result = choose(value <= end, line, result, why="between two points")
    if _goes_on(below):
        return result
    return choose(value < points[0][0], _outside(value, points[0], below, by), result, why="below the first point")


def _goes_on(end: End | Operand) -> bool:
    return isinstance(end, str) and end == "extend"


def _line(value: Symbol, first: tuple[Operand, Operand], second: tuple[Operand, Operand]) -> Symbol:
    (x, y), (end, there) = first, second
    slope = (number(there) - y) / (number(end) - x)
    return number(y) + slope * (value - x)


def _outside(value: Symbol, point: tuple[Operand, Operand], end: End | Operand, by: str) -> Symbol:
    place, there = point
    if isinstance(end, str):
        return number(there) if end == "hold" else refused(by, value, place)
    return number(end)
