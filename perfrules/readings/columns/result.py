"""What a run gives: a column of whole numbers for each output, and how they were computed."""

from collections.abc import Iterator
from fractions import Fraction

import attrs

from perfrules.readings.columns.lanes import Array


@attrs.frozen(eq=False)
class Column:
    """
    One output for many rows: unit × values, or values ÷ divisors × unit where nothing rounds it.

    Attributes:
        unit: the number that whole numbers are multiplied with: 1/100 for marks of two places.
        values: whole numbers; 0 where the output is not there; fractions (unit 1) where it has no end.
        divisors: what the values are over, or None.
        states: the bits of the state, 1 missing, 2 not applicable, 4 undefined, 8 uncertain; None where all are there.
        lanes: the widest arithmetic that went into it, in the blocks' order of appearance: int32, float64, int64,
            object (Python's whole numbers), float64 with bounds, or rows (the exact reading).

    """

    unit: Fraction
    values: Array
    divisors: Array | None = None
    states: Array | None = None
    lanes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    def number(self, row: int) -> Fraction | None:
        """Return the number in a row, None where there is none."""
        if self.states is not None and self.states[row]:
            return None
        value = self.values[row]
        above = value if isinstance(value, Fraction) else Fraction(int(value))
        return self.unit * above / (1 if self.divisors is None else int(self.divisors[row]))

    def numbers(self) -> Iterator[Fraction | None]:
        """Yield the number of every row."""
        return (self.number(row) for row in range(len(self)))

    def state(self, row: int) -> int:
        """Return the bits of the state in a row, 0 where the output is there."""
        return 0 if self.states is None else int(self.states[row])


@attrs.frozen(eq=False)
class Result:
    """
    What a run gives.

    Attributes:
        columns: one for each output, in their order.
        rows: how many rows there are.
        repaired: how many of them the exact reading did again, since they are close to a boundary of a rounding or
            comparison.

    """

    columns: tuple[Column, ...]
    rows: int
    repaired: int
