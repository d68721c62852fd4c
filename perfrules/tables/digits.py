"""Texts of plain digits as whole numbers, all of a column at once, a digit of each text at a time."""

from typing import Any, Final

import numpy as np

Texts = Any
"""An Arrow array of texts."""
LONGEST: Final = 15
"""Texts with more digits before the point, or after it, are read one by one."""
_ZERO, _NINE, _POINT, _MINUS = b"0"[0], b"9"[0], b"."[0], b"-"[0]
_MOST: Final = 18
"""So many digits together are always within 64 bits."""


def digits(array: Texts, places: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """
    Return texts such as "-19.369" as whole numbers of the last of *places* decimals, and which texts are such.

    A text is one if it is digits, at most 15, a point and at most *places* digits after it, or without both; before
    them may be a minus.
    """
    lengths, starts, data = _parts(array)
    rows = len(lengths)
    longest = int(lengths.max(initial=0))
    fits = lengths > 0
    numbers = np.zeros(rows, np.int64)
    if longest > LONGEST + places + 2:
        fits &= lengths <= LONGEST + places + 2
        longest = LONGEST + places + 2
    whole, after = np.zeros(rows, np.int8), np.zeros(rows, np.int8)
    pointed, minus = np.zeros(rows, np.bool_), np.zeros(rows, np.bool_)
    for place in range(longest):
        there = lengths > place
        sign = data[np.where(there, starts + place, 0)]
        digit = there & (sign >= _ZERO) & (sign <= _NINE)
        numbers = np.where(digit & fits, numbers * 10 + (sign - _ZERO), numbers)
        whole += digit & ~pointed
        after += digit & pointed
        point = there & (sign == _POINT)
        fits &= ~there | digit | (point & ~pointed & (whole > 0)) | ((sign == _MINUS) & (place == 0))
        fits &= whole + after <= _MOST
        pointed |= point
        if place == 0:
            minus = there & (sign == _MINUS)
    fits &= (whole > 0) & (whole <= LONGEST) & (after <= places) & (~pointed | (after > 0))
    short = places - np.where(fits, after, places).astype(np.int64)
    fits &= whole + places <= _MOST
    numbers = np.where(fits, numbers, 0) * 10 ** np.where(fits, short, 0)
    return np.where(minus, -numbers, numbers), fits


def _parts(array: Texts) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the lengths of texts in bytes, 0 where there is none, where they begin, and the bytes."""
    _, places, bytes_ = array.buffers()
    wide = np.int64 if str(array.type).startswith("large") else np.int32
    ends = np.frombuffer(places, wide)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    lengths = np.diff(ends)
    if array.null_count:
        lengths = np.where(array.is_valid().to_numpy(zero_copy_only=False), lengths, 0)
    data = np.frombuffer(bytes_, np.uint8) if bytes_ is not None and bytes_.size else np.zeros(1, np.uint8)
    return lengths, ends[:-1], data
