"""A plan made ready: registers that are kept between blocks, and the calls on them in order."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.readings.columns.checking import ZeroFoundError
from perfrules.readings.columns.lanes import DOUBLE, TYPES, Array
from perfrules.readings.columns.layout import Call, Layout, Register
from perfrules.readings.columns.lowering import Known
from perfrules.readings.columns.plan import Plan

Key = tuple[int, str]
"""An output's position, and which of its columns: value, divisor or state."""
_FEWER: Final = 16_384
"""How many rows are computed at a time where numbers have a bound of their error, which is four times as large."""


@attrs.define(eq=False)
class _Scratch:
    """What one thread computes with: *whole* for blocks of all rows, and what was cut off it for the last others."""

    whole: list[Any]
    rows: int = 0
    part: list[Any] = attrs.field(factory=list)

    def of(self, registers: Sequence[int], rows: int) -> list[Any]:
        """Return what is kept, with *registers* of so many rows."""
        if rows != self.rows:
            self.rows, self.part = rows, list(self.whole)
            for at in registers:
                self.part[at] = self.whole[at][..., :rows]
        return self.part


@attrs.define(eq=False)
class Machine:
    """
    A plan with its registers' layout.

    Attributes:
        plan: what it does.
        rows: how many rows a block has at most.
        lanes: the types of the outputs' columns, in the order of the outputs' operands.
        keys: what these columns are.
        ways: the widest arithmetic that goes into each output, by name.

    """

    plan: Plan
    rows: int
    lanes: tuple[str, ...]
    keys: tuple[Key, ...]
    ways: tuple[str, ...]
    _calls: tuple[Call, ...]
    _kept: tuple[Any, ...]
    _start: int
    _registers: tuple[int, ...]
    _scratch: list[_Scratch] = attrs.field(factory=list)

    @classmethod
    def of(cls, plan: Plan, known: Sequence[Known | None], rows: int) -> "Machine":
        """Return *plan*, made for what is *known* of the inputs, ready for blocks of at most *rows* rows."""
        if any(step.lane in DOUBLE for step in plan.steps):
            rows = min(rows, _FEWER)
        layout = Layout(plan, known)
        layout.lay()
        ways = tuple(output.lane for output in plan.outputs if output)
        registers = tuple(at for at, thing in enumerate(layout.kept) if isinstance(thing, Register))
        made = tuple(layout.calls), tuple(layout.kept), layout.start, registers
        return cls(plan, rows, tuple(layout.lanes), tuple(_keys(plan)), ways, *made)

    def _made(self) -> _Scratch:
        made: list[Any] = []
        for thing in self._kept:
            if not isinstance(thing, Register):
                made.append(thing)
            elif thing.of is not None:
                made.append(made[thing.of - self._start].view(np.int8))
            elif thing.fill is not None:
                made.append(np.full(self.rows, thing.fill, TYPES[thing.lane]))
            else:
                made.append(np.empty((2, self.rows) if thing.lane in DOUBLE else self.rows, TYPES[thing.lane]))
        return _Scratch(made, self.rows, made)

    def run(
        self, inputs: Sequence[Array | None], states: Sequence[Array | None], outputs: Sequence[Array], rows: int
    ) -> list[Array]:
        """
        Compute a block of *rows* rows into *outputs*, and return the positions of doubtful rows.

        Raises:
            OutsideError: an input is beyond what the plan is made for.
            ZeroFoundError: a divisor that the plan holds to be above 0 is 0. The outputs are not whole then.

        """
        if rows <= self.rows:
            return self._run(inputs, states, outputs, rows)
        doubtful: list[Array] = []
        for start in range(0, rows, self.rows):
            part = slice(start, min(start + self.rows, rows))
            numbers = [None if column is None else column[part] for column in inputs]
            absences = [None if column is None else column[part] for column in states]
            found = self._run(numbers, absences, [output[part] for output in outputs], part.stop - start)
            doubtful += [places + start for places in found]
        return doubtful

    def _run(
        self, inputs: Sequence[Array | None], states: Sequence[Array | None], outputs: Sequence[Array], rows: int
    ) -> list[Array]:
        try:
            scratch = self._scratch.pop()  # other threads have theirs
        except IndexError:
            scratch = self._made()
        doubtful: list[Array] = []
        zeros: list[Node] = []
        slots = [*inputs, *states, *outputs, doubtful, zeros, *scratch.of(self._registers, rows)]
        try:
            with np.errstate(all="ignore"):  # in rows that nothing reads anything may be computed
                for function, operands in self._calls:
                    function(*operands(slots))
        except ZeroDivisionError:  # Python's whole numbers do not go on
            if not zeros:
                raise
        finally:
            self._scratch.append(scratch)
        if zeros:
            raise ZeroFoundError(zeros)
        return doubtful


def _keys(plan: Plan) -> Iterator[Key]:
    """Yield what the columns of a machine are, in its order."""
    for at, output in enumerate(plan.outputs):
        if output is not None:
            yield at, "value"
            if output.divisor is not None:
                yield at, "divisor"
            if output.state is not None:
                yield at, "state"
