"""Entries of the evidence that have one value each: that of a field, one by its flat name, or none of its own."""

from collections.abc import Mapping
from typing import Any

from perfrules.case import answers, recordings
from perfrules.case.draft import Draft
from perfrules.case.subjects import NA, Subject
from perfrules.language import text
from perfrules.problems import Key


def single(draft: Draft, subject: Subject, value: Any, key: Key) -> None:
    """Read the evidence of a field that has one value: the value itself, or a table with `value`."""
    slot = subject.slots.get("")
    if slot is None:
        return
    if not isinstance(value, Mapping):
        draft.value(slot, value, key)
    elif draft.opened(subject, value, key):
        draft.value(slot, value.get("value"), (*key, "value"))


def node(draft: Draft, subject: Subject, value: Any, key: Key) -> None:
    """Read what is said of a node without an answer of its own: only that it is not applicable."""
    if isinstance(value, Mapping) and value.get("not_applicable") is not None:
        draft.opened(subject, value, key)
        return
    message = text("{code} takes no evidence of its own", code=subject.name)
    measure = None if subject.node is None else subject.node.measure
    advice = text("it is marked from what stands below it")
    if measure is not None:
        advice = text("it is marked from `{measure}`: give the evidence of that", measure=measure.written)
    draft.report("PR431", message, key, advice)


def flat(draft: Draft, subject: Subject, part: str, value: Any, key: Key) -> None:
    """Read one value by its flat name."""
    if value is None:
        return
    if part == NA or part.endswith(f"/{NA}"):
        draft.absent(subject, subject.absence(part), value, key)
    elif subject.sort == "judged":
        read = answers.marks_given if part == "marks" else answers.reason_given
        read(draft, subject, value, key)
    elif subject.sort == "checklist":
        answers.credit(draft, subject, part, value, key)
    elif part in subject.slots:
        draft.value(subject.slots[part], value, key)
    else:
        recordings.total(draft, subject, part, value, key)
