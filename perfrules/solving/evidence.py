"""From a row of whole numbers back to evidence as a case writes it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perfrules.case import Case
from perfrules.case.subjects import NA, Subject
from perfrules.case.values import Slot
from perfrules.formula.printing import number_text
from perfrules.readings.exact import NOT_APPLICABLE
from perfrules.scoring import Rules
from perfrules.solving.space import Row

_PANEL = 7


def evidence_of(rules: Rules, row: Row, reason: str) -> Mapping[str, Any] | None:
    """
    Return the evidence that *row* was made of, by field and code; None where no case can say it.

    It is bound again, and must give the same row. *reason* stands where judged marks and what does not apply need one.
    """
    return _told(rules, row, reason, tuple(rules.binder.subjects.values()))


def can_say(rules: Rules, row: Row, other: Row) -> bool:
    """Return whether a case can say *row*, given that one can say the *other*: what is alike in both is not asked."""
    changed = {place for place, value in enumerate(row) if value != other[place]}
    subjects = rules.binder.subjects.values()
    differing = [
        subject for subject in subjects if not changed.isdisjoint(slot.position for slot in subject.slots.values())
    ]
    return _told(rules, row, "-", differing) is not None


def _told(rules: Rules, row: Row, reason: str, subjects: Sequence[Subject]) -> Mapping[str, Any] | None:
    """Return the evidence of some subjects; None where binding it does not give the same again."""
    found: dict[str, Any] = {}
    for subject in subjects:
        said = _said(subject, row, reason)
        if said is not None:
            found[subject.name] = said
    places = [slot.position for subject in subjects for slot in subject.slots.values()]
    for evidence in _with_panels(subjects, found, row, reason):
        bound = rules.binder.bind(Case(evidence=evidence))
        if not bound.errors and all(bound.row[place] == row[place] for place in places):
            return evidence
    return None


def _said(subject: Subject, row: Row, reason: str) -> Any:
    """Return what a case says of one subject; None where it says nothing."""
    if not subject.slots:
        return None
    values = {part: row[slot.position] for part, slot in subject.slots.items()}
    own = {part: value for part, value in values.items() if part != NA and not part.endswith(f"/{NA}")}
    if values.get(NA) == 1 or (own and all(value is NOT_APPLICABLE for value in own.values())):
        return {"not_applicable": reason}
    if subject.sort == "checklist":
        return _checklist(subject, values, reason)
    given = {part: _written(subject.slots[part], value) for part, value in own.items() if isinstance(value, int)}
    return _given(subject, given, reason) if given else None


def _given(subject: Subject, given: Mapping[str, Any], reason: str) -> Any:
    if subject.sort in ("survey", "records"):
        return {"counts": given}
    if subject.sort == "judged":
        return _judged(subject, given, reason)
    return given.get("")


def _checklist(subject: Subject, values: Mapping[str, object], reason: str) -> Any:
    """Return the answers of a checklist: the list of what is met where that says it all."""
    met: dict[str, Any] = {}
    for part, slot in subject.values:
        point, value = part.removesuffix("/faults"), values[part]
        if values.get(f"{point}/{NA}") == 1 or value is NOT_APPLICABLE:
            met[point] = {"not_applicable": reason}
        elif isinstance(value, int):
            written = _written(slot, value)
            met[point] = {"faults": written} if part.endswith("/faults") else written
    if not met:
        return None
    plain = len(met) == sum(1 for _ in subject.values) and all(answer in (0, 1) for answer in met.values())
    return {"met": [point for point, answer in met.items() if answer == 1] if plain else met}


def _judged(subject: Subject, given: Mapping[str, Any], reason: str) -> Any:
    marks = given.get("marks")
    if marks is None:
        return None
    return {"marks": marks, "reason": reason} if getattr(subject.rubric, "reason", True) else marks


def _with_panels(
    subjects: Sequence[Subject], found: Mapping[str, Any], row: Row, reason: str
) -> Iterator[dict[str, Any]]:
    """Yield the evidence with the marks of panels: lists whose sum and number are those of the row."""
    panels = [subject for subject in subjects if "sum" in subject.slots]
    for trimmed in (0, 1) if panels else (0,):
        evidence = dict(found)
        for subject in panels:
            whole, count = (row[subject.slots[part].position] for part in ("sum", "count"))
            if isinstance(whole, int) and isinstance(count, int) and 0 < count <= _PANEL:
                unit = Fraction(1, 10 ** subject.slots["sum"].item.places)
                marks = _shared(whole, count, unit)
                marks = [*marks, *([min(marks), max(marks)] if trimmed else [])]
                evidence[subject.name] = {"marks": marks, "reason": reason}
        yield evidence


def _shared(whole: int, count: int, unit: Fraction) -> Sequence[Any]:
    """Return *count* numbers that are as equal as can be, and together give *whole* units."""
    each, more = divmod(whole, count)
    return [_plain((each + (place < more)) * unit) for place in range(count)]


def _written(slot: Slot, value: int) -> Any:
    """Return the value of one input as a case writes it."""
    if slot.sort == "flag":
        return bool(value)
    if slot.sort == "choice":
        return next((name for name, place in slot.options.items() if place == value), None)
    if slot.sort == "date":
        return date.fromordinal(value)
    return _plain(Fraction(value, 10**slot.item.places))


def _plain(number: Fraction) -> Any:
    return int(number) if number.denominator == 1 else Decimal(number_text(number))


def unfound(rules: Rules) -> frozenset[str]:
    """Return the inputs of what the population of *rules* has no value for; none where they have no population."""
    population, measures = rules.population, rules.program.populations
    if population is None:
        return frozenset()
    same = {name for item in measures.values() if not item.each for _, *names in item.inputs for name in names}
    return frozenset(same.difference(population.numbers(measures)))
