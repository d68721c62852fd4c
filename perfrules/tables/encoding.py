"""From computed numbers to the columns of a result: decimals of a fixed scale, grades and texts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa

from perfrules.tables.cells import is_everywhere, nowhere
from perfrules.tables.computing import Numbers
from perfrules.tables.numbers import Array

DIGITS: Final = 38
"""How many digits a decimal of a result can have."""
_LARGEST: Final = 10**DIGITS - 1


def decimal_type(places: int) -> Any:
    """Return the type of a column of numbers with *places* decimals."""
    return pa.decimal128(DIGITS, places)


def too_long(numbers: Numbers) -> np.ndarray[Any, Any]:
    """Return the rows whose number has more digits than a decimal can have."""
    if numbers.values.dtype != np.object_:
        return nowhere(len(numbers.values))
    return np.array([abs(value) > _LARGEST for value in numbers.values], np.bool_)


def decimal_column(numbers: Numbers, places: int, there: np.ndarray[Any, Any]) -> Array:
    """Return whole numbers of the last of *places* decimals as decimals, null in rows that are not *there*."""
    kind, values = decimal_type(places), numbers.values
    if values.dtype == np.object_:
        rows = zip(values, there.tolist(), strict=True)
        return pa.array([_decimal(value, places) if given else None for value, given in rows], kind)
    words = np.empty((len(values), 2), np.int64)
    words[:, 0] = values if is_everywhere(there) else np.where(there, values, 0)
    words[:, 1] = words[:, 0] >> 63
    return pa.Array.from_buffers(kind, len(values), [_validity(there), pa.py_buffer(words)])


def _decimal(value: int, places: int) -> Decimal:
    return Decimal((int(value < 0), tuple(map(int, str(abs(value)))), -places))


def _validity(there: np.ndarray[Any, Any]) -> Any:
    """Return the bits of a column that say which rows are there; None where all are."""
    return None if is_everywhere(there) or there.all() else pa.array(there).buffers()[1]


def text_column(values: Sequence[Any] | np.ndarray[Any, Any], there: np.ndarray[Any, Any]) -> Array:
    """Return texts, null in rows that are not *there*."""
    return pa.array(values, pa.string(), mask=~there)


def grade_column(numbers: Numbers, names: Sequence[str], there: np.ndarray[Any, Any]) -> Array:
    """Return the names of grades by their positions, null in rows that are not *there*."""
    bands = pa.array(names, pa.string())
    if is_everywhere(there):
        return bands.take(pa.array(numbers.values.astype(np.int64, copy=False)))
    positions = pa.array(np.where(there, numbers.values, 0).astype(np.int64), mask=~there)
    return bands.take(positions)
