"""The evidence of one case while it is being bound: the row so far, and everything that was found on the way."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

from perfrules.case.bound import Basis, RecordFile
from perfrules.case.numbers import UnfitValueError, exact, shown
from perfrules.case.subjects import NA, Subject
from perfrules.case.values import Slot, truth
from perfrules.language import Text, text
from perfrules.problems import Key, Place, Problem, suggestion
from perfrules.readings.exact import NOT_APPLICABLE

BLANK = "PR429"
"""The code of a blank: partial scoring may let it pass, since a blank is missing."""
_SUGGESTED = 30
"""How many problems of a case come with a suggestion, and how many characters of a word are compared for it."""


@attrs.define(eq=False, repr=False)
class Draft:
    """
    What is known of one case so far.

    Attributes:
        row: the values in the order of the inputs.
        place: the place of a key path.
        root: the key path of the evidence.
        documents: the ids of the case's documents; None where there is no list to hold references against.
        folder: the folder of the case, or None.
        rounds: the valid questionnaires of the only round, or None.

    """

    row: list[Any]
    place: Callable[[Key], Place]
    root: Key = ()
    documents: frozenset[str] | None = None
    folder: Path | None = None
    rounds: int | None = None
    written: dict[str, Any] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)
    absences: dict[str, str] = attrs.field(factory=dict)
    basis: dict[str, Basis] = attrs.field(factory=dict)
    records: dict[str, RecordFile] = attrs.field(factory=dict)
    marks: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    totals: dict[str, dict[str, tuple[int, Key]]] = attrs.field(factory=dict)
    files: dict[str, Any] = attrs.field(factory=dict)
    given: set[int] = attrs.field(factory=set)
    judged: dict[str, Key] = attrs.field(factory=dict)
    fulls: Mapping[str, Fraction] = attrs.field(factory=dict)
    keys: dict[str, Key] = attrs.field(factory=dict)
    failed: set[str] = attrs.field(factory=set)

    def report(self, code: str, message: Text, key: Key, advice: Text | None = None) -> None:
        """Record a problem at the key path *key*."""
        self.problems.append(Problem(code, message, self.place(key), advice))

    def near(self, word: str, known: Iterable[str]) -> Text | None:
        """Return what may have been meant by *word*; only the first problems of a case have a suggestion."""
        if len(self.problems) >= _SUGGESTED:
            return None
        return suggestion(word[:_SUGGESTED], known)

    def free(self, slot: Slot, key: Key) -> bool:
        """Return whether nothing was given for *slot* yet; report it where something was."""
        if slot.position not in self.given and (self.row[slot.position] is None or slot.item.name.endswith(f"/{NA}")):
            return True
        message = text("`{name}` is given in two ways", name=slot.item.name)
        self.report("PR419", message, key, text("keep one of them"))
        return False

    def put(self, slot: Slot, number: Any, written: Any, key: Key) -> None:
        """Put the whole *number* of the last place into *slot*; what is given already is a problem."""
        if self.free(slot, key):
            self.row[slot.position] = number
            self.given.add(slot.position)
            self.keys[slot.item.name] = key
            if number is not NOT_APPLICABLE:
                self.written[slot.item.name] = written

    def value(self, slot: Slot, value: Any, key: Key) -> None:
        """Read *value* into *slot*; None says nothing, and "" is a blank."""
        if value is None or self.blank(value, slot.item.name, key):
            return
        try:
            number = slot.whole(value)
        except UnfitValueError as error:
            self.unfit(error, slot.item.name, key)
            self.given.add(slot.position)
            return
        self.put(slot, number, value, key)

    def unfit(self, error: UnfitValueError, name: str, key: Key) -> None:
        """Record why a value does not fit."""
        message = text("`{name}`: {reason}", name=name, reason=error.text)
        self.report(error.code, message, key, error.advice)

    def blank(self, value: Any, name: str, key: Key) -> bool:
        """Return whether *value* is a blank; report it where it is."""
        if not isinstance(value, str) or value.strip():
            return False
        self.report(BLANK, text("`{name}` is left blank", name=name), key, text("fill it in, or delete the line"))
        return True

    def fits(self, value: Any, kind: type, expected: Text, key: Key) -> bool:
        """Return whether *value* is of *kind*; report what was *expected* where it is not."""
        if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
            return True
        self.report("PR407", text("{expected} was expected, not {value}", expected=expected, value=shown(value)), key)
        return False

    def opened(self, subject: Subject, table: Mapping[Any, Any], key: Key) -> bool:
        """
        Read what all tables of evidence may have, and return whether there is evidence in it to be read.

        There is none where the subject is not applicable.
        """
        for name in table:
            if name not in subject.keys:
                message = text("`{name}` is unknown here", name=str(name))
                self.report("PR021", message, (*key, str(name)), self.near(str(name), subject.keys))
        self.remarks(subject, table, key)
        if table.get("not_applicable") is None:
            return True
        self.absent(subject, NA, table["not_applicable"], (*key, "not_applicable"))
        for name in ("value", "counts", "file", "met", "marks"):
            if name in table and name in subject.keys:
                message = text("`{name}` stands beside `not_applicable`", name=name)
                self.report("PR419", message, (*key, name), text("keep one of them"))
        return False

    def remarks(self, subject: Subject, table: Mapping[Any, Any], key: Key) -> None:
        """Read the documents, the note and the reason of a table."""
        note, reason = (self._words(table.get(name), (*key, name)) for name in ("note", "reason"))
        basis = Basis(self._referred(table.get("document"), (*key, "document")), note, reason)
        if basis != Basis():
            old = self.basis.get(subject.name, Basis())
            self.basis[subject.name] = Basis(
                old.documents + basis.documents, basis.note or old.note, basis.reason or old.reason
            )

    def _words(self, value: Any, key: Key) -> str:
        if value is None or not self.fits(value, str, text("a text in quotes"), key):
            return ""
        return str(value).strip()

    def _referred(self, value: Any, key: Key) -> tuple[str, ...]:
        """Return the ids of the documents that *value* refers to: one, or a list of them."""
        several = isinstance(value, list | tuple)
        ids = []
        for place, name in enumerate(value if several else () if value is None else (value,)):
            where = (*key, place) if several else key
            if not self.fits(name, str, text("the id of a document"), where):
                continue
            if name.strip() and self.documents is not None and name not in self.documents:
                advice = self.near(name, self.documents) or text("list it as a `[[document]]` of the case")
                self.report("PR422", text("no document `{name}` is listed", name=name), where, advice)
            ids.append(name.strip())
        return tuple(filter(None, ids))

    def absent(self, subject: Subject, part: str, reason: Any, key: Key) -> None:
        """Say that a subject, or the point that *part* names, is not applicable."""
        said = _truth(reason)
        if reason is None or said is False:
            return
        name = f"{subject.name}/{part}".removesuffix(f"/{NA}")
        if not isinstance(reason, str) or not reason.strip() or said:
            advice = text('write `{{ not_applicable = "…" }}` with the reason')
            self.report("PR420", text("{name} is not applicable, and no reason is given", name=name), key, advice)
            return
        flag = subject.slots.get(part)
        if subject.field is None and flag is None:
            message = text("{name} cannot be marked as not applicable", name=name)
            self.report("PR421", message, key, text("the indicator set has no answer to this: give its evidence"))
            return
        point = part.removesuffix(NA).rstrip("/")
        self.absences[name] = reason.strip()
        for other, slot in subject.slots.items():
            if other == part:
                self.put(slot, 1, True, key)
            elif not point or other in {point, f"{point}/faults"}:
                self._away(slot, key)

    def _away(self, slot: Slot, key: Key) -> None:
        if not slot.item.name.endswith(f"/{NA}"):
            self.put(slot, NOT_APPLICABLE, None, key)


def _truth(reason: Any) -> bool | None:
    """Return whether a reason says no more than yes or no, as a number does too; None where it is one."""
    found = truth(reason)
    if found is None and isinstance(reason, str):
        with suppress(UnfitValueError):
            found = exact(reason) != 0
    return found
