"""Splitting (划分): a question that declared ranges leave open is asked again of halves of them."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from perfrules.formula import read
from perfrules.formula.inputs import Input
from perfrules.readings.interval import Bounds, Intervals

Ask = Callable[[Intervals], bool | None]
"""Asks whether something holds of all evidence within; None where that is open."""
_HALF = Fraction(1, 2)


def decided(inputs: Sequence[Input], names: Sequence[str], ask: Ask, effort: int) -> int | None:
    """
    Return in how many parts the ranges of the inputs *names* are split until *ask* says yes of each; 1 for none.

    None where *effort* parts are not enough, or where the answer is no.
    """
    inputs = with_wholes(inputs, names)
    by_name = {item.name: item for item in inputs}
    waiting: deque[tuple[Mapping[str, Bounds], Mapping[str, int]]] = deque([({}, {})])
    asked = proved = 0
    while waiting:
        within, splits = waiting.popleft()
        asked += 1
        intervals = Intervals(inputs, within=within)
        answer = ask(intervals)
        if answer is True:
            proved += 1
            continue
        if answer is False or asked + len(waiting) >= effort:
            return None
        halves = _halves(by_name, names, within, splits)
        if not halves:
            return None
        waiting.extend(halves)
    return proved


def with_wholes(inputs: Sequence[Input], names: Iterable[str]) -> Sequence[Input]:
    """Return the inputs *names*, and those that they are parts of."""
    by_name = {item.name: item for item in inputs}
    found: dict[str, Input] = {}
    waiting = list(names)
    while waiting:
        item = by_name.get(waiting.pop())
        if item is not None and item.name not in found:
            found[item.name] = item
            waiting += [item.part_of] if item.part_of else []
    return tuple(found.values())


def _halves(
    inputs: Mapping[str, Input], names: Sequence[str], within: Mapping[str, Bounds], splits: Mapping[str, int]
) -> list[tuple[Mapping[str, Bounds], Mapping[str, int]]]:
    """Return both halves of a part, split where it was split least often; none where every range is one number."""
    for name in sorted(names, key=lambda name: splits.get(name, 0)):
        item = inputs[name]
        whole = Intervals([item], within=within).bounds(read(name).node)
        step = Fraction(1, 10**item.places)
        if whole.empty or whole.point is not None:
            continue
        middle = _middle(whole)
        middle = middle // step * step
        low, high = whole.meet(Bounds(high=middle)), whole.meet(Bounds(low=middle + step))
        count = {**splits, name: splits.get(name, 0) + 1}
        return [({**within, name: half}, count) for half in (low, high) if not half.empty]
    return []


def _middle(whole: Bounds) -> Fraction:
    """Return where to split a range; one without an end at twice what it begins with."""
    if whole.low is None and whole.high is None:
        return Fraction(0)
    if whole.low is not None and whole.high is not None:
        return (whole.low + whole.high) * _HALF
    if whole.low is not None:
        return max(Fraction(1), 2 * whole.low) if whole.low >= 0 else Fraction(0)
    return min(Fraction(-1), 2 * whole.high) if whole.high is not None and whole.high <= 0 else Fraction(0)
