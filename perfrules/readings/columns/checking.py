"""What a plan relies on, looked at in every block: ranges of inputs, and divisors that are not 0."""

import attrs
import numpy as np

from perfrules.formula import Node
from perfrules.readings.columns.given import known_of
from perfrules.readings.columns.lanes import Array
from perfrules.readings.columns.lowering import Known


class ZeroFoundError(Exception):
    """A plan holds that a divisor is not 0, and it is in this block."""

    def __init__(self, node: Node) -> None:
        self.node = node
        super().__init__(node)


class OutsideError(Exception):
    """An input of a block is beyond what the plan is made for."""


@attrs.frozen(eq=False)
class Within:
    """Stops the plan where an input is beyond what it is made for."""

    known: Known

    def __call__(self, numbers: Array, states: Array | None, *, out: None) -> None:  # noqa: ARG002 - as a step is called
        """Raise OutsideError where *numbers* and *states* are not what is known of them."""
        if not self.known.holds(known_of(numbers, states)):
            raise OutsideError


@attrs.frozen(eq=False)
class Positive:
    """Stops the plan where a divisor is 0 after all."""

    node: Node

    def __call__(self, numbers: Array, *, out: None) -> None:  # noqa: ARG002 - called as a step is
        """Raise ZeroFoundError where one of *numbers* is below 1."""
        if np.minimum.reduce(numbers) < 1:
            raise ZeroFoundError(self.node)
