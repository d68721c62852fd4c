"""The plans of some formulas, by the ranges that they hold for; a new one is made only where none does."""

from collections.abc import Iterable
from threading import Lock
from typing import Final

import attrs

from perfrules.formula import Node
from perfrules.garbage import unsearched
from perfrules.readings.columns.given import EMPTY, Box
from perfrules.readings.columns.machine import Machine
from perfrules.readings.columns.plan import Wanted, plan_for, pruned

_MOST: Final = 4
"""How many plans are kept beside a new one: each has its registers."""


class UnplannedError(Exception):
    """Some outputs, by their positions, have no end and cannot be computed in whole numbers."""

    def __init__(self, places: Iterable[int]) -> None:
        self.places = frozenset(places)
        super().__init__(self.places)


@attrs.define(eq=False)
class Planner:
    """Plans for what is *wanted*, in blocks of so many *rows*."""

    wanted: Wanted
    rows: int
    _machines: list[tuple[Box, frozenset[Node], Machine]] = attrs.field(factory=list)
    _zeros: set[Node] = attrs.field(factory=set)
    _latest: Machine | None = None
    _cells: tuple[str, ...] = ()
    _lock: Lock = attrs.field(factory=Lock)

    def machine(self, box: Box) -> Machine:
        """
        Return the machine of the narrowest plan that holds for the ranges *box*.

        Raises:
            UnplannedError: an output has no end.

        """
        with self._lock:
            zeros = frozenset(self._zeros)
            fitting = (one[2] for one in self._machines if one[1] == zeros and one[0].holds(box))
            machine = next(fitting, None) or self._made(box, zeros)
            self._latest, self._cells = machine, box.cells
            return machine

    def latest(self, cells: tuple[str, ...]) -> Machine | None:
        """Return the machine that was used last for columns of these types, or None."""
        with self._lock:
            return self._latest if self._latest is not None and self._cells == cells else None

    def forget_latest(self) -> None:
        """Choose the next machine among all."""
        with self._lock:
            self._latest = None

    def learn(self, zeros: Iterable[Node]) -> None:
        """Learn that some divisors may be 0."""
        with self._lock:
            self._zeros.update(zeros)
            self._latest = None

    def _made(self, box: Box, zeros: frozenset[Node]) -> Machine:
        with unsearched():
            return self._new(box, zeros)

    def _new(self, box: Box, zeros: frozenset[Node]) -> Machine:
        kept = [one for one in self._machines if one[1] == zeros and one[0].cells == box.cells]
        start = kept[-1][0] if kept else Box(dict.fromkeys(box.known, EMPTY), box.cells)
        grown = start.grown(box)
        plan = pruned(plan_for(self.wanted, grown.known, box.cells, zeros))
        missing = [at for at, output in enumerate(plan.outputs) if output is None]
        if missing:
            raise UnplannedError(missing)
        machine = Machine.of(plan, [grown.known.get(one.name) for one in self.wanted.inputs], self.rows)
        self._machines = sorted([*kept[-_MOST:], (grown, zeros, machine)], key=lambda one: one[0].size)
        return machine
