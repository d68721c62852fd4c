"""Where everything is while a block is computed, and the calls on it in order."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter, setitem
from typing import Any, Final

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.readings.columns.checking import Positive, Within
from perfrules.readings.columns.lanes import DOUBLE, TYPES, Array, lane_of
from perfrules.readings.columns.lowering import Known
from perfrules.readings.columns.plan import Plan
from perfrules.readings.columns.steps import Ref, Step, copied

_CELLS: Final = frozenset(("int8", "int16", "int32", "int64", "object"))
_BY_NAME: Final = (np.maximum, np.minimum)
"""Of these NumPy takes a third operand for a mistake."""
_NUMBERS: Final = frozenset(("int8", "int16", "int32", "int64", "float32", "float64"))


Call = tuple[Callable[..., Any], Callable[[Sequence[Any]], Iterable[Any]]]
"""A function, and what takes its operands out of the slots: what it writes into comes last."""


def _doubted(truths: Array, found: list[Array]) -> None:
    found.append(np.flatnonzero(truths))


@attrs.frozen(eq=False)
class _Named:
    """A function that wants what it writes into by name."""

    function: Callable[..., Any]

    def __call__(self, *operands: Any) -> None:
        self.function(*operands[:-1], out=operands[-1])


def _taking(places: tuple[int, ...]) -> Callable[[Sequence[Any]], Iterable[Any]]:
    """Return what takes the things at *places*, in order."""
    only = places[0]
    return itemgetter(*places) if len(places) > 1 else lambda slots: (slots[only],)


@attrs.define(eq=False, repr=False)
class Layout:
    """
    Where everything is while a block is computed: slots for columns, constants, registers and outputs.

    The slots are the inputs, their states, the outputs' columns, lists of doubtful rows and of divisors that
    are 0, and then what is kept.
    """

    plan: Plan
    known: Sequence[Known | None]
    calls: list[Call] = attrs.field(factory=list)
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
    def start(self) -> int:
        """The slot of what is kept first."""
        return self.zeros + 1

    @property
    def inputs(self) -> int:
        """How many inputs there are."""
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
        """Return the slot of a thing that is kept."""
        self.kept.append(thing)
        return self.zeros + len(self.kept)

    def constant(self, value: Any) -> int:
        """Return the slot of a known thing."""
        key = (type(value), value)
        if key not in self.constants:
            self.constants[key] = self.keep(value)
        return self.constants[key]

    def full(self, ref: Ref) -> int:
        """Return the slot of a column of a constant."""
        if ref not in self.fulls:
            self.fulls[ref] = self.keep(Register(ref.lane, ref.at))
        return self.fulls[ref]

    def number(self, value: Any, step: Step) -> int:
        """Return a slot for a known number in *step*: in the cells of its other operand NumPy takes it at once."""
        lane = next((ref.lane for ref in step.operands if not ref.is_constant), "object")
        if not isinstance(step.function, np.ufunc) or lane not in _NUMBERS:
            return self.constant(value)
        key = (TYPES[lane], value)
        if key not in self.constants:
            self.constants[key] = self.keep(np.array(value, TYPES[lane]))
        return self.constants[key]

    def slot(self, ref: Ref) -> int:
        """Return the slot of an operand."""
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
        slot = self.keep(Register(lane))
        if lane == "bool":
            self.views[slot] = self.keep(Register("int8", of=slot))
        return slot

    def call(self, function: Callable[..., Any], *places: int) -> None:
        """Add a call on what is at *places*."""
        self.calls.append((function, _taking(places)))

    def copy(self, source: int, out: int) -> None:
        """Copy: what is assigned is converted as `copied` does it, in a third of the time of a call with names."""
        self.call(setitem, out, self.constant(...), source)

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
            operands = [self.number(ref.at, step) if ref.is_constant else self.slot(ref) for ref in step.operands]
            operands += [self.number(more, step) for more in step.more]
            done = {ref.at for ref in step.operands if ref.kind in ("step", "view") and last[ref.at] == at}
            if step.lane in DOUBLE or any(steps[one].lane in DOUBLE for one in done):
                self.slots[at] = self.register(at, step.lane)  # these write before they have read everything
                self._release(done)
            else:
                self._release(done)
                self.slots[at] = self.register(at, step.lane)
            self._compute(step, operands, self.slots[at])
            self._after(at)
            if at not in last:
                self._release([at])
        for at in range(self.inputs):  # a plan relies on the ranges of what it need not read as well
            self._guard(at)

    def _compute(self, step: Step, operands: Sequence[int], out: int) -> None:
        if step.function is copied:
            self.copy(operands[0], out)
        else:
            last = isinstance(step.function, np.ufunc) and step.function not in _BY_NAME
            self.call(step.function if last else _Named(step.function), *operands, out)

    def _release(self, done: Iterable[int]) -> None:
        for at in done:
            if at not in self.homes:
                self.free[self.plan.steps[at].lane].append(self.slots[at])

    def _guard(self, at: int) -> None:
        """Hold an input against the range that the plan is made for, right before it is read for the first time."""
        known = self.known[at]
        if known is not None and at not in self.guarded:
            self.guarded.add(at)
            self.call(Within(known), at, self.inputs + at)

    def _after(self, at: int | None) -> None:
        """Copy, check and note what is there after a step, or before the first one."""
        for index in self.ready.get(at, ()):
            ref = self.targets[index]
            if not (ref.kind == "step" and self.homes.get(ref.at) == index):
                self.copy(self.slot(ref), 2 * self.inputs + index)
        for node, ref in self.checked.get(at, ()):
            self.call(Positive(node), self.slot(ref), self.zeros)
        doubtful = self.plan.doubtful
        if doubtful is not None and _step(doubtful) == at:
            self.call(_doubted, self.slot(doubtful), self.doubt)


def _step(ref: Ref) -> int | None:
    """Return the step that gives an operand, None where it is there before the first."""
    return ref.at if ref.kind in ("step", "view") else None


@attrs.frozen
class Register:
    """Cells that are kept: of a *lane*, filled with a number or not, or those of a slot (*of*) as whole numbers."""

    lane: str
    fill: int | None = None
    of: int | None = None
