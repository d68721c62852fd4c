"""Values of each row's own in a population (总体): the numbers of a block are looked up all at once, in order."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any, Final
from weakref import WeakKeyDictionary

import attrs
import numpy as np

from perfrules.case.own import OwnValue, OwnValues
from perfrules.formula import Node
from perfrules.formula.inputs import GIVEN, MISSING, Input
from perfrules.readings.columns import Column
from perfrules.tables.block import Block
from perfrules.tables.formulas import Formulas
from perfrules.tables.numbers import LARGEST

Array = np.ndarray[Any, Any]


@attrs.frozen(eq=False, repr=False, slots=False)
class Ordered:
    """
    The values of a group by number, as columns.

    Attributes:
        table: the values by number.
        above: the numerators, in the order of the numbers.
        below: the denominators.

    """

    table: Mapping[Fraction, Fraction]
    above: Array
    below: Array
    _known: dict[Fraction, tuple[Array, Array] | None] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, table: Mapping[Fraction, Fraction]) -> "Ordered":
        """Return the values of *table*, over one denominator where numbers stay small."""
        ordered = {number: table[number] for number in sorted(table)}
        shared = 1
        for value in ordered.values():
            shared = lcm(shared, value.denominator)
            if shared > LARGEST:
                break
        if any(abs(value) * shared > LARGEST for value in ordered.values()) or shared > LARGEST:
            pairs = [value.as_integer_ratio() for value in ordered.values()]
        else:
            pairs = [(int(value * shared), shared) for value in ordered.values()]
        return cls(ordered, _whole([above for above, _ in pairs]), _whole([below for _, below in pairs]))

    def places(self, column: Column, rows: Array) -> tuple[Array, Array]:
        """Return which of *rows* have a number that is known, and at which places these stand."""
        plain = column.divisors is None and column.values.dtype != np.object_
        known = self._wholes(column.unit) if plain else None
        if known is not None:
            numbers, at = known
            values = column.values[rows].astype(np.int64)
            near = np.minimum(np.searchsorted(numbers, values), max(len(numbers) - 1, 0))
            found = numbers[near] == values if len(numbers) else np.zeros(len(rows), np.bool_)
            return found, at[near[found]] if len(numbers) else at
        places = np.array([self._places.get(column.number(row), -1) for row in rows.tolist()], np.int64)
        return places >= 0, places[places >= 0]

    @cached_property
    def _places(self) -> Mapping[Fraction | None, int]:
        return {number: place for place, number in enumerate(self.table)}

    def _wholes(self, unit: Fraction) -> tuple[Array, Array] | None:
        """Return the numbers as whole numbers of *unit*, with their places; None where they are too large."""
        if unit not in self._known:
            scaled = ((number / unit, place) for number, place in self._places.items() if number is not None)
            pairs = [(number.numerator, place) for number, place in scaled if number.denominator == 1]
            small = all(abs(number) <= LARGEST for number, _ in pairs)
            columns_ = tuple(np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1)) if small else ()
            self._known[unit] = (columns_[0], columns_[1]) if columns_ else None
        return self._known[unit]


@attrs.frozen(eq=False, repr=False, slots=False)
class OwnColumns:
    """Puts what rows have of their own in a population into blocks of them."""

    inputs: tuple[Input, ...]
    roots: tuple[Node, ...]
    values: tuple[OwnValue, ...]

    @cached_property
    def formulas(self) -> Formulas:
        """The numbers and the groups of rows."""
        return Formulas(self.inputs, self.roots)

    @cached_property
    def tables(self) -> tuple[tuple[OwnValue, Mapping[int, Ordered]], ...]:
        """The measures with their values by group."""
        return tuple((value, {at: Ordered.of(table) for at, table in value.tables.items()}) for value in self.values)

    def put(self, block: Block) -> None:
        """Put the values of the numbers of its rows into *block*; where no project has one, the value is missing."""
        if not self.values:
            return
        read, _ = self.formulas.read(block)
        for value, tables in self.tables:
            self._put(block, value, tables, read)

    def _put(self, block: Block, value: OwnValue, tables: Mapping[int, Ordered], read: Mapping[Node, Column]) -> None:
        above, below = np.zeros(block.rows, np.int64), np.ones(block.rows, np.int64)
        states = np.full(block.rows, MISSING, np.uint8)
        for group, rows in rows_of(read[value.of], None if value.by is None else read[value.by]):
            known = tables[group]
            found, places = known.places(read[value.of], rows)
            there = rows[found]
            if np.object_ in (known.above.dtype, known.below.dtype):
                above, below = above.astype(object), below.astype(object)
            above[there], below[there] = known.above[places], known.below[places]
            states[there] = GIVEN
        for place, column in ((value.above, above), (value.below, below)):
            block.numbers[place], block.states[place] = column, states


def own_columns(own: OwnValues) -> OwnColumns:
    """Return what puts the values of *own* into blocks, made once as long as these are used."""
    found = _MADE.get(own)
    if found is None:
        found = _MADE[own] = OwnColumns(own.inputs, own.roots, own.values)
    return found


_MADE: Final[WeakKeyDictionary[OwnValues, OwnColumns]] = WeakKeyDictionary()


def _whole(numbers: list[int]) -> Array:
    large = any(abs(number) > LARGEST for number in numbers)
    return np.array(numbers, np.object_ if large else np.int64)


def rows_of(column: Column, by: Column | None) -> Iterable[tuple[int, Any]]:
    """Yield each group with the rows that are of it and have a number."""
    there = np.ones(len(column), np.bool_)
    for known in (column, by):
        if known is not None and known.states is not None:
            there &= known.states == 0
    rows = np.flatnonzero(there)
    if by is None:
        if len(rows):
            yield 0, rows
        return
    options = by.values[rows].astype(np.int64)
    for group in np.unique(options).tolist():
        yield group, rows[options == group]
