"""What a plan relies on, looked at in every block: ranges of inputs, and divisors that are not 0."""

from collections.abc import Iterable

import attrs

from perfrules.formula import Node
from perfrules.readings.columns.given import UNSIGNED, known_of
from perfrules.readings.columns.lanes import Array
from perfrules.readings.columns.lowering import Known


class ZeroFoundError(Exception):
    """A plan holds that some divisors are not 0, and they are in this block."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = frozenset(nodes)
        super().__init__(self.nodes)


class OutsideError(Exception):
    """An input of a block is beyond what the plan is made for."""


@attrs.frozen(eq=False)
class Within:
    """Stops the plan where an input is beyond what it is made for."""

    known: Known

    def __call__(self, numbers: Array, states: Array) -> None:
        """Raise OutsideError where *numbers* and *states* are not what is known of them."""
        low, high = self.known.bounds
        if not states.strides[0]:
            whole = UNSIGNED.get(numbers.dtype) if low <= 0 else None
            if whole is not None:
                # What is below 0 is above everything where it is looked at as a number without a sign.
                cells = numbers.view(whole)
                if cells.item(cells.argmax()) <= high:
                    return
            elif low <= numbers.item(numbers.argmin()) and numbers.item(numbers.argmax()) <= high:
                return
        if not self.known.holds(known_of(numbers, states)):
            raise OutsideError


@attrs.frozen(eq=False)
class Positive:
    """Notes that a divisor is 0 after all, so that the plan does not hold."""

    node: Node

    def __call__(self, numbers: Array, zeros: list[Node]) -> None:
        """Note the divisor where one of *numbers* is below 1."""
        if numbers.item(numbers.argmin()) < 1:  # NumPy finds where the least is sooner than the least
            zeros.append(self.node)
