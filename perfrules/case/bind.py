"""Binding: from the evidence of a case, or a plain dict, to the row of whole numbers that a program is given."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from perfrules.case import answers, entries, recordings
from perfrules.case.bound import Bound
from perfrules.case.case import Case
from perfrules.case.draft import Draft
from perfrules.case.numbers import UnfitValueError
from perfrules.case.particulars import check_particulars
from perfrules.case.relations import Relation, check_relations, relations_of
from perfrules.case.subjects import NA, Subject, default_of, full_of, names_of, subjects_of
from perfrules.case.values import Slot
from perfrules.content import ByContent
from perfrules.definition.constants import Constants
from perfrules.formula.inputs import Input
from perfrules.language import text
from perfrules.model import IndicatorSet
from perfrules.plugins import Registry
from perfrules.problems import Key, Place

if TYPE_CHECKING:
    from perfrules.case.own import OwnValues

_SHORT: Final = 28
"""Texts of more digits are read the careful way."""


@attrs.frozen(eq=False, repr=False)
class Missing(ByContent):
    """An input that has no value: its flat name, the field or code it belongs to, and what to collect."""

    name: str
    field: str
    collect: str


class Binder:
    """
    Binds evidence to the inputs of one program.

    It is made once for a program; `bind` may be called from several threads.

    Attributes:
        set: the indicator set.
        inputs: the inputs of its program.
        subjects: what evidence can be about, by name.
        blank: the row of a case that says nothing, without defaults.
        relations: what no value, or hardly any, is greater than.
        own: what each project has of its own in the population.

    """

    def __init__(
        self,
        indicator_set: IndicatorSet,
        inputs: Sequence[Input],
        registry: Registry | None = None,
        population: Mapping[str, int] = MappingProxyType({}),
        own: "OwnValues | None" = None,
    ) -> None:
        """
        Prepare for the *inputs* of the program of *indicator_set*.

        The *registry* has the evidence readers; without one no file can be read. *population* has the whole numbers of
        inputs that were found over all projects, *own* those that each project has of its own.
        """
        self.set, self.inputs, self.own = indicator_set, tuple(inputs), own
        parameters = Constants(indicator_set.parameter).values
        self._readers = recordings.Readers({} if registry is None else registry.evidence_readers, parameters)
        self.subjects: Mapping[str, Subject] = subjects_of(indicator_set, self.inputs)
        self._flat = names_of(self.subjects.values())
        self._fulls = {
            name: full
            for name, subject in self.subjects.items()
            if subject.sort == "judged"
            and subject.node is not None
            and (full := full_of(subject.node, parameters)) is not None
        }
        self.blank: Sequence[int | None] = [
            0 if item.name.endswith(f"/{NA}") else population.get(item.name) for item in self.inputs
        ]
        self._plain = {slot.item.name: _quick(slot) for slot in self._slots() if slot.sort in ("number", "count")}
        self._defaults = dict(self._default_values())
        self.relations: tuple[Relation, ...] = tuple(relations_of(indicator_set, self.inputs))

    def _slots(self) -> Iterator[Slot]:
        for subject in self.subjects.values():
            if subject.sort != "judged":
                yield from subject.slots.values()

    def _default_values(self) -> Iterator[tuple[int, tuple[int, Any, str]]]:
        for subject in self.subjects.values():
            slot, default = subject.slots.get(""), default_of(subject)
            if slot is not None and default is not None:
                try:
                    yield slot.position, (slot.whole(default), default, subject.name)
                except UnfitValueError:  # a problem of the definition, which its own checks report
                    continue

    def bind(self, given: Case | Mapping[str, Any], folder: Path | None = None) -> Bound:
        """
        Return the evidence of a case, or of a plain dict by fields or flat names, bound to the program.

        Raises nothing: what is wrong is in `problems` of the result. *folder* is where files lie that a plain dict
        names.
        """
        case = given if isinstance(given, Case) else None
        evidence: Mapping[str, Any] = given.evidence if isinstance(given, Case) else given
        row = list(self.blank)
        rest = self._quickly(row, evidence)
        quick = not rest and not self._defaults and (case is None or case.is_bare)
        if quick and not any(relation.broken(row) for relation in self.relations):
            if self.own:
                self.own.put(row)
            return Bound(tuple(row), written=dict(evidence), inputs=self.inputs)
        return self._carefully(row, evidence, rest, case, folder)

    def _quickly(self, row: list[Any], evidence: Mapping[str, Any]) -> list[Any]:
        """Put plain whole numbers and short plain texts of numbers into *row*, and return the names of the rest."""
        rest = []
        find = self._plain.get
        for name, value in evidence.items():
            known = find(name) if type(name) is str else None
            if known is not None:
                position, unit, zeros, low, high = known
                number = None
                if type(value) is int:
                    number = value * unit
                elif type(value) is str and len(value) < _SHORT and value.isascii() and value[-1:].isdecimal():
                    whole, _, part = value.partition(".")
                    if "_" not in value and len(part) <= len(zeros) and (part.isdecimal() or not part):
                        try:
                            number = int(whole + part + zeros[len(part) :])
                        except ValueError:
                            number = None
                if number is not None and low <= number <= high:
                    row[position] = number
                    continue
            rest.append(name)
        return rest

    def _carefully(
        self, row: list[Any], evidence: Mapping[str, Any], rest: list[Any], case: Case | None, folder: Path | None
    ) -> Bound:
        slow = set(rest)
        draft = Draft(
            row=row,
            place=_unplaced if case is None else case.place,
            root=() if case is None else ("evidence",),
            folder=folder if case is None else folder or case.folder,
            written={name: value for name, value in evidence.items() if name not in slow},
            fulls=self._fulls,
        )
        if case is not None:
            check_particulars(draft, case, self.set)
        for name in rest:
            before = len(draft.problems)
            self._dispatch(draft, str(name), evidence[name])
            if any(problem.severity == "error" for problem in draft.problems[before:]):
                draft.failed.add(str(name).partition("/")[0])
        answers.check_reasons(draft, self.subjects)
        recordings.check_totals(draft, self.subjects)
        defaulted = self._fill(draft)
        check_relations(draft, self.relations)
        if self.own:
            self.own.put(draft.row)
        return self._bound(draft, defaulted)

    def _fill(self, draft: Draft) -> frozenset[str]:
        """Put defaults where the case says nothing, and return the names of the inputs that have one."""
        filled = set()
        for position, (number, default, name) in self._defaults.items():
            if draft.row[position] is None and position not in draft.given:
                draft.row[position], draft.written[name] = number, default
                filled.add(name)
        return frozenset(filled)

    def _bound(self, draft: Draft, defaulted: frozenset[str]) -> Bound:
        order = {name: place for place, name in enumerate(item.name for item in self.inputs)}
        written = dict(sorted(draft.written.items(), key=lambda entry: order.get(entry[0], len(order))))
        return Bound(
            row=tuple(draft.row),
            problems=tuple(sorted(draft.problems, key=_order)),
            absences=draft.absences,
            basis=draft.basis,
            records=draft.records,
            defaulted=defaulted,
            marks=draft.marks,
            written=written,
            totals={name: {key: total[0] for key, total in said.items()} for name, said in draft.totals.items()},
            failed=frozenset(draft.failed),
            inputs=self.inputs,
        )

    def _dispatch(self, draft: Draft, name: str, value: Any) -> None:
        """Read one entry of the evidence, by the name of a subject or by a flat name."""
        key = (*draft.root, name)
        subject = self.subjects.get(name)
        if subject is not None:
            if value is not None:
                self._nested(draft, subject, value, key)
        elif name in self._flat:
            entries.flat(draft, *self._flat[name], value, key)
        else:
            message = text("the indicator set asks for no evidence `{name}`", name=name[:100])
            draft.report("PR406", message, key, draft.near(name[:100], self.names))

    def _nested(self, draft: Draft, subject: Subject, value: Any, key: Key) -> None:
        if subject.sort == "checklist":
            answers.checklist(draft, subject, value, key)
        elif subject.sort == "judged":
            answers.judged(draft, subject, value, key)
        elif subject.sort in ("survey", "records"):
            recordings.counted(draft, subject, value, key, self._readers)
        elif subject.sort == "value":
            entries.single(draft, subject, value, key)
        else:
            entries.node(draft, subject, value, key)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that evidence can have: those of fields and indicators, and flat names."""
        return (*self.subjects, *self._flat)

    @property
    def defaults(self) -> Mapping[int, int]:
        """The whole number of each input that has a default, by its position."""
        return {position: number for position, (number, _, _) in self._defaults.items()}

    def knows(self, name: str) -> bool:
        """Return whether the set asks for evidence of this name: a field, an indicator, or a flat name."""
        return name in self.subjects or name in self._flat

    def meaning(self, name: str) -> tuple[Subject, str | None]:
        """Return what evidence of a name that is known is about, and the part that it gives; None: as a whole."""
        subject = self.subjects.get(name)
        return (subject, None) if subject is not None else self._flat[name]

    def missing(self, bound: Bound) -> tuple[Missing, ...]:
        """Return the inputs of *bound* that have no value; whether they are needed depends on the branches taken."""
        return tuple(
            Missing(item.name, item.field, self._collect(item))
            for item, value in zip(self.inputs, bound.row, strict=True)
            if value is None
        )

    def _collect(self, item: Input) -> str:
        subject = self.subjects.get(item.field or item.name)
        if subject is None:
            return ""
        if subject.field is not None:
            return subject.field.collect or subject.field.name
        return "" if subject.node is None else subject.node.name


def _quick(slot: Slot) -> tuple[int, int, str, int, int]:
    return slot.position, 10**slot.item.places, "0" * slot.item.places, slot.low, slot.high


def _unplaced(key: Key) -> Place:
    return Place(key=key)


def _order(problem: Any) -> tuple[str, int, int]:
    place = problem.place
    return (place.file or "", place.line or 0, place.column or 0)
