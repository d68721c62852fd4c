"""Formulas ready to be computed for many rows: blocks that stay in cache, threads over blocks."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from functools import partial
from threading import Lock
from typing import Final

import attrs

from perfrules.formula import Node, postorder
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational
from perfrules.readings.columns.checking import OutsideError, ZeroFoundError
from perfrules.readings.columns.exact_rows import ExactRows
from perfrules.readings.columns.gathering import Gathering
from perfrules.readings.columns.given import Box, Source, Table, filled, given, known_of, table_of
from perfrules.readings.columns.lanes import Array
from perfrules.readings.columns.plan import Wanted
from perfrules.readings.columns.planner import Planner, UnplannedError
from perfrules.readings.columns.result import Column, Result
from perfrules.readings.columns.units import units

BLOCK: Final = 262_144
"""
How many rows are computed at a time: few enough that a register is still in cache at the next step, and enough that
threads seldom wait for one another between two steps.
"""
_FEWEST: Final = 32_768
"""Fewer rows than these are not worth a thread of their own."""


@attrs.define(eq=False)
class ColumnReading:
    """
    Formulas as columns: `run` computes them for any number of rows.

    It may be used by many threads at once, and keeps what it needs for the next run: plans and registers.

    Attributes:
        inputs: what may be read.
        roots: the outputs.
        units: the unit of each output's whole numbers; None where it is a quotient.
        needed: the names of the inputs that the outputs read.
        block: how many rows are computed at a time.

    """

    inputs: tuple[Input, ...]
    roots: tuple[Node, ...]
    units: tuple[Fraction | None, ...]
    needed: frozenset[str]
    block: int = BLOCK
    _plain: tuple[int, ...] = attrs.field(init=False)
    _planner: Planner = attrs.field(init=False)
    _given: Array = attrs.field(init=False)
    _exact: dict[tuple[int, ...], ExactRows] = attrs.field(factory=dict)
    _lock: Lock = attrs.field(factory=Lock)

    def __attrs_post_init__(self) -> None:
        self._given = given(self.block)
        endless = irrational(self.roots)
        self._plan([at for at, root in enumerate(self.roots) if root not in endless])

    def _plan(self, places: Iterable[int]) -> None:
        """Make plans for the outputs at *places*; all others are left to the exact reading."""
        self._plain = tuple(places)
        roots = tuple(self.roots[at] for at in self._plain)
        divisors = {node.args[1] for node in postorder(roots) if node.op == "divide"}
        wanted = Wanted(self.inputs, roots, tuple(self.units[at] for at in self._plain), frozenset(divisors))
        self._planner = Planner(wanted, self.block)

    def choose_anew(self) -> None:
        """Look among the plans for the fastest that holds, in the next run: the last one may be for wider ranges."""
        with self._lock:
            self._planner.forget_latest()

    def run(
        self, table: Mapping[str, Source], *, threads: int = 1, rows: int | None = None, into: Result | None = None
    ) -> Result:
        """
        Return the outputs for the rows of *table*, which has a column for every input that is needed.

        *rows* is how many there are, where no column tells it. The columns of *into*, a result of such a run that is
        not needed any more, are written over: fresh memory takes its time.

        Raises:
            ColumnError: a column is missing, is not of whole numbers or has another length than the others.

        """
        whole = table_of(self.inputs, self.needed, table, rows)
        while True:
            with self._lock:
                plain, planner = self._plain, self._planner
            old = [into.columns[at] for at in plain] if into else []
            gathering = Gathering(whole.rows, planner.wanted.units, old)
            try:
                self._blocks(planner, whole, gathering, threads)
            except UnplannedError as error:
                with self._lock:
                    self._plan(at for place, at in enumerate(plain) if place not in error.places)
                continue
            return self._finished(whole, plain, gathering)

    def _blocks(self, planner: Planner, given: Table, gathering: Gathering, threads: int) -> None:
        size = self._share(given.rows, threads)
        starts = range(0, given.rows, size)
        work = partial(self._block, planner, given, gathering, size)
        if threads > 1 and len(starts) > 1:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, starts))
        else:
            for start in starts:
                work(start)

    def _share(self, rows: int, threads: int) -> int:
        """Return how many rows a block has: as many for each thread, and not so few that they wait for one another."""
        if threads == 1:
            return self.block
        turns = max(1, -(-rows // (self.block * threads)))
        return max(-(-rows // (turns * threads)), min(_FEWEST, self.block))

    def _block(self, planner: Planner, given: Table, gathering: Gathering, size: int, start: int) -> None:
        stop = min(start + size, given.rows)
        numbers, states = self._part(given, start, stop)
        machine = planner.latest(given.cells)
        while True:
            if machine is None:
                machine = planner.machine(self._box(numbers, states, given.cells))
            try:
                doubtful = machine.run(numbers, states, gathering.outputs(machine, start, stop), stop - start)
            except OutsideError:
                machine = None
                continue
            except ZeroFoundError as found:
                planner.learn(found.nodes)
                machine = None
                continue
            gathering.note(machine, start, stop, doubtful)
            return

    def _part(self, given: Table, start: int, stop: int) -> tuple[Sequence[Array | None], Sequence[Array]]:
        """Return the numbers and states of a block."""
        numbers: Sequence[Array | None] = given.numbers
        states: Sequence[Array | None] = given.states
        if stop - start < given.rows:
            numbers = [None if column is None else column[start:stop] for column in numbers]
            states = [None if column is None else column[start:stop] for column in states]
        all_given = self._given[: stop - start]
        if any(state is not None for state in states):
            numbers = [
                column if column is None or state is None else filled(column, state)
                for column, state in zip(numbers, states, strict=True)
            ]
        return numbers, [all_given if state is None else state for state in states]

    def _box(self, numbers: Sequence[Array | None], states: Sequence[Array | None], cells: tuple[str, ...]) -> Box:
        known = {
            declared.name: known_of(column, state)
            for declared, column, state in zip(self.inputs, numbers, states, strict=True)
            if column is not None
        }
        return Box(known, cells)

    def _finished(self, given: Table, plain: tuple[int, ...], gathering: Gathering) -> Result:
        found: Sequence[Column] = gathering.columns()
        doubtful = gathering.doubtful()
        if doubtful:
            found = self._rows(plain).repaired(given, doubtful, found)
        columns = dict(zip(plain, found, strict=True))
        rest = tuple(at for at in range(len(self.roots)) if at not in columns)
        if rest:
            columns |= zip(rest, self._rows(rest).columns(given), strict=True)
        return Result(tuple(columns[at] for at in range(len(self.roots))), given.rows, len(doubtful))

    def _rows(self, places: tuple[int, ...]) -> ExactRows:
        """Return the exact reading of the outputs at *places*."""
        with self._lock:
            if places not in self._exact:
                roots, sizes = tuple(self.roots[at] for at in places), tuple(self.units[at] for at in places)
                self._exact[places] = ExactRows.of(self.inputs, roots, sizes)
            return self._exact[places]


def columns(inputs: Iterable[Input], roots: Iterable[Node], *, block: int = BLOCK) -> ColumnReading:
    """Return the reading of *roots*, formulas over *inputs*, for many rows; *block* rows are computed at a time."""
    known, wanted = tuple(inputs), tuple(roots)
    needed = frozenset(str(node.value) for node in postorder(wanted) if node.op == "input")
    return ColumnReading(known, wanted, units(known, wanted), needed, block)
