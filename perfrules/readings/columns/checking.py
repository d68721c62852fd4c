"""What a plan relies on, looked at in every block: ranges of inputs, and divisors that are not 0."""

from collections.abc import Iterable

import attrs
import numpy as np

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

    def __call__(self, numbers: Array, states: Array | None, *, out: None) -> None:  # noqa: ARG002 - as a step is called
        """Raise OutsideError where *numbers* and *states* are not what is known of them."""
        low, high = self.known.bounds
        whole = UNSIGNED.get(numbers.dtype) if states is not None and not states.strides[0] else None
        # What is below 0 is above everything where it is looked at as a number without a sign.
        if whole and low <= 0 and np.maximum.reduce(numbers.view(whole)) <= high:
            return
        if not self.known.holds(known_of(numbers, states)):
            raise OutsideError


@attrs.frozen(eq=False)
class Positive:
    """Notes that a divisor is 0 after all, so that the plan does not hold."""

    node: Node

    def __call__(self, numbers: Array, *, out: list[Node]) -> None:
        """Note the divisor where one of *numbers* is below 1."""
        if np.minimum.reduce(numbers) < 1:
            out.append(self.node)
