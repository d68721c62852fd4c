"""Formulas for blocks of rows: plans are kept between blocks, and between tables of one set."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.formula.inputs import Input
from perfrules.readings.columns import Column, ColumnReading, Given, columns
from perfrules.tables.block import Block
from perfrules.tables.cells import is_given

_KEPT: Final = 6
"""So many readings are kept: to plan takes longer than to score a small table."""


@attrs.define(eq=False, repr=False)
class Formulas:
    """
    The formulas *roots* over the *inputs* of a program, for blocks of rows.

    Attributes:
        inputs: the inputs, one for each column of a block.
        roots: the formulas.
        threads: how many threads compute them.

    """

    inputs: tuple[Input, ...]
    roots: tuple[Node, ...]
    threads: int = 1
    _reading: ColumnReading = attrs.field(init=False)
    _cells: dict[str, np.dtype[Any]] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._reading = _kept(self.inputs, self.roots)
        self._reading.choose_anew()

    def read(self, block: Block) -> tuple[Mapping[Node, Column], int]:
        """Return the column of each formula for the rows of *block*, and how many rows the exact reading did again."""
        inputs = zip(self.inputs, block.numbers, block.states, strict=True)
        table = {item.name: self._given(item.name, numbers, states) for item, numbers, states in inputs}
        result = self._reading.run(table, threads=self.threads, rows=block.rows)
        return dict(zip(self.roots, result.columns, strict=True)), result.repaired

    def _given(self, name: str, numbers: np.ndarray[Any, Any], states: np.ndarray[Any, Any]) -> Given:
        """Return an input in the widest cells that it had so far: plans are made for cells, and kept between blocks."""
        if numbers.dtype != np.object_:
            kind = self._cells.get(name, numbers.dtype)
            if kind != numbers.dtype:
                kind = np.promote_types(kind, numbers.dtype)
                numbers = numbers.astype(kind, copy=False)
            self._cells[name] = kind
        return Given(numbers, None if is_given(states) else states)


_kept = lru_cache(maxsize=_KEPT)(columns)
