"""The columns of a run in the making: blocks may differ in the types of their cells, and end up in the widest."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from threading import Lock

import attrs
import numpy as np

from perfrules.readings.columns.lanes import TYPES, WIDTH, Array
from perfrules.readings.columns.machine import Machine
from perfrules.readings.columns.result import Column

Key = tuple[int, str]
"""An output's position, and which of its columns: value, divisor or state."""


@attrs.frozen(eq=False)
class _Block:
    start: int
    stop: int
    lanes: dict[Key, str]
    ways: tuple[str, ...]


@attrs.define(eq=False)
class Gathering:
    """Columns of so many *rows* for outputs of these *units*; *old* are columns that may be written over."""

    rows: int
    units: Sequence[Fraction | None]
    old: Sequence[Column] = ()
    _arrays: dict[tuple[Key, str], Array] = attrs.field(factory=dict)
    _blocks: list[_Block] = attrs.field(factory=list)
    _doubtful: list[Array] = attrs.field(factory=list)
    _lock: Lock = attrs.field(factory=Lock)

    def __attrs_post_init__(self) -> None:
        for at, column in enumerate(self.old):
            for part, array in (("value", column.values), ("divisor", column.divisors), ("state", column.states)):
                if array is not None and len(array) == self.rows:
                    self._arrays[(at, part), str(array.dtype)] = array

    def outputs(self, machine: Machine, start: int, stop: int) -> list[Array]:
        """Return where the outputs of a block are to be written."""
        with self._lock:
            return [self._array(key, lane)[start:stop] for key, lane in zip(_keys(machine), machine.lanes, strict=True)]

    def _array(self, key: Key, lane: str) -> Array:
        array = self._arrays.get((key, lane))
        if array is None:
            array = self._arrays[key, lane] = np.empty(self.rows, TYPES[lane])
        return array

    def note(self, machine: Machine, start: int, stop: int, doubtful: Sequence[Array]) -> None:
        """Note that a block is done, and the positions of its doubtful rows."""
        lanes = dict(zip(_keys(machine), machine.lanes, strict=True))
        ways = tuple(output.lane for output in machine.plan.outputs if output)
        with self._lock:
            self._blocks.append(_Block(start, stop, lanes, ways))
            self._doubtful += [rows + start for rows in doubtful if len(rows)]

    def doubtful(self) -> list[int]:
        """Return the rows that the exact reading must do."""
        return [row for rows in self._doubtful for row in rows.tolist()]

    def columns(self) -> list[Column]:
        """Return the columns of all outputs."""
        self._blocks.sort(key=lambda block: block.start)
        return [self._column(at, unit) for at, unit in enumerate(self.units)]

    def _column(self, at: int, unit: Fraction | None) -> Column:
        values = self._joined((at, "value"), 0)
        divisors = self._joined((at, "divisor"), 1) if unit is None else None
        states = self._joined((at, "state"), 0) if self._has((at, "state")) else None
        ways = tuple(dict.fromkeys(block.ways[at] for block in self._blocks))
        return Column(unit or Fraction(1), values, divisors, states, ways)

    def _has(self, key: Key) -> bool:
        return any(key in block.lanes for block in self._blocks)

    def _joined(self, key: Key, otherwise: int) -> Array:
        """Return a column in one type; where a block has none it is *otherwise*."""
        lanes = {block.lanes.get(key, "int8") for block in self._blocks} or {"int8"}
        lane = max(lanes, key=WIDTH.__getitem__)
        whole = self._array(key, lane)
        for block in self._blocks:
            own = block.lanes.get(key)
            part = slice(block.start, block.stop)
            if own is None:
                whole[part] = otherwise
            elif own != lane:
                whole[part] = self._arrays[key, own][part]
        return whole


def _keys(machine: Machine) -> Iterator[Key]:
    """Yield what the columns of a machine are, in its order."""
    for at, output in enumerate(machine.plan.outputs):
        if output is not None:
            yield at, "value"
            if output.divisor is not None:
                yield at, "divisor"
            if output.state is not None:
                yield at, "state"
