"""The columns of a run in the making: blocks may differ in the types of their cells, and end up in the widest."""

from collections.abc import Sequence
from fractions import Fraction
from threading import Lock
from typing import Final

import attrs
import numpy as np

from perfrules.readings.columns.lanes import TYPES, WIDTH, Array
from perfrules.readings.columns.machine import Key, Machine
from perfrules.readings.columns.result import Column

_LANES: Final = {np.dtype(TYPES[lane]): lane for lane in ("int8", "int16", "int32", "int64", "object")}
"""The lane of an output's column by the type of its cells."""
_ONE: Final = Fraction(1)


@attrs.frozen(eq=False)
class _Block:
    start: int
    stop: int
    machine: Machine


@attrs.define(eq=False)
class Gathering:
    """Columns of so many *rows* for outputs of these *units*; *old* are columns that may be written over."""

    rows: int
    units: Sequence[Fraction | None]
    old: Sequence[Column] = ()
    _arrays: dict[tuple[Key, str], Array] = attrs.field(factory=dict)
    _written: dict[Machine, list[Array]] = attrs.field(factory=dict)
    _blocks: list[_Block] = attrs.field(factory=list)
    _doubtful: list[Array] = attrs.field(factory=list)
    _lock: Lock = attrs.field(factory=Lock)

    def __attrs_post_init__(self) -> None:
        for at, column in enumerate(self.old):
            self._keep((at, "value"), column.values)
            self._keep((at, "divisor"), column.divisors)
            self._keep((at, "state"), column.states)

    def _keep(self, key: Key, array: Array | None) -> None:
        if array is not None and len(array) == self.rows and array.dtype in _LANES:
            self._arrays[key, _LANES[array.dtype]] = array

    def outputs(self, machine: Machine, start: int, stop: int) -> list[Array]:
        """Return where the outputs of a block are to be written."""
        with self._lock:
            whole = self._written.get(machine)
            if whole is None:
                places = zip(machine.keys, machine.lanes, strict=True)
                whole = self._written[machine] = [self._array(key, lane) for key, lane in places]
        return whole if stop - start == self.rows else [array[start:stop] for array in whole]

    def _array(self, key: Key, lane: str) -> Array:
        array = self._arrays.get((key, lane))
        if array is None:
            array = self._arrays[key, lane] = np.empty(self.rows, TYPES[lane])
        return array

    def note(self, machine: Machine, start: int, stop: int, doubtful: Sequence[Array]) -> None:
        """Note that a block is done, and the positions of its doubtful rows."""
        with self._lock:
            self._blocks.append(_Block(start, stop, machine))
            self._doubtful += [rows + start for rows in doubtful if len(rows)]

    def doubtful(self) -> list[int]:
        """Return the rows that the exact reading must do."""
        return [row for rows in self._doubtful for row in rows.tolist()]

    def columns(self) -> list[Column]:
        """Return the columns of all outputs."""
        self._blocks.sort(key=lambda block: block.start)
        parts = self._parts()
        ways = list(dict.fromkeys(block.machine.ways for block in self._blocks))
        return [
            Column(
                _ONE if unit is None else unit,
                parts[at, "value"],
                parts.get((at, "divisor")),
                parts.get((at, "state")),
                (ways[0][at],) if len(ways) == 1 else tuple(dict.fromkeys(way[at] for way in ways)),
            )
            for at, unit in enumerate(self.units)
        ]

    def _parts(self) -> dict[Key, Array]:
        """Return all columns: as they are where one machine has done every block."""
        machines = list(dict.fromkeys(block.machine for block in self._blocks))
        if len(machines) == 1:
            return dict(zip(machines[0].keys, self._written[machines[0]], strict=True))
        lanes = {machine: dict(zip(machine.keys, machine.lanes, strict=True)) for machine in machines}
        keys = dict.fromkeys(key for each in lanes.values() for key in each)
        for at, unit in enumerate(self.units):
            keys |= dict.fromkeys([(at, "value")] if unit else [(at, "value"), (at, "divisor")])
        return {key: self._joined(key, lanes) for key in keys}

    def _joined(self, key: Key, lanes: dict[Machine, dict[Key, str]]) -> Array:
        """Return a column in one type; a block that has none, which only states can be, has every row given."""
        lane = max({each.get(key, "int8") for each in lanes.values()} or {"int8"}, key=WIDTH.__getitem__)
        whole = self._array(key, lane)
        for block in self._blocks:
            own = lanes[block.machine].get(key)
            part = slice(block.start, block.stop)
            if own is None:
                whole[part] = 0
            elif own != lane:
                whole[part] = self._arrays[key, own][part]
        return whole
