"""What binding gives: one row of whole numbers for the program, and everything a scorecard says about the evidence."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import attrs

from perfrules.case.numbers import value_text
from perfrules.content import ByContent
from perfrules.formula.inputs import Input
from perfrules.problems import Problem


@attrs.frozen(eq=False, repr=False)
class RecordFile(ByContent):
    """A file of records (记录) that was read: its name in the case's folder, the SHA-256 of its bytes, the counts."""

    name: str
    sha256: str
    counts: Mapping[str, int] = attrs.field(hash=False)


@attrs.frozen(eq=False, repr=False)
class Basis(ByContent):
    """What a value stands on: documents, a remark, and the reason of judged marks."""

    documents: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""


@attrs.frozen(eq=False, repr=False, slots=False)
class Bound:
    """
    Evidence bound to a program.

    Attributes:
        row: for each input of the program its whole number of the last place, None (missing) or the marker of "not
            applicable".
        problems: what is wrong; a row with errors must not be scored.
        absences: the reasons of what is not applicable, by field, code or code/point.
        basis: documents, remarks and reasons, by field or code.
        records: the files of records that were read, by field.
        defaulted: the inputs that have the default of their field.
        marks: the marks of each evaluator as written, by code of judged indicators.
        written: the values as they are written, by input; ask `shown` for their texts.
        totals: of each survey that says so, how many questionnaires were `sent` and are `valid`.
        failed: the fields and codes that something is wrong with: what they lack is not missing as well.

    """

    row: tuple[Any, ...]
    problems: tuple[Problem, ...] = ()
    absences: Mapping[str, str] = attrs.field(factory=dict)
    basis: Mapping[str, Basis] = attrs.field(factory=dict)
    records: Mapping[str, RecordFile] = attrs.field(factory=dict)
    defaulted: frozenset[str] = frozenset()
    marks: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    written: Mapping[str, Any] = attrs.field(factory=dict)
    totals: Mapping[str, Mapping[str, int]] = attrs.field(factory=dict)
    failed: frozenset[str] = frozenset()
    _inputs: tuple[Input, ...] = ()

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """The text of each given input, as it was written: "19.000"."""
        return {name: value_text(value) for name, value in self.written.items()}

    @property
    def documents(self) -> Mapping[str, tuple[str, ...]]:
        """The documents that each field or code refers to."""
        return {name: basis.documents for name, basis in self.basis.items() if basis.documents}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a score."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @cached_property
    def evidence(self) -> Mapping[str, Mapping[str, Any]]:
        """
        The evidence as read, in the order of the set, by field or code: texts, ready for JSON.

        `value` is the value of a field that has one, `values` are those of one that has several (counts by answer,
        points by id); beside them stand `default`, `not_applicable`, `marks`, `reason`, `file`, `sha256`, `sent`,
        `valid`, `document` and `note` where there are any.
        """
        out: dict[str, dict[str, Any]] = {}
        for item in self._inputs:
            value = self.shown.get(item.name)
            entry = out.setdefault(item.field or item.name, {})
            if value is None:
                continue
            if item.name in {item.field, ""}:
                entry["value"] = value
            else:
                entry.setdefault("values", {})[item.name.removeprefix(f"{item.field}/")] = value
            if item.name in self.defaulted:
                entry["default"] = True
        for name in (*self.absences, *self.basis, *self.marks, *self.records, *self.totals):
            out.setdefault(name, {})
        return {
            name: entry for name, entry in ((name, self._told(name, entry)) for name, entry in out.items()) if entry
        }

    def _told(self, name: str, entry: dict[str, Any]) -> dict[str, Any]:
        """Return *entry* with everything but the values that is said of a field or code."""
        basis, file = self.basis.get(name, Basis()), self.records.get(name)
        told = {
            "not_applicable": self.absences.get(name, ""),
            "marks": list(self.marks.get(name, ())),
            "reason": basis.reason,
            "file": "" if file is None else file.name,
            "sha256": "" if file is None else file.sha256,
            **{key: str(total) for key, total in self.totals.get(name, {}).items()},
            "document": list(basis.documents),
            "note": basis.note,
        }
        return {**entry, **{key: value for key, value in told.items() if value}}
