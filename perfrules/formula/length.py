"""How long the exact numbers of a formula can become, in bits: what grows beyond all use is refused."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from perfrules.formula.build import value_of
from perfrules.formula.node import Node

MOST_BITS: Final = 100_000
"""The longest number that a formula may compute, some 30,000 digits: longer ones are a slip, and take minutes."""

_INPUT: Final = 64
"""Evidence may have thirty digits before and after the point; hardly any has more than twenty in all."""
_PLACES: Final = 20
"""Those of six decimal places: what has been rounded, or is divided by, mostly has no more."""


class _Length(NamedTuple):
    """Bits of numerator, denominator (one of 2 and 5 counts as places of the numerator) and of the whole part."""

    above: int
    below: int
    size: int


_known: "WeakKeyDictionary[Node, _Length]" = WeakKeyDictionary()


def length(root: Node) -> int:
    """Return about how many bits the numerator or denominator of *root* can have, whichever has more."""
    stack = [root]
    while stack:  # what is known below is not entered again: a long chain of measures is measured once
        waiting = [] if stack[-1] in _known else [arg for arg in stack[-1].args if arg not in _known]
        if not waiting:
            node = stack.pop()
            _known[node] = _known.get(node) or _length(node, [_known[arg] for arg in node.args])
        stack.extend(waiting)
    return max(_known[root])


def _length(node: Node, parts: Sequence[_Length]) -> _Length:
    if node.is_truth or not parts:
        return _leaf(node)
    if node.op in _KNOWN:
        return _KNOWN[node.op](parts)
    exponent = value_of(node.args[1]) if node.op == "power" else None
    times = 1 if exponent is None else ceil(abs(exponent))
    return _Length(*(max(ends) * times for ends in zip(*parts, strict=True)))


def _product(parts: Sequence[_Length]) -> _Length:
    return _Length(*map(sum, zip(*parts, strict=True)))


def _quotient(parts: Sequence[_Length]) -> _Length:
    left, right = parts
    return _Length(left.above + right.below, left.below + right.above, left.size + right.below + _PLACES)


def _sum(parts: Sequence[_Length]) -> _Length:
    below = sum(part.below for part in parts)
    longest = max(part.above + below - part.below for part in parts)
    more = len(parts).bit_length()
    return _Length(longest + more, below, max(part.size for part in parts) + more)


def _rounded(parts: Sequence[_Length]) -> _Length:
    return _Length(parts[0].size + _PLACES, 0, parts[0].size)


def _without_end(_: Sequence[_Length]) -> _Length:
    return _Length(_INPUT, 0, _INPUT)


_KNOWN: Final[dict[str, Callable[[Sequence[_Length]], _Length]]] = {
    "multiply": _product,
    "divide": _quotient,
    "add": _sum,
    "subtract": _sum,
    "round": _rounded,
    "log": _without_end,
    "exp": _without_end,
}


def _leaf(node: Node) -> _Length:
    value = value_of(node)
    if value is None:
        return _Length(_INPUT, 0, _INPUT - _PLACES) if node.op == "input" else _Length(1, 0, 1)
    above, below = value.numerator.bit_length(), value.denominator.bit_length()
    size = max(above - below, 0) + 1
    is_decimal = pow(10, below, value.denominator) == 0
    return _Length(above + below, 0, size) if is_decimal else _Length(above, below, size)
