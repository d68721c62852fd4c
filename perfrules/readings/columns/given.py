"""Columns as they are given: whole numbers of each input's last place, and the states of their rows."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import numpy as np

from perfrules.formula.inputs import MISSING, NOT_APPLICABLE, Input
from perfrules.problems import PerfrulesError
from perfrules.readings.columns.lanes import EXACT, Array, cell_of
from perfrules.readings.columns.lowering import Known

FILL: Final = 1
"""What stands in a row where an input is absent; nothing reads it."""


class ColumnError(PerfrulesError, ValueError):
    """A column cannot be used: it is not there, too short, or does not hold whole numbers."""


@attrs.frozen(eq=False)
class Given:
    """
    One input for many rows.

    Attributes:
        values: whole numbers of the input's last place: integers of any size, float64 or Python's own.
        states: 0 given, 1 missing, 2 not applicable; None where every row is given. Values of absent rows do not count.

    """

    values: Array
    states: Array | None = None


Source = Given | Array | None
"""A column of an input that every row has, one with states, or None where no row has it."""


@attrs.frozen(eq=False)
class Table:
    """The inputs that are needed, in order: numbers, states, and the types of the numbers' cells."""

    numbers: tuple[Array | None, ...]
    states: tuple[Array | None, ...]
    cells: tuple[str, ...]
    rows: int


def table_of(inputs: Sequence[Input], needed: frozenset[str], sources: Mapping[str, Source], rows: int | None) -> Table:
    """
    Return the columns of *inputs*; those that no formula needs are left out.

    Raises:
        ColumnError: a column is missing, is not of whole numbers or has another length than the others.

    """
    lengths = {_length(one) for name in needed if (one := sources.get(name)) is not None}
    count = (
        rows
        if rows is not None
        else max(lengths or (_length(one) for one in sources.values() if one is not None), default=0)
    )
    if lengths - {count}:
        message = f"columns of {', '.join(map(str, sorted(lengths | {count})))} rows do not stand beside each other"
        raise ColumnError(message)
    numbers: list[Array | None] = [None] * len(inputs)
    states: list[Array | None] = [None] * len(inputs)
    cells = ["int8"] * len(inputs)
    for at, declared in enumerate(inputs):
        if declared.name in needed:
            numbers[at], states[at] = values, _ = _one(declared.name, sources, count)
            cells[at] = cell_of(values)
    return Table(tuple(numbers), tuple(states), tuple(cells), count)


def _length(source: Given | Array) -> int:
    return len(source.values if isinstance(source, Given) else source)


def _one(name: str, sources: Mapping[str, Source], rows: int) -> tuple[Array, Array | None]:
    """Return the numbers and states of a column."""
    if name not in sources:
        message = f"there is no column for `{name}`; give None where no row has it"
        raise ColumnError(message)
    source = sources[name]
    if source is None:
        return np.full(rows, FILL, np.int8), np.full(rows, MISSING, np.int8)
    values, states = (source.values, source.states) if isinstance(source, Given) else (source, None)
    if states is not None:
        states = _states(name, states, rows)
    kind = values.dtype.kind
    if values.ndim != 1 or not (kind in "biuO" or values.dtype == np.float64):
        message = f"`{name}` is a column of {values.dtype}, and whole numbers are wanted"
        raise ColumnError(message)
    if kind == "f":
        _check_whole(name, values if states is None else values[states == 0])
    return values, states


def _states(name: str, states: Array, rows: int) -> Array | None:
    allowed = states.dtype.kind in "biu" and len(states) == rows
    if not allowed or (rows and not 0 <= states.min() <= states.max() <= NOT_APPLICABLE):
        message = f"the states of `{name}` are 0 (given), 1 (missing) and 2 (not applicable), one for each row"
        raise ColumnError(message)
    return states.astype(np.int8) if states.any() else None


def _check_whole(name: str, values: Array) -> None:
    """Raise an error where a number of float64 is not whole, or too large for all whole numbers to be there."""
    if not (np.rint(values) == values).all() or (len(values) and np.abs(values).max() >= EXACT):
        message = f"`{name}` holds numbers that are not whole, or are not certain in float64"
        raise ColumnError(message)


def filled(numbers: Array, states: Array) -> Array:
    """Return the numbers of a block with something harmless where they are absent; any whole number is."""
    if numbers.dtype.kind in "biu" or not states.any():
        return numbers
    return np.where(states == 0, numbers, np.asarray(FILL, numbers.dtype))


def known_of(numbers: Array, states: Array | None) -> Known:
    """Return the range of a block."""
    most = 0 if states is None or not states.strides[0] else int(np.maximum.reduce(states))
    missing = most == MISSING or (most == NOT_APPLICABLE and bool(np.any(states == MISSING)))
    return Known(_range(numbers), missing, most == NOT_APPLICABLE)


def given(rows: int) -> Array:
    """Return the states of rows that are all given: one cell that stands for every row, which `known_of` knows."""
    return np.broadcast_to(np.zeros(1, np.int8), (rows,))


def _range(numbers: Array) -> tuple[int, int]:
    """Return the ends; of numbers that are all from 0 on, and small, one look is enough."""
    if numbers.dtype in UNSIGNED:
        cells = numbers.view(UNSIGNED[numbers.dtype])
        most: int = cells.item(cells.argmax())  # NumPy finds where the most is sooner than the most
        if not most >> (8 * numbers.itemsize - 1):
            return 0, most
    return int(numbers.item(numbers.argmin())), int(numbers.item(numbers.argmax()))


UNSIGNED: Final = {
    np.dtype(np.int8): np.uint8,
    np.dtype(np.int16): np.uint16,
    np.dtype(np.int32): np.uint32,
    np.dtype(np.int64): np.uint64,
}


@attrs.frozen
class Box:
    """Ranges of all inputs, for which a plan is made; *cells* are the types of their columns."""

    known: Mapping[str, Known] = attrs.field(hash=False)
    cells: tuple[str, ...]

    def holds(self, other: "Box") -> bool:
        """Return whether whatever is in *other* is in this box."""
        return self.cells == other.cells and all(one.holds(other.known[name]) for name, one in self.known.items())

    def grown(self, other: "Box") -> "Box":
        """Return the least box of round ends that holds both."""
        return Box({name: _grown(one, other.known[name]) for name, one in self.known.items()}, self.cells)

    @property
    def size(self) -> int:
        """How many digits the ranges have altogether: of two boxes the smaller makes the faster plan."""
        return sum(int(max(abs(one.bounds[0]), abs(one.bounds[1]))).bit_length() for one in self.known.values())


def _grown(one: Known, other: Known) -> Known:
    low, high = one.bounds
    if other.bounds[0] < low:
        low = -_round_end(-int(other.bounds[0]))
    if other.bounds[1] > high:
        high = _round_end(int(other.bounds[1]))
    return Known((low, high), one.missing or other.missing, one.not_applicable or other.not_applicable)


def _round_end(value: int) -> int:
    """Return a round number with room for somewhat more than *value*: little where a wider lane may cost more."""
    if value <= 0:
        return -value
    if value < _SMALL:
        return (1 << (value + value // 2).bit_length()) - 1
    room = value + value // 8
    rest = room.bit_length() - 4
    return ((room >> rest) + 1 << rest) - 1


_SMALL: Final = 2**20
EMPTY: Final = Known((0, 0))
