"""Bounds of numbers that may have no end, as whole numbers around them."""

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from perfrules.readings.exact.bounds import Bound, Bounds

LARGEST: Final = 2**52
"""What is larger, and has no end, is left to the exact reading."""
_OPEN: Final[Bounds] = (-math.inf, math.inf)
_MOST_EXPONENT: Final = 700


def call_bounds(value: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    """Return whole numbers between which the result of a call lies; of a rounding, which it is cut off at."""
    function = _BOUNDS.get(value[0])
    try:
        low, high = function(value, parts) if function else _OPEN
    except (OverflowError, ValueError, ZeroDivisionError):
        low, high = _OPEN
    if value[0] == "round":
        return max(low, -LARGEST), min(high, LARGEST)
    return low, high


def _down(value: Fraction | Bound) -> Bound:
    return math.floor(value) if isinstance(value, Fraction) or math.isfinite(value) else value


def _up(value: Fraction | Bound) -> Bound:
    return math.ceil(value) if isinstance(value, Fraction) or math.isfinite(value) else value


def _hull(values: Sequence[Any]) -> Bounds:
    return _down(min(values)), _up(max(values))


def _times(left: Bound, right: Bound) -> Bound:
    return 0 if left == 0 or right == 0 else left * right


def _over(left: Bound, right: Bound) -> Any:
    if isinstance(right, float):
        return 0 if isinstance(left, int) else left
    return Fraction(left, right) if isinstance(left, int) else left * (1 if right > 0 else -1)


def _quotient(parts: Sequence[Bounds]) -> Bounds:
    (low, high), (small, large) = parts
    if small <= 0 <= large:
        return _OPEN
    return _hull([_over(left, right) for left in (low, high) for right in (small, large)])


def _fraction(_: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    above, (small, large) = parts
    return _quotient([above, (max(1, small), max(1, large))])


def _product(_: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    low: Bound
    high: Bound
    low, high = 1, 1
    for part in parts:
        ends = [_times(left, right) for left in (low, high) for right in part]
        low, high = min(ends), max(ends)
    return low, high


def _power(value: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    """Bound a power; of what has no root anything may come out."""
    exponent, size = value[1], max(abs(end) for end in parts[0])
    if exponent is None or exponent < 0 or size == math.inf:
        return _OPEN
    most = math.ceil(math.pow(size, float(exponent)) * (1 + 1e-9)) + 1
    return (-most if parts[0][0] < 0 else 0), most


def _log(value: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    scale = 1 / math.log(value[1]) if value[1] is not None else 1.0
    ends = [
        -math.inf if end <= 0 else math.inf if end == math.inf else math.log(end) for end in (parts[0][0], parts[0][1])
    ]
    low, high = sorted(end * scale for end in ends)
    return _down(low) - 1, _up(high) + 1


def _exp(_: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    high = parts[0][1]
    if high > _MOST_EXPONENT:
        return 0, math.inf
    return 0, math.ceil(math.exp(high) * (1 + 1e-9)) + 1


def _round(value: tuple[Any, ...], parts: Sequence[Bounds]) -> Bounds:
    step: Fraction = value[1]
    low, high = (end if isinstance(end, float) else end / step for end in parts[0])
    return _down(low) - 1, _up(high) + 1


_BOUNDS: Final[Mapping[str, Callable[[tuple[Any, ...], Sequence[Bounds]], Bounds]]] = {
    "fraction": _fraction,
    "add": lambda _, parts: (sum(low for low, _ in parts), sum(high for _, high in parts)),
    "subtract": lambda _, parts: (parts[0][0] - parts[1][1], parts[0][1] - parts[1][0]),
    "multiply": _product,
    "divide": lambda _, parts: _quotient(parts),
    "least": lambda _, parts: (min(low for low, _ in parts), min(high for _, high in parts)),
    "most": lambda _, parts: (max(low for low, _ in parts), max(high for _, high in parts)),
    "power": _power,
    "log": _log,
    "exp": _exp,
    "round": _round,
    "at_least": lambda *_: (0, 1),
    "above": lambda *_: (0, 1),
    "equal": lambda *_: (0, 1),
}
