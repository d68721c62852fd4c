"""What the values of a row must be together: parts of wholes, answers of surveys, and what is usual."""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from perfrules.case import Binder
from perfrules.case.relations import Relation
from perfrules.case.subjects import Subject
from perfrules.formula.inputs import MISSING
from perfrules.tables.block import Block
from perfrules.tables.cells import cell_for, wide
from perfrules.tables.numbers import LARGEST, Found


@attrs.frozen(eq=False, repr=False)
class Relations:
    """The relations that a set declares, and its defaults by the position of the input."""

    relations: tuple[Relation, ...]
    fills: Mapping[int, int]

    @classmethod
    def of(cls, binder: Binder) -> "Relations":
        """Return those of a binder."""
        return cls(binder.relations, binder.defaults)

    def check(self, block: Block) -> None:
        """Put rows that break a relation in doubt; what is only unusual is noted."""
        for relation in self.relations:
            part, whole = block.numbers[relation.part], block.numbers[relation.whole]
            left, right = (_scaled(side, scale) for side, scale in zip((part, whole), relation.scales, strict=True))
            broken = np.asarray(left > right, np.bool_)
            if not broken.any():
                continue
            broken &= block.given(relation.part) & block.given(relation.whole)
            plain = not relation.strict and all(place in block.taken for place in (relation.part, relation.whole))
            if not plain:
                block.doubt |= broken
            elif broken.any():
                # Where one of the two is a default, the binder knows how it is written.
                written = block.taken[relation.part] & block.taken[relation.whole]
                block.doubt |= broken & ~written
                block.unusual.append((relation, broken & written))

    def defaults(self, block: Block) -> None:
        """Put defaults where nothing is said."""
        for position, number in self.fills.items():
            silent = block.states[position] == MISSING
            if not silent.any():
                continue
            block.numbers[position] = np.where(silent, np.asarray(number, cell_for(number)), block.numbers[position])
            block.states[position] = np.where(silent, np.uint8(0), block.states[position])

    def totals(self, block: Block, subjects: Mapping[str, Subject], totals: Mapping[tuple[str, str], Found]) -> None:
        """Hold the answers of surveys against the valid questionnaires; answers that cannot be missing are 0."""
        nothing = np.zeros(block.rows, np.int64), np.zeros(block.rows, np.bool_)
        for name in dict.fromkeys(name for name, _ in totals):
            valid, known = totals.get((name, "valid"), nothing)
            sent, counted = totals.get((name, "sent"), nothing)
            block.doubt |= known & counted & (valid > sent)
            slots = [slot.position for slot in subjects[name].slots.values()]
            answers = np.zeros(block.rows, np.int64)
            for position in slots:
                # What is cut off is more than any number of questionnaires that is not in doubt.
                number = np.where(block.given(position), np.minimum(wide(block.numbers[position]), LARGEST // 2), 0)
                answers = np.minimum(answers + number, LARGEST // 2)
            block.doubt |= known & (answers > valid)
            for position in slots:
                silent = known & (answers == valid) & (block.states[position] == MISSING)
                block.numbers[position] = np.where(silent, 0, block.numbers[position])
                block.states[position] = np.where(silent, np.uint8(0), block.states[position])


def _scaled(numbers: np.ndarray[Any, Any], scale: int) -> np.ndarray[Any, Any]:
    if scale == 1:
        return numbers
    numbers = wide(numbers)
    largest = int(np.abs(numbers).max(initial=0))
    return (numbers.astype(object) if largest * scale > LARGEST else numbers) * scale
