"""What evidence can be about: the fields, checklists, judged leaves and other nodes of a set, with their slots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal

import attrs

from perfrules.case.values import Slot, Sort
from perfrules.formula import Quantity
from perfrules.formula.inputs import Input
from perfrules.model import EvidenceField, Indicator, IndicatorSet

Sorts = Literal["value", "survey", "records", "checklist", "judged", "node"]
_SORTS: Mapping[str, Sort] = {"count": "count", "flag": "flag", "choice": "choice", "date": "date"}
_KEYS: Mapping[Sorts, tuple[str, ...]] = {
    "value": ("value",),
    "survey": ("counts", "file", "valid", "sent"),
    "records": ("counts", "file"),
    "checklist": ("met",),
    "judged": ("marks", "reason"),
    "node": (),
}
COMMON = ("document", "note", "not_applicable")
NA = "na"


@attrs.frozen(eq=False, repr=False)
class Subject:
    """
    Something that evidence is about: an evidence field, or an indicator by its code.

    Attributes:
        name: the field's key or the indicator's code.
        sort: what its evidence looks like.
        slots: its inputs by what follows its name: "" (a single value), "satisfied", "rules", "rules/faults", "na".
        field: the evidence field, or None.
        node: the indicator, or None.
        rubric: the kind that marks its answer, for judged leaves.
        worked_out: points that the definition works out itself.

    """

    name: str
    sort: Sorts
    slots: Mapping[str, Slot] = attrs.field(factory=dict)
    field: EvidenceField | None = None
    node: Indicator | None = None
    rubric: Any = None
    worked_out: frozenset[str] = frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that a table of its evidence may have."""
        return (*_KEYS[self.sort], *COMMON)

    def absence(self, part: str) -> str:
        """Return by which part that ends with "na" it is told of; `D1/marks/na` says the same as `D1/na`."""
        if part == NA or self.sort == "judged":
            return NA
        return f"{part.removesuffix(f'/{NA}').removesuffix('/faults')}/{NA}"

    @property
    def values(self) -> Iterator[tuple[str, Slot]]:
        """Its slots without those that say "not applicable"."""
        return ((part, slot) for part, slot in self.slots.items() if part != NA and not part.endswith(f"/{NA}"))

    def flat_names(self) -> Iterator[tuple[str, str]]:
        """Yield every flat name with the part that follows the subject's name."""
        parts = [*self.slots, NA]
        if self.sort == "checklist":
            parts += [f"{name}/{NA}" for part, _ in self.values for name in (part.removesuffix("/faults"), part)]
        if self.sort == "judged":
            parts = ["marks", "reason", NA, f"marks/{NA}"]
        if self.sort == "survey":
            parts += [part for part in ("valid", "sent") if part not in self.slots]
        for part in dict.fromkeys(parts):
            yield (f"{self.name}/{part}" if part else self.name), part


def subjects_of(indicator_set: IndicatorSet, inputs: Sequence[Input]) -> dict[str, Subject]:
    """Return everything that evidence can be about, by name; a field wins over an indicator of the same name."""
    owned: dict[str, dict[str, tuple[int, Input]]] = {}
    for position, item in enumerate(inputs):
        owner = item.field or item.name
        owned.setdefault(owner, {})[item.name.removeprefix(owner).lstrip("/")] = (position, item)
    out = {}
    for field in indicator_set.evidence:
        out[field.key] = _of_field(field, owned.get(field.key, {}))
    for node in indicator_set.indicators:
        if node.code not in out:
            out[node.code] = _of_node(node, owned.get(node.code, {}))
    return out


def _of_field(field: EvidenceField, owned: Mapping[str, tuple[int, Input]]) -> Subject:
    several = field.type in ("survey", "records")
    sort: Sort = "count" if several else _SORTS.get(field.type, "number")
    percent = field.type == "share" or field.unit == "%"
    options = {option.id: position for position, option in enumerate(field.choices)}
    names = {option.name: option.id for option in field.choices}
    slots = {
        part: Slot(position, item, sort, field.unit, percent=percent, options=options, names=names)
        for part, (position, item) in owned.items()
    }
    kind: Sorts = "survey" if field.type == "survey" else "records" if field.type == "records" else "value"
    return Subject(field.key, kind, slots, field=field)


def _of_node(node: Indicator, owned: Mapping[str, tuple[int, Input]]) -> Subject:
    kinds = [case.rubric for case in node.rubric]
    slots = {part: Slot(position, item, _sort_of(part), percent=True) for part, (position, item) in owned.items()}
    points = {point.id for kind in kinds if kind.reads == "points" for point in getattr(kind, "points", ())}
    if points:
        asked = {part.removesuffix("/faults") for part in slots}
        return Subject(node.code, "checklist", slots, node=node, worked_out=frozenset(points - asked))
    judged = next((kind for kind in kinds if kind.reads == "answer"), None)
    sort: Sorts = "node" if judged is None else "judged"
    return Subject(node.code, sort, slots, node=node, rubric=judged)


def _sort_of(part: str) -> Sort:
    if part == NA or part.endswith(f"/{NA}"):
        return "flag"
    return "count" if part.endswith("/faults") or part == "count" else "number"


def default_of(subject: Subject) -> Any:
    """Return the default of a field as a case would write it; None where it has none."""
    default = None if subject.field is None else subject.field.default
    return default.written if isinstance(default, Quantity) else default


def full_of(node: Indicator, parameters: Mapping[str, Fraction]) -> Fraction | None:
    """Return the full marks of a leaf, or None where they are no number or parameter."""
    for quantity in (node.full_marks, node.at_most):
        if quantity is not None:
            written = quantity.written
            return parameters.get(written.strip()) if isinstance(written, str) else written
    return None


def names_of(subjects: Iterable[Subject]) -> dict[str, tuple[Subject, str]]:
    """Return every flat name that is not a subject's own name, with its subject and part."""
    return {name: (subject, part) for subject in subjects for name, part in subject.flat_names() if part}


__all__ = ["COMMON", "NA", "Subject", "default_of", "full_of", "names_of", "subjects_of"]
