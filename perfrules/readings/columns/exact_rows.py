"""Rows that the exact reading does one by one: outputs without end, and rows too close to a boundary."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational
from perfrules.readings.columns.given import Table
from perfrules.readings.columns.lanes import Array
from perfrules.readings.columns.result import Column
from perfrules.readings.exact import NOT_APPLICABLE, Traced, traced
from perfrules.readings.exact.fast import Fast, fast

ROWS = ("rows",)


@attrs.frozen(eq=False)
class ExactRows:
    """The exact reading of *roots*, for rows of a table."""

    roots: tuple[Node, ...]
    units: tuple[Fraction | None, ...]
    _traced: Traced
    _fast: Fast | None

    @classmethod
    def of(cls, inputs: Sequence[Input], roots: tuple[Node, ...], units: tuple[Fraction | None, ...]) -> "ExactRows":
        """Return the exact reading of *roots*."""
        anything = [Input(declared.name, declared.places) for declared in inputs]  # ranges are not checked here
        endless = not irrational(roots).isdisjoint(roots)
        return cls(roots, units, traced(inputs, roots), None if endless else fast(anything, roots))

    def _results(self, row: list[Any]) -> Iterable[tuple[int, Fraction]]:
        """Return the state and number of every root in a row."""
        if self._fast is not None and None not in row and NOT_APPLICABLE not in row:
            try:
                return [
                    (0, unit * _number(found)) for unit, found in zip(self._fast.units, self._fast(row), strict=True)
                ]
            except ArithmeticError:
                pass  # something has no number: the trace tells what
        trace = self._traced(row)
        return [(trace.state(root), Fraction(trace.value(root) or 0)) for root in self.roots]

    def columns(self, table: Table) -> tuple[Column, ...]:
        """Return whole columns."""
        empty = [Column(unit or Fraction(1), np.zeros(table.rows, object), _ones(unit, table)) for unit in self.units]
        filled = self.repaired(table, range(table.rows), empty)
        return tuple(attrs.evolve(column, lanes=ROWS) for column in filled)

    def repaired(self, table: Table, rows: Iterable[int], columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return *columns* with *rows* done by the exact reading."""
        found: list[list[tuple[int, int, Fraction]]] = [[] for _ in self.roots]
        for row in rows:
            for (state, number), results in zip(self._results(_row(table, row)), found, strict=True):
                results.append((row, state, number))
        return tuple(map(_put, columns, found))


def _number(found: int | tuple[int, int]) -> Fraction | int:
    return Fraction(*found) if isinstance(found, tuple) else found


def _ones(unit: Fraction | None, table: Table) -> Array | None:
    return np.ones(table.rows, object) if unit is None else None


def _row(table: Table, row: int) -> list[Any]:
    out: list[Any] = []
    for numbers, states in zip(table.numbers, table.states, strict=True):
        state = 0 if states is None else states[row]
        out.append((None if state == 1 else NOT_APPLICABLE) if state else 0 if numbers is None else int(numbers[row]))
    return out


def _put(column: Column, results: Sequence[tuple[int, int, Fraction]]) -> Column:
    """Return *column* with the results of some rows."""
    if not results:
        return column
    rows = [row for row, _, _ in results]
    numbers = [number / column.unit for _, _, number in results]
    if column.divisors is None:
        return _stated(
            attrs.evolve(column, values=_with(column.values, rows, [_whole(one) for one in numbers])), results
        )
    above, below = [one.numerator for one in numbers], [one.denominator for one in numbers]
    values, divisors = _with(column.values, rows, above), _with(column.divisors, rows, below)
    return _stated(attrs.evolve(column, values=values, divisors=divisors), results)


def _whole(number: Fraction) -> Any:
    return int(number) if number.denominator == 1 else number


def _with(values: Array, rows: list[int], numbers: list[Any]) -> Array:
    """Return *values* with *numbers* in some rows, in wider cells where these do not hold them."""
    if values.dtype != object:
        limits = np.iinfo(values.dtype)
        if not limits.min <= min(numbers) <= max(numbers) <= limits.max:
            values = values.astype(object)
    values[rows] = np.array(numbers, object) if values.dtype == object else numbers
    return values


def _stated(column: Column, results: Sequence[tuple[int, int, Fraction]]) -> Column:
    states = column.states
    if states is None:
        if not any(state for _, state, _ in results):
            return column
        states = np.zeros(len(column), np.int8)
    states[[row for row, _, _ in results]] = [state for _, state, _ in results]
    return attrs.evolve(column, states=states)
