"""From columns of evidence to whole numbers and states: plain values all at once, odd ones once each."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs
import numpy as np
import pyarrow as pa

from perfrules.case import Binder
from perfrules.case.numbers import UnfitValueError
from perfrules.case.subjects import NA, Subject
from perfrules.case.values import Slot
from perfrules.formula.inputs import Input
from perfrules.tables.block import Block, Entry
from perfrules.tables.cells import is_everywhere, nowhere, zeros
from perfrules.tables.listed import listed
from perfrules.tables.numbers import LARGEST, Array, Found, credits_, is_text, is_truth, valid, visible, whole_numbers
from perfrules.tables.relations import Relations
from perfrules.tables.rows import as_values, is_list

_TOTAL: Final = Slot(0, Input("", at_least=Fraction(0), at_most=Fraction(LARGEST // 4)), "count")
"""How many questionnaires there may be for plain sums of answers."""
_REMEMBERED: Final = 200_000
"""How many odd values of a column are remembered."""


@attrs.define(eq=False, repr=False)
class Decoder:
    """
    Reads blocks of a table as a binder reads cases: what it cannot read at once it leaves in doubt.

    A row without doubt is what `Binder.bind` would give for it; a row in doubt may be one too.
    """

    binder: Binder
    relations: Relations = attrs.field(init=False)
    odd: dict[str, dict[Any, int | None]] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.relations = Relations.of(self.binder)

    def block(self, entries: Iterable[Entry], rows: int) -> Block:
        """Return what the columns *entries* say."""
        block = Block.empty(rows, self.binder.blank)
        reasons: dict[str, np.ndarray[Any, Any]] = {}
        judged: dict[str, np.ndarray[Any, Any]] = {}
        totals: dict[tuple[str, str], Found] = {}
        for entry in entries:
            if entry.array.null_count == rows:
                continue
            subject, part = self.binder.meaning(entry.ours)
            if part is None:
                self._whole(block, subject, entry, judged)
            elif part == NA or part.endswith(f"/{NA}"):
                _away(block, subject, subject.absence(part), entry.array)
            elif subject.sort == "judged" and part == "marks":
                self._judged(block, subject, entry, judged)
            elif subject.sort == "judged":
                reasons[subject.name] = _reason(block, entry.array)
            elif part in subject.slots:
                self._value(block, subject, subject.slots[part], entry)
            else:
                totals[subject.name, part] = _total(block, entry.array)
        self._together(block, reasons, judged, totals)
        return block

    def _whole(self, block: Block, subject: Subject, entry: Entry, judged: dict[str, Any]) -> None:
        """Read a column that is called by the name of a field or an indicator."""
        kind = entry.array.type
        if subject.sort == "value" and "" in subject.slots:
            self._value(block, subject, subject.slots[""], entry)
        elif subject.sort == "checklist" and is_list(kind):
            listed(block, subject, entry.array)
        elif subject.sort == "judged":
            self._judged(block, subject, entry, judged)
        else:
            block.doubt |= valid(entry.array)

    def _value(self, block: Block, subject: Subject, slot: Slot, entry: Entry) -> None:
        """Read a column with one value of evidence."""
        plainly = credits_ if subject.sort == "checklist" else whole_numbers
        read = self._credit(slot) if subject.sort == "checklist" else slot.whole
        self._read(block, slot, entry, plainly(entry.array, slot), read)

    def _credit(self, slot: Slot) -> Callable[[Any], int]:
        return lambda value: self._bound(slot, {slot.item.name: value})

    def _judged(self, block: Block, subject: Subject, entry: Entry, judged: dict[str, Any]) -> None:
        """Read a column of judged marks, each different one once: which are allowed, the kind says."""
        given = valid(entry.array)
        judged[subject.name] = judged.get(subject.name, False) | given
        slot = subject.slots.get("marks")
        if slot is None:
            block.doubt |= given
            return
        name = f"{subject.name}/marks"
        evidence = {f"{subject.name}/reason": "—"}
        nothing = zeros(block.rows), nowhere(block.rows)
        self._read(block, slot, entry, nothing, lambda value: self._bound(slot, {name: value, **evidence}))

    def _bound(self, slot: Slot, evidence: Mapping[str, Any]) -> int:
        """Return what a case of this evidence alone gives for a slot; raise ValueError where it is no number."""
        bound = self.binder.bind(evidence)
        number = bound.row[slot.position]
        if bound.problems or not isinstance(number, int):
            raise ValueError(slot.item.name)
        return number

    def _read(self, block: Block, slot: Slot, entry: Entry, plain: Found, read: Callable[[Any], int]) -> None:
        """Put the *plain* values of a column, and each odd one as *read* has it."""
        numbers, found = plain
        if not is_everywhere(found):
            odd = valid(entry.array) & ~found
            more, also = self._odd(entry, odd, read) if odd.any() else (numbers, odd)
            if also.any():
                numbers, found = np.where(also, more, numbers), found | also
            block.doubt |= odd & ~also
        block.put(slot.position, numbers, found)

    def _odd(self, entry: Entry, odd: np.ndarray[Any, Any], read: Callable[[Any], int]) -> Found:
        """Return what the *odd* values of a column are, each of them read once; those that cannot be read are not."""
        numbers, found = np.zeros(len(odd), np.int64), np.zeros(len(odd), np.bool_)
        if pa.types.is_nested(entry.array.type):
            return numbers, found
        try:
            coded = entry.array.filter(pa.array(odd)).dictionary_encode()
        except pa.ArrowNotImplementedError:
            return numbers, found
        known = self.odd.setdefault(entry.ours, {})
        whole = [_once(known, value, read) for value in as_values(coded.dictionary)]
        codes = coded.indices.to_numpy(zero_copy_only=False)
        at = np.flatnonzero(odd)
        fits = np.array([number is not None for number in whole], np.bool_)[codes]
        numbers[at] = np.array([number or 0 for number in whole], np.int64)[codes]
        found[at] = fits
        if len(known) > _REMEMBERED:
            known.clear()
        return numbers, found

    def _together(
        self,
        block: Block,
        reasons: Mapping[str, np.ndarray[Any, Any]],
        judged: Mapping[str, np.ndarray[Any, Any]],
        totals: Mapping[tuple[str, str], Found],
    ) -> None:
        """Check what several columns say together, and fill in what follows from them."""
        for name, marked in judged.items():
            if getattr(self.binder.subjects[name].rubric, "reason", True):
                reason = reasons.get(name)
                block.doubt |= marked if reason is None else marked & ~reason
        self.relations.totals(block, self.binder.subjects, totals)
        self.relations.defaults(block)
        self.relations.check(block)


def _once(known: dict[Any, int | None], value: Any, read: Callable[[Any], int]) -> int | None:
    """Return what *value* is read as, None where it cannot be, or not in 64 bits."""
    if value not in known:
        try:
            number: int | None = read(value)
        except (UnfitValueError, ValueError):
            number = None
        known[value] = None if number is None or abs(number) > LARGEST else number
    return known[value]


def _away(block: Block, subject: Subject, part: str, array: Array) -> None:
    """Read a column that says why something is not applicable; null, false and 0 say nothing."""
    if not is_text(array.type):
        kind = array.type
        silent = pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind)
        block.doubt |= _is_said(array) if silent else valid(array)
        return
    where = visible(array) & ~is_truth(array)
    block.doubt |= valid(array) & ~where
    if subject.field is None and part not in subject.slots:
        block.doubt |= where
        return
    point = part.removesuffix(NA).rstrip("/")
    for other, slot in subject.slots.items():
        if other == part:
            block.put(slot.position, where.astype(np.int8), where)
        elif (not point or other in {point, f"{point}/faults"}) and not slot.item.name.endswith(f"/{NA}"):
            block.away(slot.position, where)


def _is_said(array: Array) -> np.ndarray[Any, Any]:
    """Return which rows say something other than false or 0."""
    found: np.ndarray[Any, Any] = valid(array) & (array.to_numpy(zero_copy_only=False) != 0)
    return found


def _reason(block: Block, array: Array) -> np.ndarray[Any, Any]:
    """Return which rows have a reason that can be seen; what is no text is in doubt."""
    if not is_text(array.type):
        block.doubt |= valid(array)
        return np.zeros(block.rows, np.bool_)
    return visible(array)


def _total(block: Block, array: Array) -> Found:
    """Return how many questionnaires are valid or were sent; what is no whole number of at least 0 is in doubt."""
    numbers, found = whole_numbers(array, _TOTAL)
    block.doubt |= valid(array) & ~found
    return numbers, found
