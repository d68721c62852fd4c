"""From whole numbers of the evidence to the numbers of formulas, for a block of rows."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.formula.inputs import MISSING, NOT_APPLICABLE, UNCERTAIN, UNDEFINED
from perfrules.formula.printing import number_text
from perfrules.program import NodePlan
from perfrules.readings.columns import Column
from perfrules.tables.block import Block
from perfrules.tables.cells import everywhere, nowhere, wide, within
from perfrules.tables.formulas import Formulas
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
        there: the rows in which it has a number.

    """

    values: np.ndarray[Any, Any]
    there: np.ndarray[Any, Any]


@attrs.frozen
class Computed:
    """
    What is computed of a block.

    Attributes:
        numbers: by formula, of what is put out.
        refused: rows in which a node may be without what it needs: they are scored one by one to be sure.
        null: by code, the rows in which a node has no marks.
        lanes: by code, the widest arithmetic that the marks took.
        repaired: how many rows the exact reading did again.

    """

    numbers: Mapping[Node, Numbers]
    refused: np.ndarray[Any, Any]
    null: Mapping[str, np.ndarray[Any, Any]]
    lanes: Mapping[str, tuple[str, ...]]
    repaired: int


@attrs.frozen(eq=False, repr=False, slots=False)
class Computation:
    """Computes the formulas of *columns*, and whether the results of the rules are there."""

    rules: TableRules
    columns: tuple[OutputColumn, ...]
    threads: int = 1

    @cached_property
    def places(self) -> Mapping[Node, int | None]:
        """The formulas of the columns with the decimals that they are held with; None for texts."""
        return {column.node: column.places for column in self.columns if column.node is not None}

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
    def points(self) -> tuple[Node, ...]:
        """The marks of the points of checklists."""
        return tuple(point for plan in self.rules.program.nodes.values() for point in plan.points.values())

    @cached_property
    def formulas(self) -> Formulas:
        """Everything that is computed."""
        roots = dict.fromkeys((*self.results, *self.places, *self.points))
        return Formulas(self.rules.program.inputs, tuple(roots), self.threads)

    def __call__(self, block: Block) -> Computed:
        """Return the numbers of the formulas for each row of *block*."""
        found, repaired = self.formulas.read(block)
        plans = self.rules.program.nodes
        return Computed(
            {node: _numbers(found[node], places, block.rows) for node, places in self.places.items()},
            self._refused(found, block.rows),
            {code: _absent(found[plan.marks], block.rows) for code, plan in plans.items()},
            {code: found[plan.marks].lanes for code, plan in plans.items()},
            repaired,
        )

    def _refused(self, found: Mapping[Node, Column], rows: int) -> np.ndarray[Any, Any]:
        """Return the rows that may be refused: a result is not there, and a node may not be without it."""
        absent, refused = nowhere(rows), nowhere(rows)
        for root, bits in self.results.items():
            states = found[root].states
            if states is not None:
                absent = absent | (states != 0)
                refused = refused | ((states & bits) != 0)
        for point in self.points:
            states = found[point].states
            if states is not None:
                refused = refused | ((states & _BROKEN) != 0)
        return absent & refused


def _refused(plan: NodePlan) -> int:
    bits = {"missing": MISSING, "not_applicable": NOT_APPLICABLE}
    return _BROKEN | sum(bit for reason, bit in bits.items() if reason in plan.refuses)


def _absent(column: Column, rows: int) -> np.ndarray[Any, Any]:
    return nowhere(rows) if column.states is None else np.asarray(column.states != 0, np.bool_)


def _numbers(column: Column, places: int | None, rows: int) -> Numbers:
    """Return a column as whole numbers of its last decimal, or as texts."""
    there = everywhere(rows) if column.states is None else ~_absent(column, rows)
    if places is None:
        texts = ["" if number is None else number_text(number) for number in column.numbers()]
        return Numbers(np.array(texts, np.object_), there)
    factor = column.unit * 10**places
    if column.values.dtype == np.object_ or factor.denominator != 1:
        numbers = [0 if number is None else int(number * 10**places) for number in column.numbers()]
        return Numbers(np.array(numbers, np.object_), there)
    values = wide(column.values)
    if factor > 1 and not within(values, -(LARGEST // factor.numerator), LARGEST // factor.numerator):
        values = values.astype(np.object_)
    return Numbers(values * factor.numerator if factor > 1 else values, there)
