"""What is kept of the numbers of many projects (统计量): little, exactly, and parts of it can be put together."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import Any, Final

import attrs
import numpy as np

Array = np.ndarray[Any, Any]

LONGEST: Final = 10**40
"""Means of quotients whose common denominator is larger are rounded, to its decimals."""
_SCALE: Final = 10**80
_LOW: Final = 0xFFFF_FFFF
_SMALL: Final = 2**31
_NEAR: Final = 2.0**-48
_WAITING: Final = 2**20
"""So many numbers wait at most until they are sorted into the others, or as many as these are."""


@attrs.define(eq=False, repr=False)
class Distribution:
    """How many projects have each number (分布): whole numbers of a unit, or fractions where there is none."""

    _parts: list[tuple[Array, Array]] = attrs.field(factory=list)
    _waiting: int = 0

    def add(self, values: Array) -> None:
        """Count *values*, one a project."""
        if len(values):
            self._put(*_counted(values))

    def merge(self, other: "Distribution") -> None:
        """Count what *other* has counted."""
        values, counts = other.settled()
        if len(values):
            self._put(values, counts)

    def _put(self, values: Array, counts: Array) -> None:
        self._waiting += len(values) if self._parts else 0
        self._parts.append((values, counts))
        if self._waiting > max(len(self._parts[0][0]), _WAITING):
            self.settled()

    def settled(self) -> tuple[Array, Array]:
        """Return the numbers in order, each once, and how many projects have each."""
        if not self._parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        if len(self._parts) > 1:
            values = np.concatenate([values for values, _ in self._parts])
            order = np.argsort(values, kind="stable")
            values, counts = values[order], np.concatenate([counts for _, counts in self._parts])[order]
            starts = _starts(values)
            self._parts, self._waiting = [(values[starts], np.add.reduceat(counts, starts))], 0
        return self._parts[0]

    def quantile(self, share: Fraction) -> Fraction:
        """Return the number at *share* of the way from least to greatest, on the line between its neighbours."""
        values, counts = self.settled()
        ends = np.cumsum(counts)
        last = int(ends[-1]) - 1
        place = share * last
        low = place.numerator // place.denominator
        below, above = (
            Fraction(values.item(int(np.searchsorted(ends, at, "right")))) for at in (low, min(low + 1, last))
        )
        return below + (place - low) * (above - below)


@attrs.define(eq=False, repr=False)
class Tally:
    """
    What is kept of the numbers of some projects: `add` counts more of them, `merge` those of another tally.

    In whatever order and parts the projects are counted, the same is known in the end.

    Attributes:
        unit: what whole numbers are counted in.
        sums: whether sums are kept, for `mean` and `variance`; of quotients one for each denominator.
        distribution: how many projects have each number, where that is kept.
        count: how many projects there are.
        totals: by denominator, the sum of the numerators and of their squares.
        ends: the least and the greatest number, in units.

    """

    unit: Fraction = Fraction(1)
    sums: bool = True
    distribution: Distribution | None = None
    count: int = 0
    totals: dict[int, tuple[int, int]] = attrs.field(factory=dict, init=False)
    ends: tuple[Fraction, ...] = attrs.field(default=(), init=False)

    def add(self, values: Array, divisors: Array | None = None) -> None:
        """Count projects with these whole numbers of the unit, of any type, each over its divisor if there are any."""
        if not len(values):
            return
        values, divisors = _whole(values), None if divisors is None else _whole(divisors)
        if divisors is not None:
            values, divisors = _reduced(values, divisors)
        self.count += len(values)
        self._meet(*_ends(values, divisors))
        if self.sums:
            for divisor, total, squares in _sums(values, divisors):
                self._sum(divisor, total, squares)
        if self.distribution is not None:
            self.distribution.add(values if divisors is None else _fractions(values, divisors))

    def merge(self, other: "Tally") -> None:
        """Count the projects of *other*, a tally of the same sort."""
        self.count += other.count
        self._meet(*other.ends)
        for divisor, (total, squares) in other.totals.items():
            self._sum(divisor, total, squares)
        if self.distribution is not None and other.distribution is not None:
            self.distribution.merge(other.distribution)

    def _meet(self, *numbers: Fraction) -> None:
        met = (*self.ends, *numbers)
        self.ends = (min(met), max(met)) if met else ()

    def _sum(self, divisor: int, total: int, squares: int) -> None:
        before = self.totals.get(divisor, (0, 0))
        self.totals[divisor] = before[0] + total, before[1] + squares

    @property
    def least(self) -> Fraction:
        """The least number."""
        return self.ends[0] * self.unit

    @property
    def greatest(self) -> Fraction:
        """The greatest number."""
        return self.ends[1] * self.unit

    @property
    def mean(self) -> Fraction:
        """The arithmetic mean; rounded to 40 decimals where the numbers have a common denominator of more digits."""
        return self._rounded(self._mean * self.unit)

    @property
    def variance(self) -> Fraction:
        """The mean square of the distances from the mean; rounded like the mean, never below 0."""
        found = self._total((divisor**2, squares) for divisor, (_, squares) in self.totals.items()) - self._mean**2
        return self._rounded(max(found, Fraction(0)) * self.unit**2)

    def quantile(self, share: Fraction) -> Fraction:
        """Return the number at *share* of the way from the least to the greatest; it needs the distribution."""
        return Fraction(0) if self.distribution is None else self.distribution.quantile(share) * self.unit

    @property
    def _mean(self) -> Fraction:
        return self._total((divisor, total) for divisor, (total, _) in self.totals.items())

    @property
    def _common(self) -> int:
        """A common denominator, or 0 where it is too large."""
        found = 1
        for divisor in self.totals:
            found = lcm(found, divisor)
            if found > LONGEST:
                return 0
        return found

    def _total(self, parts: Iterable[tuple[int, int]]) -> Fraction:
        """Return the sum of quotients for each project, exactly or to 80 decimals."""
        if self._common:
            return sum((Fraction(total, divisor) for divisor, total in parts), Fraction(0)) / self.count
        return Fraction(sum(total * _SCALE // divisor for divisor, total in parts), _SCALE * self.count)

    def _rounded(self, number: Fraction) -> Fraction:
        return number if self._common else Fraction(round(number * LONGEST), LONGEST)


def _whole(values: Array) -> Array:
    return values if values.dtype == np.object_ else values.astype(np.int64, copy=False)


def _reduced(values: Array, divisors: Array) -> tuple[Array, Array]:
    """Return quotients in lowest terms, so that equal ones are alike."""
    if np.object_ in (values.dtype, divisors.dtype) or -(2**63) in (values.min(), divisors.min()):
        pairs = [Fraction(*pair).as_integer_ratio() for pair in zip(values.tolist(), divisors.tolist(), strict=True)]
        above, below = zip(*pairs, strict=True)
        return np.array(above, np.object_), np.array(below, np.object_)
    shared = np.gcd(values, divisors) * np.sign(divisors)
    return values // shared, divisors // shared


def _counted(values: Array) -> tuple[Array, Array]:
    """Return the numbers in order, each once, and how often each is there."""
    if values.dtype != np.object_:
        return np.unique(values, return_counts=True)
    ordered = np.sort(values, kind="stable")  # which takes few comparisons where much is in order already
    starts = _starts(ordered)
    return ordered[starts], np.diff(starts, append=len(ordered))


def _fractions(values: Array, divisors: Array) -> Array:
    """Return quotients as fractions, nearly in order."""
    if np.object_ not in (values.dtype, divisors.dtype):
        order = np.argsort(values / divisors)
        values, divisors = values[order], divisors[order]
    made = np.empty(len(values), np.object_)
    made[:] = [Fraction(*pair) for pair in zip(values.tolist(), divisors.tolist(), strict=True)]
    return made


def _ends(values: Array, divisors: Array | None) -> tuple[Fraction, ...]:
    """Return the least and the greatest of some numbers."""
    if divisors is None:
        return Fraction(values.item(int(values.argmin()))), Fraction(values.item(int(values.argmax())))
    near = np.arange(len(values))
    if np.object_ not in (values.dtype, divisors.dtype):  # floats tell all but those that are nearly at an end
        about = values / divisors
        low, high = about.min(), about.max()
        near = np.flatnonzero((about <= low + abs(low) * _NEAR) | (about >= high - abs(high) * _NEAR))
    found = set(zip(values[near].tolist(), divisors[near].tolist(), strict=True))
    numbers = [Fraction(*pair) for pair in found]
    return min(numbers), max(numbers)


def _sums(values: Array, divisors: Array | None) -> Iterator[tuple[int, int, int]]:
    """Yield each divisor with the sum of its numbers and the sum of their squares."""
    if divisors is None:
        divisors, starts = np.ones(1, np.int64), np.zeros(1, np.int64)
    else:
        order = np.argsort(divisors, kind="stable")
        values, divisors = values[order], divisors[order]
        starts = _starts(divisors)
        divisors = divisors[starts]
    yield from zip(divisors.tolist(), _added(values, starts), _squares(values, starts), strict=True)


def _starts(ordered: Array) -> Array:
    """Return where in *ordered* another number begins."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))


def _added(values: Array, starts: Array) -> list[int]:
    """Return the sums from each start to the next, whatever their size."""
    if values.dtype == np.object_:
        return list(np.add.reduceat(values, starts))
    high, low = (np.add.reduceat(part, starts).tolist() for part in (values >> 32, values & _LOW))
    return [(above << 32) + below for above, below in zip(high, low, strict=True)]


def _squares(values: Array, starts: Array) -> list[int]:
    if values.dtype == np.object_ or (values.min() > -_SMALL and values.max() < _SMALL):
        return _added(values * values, starts)
    high, low = values >> 32, values & _LOW
    least = low.astype(np.uint64)
    parts = _added(high * high, starts), _added(high * low, starts), _added(least * least, starts)
    return [(square << 64) + (both << 33) + least for square, both, least in zip(*parts, strict=True)]
