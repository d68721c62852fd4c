"""Days as words: what the numbers that stand for dates in formulas mean."""

from collections.abc import Sequence
from datetime import date
from typing import overload


class Days(Sequence[str]):
    """The days as people write them, each at the number that stands for it in formulas."""

    def __len__(self) -> int:
        """Return how many numbers there are, the last day's among them."""
        return date.max.toordinal() + 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        """Return the day of that number: year-month-day."""
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return date.fromordinal(number).isoformat() if number else ""


DAYS = Days()
"""The days of the calendar."""
