"""A concrete row of evidence for which a condition holds, where a short search finds one."""

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from math import ceil, floor
from types import MappingProxyType

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, postorder
from perfrules.formula.inputs import Input
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.program.population import Quotient
from perfrules.readings.defined import inputs_of
from perfrules.readings.exact import traced

_TRIES = 320
_MOST_LIMITS = 12
_FAR = 1000
_NONE: Mapping[str, Quotient] = MappingProxyType({})


@attrs.frozen(eq=False, repr=False)
class Witness(ByContent):
    """Evidence by flat name, as exact numbers, that shows what a check says."""

    values: tuple[tuple[str, Fraction], ...]

    def __str__(self) -> str:
        return ", ".join(f"{name} = {number_text(value)}" for name, value in self.values)

    def worded(self, options: Mapping[str, Sequence[str]], over_all: Mapping[str, Quotient] = _NONE) -> Text:
        """
        Return it for a message; *options* are what the numbers 0, 1, 2, … of some inputs stand for.

        *over_all* are the quotients that are found over all projects, by numerator.
        """
        given, counts = dict(self.values), {below for _, below, _ in over_all.values()}
        said = []
        for name, value in self.values:
            words = options.get(name, ())
            if name in over_all:
                label, below, of = over_all[name]
                said.append(f"{label} = {number_text(of(value / given.get(below, 1)))}")
            elif name not in counts:
                said.append(f"{name} = {words[int(value)] if 0 <= value < len(words) else number_text(value)}")
        return text("{case}", case=", ".join(said)) if said else text("the evidence is anything")


def find_witness(condition: Node, inputs: Sequence[Input]) -> Witness | None:
    """Return allowed evidence for which *condition* holds: in its ranges and relations; None where none is found."""
    reads = inputs_of(condition)
    wanted = [item for item in inputs if item.name in reads]
    wanted += [item for item in inputs if item not in wanted and any(other.part_of == item.name for other in wanted)]
    check = traced(tuple(wanted), (condition,))
    for row in _rows(wanted, _limits(condition)):
        if _related(wanted, row) and check(row).holds(condition):
            values = ((item.name, Fraction(value, 10**item.places)) for item, value in zip(wanted, row, strict=True))
            return Witness(tuple(pair for pair in values if pair[0] in reads))
    return None


def _limits(condition: Node) -> tuple[Fraction, ...]:
    """Return numbers that *condition* compares with: what happens, happens at one of them or just beside it."""
    found = (node.value for node in postorder([condition], through_cells=True) if node.op == "constant")
    return tuple(islice(dict.fromkeys(value for value in found if isinstance(value, Fraction)), _MOST_LIMITS))


def _rows(inputs: Sequence[Input], limits: Sequence[Fraction]) -> Iterator[tuple[int, ...]]:
    """Yield rows at the ends of the ranges first, then mixed ones; the same rows every time."""
    ends = [_candidates(item, limits) for item in inputs]
    longest = max((len(candidates) for candidates in ends), default=0)
    for place in range(longest):
        yield tuple(candidates[min(place, len(candidates) - 1)] for candidates in ends)
    chance = random.Random(20140122)  # noqa: S311 - repeatable, and no secret
    if not inputs:
        yield ()  # what reads no evidence holds of every case or of none
    for _ in range(_TRIES if inputs else 0):
        yield tuple(chance.choice(candidates) for candidates in ends)


def _candidates(item: Input, limits: Sequence[Fraction]) -> tuple[int, ...]:
    unit = 10**item.places
    low = item.at_least if item.above is None else item.above
    high = item.at_most if item.below is None else item.below
    first = None if low is None else ceil(low * unit) + (item.above is not None and (low * unit).denominator == 1)
    last = None if high is None else floor(high * unit) - (item.below is not None and (high * unit).denominator == 1)
    bottom = first if first is not None else -_FAR * unit
    top = last if last is not None else max(bottom, 0) + _FAR * unit
    middle = (bottom + top) // 2
    near = (floor(limit * unit) + step for limit in limits for step in (0, 1, -1))
    found = (bottom, top, 0, unit, middle, bottom + 1, top - 1, 2 * unit, bottom + unit, *near)
    allowed = (value for value in found if (first is None or value >= first) and (last is None or value <= last))
    return tuple(dict.fromkeys(allowed)) or (bottom,)


def _related(inputs: Sequence[Input], row: Sequence[int]) -> bool:
    values = {item.name: Fraction(value, 10**item.places) for item, value in zip(inputs, row, strict=True)}
    return all(
        item.part_of not in values or values[item.name] <= values[item.part_of] for item in inputs if item.part_of
    )
