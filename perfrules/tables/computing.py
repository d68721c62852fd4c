"""From whole numbers of the evidence to the numbers of formulas, for a block of rows."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.formula.inputs import GIVEN, MISSING, NOT_APPLICABLE, UNCERTAIN, UNDEFINED
from perfrules.formula.printing import number_text
from perfrules.program import NodePlan
from perfrules.readings.exact import NOT_APPLICABLE as AWAY
from perfrules.readings.exact import Trace, Traced, traced
from perfrules.reals import Real, digits_of
from perfrules.tables.block import Block
from perfrules.tables.numbers import LARGEST
from perfrules.tables.outputs import OutputColumn
from perfrules.tables.rules import TableRules

_BROKEN: Final = UNDEFINED | UNCERTAIN


@attrs.frozen
class Numbers:
    """
    What a formula gives for the rows of a block.

    Attributes:
        values: whole numbers of its last decimal, or texts where it may have no end.
        states: the state of each row; where it is not 0 there is no value.

    """

    values: np.ndarray[Any, Any]
    states: np.ndarray[Any, Any]


@attrs.frozen
class Computed:
    """
    What is computed of a block.

    Attributes:
        numbers: by formula, of what is put out.
        states: by formula, of all results as well.
        refused: rows in which a node may be without what it needs: they are scored one by one to be sure.

    """

    numbers: Mapping[Node, Numbers]
    states: Mapping[Node, np.ndarray[Any, Any]]
    refused: np.ndarray[Any, Any]


@attrs.frozen(eq=False, repr=False, slots=False)
class Computation:
    """Computes the formulas of *columns*, and whether the results of the rules are there."""

    rules: TableRules
    columns: tuple[OutputColumn, ...]

    @cached_property
    def places(self) -> Mapping[Node, int | None]:
        """The formulas of the columns with the decimals that they are held with."""
        found: dict[Node, int | None] = {}
        for column in self.columns:
            if column.node is not None:
                places = 0 if column.output == "grade" else column.places
                known = found.get(column.node, 0)
                found[column.node] = None if places is None or known is None else max(places, known)
        return found

    @cached_property
    def results(self) -> Mapping[Node, int]:
        """The marks and grades of all nodes, each with the states in which it may be refused."""
        found: dict[Node, int] = {}
        for plan in self.rules.program.nodes.values():
            for root in (plan.marks, plan.grade):
                if root is not None:
                    found[root] = found.get(root, 0) | _refused(plan)
        return found

    @cached_property
    def roots(self) -> tuple[Node, ...]:
        """Everything that is computed."""
        return tuple(dict.fromkeys((*self.results, *self.places)))

    @cached_property
    def _points(self) -> tuple[Node, ...]:
        return tuple(point for plan in self.rules.program.nodes.values() for point in plan.points.values())

    @cached_property
    def _traced(self) -> Traced:
        return traced(self.rules.program.inputs, (*self.roots, *self._points))

    @cached_property
    def _fast(self) -> Any:
        from perfrules.readings.exact.fast import fast

        return fast(self.rules.program.inputs, self.roots)

    def __call__(self, block: Block) -> Computed:
        """Return the numbers of the formulas for each row of *block*."""
        values: list[list[Any]] = [[] for _ in self.roots]
        states: list[list[int]] = [[] for _ in self.roots]
        refused = []
        for row in _rows(block):
            found, state, away = self._row(row)
            refused.append(away)
            for place, (value, bits) in enumerate(zip(found, state, strict=True)):
                values[place].append(value)
                states[place].append(bits)
        told = {root: np.array(states[place], np.uint8) for place, root in enumerate(self.roots)}
        numbers = {
            root: Numbers(_column(values[place], self.places[root]), told[root])
            for place, root in enumerate(self.roots)
            if root in self.places
        }
        return Computed(numbers, told, np.array(refused, np.bool_))

    def _row(self, row: Sequence[Any]) -> tuple[Sequence[Any], Sequence[int], bool]:
        if None not in row and AWAY not in row:
            try:
                results = self._fast(row)
            except ArithmeticError:
                pass
            else:
                found = [_number(unit, one) for unit, one in zip(self._fast.units, results, strict=True)]
                return self._written(found), [GIVEN] * len(found), False
        trace = self._traced(row)
        states = [trace.state(root) for root in self.roots]
        numbers = [None if state else trace.number(root) for root, state in zip(self.roots, states, strict=True)]
        return self._written(numbers), states, self._is_refused(trace)

    def _written(self, numbers: Sequence[Fraction | None]) -> list[Any]:
        return [_written(number, self.places.get(root, 0)) for root, number in zip(self.roots, numbers, strict=True)]

    def _is_refused(self, trace: Trace) -> bool:
        """Return whether a case like this may be refused: a result is not there, and a node may not be without it."""
        if not any(trace.state(root) for root in self.results):
            return False
        return any(trace.state(root) & bits for root, bits in self.results.items()) or any(
            trace.state(point) & _BROKEN for point in self._points
        )


def _refused(plan: NodePlan) -> int:
    bits = {"missing": MISSING, "not_applicable": NOT_APPLICABLE}
    return _BROKEN | sum(bit for reason, bit in bits.items() if reason in plan.refuses)


def _number(unit: Fraction, result: Any) -> Fraction:
    if isinstance(result, tuple):
        return unit * Fraction(*result)
    return unit * (digits_of(result) if isinstance(result, Real) else result)


def _written(number: Fraction | None, places: int | None) -> int | str | None:
    if number is None:
        return None
    if places is None:
        return number_text(number)
    return int(number * 10**places)


def _column(values: Sequence[Any], places: int | None) -> np.ndarray[Any, Any]:
    if places is None:
        return np.array([value or "" for value in values], np.object_)
    numbers = [value or 0 for value in values]
    large = any(abs(number) > LARGEST for number in numbers)
    return np.array(numbers, np.object_ if large else np.int64)


def _rows(block: Block) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a block, as programs take them."""
    absent = {MISSING: None, NOT_APPLICABLE: AWAY}
    columns = []
    for numbers, states in zip(block.numbers, block.states, strict=True):
        values = numbers.tolist()
        for place in np.flatnonzero(states).tolist():
            values[place] = absent[int(states[place])]
        columns.append(values)
    return zip(*columns, strict=True) if columns else iter([()] * block.rows)


__all__ = ["Computation", "Computed", "Numbers"]
