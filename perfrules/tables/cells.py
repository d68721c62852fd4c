"""Cells of columns that are no wider than they need be, and columns of one value that need no cells at all."""

from functools import lru_cache
from typing import Any, Final

import numpy as np

from perfrules.formula.inputs import GIVEN

Cells = np.ndarray[Any, Any]
"""Numbers, states or truths, one for each row."""

_TRUTH: Final = np.dtype(np.bool_)
_STATE: Final = np.dtype(np.uint8)
_ANY: Final = np.dtype(np.object_)
_SIGNED: Final = tuple(np.dtype(kind) for kind in (np.int8, np.int16, np.int32, np.int64))
_MOST: Final = {kind: 2 ** (8 * kind.itemsize - 1) - 1 for kind in _SIGNED}
_UNSIGNED: Final = {kind: np.dtype(f"u{kind.itemsize}") for kind in _SIGNED}


@lru_cache(maxsize=256)
def repeated(value: int, kind: np.dtype[Any], rows: int) -> Cells:
    """
    Return a column of one *value*, in one cell of a *kind* that stands for all *rows*; nobody can write into it.

    It is the same column each time, so that whoever meets it sees without a look at the rows what is in it. That it is
    another one after many others says nothing: then the rows have to be looked at.
    """
    return np.broadcast_to(np.array([value], kind), (rows,))


def everywhere(rows: int) -> Cells:
    """Return a mask of all *rows*."""
    return repeated(1, _TRUTH, rows)


def nowhere(rows: int) -> Cells:
    """Return a mask of none of the *rows*."""
    return repeated(0, _TRUTH, rows)


def is_everywhere(mask: Cells) -> bool:
    """Return whether *mask* is seen at once to be that of all rows."""
    return mask is repeated(1, _TRUTH, len(mask))


def zeros(rows: int) -> Cells:
    """Return 0 for each of the *rows*."""
    return repeated(0, _SIGNED[0], rows)


def given(rows: int) -> Cells:
    """Return the states of *rows* that are all given."""
    return repeated(GIVEN, _STATE, rows)


def is_given(states: Cells) -> bool:
    """Return whether *states* are seen at once to be those of rows that are all given."""
    return states is repeated(GIVEN, _STATE, len(states))


def within(numbers: Cells, low: int, high: int) -> bool:
    """Return whether all *numbers* are from *low* to *high*, looking at them once where once is enough."""
    if not len(numbers):
        return True
    most = _MOST.get(numbers.dtype)
    if most is not None:
        if low < -most and most <= high:
            return True
        # What is below 0 is above everything where it is looked at as a number without a sign.
        if low <= 0 and np.maximum.reduce(numbers.view(_UNSIGNED[numbers.dtype])) <= min(high, most):
            return True
    return bool(low <= numbers.min() and numbers.max() <= high)


def wide(numbers: Cells) -> Cells:
    """Return *numbers* in cells of 64 bits, so that there is room to compute; Python's own stay as they are."""
    return numbers if numbers.dtype == np.object_ else numbers.astype(np.int64, copy=False)


def cell_for(*numbers: int) -> np.dtype[Any]:
    """Return the smallest cell that holds all *numbers*; beyond 64 bits it is one of Python's numbers."""
    furthest = max(map(abs, numbers), default=0)
    return next((kind for kind, most in _MOST.items() if furthest <= most), _ANY)
