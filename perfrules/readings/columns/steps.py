"""Instructions of a plan: each a NumPy call into one register; what is the same is computed once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import attrs
import numpy as np

from perfrules.readings.columns.lanes import WIDTH, Array, Lane, lane_of
from perfrules.readings.exact.bounds import Bound

Function = Callable[..., Any]


@attrs.frozen
class Ref:
    """
    An operand: a number known when the plan is made, a column that is given, or the register of a step.

    Attributes:
        kind: constant, full (a column of a constant), input, state (the state column of an input), step, or view (a
            step's truths as whole numbers).
        at: the number itself, or the position of the input or step.
        lane: the type of its cells.
        low: the least whole number that it may be.
        high: the greatest.

    """

    kind: str
    at: int
    lane: str
    low: Bound
    high: Bound

    @property
    def is_constant(self) -> bool:
        """Whether the number is known when the plan is made."""
        return self.kind == "constant"


@attrs.frozen
class Step:
    """One instruction: *function* of *operands* into a register of *lane*; *more* is given as it is."""

    function: Function
    operands: tuple[Ref, ...]
    lane: str
    more: tuple[Any, ...] = ()


def copied(source: Array, *, out: Array) -> None:
    """Copy into cells of another type, which are known to hold the numbers; fractions are cut off."""
    np.copyto(out, source, casting="unsafe")


@attrs.define(eq=False, repr=False)
class Steps:
    """The steps made so far."""

    made: list[Step] = attrs.field(factory=list)
    kept: dict[Step, int] = attrs.field(factory=dict)

    def add(
        self,
        function: Function,
        operands: Sequence[Ref],
        lane: str,
        ends: tuple[Bound, Bound],
        more: Iterable[Any] = (),
    ) -> Ref:
        """Return the register of a step, which is made unless it is there."""
        step = Step(function, tuple(operands), lane, tuple(more))
        at = self.kept.get(step)
        if at is None:
            at = self.kept[step] = len(self.made)
            self.made.append(step)
        return Ref("step", at, lane, *ends)

    def whole(self, function: Function, operands: Sequence[Ref], ends: tuple[Bound, Bound], least: str = "int8") -> Ref:
        """Return whole-number arithmetic in the narrowest lane that holds the operands and the result."""
        lane = self.lane(operands, ends, least)
        return self.add(function, [self.cast(operand, lane) for operand in operands], lane, ends)

    def extreme(self, function: Function, operands: Sequence[Ref], ends: tuple[Bound, Bound]) -> Ref:
        """Return the least or most: NumPy compares two columns several times as fast as one and a number."""
        lane = self.lane(operands, ends)
        cells = [
            Ref("full", operand.at, lane, operand.low, operand.high)
            if operand.is_constant and lane != "object"
            else self.cast(operand, lane)
            for operand in operands
        ]
        return self.add(function, cells, lane, ends)

    def lane(self, operands: Sequence[Ref], ends: tuple[Bound, Bound], least: str = "int8") -> Lane:
        """Return the lane for *operands* and a result within *ends*: one that costs few conversions."""
        low = min([ends[0], *(operand.low for operand in operands)])
        high = max([ends[1], *(operand.high for operand in operands)])
        cells = [operand.lane for operand in operands if not operand.is_constant]
        wide = max((WIDTH.get(lane, WIDTH["int32"]) for lane in cells), default=0)
        small = next(lane for lane in _SMALL if WIDTH[lane] >= min(wide, WIDTH["int32"]))
        return lane_of(low, high, least=max(small, least, key=WIDTH.__getitem__))

    def compared(self, function: Function, left: Ref, right: Ref) -> Ref:
        """Return the truth of a comparison."""
        lane = self.lane((left, right), (left.low, left.high))
        return self.add(function, [self.cast(left, lane), self.cast(right, lane)], "bool", (0, 1))

    def cast(self, operand: Ref, lane: str) -> Ref:
        """Return *operand* in cells of *lane*."""
        if operand.is_constant or operand.lane == lane:
            return operand
        if lane == "object" and operand.lane == "float64":
            operand = self.cast(operand, "int64")  # Python's floats would come out, not its whole numbers
        return self.add(copied, [self.plain(operand)], lane, (operand.low, operand.high))

    def plain(self, operand: Ref) -> Ref:
        """Return truths as whole numbers 0 and 1, other operands as they are."""
        if operand.lane != "bool":
            return operand
        return Ref("view", operand.at, "int8", 0, 1) if operand.kind == "step" else self.cast_flag(operand)

    def cast_flag(self, operand: Ref) -> Ref:
        """Return an input column of truths as whole numbers."""
        return self.add(copied, [operand], "int8", (0, 1))


_SMALL: Final[tuple[Lane, ...]] = ("int8", "int16", "int32")


def constant(value: int) -> Ref:
    """Return a number that is known when the plan is made."""
    return Ref("constant", value, "constant", value, value)
