"""A plan made ready: registers that are kept between blocks, and the calls on them in order."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.readings.columns.checking import Positive, Within, ZeroFoundError
from perfrules.readings.columns.lanes import DOUBLE, TYPES, Array, lane_of
from perfrules.readings.columns.lowering import Known
from perfrules.readings.columns.plan import Plan
from perfrules.readings.columns.steps import Function, Ref, copied

_CELLS: Final = frozenset(("int8", "int16", "int32", "int64", "object"))


_FEWER: Final = 16_384
"""How many rows are computed at a time where numbers have a bound of their error, which is four times as large."""


def _filled(value: int, *, out: Array) -> None:
    out[...] = value


def _doubted(truths: Array, *, out: list[Array]) -> None:
    out.append(np.flatnonzero(truths))


class _Call(NamedTuple):
    function: Function
    operands: tuple[int, ...]
    out: int


@attrs.define(eq=False, repr=False)
class _Layout:
    """
    Where everything is while a block is computed: slots for columns, constants, registers and outputs.

    The slots are the inputs, their states, the outputs' columns, lists of doubtful rows and of divisors that
    are 0, and then what is kept.
    """

    plan: Plan
    known: Sequence[Known | None]
    calls: list[_Call] = attrs.field(factory=list)
    kept: list[Any] = attrs.field(factory=list)
    constants: dict[tuple[type, Any], int] = attrs.field(factory=dict)
    homes: dict[int, int] = attrs.field(factory=dict)
    slots: dict[int, int] = attrs.field(factory=dict)
    views: dict[int, int] = attrs.field(factory=dict)
    free: dict[str, list[int]] = attrs.field(factory=dict)
    fulls: dict[Ref, int] = attrs.field(factory=dict)
    guarded: set[int] = attrs.field(factory=set)
    lanes: list[str] = attrs.field(factory=list)
    targets: list[Ref] = attrs.field(init=False)
    ready: dict[int | None, list[int]] = attrs.field(factory=dict)
    checked: dict[int | None, list[tuple[Node, Ref]]] = attrs.field(factory=dict)
    doubt: int = attrs.field(init=False)
    zeros: int = attrs.field(init=False)

    @property
    def inputs(self) -> int:
        return len(self.known)

    def __attrs_post_init__(self) -> None:
        self.targets = [ref for output in self.plan.outputs if output for ref in output.refs]
        self.doubt = 2 * self.inputs + len(self.targets)
        self.zeros = self.doubt + 1
        for index, ref in enumerate(self.targets):
            self.lanes.append(self._cells(index, ref))
            self.ready.setdefault(_step(ref), []).append(index)
        for node, ref in self.plan.checks:
            self.checked.setdefault(_step(ref), []).append((node, ref))

    def _cells(self, index: int, ref: Ref) -> str:
        """Return the type of an output's column; a step's register is the column itself where it can be."""
        if ref.kind == "step" and ref.lane in _CELLS and ref.at not in self.homes:
            self.homes[ref.at] = index
            return ref.lane
        lane = lane_of(ref.low, ref.high, least="int8")
        return "int64" if lane == "float64" else lane

    def keep(self, thing: Any) -> int:
        self.kept.append(thing)
        return self.zeros + len(self.kept)

    def constant(self, value: Any) -> int:
        key = (type(value), value)
        if key not in self.constants:
            self.constants[key] = self.keep(value)
        return self.constants[key]

    def full(self, ref: Ref) -> int:
        if ref not in self.fulls:
            self.fulls[ref] = self.keep(_Register(ref.lane, ref.at))
        return self.fulls[ref]

    def slot(self, ref: Ref) -> int:
        if ref.kind == "constant":
            return self.constant(ref.at)
        if ref.kind == "full":
            return self.full(ref)
        if ref.kind == "input":
            return ref.at
        if ref.kind == "state":
            return self.inputs + ref.at
        return self.views[self.slots[ref.at]] if ref.kind == "view" else self.slots[ref.at]

    def register(self, at: int, lane: str) -> int:
        """Return a slot for the result of a step."""
        if at in self.homes:
            return 2 * self.inputs + self.homes[at]
        free = self.free.setdefault(lane, [])
        if free:
            return free.pop()
        slot = self.keep(_Register(lane))
        if lane == "bool":
            self.views[slot] = self.keep(_Register("int8", of=slot))
        return slot

    def lay(self) -> None:
        """Make the calls, in order; a register is free once nothing reads it any more."""
        steps = self.plan.steps
        last = {ref.at: at for at, step in enumerate(steps) for ref in step.operands if ref.kind in ("step", "view")}
        for ref in (*self.targets, *(ref for _, ref in self.plan.checks)):
            if ref.kind == "input":
                self._guard(ref.at)
        self._after(None)
        for at, step in enumerate(steps):
            for ref in step.operands:
                if ref.kind in ("input", "state"):
                    self._guard(ref.at)
            operands = [self.slot(ref) for ref in step.operands] + [self.constant(more) for more in step.more]
            done = {ref.at for ref in step.operands if ref.kind in ("step", "view") and last[ref.at] == at}
            if step.lane in DOUBLE or any(steps[one].lane in DOUBLE for one in done):
                self.slots[at] = self.register(at, step.lane)  # these write before they have read everything
                self._release(done)
            else:
                self._release(done)
                self.slots[at] = self.register(at, step.lane)
            self.calls.append(_Call(step.function, tuple(operands), self.slots[at]))
            self._after(at)
            if at not in last:
                self._release([at])
        for at in range(self.inputs):  # a plan relies on the ranges of what it need not read as well
            self._guard(at)

    def _release(self, done: Iterable[int]) -> None:
        for at in done:
            if at not in self.homes:
                self.free[self.plan.steps[at].lane].append(self.slots[at])

    def _guard(self, at: int) -> None:
        """Hold an input against the range that the plan is made for, right before it is read for the first time."""
        known = self.known[at]
        if known is not None and at not in self.guarded:
            self.guarded.add(at)
            self.calls.append(_Call(Within(known), (at, self.inputs + at), self.constant(None)))

    def _after(self, at: int | None) -> None:
        """Copy, check and note what is there after a step, or before the first one."""
        for index in self.ready.get(at, ()):
            ref = self.targets[index]
            if not (ref.kind == "step" and self.homes.get(ref.at) == index):
                function = _filled if ref.is_constant else copied
                self.calls.append(_Call(function, (self.slot(ref),), 2 * self.inputs + index))
        for node, ref in self.checked.get(at, ()):
            self.calls.append(_Call(Positive(node), (self.slot(ref),), self.zeros))
        doubtful = self.plan.doubtful
        if doubtful is not None and _step(doubtful) == at:
            self.calls.append(_Call(_doubted, (self.slot(doubtful),), self.doubt))


def _step(ref: Ref) -> int | None:
    """Return the step that gives an operand, None where it is there before the first."""
    return ref.at if ref.kind in ("step", "view") else None


@attrs.frozen
class _Register:
    """Cells that are kept: of a *lane*, filled with a number or not, or those of a slot (*of*) as whole numbers."""

    lane: str
    fill: int | None = None
    of: int | None = None


@attrs.define(eq=False)
class Machine:
    """
    A plan with its registers' layout.

    Attributes:
        plan: what it does.
        lanes: the types of the outputs' columns, in the order of the outputs' operands.
        rows: how many rows a block has at most.

    """

    plan: Plan
    rows: int
    lanes: tuple[str, ...]
    _calls: tuple[_Call, ...]
    _kept: tuple[Any, ...]
    _start: int
    _scratch: list[list[Any]] = attrs.field(factory=list)

    @classmethod
    def of(cls, plan: Plan, known: Sequence[Known | None], rows: int) -> "Machine":
        """Return *plan*, made for what is *known* of the inputs, ready for blocks of at most *rows* rows."""
        if any(step.lane in DOUBLE for step in plan.steps):
            rows = min(rows, _FEWER)
        layout = _Layout(plan, known)
        layout.lay()
        return cls(plan, rows, tuple(layout.lanes), tuple(layout.calls), tuple(layout.kept), layout.zeros + 1)

    def _registers(self) -> list[Any]:
        made: list[Any] = []
        for thing in self._kept:
            if not isinstance(thing, _Register):
                made.append(thing)
            elif thing.of is not None:
                made.append(made[thing.of - self._start].view(np.int8))
            elif thing.fill is not None:
                made.append(np.full(self.rows, thing.fill, TYPES[thing.lane]))
            else:
                made.append(np.empty((2, self.rows) if thing.lane in DOUBLE else self.rows, TYPES[thing.lane]))
        return made

    def run(
        self, inputs: Sequence[Array | None], states: Sequence[Array | None], outputs: Sequence[Array], rows: int
    ) -> list[Array]:
        """
        Compute a block of *rows* rows into *outputs*, and return the positions of doubtful rows.

        Raises:
            OutsideError: an input is beyond what the plan is made for.
            ZeroFoundError: a divisor that the plan holds to be above 0 is 0. The outputs are not whole then.

        """
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
            scratch = self._registers()
        doubtful: list[Array] = []
        zeros: list[Node] = []
        kept = scratch
        if rows < self.rows:
            kept = [thing[..., :rows] if isinstance(thing, np.ndarray) else thing for thing in scratch]
        slots = [*inputs, *states, *outputs, doubtful, zeros, *kept]
        slot = slots.__getitem__
        try:
            with np.errstate(all="ignore"):  # in rows that nothing reads anything may be computed
                for function, operands, out in self._calls:
                    function(*map(slot, operands), out=slots[out])
        except ZeroDivisionError:  # Python's whole numbers do not go on
            if not zeros:
                raise
        finally:
            self._scratch.append(scratch)
        if zeros:
            raise ZeroFoundError(zeros)
        return doubtful
