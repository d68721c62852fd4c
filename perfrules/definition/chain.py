"""The documents of a set: its own, those of the sets that it extends, and those of the grade scales that it uses."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from perfrules.definition.document import Document
from perfrules.definition.entries import Entry, Written, set_name
from perfrules.definition.library import SCALE_FORMAT, open_reference
from perfrules.definition.merge import Merged
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import Problem

LONGEST = 20
"""How many sets may extend one another in a row."""


def chain(document: Document, registry: Registry, on: date | None = None) -> tuple[list[Document], list[Problem]]:
    """Return *document* and all that it extends, the farthest first, and what is wrong with these."""
    found, names = [document], [set_name(document)]
    while isinstance(reference := found[0].data.get("extends"), str):
        first = found[0]
        find = partial(first.place, ("extends",))
        folder = Path(first.file).parent if first.file else Path()
        base = open_reference(reference, registry, find, base=folder, on=on)
        if not isinstance(base, Document):
            return found, list(base)
        name = set_name(base)
        if name in names or len(found) >= LONGEST:
            circle = " → ".join([*reversed(names), name])
            message = text("the sets extend one another in a circle: {circle}", circle=circle)
            advice = text("take `extends` out of one of them")
            return found, [Problem("PR108", message, find(), advice)]
        found.insert(0, base)
        names.insert(0, name)
    return found, []


def add_scales(merged: Merged, registry: Registry) -> list[Problem]:
    """Put the installed grade scales that nodes of *merged* refer to into it; return what is wrong with them."""
    problems: list[Problem] = []
    known = merged.sections["grade_scale"]
    for name, written, rest in _references(merged):
        if name in known:
            continue
        find = partial(written.place, rest)
        document = open_reference(name, registry, find, base=Path(), form=SCALE_FORMAT, known=list(known))
        if isinstance(document, Document):
            entry = known[name] = Entry(document, ())
            entry.put(document.data, skip=("format",))
        else:
            problems.extend(document)
    return problems


def _references(merged: Merged) -> Iterator[tuple[str, Written, tuple[str | int, ...]]]:
    for entry in merged.indicators.values():
        written = entry.keys.get("grade_scale")
        if written is None:
            continue
        if isinstance(written.value, str):
            yield written.value, written, ()
        cases = written.value if isinstance(written.value, list) else [written.value]
        for index, case in enumerate(cases):
            if isinstance(case, dict) and isinstance(case.get("scale"), str):
                rest = (index, "scale") if isinstance(written.value, list) else ("scale",)
                yield case["scale"], written, rest
