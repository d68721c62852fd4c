"""Bounds of whole-number expressions, from the declared ranges of the inputs: which sign, zero or not."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, inf
from typing import Any

from perfrules.formula.inputs import Input

Bound = int | float
"""A whole number, or plus or minus infinity for an open end; a bound is never a mark."""
Bounds = tuple[Bound, Bound]


def input_bounds(declared: Input) -> Bounds:
    """Return the bounds of an input in whole numbers of its last place."""
    scale = Fraction(10) ** declared.places
    low: list[Bound] = [-inf]
    high: list[Bound] = [inf]
    if declared.at_least is not None:
        low.append(ceil(declared.at_least * scale))
    if declared.above is not None:
        low.append(floor(declared.above * scale) + 1)
    if declared.at_most is not None:
        high.append(floor(declared.at_most * scale))
    if declared.below is not None:
        high.append(ceil(declared.below * scale) - 1)
    return max(low), min(high)


def bounds_of(op: str, value: Any, parts: Sequence[Bounds]) -> Bounds:
    """Return the bounds of an operation from those of its operands."""
    if op in ("constant", "call"):
        return (value, value) if op == "constant" else (-inf, inf)
    if op == "linear":
        return _linear(value, parts)
    if op == "product":
        return _product(parts)
    if op == "round":
        return _rounded(value, *parts)
    if op == "pick":
        return hull([*parts[1::2], parts[-1]])
    return parts[0] if op in ("cell", "demand") else (0, 1)


def hull(parts: Sequence[Bounds]) -> Bounds:
    """Return the bounds of what is one of *parts*."""
    return min(low for low, _ in parts), max(high for _, high in parts)


def _times(left: Bound, right: Bound) -> Bound:
    if left == 0 or right == 0:
        return 0
    if isinstance(left, int) and isinstance(right, int):
        return left * right
    return inf if (left > 0) == (right > 0) else -inf


def _plus(left: Bound, right: Bound) -> Bound:
    if isinstance(left, int) and isinstance(right, int):
        return left + right
    return left if isinstance(left, float) else right


def _linear(value: tuple[int, tuple[int, ...]], parts: Sequence[Bounds]) -> Bounds:
    low: Bound
    high: Bound
    low = high = value[0]
    for factor, part in zip(value[1], parts, strict=True):
        ends = [_times(factor, end) for end in part]
        low, high = _plus(low, min(ends)), _plus(high, max(ends))
    return low, high


def _product(parts: Sequence[Bounds]) -> Bounds:
    low: Bound
    high: Bound
    low = high = 1
    for part in parts:
        ends = [_times(left, right) for left in (low, high) for right in part]
        low, high = min(ends), max(ends)
    return low, high


def _rounded(value: tuple[str, int, int], above: Bounds, below: Bounds) -> Bounds:
    """A quotient lies between the floor and the ceiling of the outermost ones; divisors are at least 1."""
    _, a, b = value
    small, large = max(1, below[0]), max(1, below[1])
    low, high = (_times(a, end) for end in above)
    least = _quotient(low, _times(b, large if low >= 0 else small))
    most = _quotient(_times(-1, high), _times(b, small if high >= 0 else large))
    return least, _times(-1, most)


def _quotient(above: Bound, below: Bound) -> Bound:
    if isinstance(above, float):
        return above
    if isinstance(below, float):
        return 0 if above >= 0 else -1
    return above // below
