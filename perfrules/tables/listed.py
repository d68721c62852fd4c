"""Checklists as one column: a list of the points that are met."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.case.subjects import Subject
from perfrules.tables.block import Block
from perfrules.tables.numbers import Array, is_text, plainly, valid


def listed(block: Block, subject: Subject, array: Array) -> None:
    """Read lists of points that are met: what is not listed is not met, and a point that counts faults is missing."""
    given = valid(array)
    # What stands behind a null list is no part of it.
    lengths = pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False)
    parents = np.repeat(np.arange(len(array)), lengths)
    inner = plainly(array.flatten())
    if not is_text(inner.type):
        if len(inner):
            block.doubt[parents] = True
        inner = pa.nulls(0, pa.string())
        parents = parents[:0]
    block.doubt[parents[~valid(inner)]] = True
    known = np.zeros(len(inner), np.bool_)
    for part, slot in subject.values:
        point = part.removesuffix("/faults")
        these = _truths(pc.equal(inner, point))
        known |= these
        counted = np.bincount(parents[these], minlength=block.rows)
        block.doubt |= counted > 1
        met = counted > 0
        if part == point:
            block.put(slot.position, met.astype(np.int64) * 10**slot.item.places, given)
        else:
            block.put(slot.position, np.zeros(block.rows, np.int64), met)
    block.doubt[parents[~known]] = True


def _truths(array: Array) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = pc.fill_null(array, False).to_numpy(zero_copy_only=False)
    return found
