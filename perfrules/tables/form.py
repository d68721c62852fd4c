"""What a table (数据表) must have to be scored: its columns, with their types, places, units and ranges."""

from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from perfrules.case import Binder
from perfrules.case.numbers import value_text
from perfrules.case.subjects import NA, Subject, default_of
from perfrules.case.values import Slot
from perfrules.content import ByContent
from perfrules.formula.inputs import Input
from perfrules.formula.printing import number_text
from perfrules.problems import Problem

ColumnType = Literal["number", "whole", "credit", "flag", "choice", "date", "text", "list"]
_TYPES: dict[str, ColumnType] = {"count": "whole", "flag": "flag", "choice": "choice", "date": "date"}
_MISSING = "PR601"


@attrs.frozen(eq=False, repr=False, kw_only=True)
class TableColumn(ByContent):
    """
    A column (列) that a table may have.

    Attributes:
        name: its flat name.
        field: the evidence field or indicator that it belongs to.
        label: what people call it.
        type: what sort of values it has: number, whole, credit (of a point: true, false, or 0 to 1), flag, choice (the
            id of an option), date, text, or list (the marks of a panel).
        places: how many decimal places are accepted.
        unit: the unit of its values.
        range: what is accepted, such as "≥ 0, ≤ 1"; of a choice, the ids of its options.
        required: whether no row can be scored without it; else it depends on the row, or there is a default.
        default: the value of rows that say nothing, or "".
        part_of: the column that it is never greater than, or "".

    """

    name: str
    field: str
    label: str
    type: ColumnType
    places: int = 0
    unit: str = ""
    range: str = ""
    required: bool = False
    default: str = ""
    part_of: str = ""


@attrs.frozen(eq=False, repr=False)
class TableForm(ByContent):
    """
    What a table (数据表) must have to be scored by a set.

    Attributes:
        set: the set, as id@edition.
        columns: the columns that it may have, in the order of the set.

    """

    set: str
    columns: tuple[TableColumn, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def table_form(binder: Binder, without: Sequence[Problem]) -> TableForm:
    """Return the form of tables for the set of *binder*; *without* is what is wrong with a case that says nothing."""
    needed = {str(problem.text.values.get("name")) for problem in without if problem.code == _MISSING}
    columns = [column for subject in binder.subjects.values() for column in _columns(subject, needed)]
    return TableForm(f"{binder.set.id}@{binder.set.edition}", tuple(columns))


def _columns(subject: Subject, needed: set[str]) -> Iterator[TableColumn]:
    for part, slot in subject.slots.items():
        if part == NA or part.endswith(f"/{NA}"):
            yield _text(subject, part)
        elif subject.sort == "judged":
            if part in ("marks", "sum"):
                yield _value(subject, slot, f"{subject.name}/marks", needed)
        else:
            yield _value(subject, slot, slot.item.name, needed)
    if subject.sort == "judged" and getattr(subject.rubric, "reason", True):
        yield _text(subject, "reason")


def _text(subject: Subject, part: str) -> TableColumn:
    return TableColumn(name=f"{subject.name}/{part}", field=subject.name, label=label_of(subject, part), type="text")


def _value(subject: Subject, slot: Slot, name: str, needed: set[str]) -> TableColumn:
    default = _default(subject)
    own = {subject.name, slot.item.name}
    return TableColumn(
        name=name,
        field=subject.name,
        label=label_of(subject, name.removeprefix(f"{subject.name}/") if name != subject.name else ""),
        type=_type(subject, slot),
        places=slot.item.places,
        unit=slot.unit,
        range="" if slot.sort in ("flag", "date") else " | ".join(slot.options) or range_of(slot.item),
        required=not default and not own.isdisjoint(needed),
        default=default,
        part_of=slot.item.part_of or "",
    )


def _type(subject: Subject, slot: Slot) -> ColumnType:
    if subject.sort == "judged" and "sum" in subject.slots:
        return "list"
    return "credit" if subject.sort == "checklist" and slot.sort == "number" else _TYPES.get(slot.sort, "number")


def _default(subject: Subject) -> str:
    default = default_of(subject) if subject.sort == "value" else None
    return "" if default is None else value_text(default)


def range_of(item: Input) -> str:
    """Return the range of an input, such as "≥ 0, < 5"; "" where it has none."""
    ends = (("≥", item.at_least), (">", item.above), ("≤", item.at_most), ("<", item.below))
    return ", ".join(f"{sign} {number_text(end)}" for sign, end in ends if end is not None)


def label_of(subject: Subject, part: str) -> str:
    """Return what people call a column: the name of its field or indicator, and of the part."""
    owner = subject.field.name if subject.field else subject.node.name if subject.node else ""
    owner = owner or subject.name
    names: dict[str, str] = {}
    if subject.field is not None:
        names = {answer.id: answer.name for answer in subject.field.answers}
    elif subject.node is not None:
        kinds = [case.rubric for case in subject.node.rubric]
        lists = [getattr(kind, "points", ()) for kind in kinds if kind.reads == "points"]
        names = {point.id: point.text for points in lists for point in points}
    return f"{owner}: {names.get(part) or part}" if part else owner
