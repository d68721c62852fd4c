"""The fast variant: outputs alone, for a row in which every input is given."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import attrs

from perfrules.formula import Node
from perfrules.program.program import Input
from perfrules.readings.exact.traced import traced


class UndefinedError(Exception):
    """A fast function met something that has no number; trace the row to see what and why."""


@attrs.frozen(eq=False)
class Fast:
    """
    Formulas ready to be computed: called with a row of whole numbers, it returns one result for each output.

    A result is unit × the whole number, or unit × n/d for a pair (n, d); of a condition it is 1 or 0.
    """

    units: tuple[Fraction, ...]
    _computed: Callable[[Sequence[int]], tuple[Any, ...]] = attrs.field(repr=False)

    def __call__(self, row: Sequence[int]) -> tuple[int | tuple[int, int], ...]:
        return self._computed(row)


def fast(inputs: Sequence[Input], outputs: Sequence[Node]) -> Fast:
    """Return *outputs* as a function of a row in which every input is given and within its declared range."""
    tracing = traced(inputs, outputs)

    def computed(row: Sequence[int]) -> tuple[int | tuple[int, int], ...]:
        trace = tracing(row)
        values = [trace.value(output) for output in outputs]
        if None in values:
            raise UndefinedError
        pairs = (Fraction(value or 0) for value in values)
        return tuple((value.numerator, value.denominator) for value in pairs)

    return Fast((Fraction(1),) * len(outputs), computed)
