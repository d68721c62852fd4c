"""The evidence of a block of rows while it is being read: whole numbers and states by column, and rows in doubt."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np

from perfrules.case.relations import Relation
from perfrules.formula.inputs import GIVEN, MISSING
from perfrules.formula.inputs import NOT_APPLICABLE as AWAY
from perfrules.readings.exact import NOT_APPLICABLE, Row
from perfrules.tables.cells import cell_for, given, is_everywhere, repeated, zeros
from perfrules.tables.numbers import Array


@attrs.define(eq=False, repr=False)
class Block:
    """
    The evidence of some rows, one column for each input of a program.

    Attributes:
        rows: how many there are.
        numbers: the whole numbers of each input; `object` where one is larger than 64 bits.
        states: whether each number is given (0), missing (1) or not applicable (2); one cell where all are given.
        taken: which rows have something said of each input, that is by its position.
        doubt: rows that are not plain: they are read one by one, as a case is.
        unusual: relations that are usually kept, each with the rows that break it.

    """

    rows: int
    numbers: list[np.ndarray[Any, Any]]
    states: list[np.ndarray[Any, Any]]
    taken: dict[int, np.ndarray[Any, Any]]
    doubt: np.ndarray[Any, Any]
    unusual: list[tuple[Relation, np.ndarray[Any, Any]]] = attrs.field(factory=list)

    @classmethod
    def empty(cls, rows: int, blank: Sequence[int | None]) -> "Block":
        """Return a block of which nothing is known but what the inputs are where nothing is said."""
        missing, all_given = np.full(rows, MISSING, np.uint8), given(rows)
        return cls(
            rows,
            [repeated(number, cell_for(number), rows) if number else zeros(rows) for number in blank],
            [missing if number is None else all_given for number in blank],
            {},
            np.zeros(rows, np.bool_),
        )

    def free(self, position: int, where: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Take an input in the rows *where*; what was said of it before makes them doubtful."""
        before = self.taken.get(position)
        if before is not None:
            self.doubt |= before & where
        self.taken[position] = where if before is None else before | where
        return where

    def put(self, position: int, numbers: np.ndarray[Any, Any], where: np.ndarray[Any, Any]) -> None:
        """Put *numbers* into an input in the rows *where*."""
        self.free(position, where)
        if is_everywhere(where):
            self.numbers[position], self.states[position] = numbers, given(self.rows)
            return
        self.numbers[position] = np.where(where, numbers, self.numbers[position])
        self.states[position] = np.where(where, np.uint8(GIVEN), self.states[position])

    def away(self, position: int, where: np.ndarray[Any, Any]) -> None:
        """Say that an input is not applicable in the rows *where*."""
        self.free(position, where)
        self.states[position] = np.where(where, np.uint8(AWAY), self.states[position])

    def given(self, position: int) -> np.ndarray[Any, Any]:
        """Return in which rows an input has a number."""
        found: np.ndarray[Any, Any] = self.states[position] == GIVEN
        return found

    def replace(self, rows: Sequence[int], bound: Sequence[Row]) -> None:
        """Put whole rows, as a case has them, in place of those at the positions *rows*."""
        if not rows:
            return
        for position, column in enumerate(zip(*bound, strict=True)):
            numbers = [value if isinstance(value, int) else 0 for value in column]
            states = [_state(value) for value in column]
            kept = self.numbers[position]
            kept = kept.astype(np.promote_types(kept.dtype, cell_for(*numbers)))
            kept[list(rows)] = numbers
            self.numbers[position] = kept
            self.states[position] = self.states[position].copy()
            self.states[position][list(rows)] = states

    def kept(self, where: np.ndarray[Any, Any]) -> "Block":
        """Return the block of the rows *where* alone."""
        if is_everywhere(where) or where.all():
            return self
        count = int(where.sum())
        numbers = [column[where] for column in self.numbers]
        return Block(count, numbers, [column[where] for column in self.states], {}, np.zeros(count, np.bool_))


def _state(value: Any) -> int:
    return GIVEN if isinstance(value, int) else AWAY if value is NOT_APPLICABLE else MISSING


@attrs.frozen(eq=False, repr=False)
class Entry:
    """
    A column of evidence.

    Attributes:
        ours: its flat name, or the name of a field or indicator.
        theirs: what the table calls it.
        array: what stands in it.

    """

    ours: str
    theirs: str
    array: Array
