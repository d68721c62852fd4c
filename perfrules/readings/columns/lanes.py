"""Lanes (the number types that an instruction computes in): the narrowest that holds everything it meets."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from perfrules.readings.exact.bounds import Bound

Array = npt.NDArray[Any]
Lane = Literal["bool", "int8", "int16", "int32", "float32", "float64", "int64", "object", "ball", "settled"]

TYPES: Final[Mapping[str, type]] = {
    "bool": np.bool_,
    "int8": np.int8,
    "int16": np.int16,
    "int32": np.int32,
    "float32": np.float32,
    "float64": np.float64,
    "int64": np.int64,
    "object": object,
    "ball": np.float64,
    "settled": np.float64,
}
DOUBLE: Final = ("ball", "settled")
"""Lanes in which a number is two rows of float64: itself and the bound of its error, or a result and its margin."""
WIDTH: Final = {"bool": 0, "int8": 0, "int16": 1, "int32": 2, "float64": 3, "int64": 4, "object": 5}
"""From compact to wide; float64 stands for whole numbers below 2^53 here."""
NAMES: Final = ("int32", "int32", "int32", "float64", "int64", "object")
"""What the width of an arithmetic is called in a result's metadata."""
EXACT: Final = 2**53
_LIMITS: Final[tuple[tuple[Lane, int], ...]] = (
    ("int8", 2**7),
    ("int16", 2**15),
    ("int32", 2**31),
    ("float64", EXACT),
    ("int64", 2**63),
)


def lane_of(low: Bound, high: Bound, *, least: str = "int32") -> Lane:
    """Return the narrowest lane, from *least* on, that holds whole numbers from *low* to *high*."""
    for lane, limit in _LIMITS:
        if WIDTH[lane] >= WIDTH[least] and -limit < low and high < limit:
            return lane
    return "object"


def cell_of(array: Array) -> str:
    """Return the lane in which the whole numbers of an input column are kept."""
    return _cell(array.dtype)


@cache
def _cell(form: np.dtype[Any]) -> str:
    return _KINDS.get(form.kind) or f"{'int' if form.kind == 'i' else 'uint'}{8 * form.itemsize}"


_KINDS: Final = {"f": "float64", "b": "bool", "O": "object"}
