"""Rounded quotients as NumPy calls, exact for numbers of either sign."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from perfrules.readings.columns.lanes import EXACT
from perfrules.readings.columns.steps import Ref, Steps, constant, copied
from perfrules.readings.exact.bounds import Bounds

SINGLE: Final = 2**24
"""float32 has whole numbers below this, and divides several at a time."""

# Of whole n and d >= 1 with 4n + 3d below the limit, n/d + ½ in binary is on the right side of every whole number, ties
# included; likewise for n below 0, since binary numbers have no side.
_SHIFTS: Final[Mapping[str, tuple[Callable[..., Any] | None, Callable[..., Any]]]] = {
    "half_ceiling": (np.add, np.floor),
    "half_floor": (np.subtract, np.ceil),
    "half_even": (None, np.rint),
    "ceiling": (None, np.ceil),
    "floor": (None, np.floor),
}


def fits(above: Bounds, below: Bounds, limit: int = EXACT) -> bool:
    """Return whether numerators and divisors within these bounds are rounded exactly in binary."""
    return 4 * max(abs(above[0]), abs(above[1])) + 3 * max(abs(below[0]), abs(below[1])) < limit


def in_binary(steps: Steps, mode: str, above: Ref, below: Ref, ends: Bounds) -> Ref:
    """Round in float32 or float64, which is exact within `fits`."""
    single = fits((above.low, above.high), (below.low, below.high), SINGLE)
    lane = "float32" if single else "float64"
    open_ends = above.low, above.high
    shift, whole = _SHIFTS[mode]
    out = steps.add(np.true_divide, [steps.cast(above, lane), steps.cast(below, lane)], lane, open_ends)
    if shift is not None:
        out = steps.add(shift, [out], lane, open_ends, (0.5,))
    cells = steps.lane((), ends)
    if cells == "float64" and lane == "float64":
        return steps.add(whole, [out], lane, ends)
    if not (whole is np.floor and above.low >= 0):  # copying cuts off, which is the floor of what is not below 0
        out = steps.add(whole, [out], lane, open_ends)
    return steps.add(copied, [out], cells, ends)


def in_whole_numbers(steps: Steps, mode: str, above: Ref, below: Ref, ends: Bounds) -> Ref:
    """Round by whole division, which is the floor, in the narrowest lane that holds twice the numbers."""
    double = 2 * above.low, 2 * above.high
    plus = double[0] - below.high, double[1] + below.high
    twice = _times(steps, below, 2)
    if mode == "floor":
        return _divided(steps, above, below, ends)
    if mode == "ceiling":
        return _negative(steps, _divided(steps, _negative(steps, above), below, (-ends[1], -ends[0])))
    if mode == "half_floor":
        turned = steps.whole(np.subtract, [below, _times(steps, above, 2)], (-plus[1], -plus[0]))
        return _negative(steps, _divided(steps, turned, twice, (-ends[1] - 1, -ends[0] + 1)), ends)
    upper = steps.whole(np.add, [_times(steps, above, 2), below], plus)
    up = _divided(steps, upper, twice, (ends[0] - 1, ends[1] + 1))
    if mode == "half_ceiling":
        return Ref(up.kind, up.at, up.lane, *ends)
    # At a tie upper is q times twice: q gives way where it is odd.
    rest = steps.whole(np.remainder, [upper, _times(steps, below, 4)], (0, 4 * below.high))
    odd = steps.compared(np.equal, rest, twice)
    return steps.whole(np.subtract, [up, steps.plain(odd)], (ends[0] - 1, ends[1] + 1))


def _times(steps: Steps, number: Ref, factor: int) -> Ref:
    if number.is_constant:
        return constant(number.at * factor)
    return steps.whole(np.multiply, [number, constant(factor)], (factor * number.low, factor * number.high))


def _negative(steps: Steps, number: Ref, ends: Bounds | None = None) -> Ref:
    if number.is_constant:
        return constant(-number.at)
    return steps.whole(np.negative, [number], ends or (-number.high, -number.low))


def _divided(steps: Steps, above: Ref, below: Ref, ends: Bounds) -> Ref:
    if above.is_constant and below.is_constant:
        return constant(above.at // below.at)
    lane = steps.lane((above, below), ends)
    if lane == "float64":
        lane = "int64"
    return steps.add(np.floor_divide, [steps.cast(above, lane), steps.cast(below, lane)], lane, ends)
