"""Which file a reference means: a path, or an installed definition by id and edition."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from perfrules.definition.document import Document, read_document
from perfrules.language import Text, text
from perfrules.plugins import Registry
from perfrules.problems import Place, Problem, suggestion

SET_FORMAT: Final = "perfrules/indicator-set/1"
SCALE_FORMAT: Final = "perfrules/grade-scale/1"
_SORTS: Final[Mapping[str, str]] = {SET_FORMAT: "indicator-set", SCALE_FORMAT: "grade-scale"}
_SAID: Final[Mapping[str, Text]] = {SET_FORMAT: text("an indicator set"), SCALE_FORMAT: text("a grade scale")}
_LONGEST: Final = 100


def is_path(reference: str) -> bool:
    """Return whether *reference* is the path of a file and not an id."""
    return reference.lower().endswith((".toml", ".json")) or reference.startswith((".", os.sep))


def editions(registry: Registry, name: str, form: str) -> Mapping[str, Path]:
    """Return the files of the installed editions of a definition, by edition; one without has the edition ""."""
    sort = _SORTS[form]
    return {key.edition: path for key, path in registry.definitions.items() if (key.format, key.id) == (sort, name)}


def in_force(files: Mapping[str, Path], day: date) -> Path:
    """Return the file of the edition in force on *day*, the newest where there are several; else the newest of all."""
    if len(files) == 1:
        return next(iter(files.values()))
    starts: dict[str, tuple[date, str]] = {}
    current = []
    for edition, path in files.items():
        first, last = _effective(path)
        starts[edition] = (first or date.min, edition)
        if (first is None or first <= day) and (last is None or day <= last):
            current.append(edition)
    return files[max(current or files, key=lambda edition: starts[edition])]


def _effective(path: Path) -> tuple[date | None, date | None]:
    document = read_document(path)
    found = document.data.get("effective") if isinstance(document, Document) else None
    ends = found if isinstance(found, dict) else {}
    first, last = (value if isinstance(value := ends.get(key), date) else None for key in ("from", "to"))
    return first, last


def open_reference(
    reference: str,
    registry: Registry,
    find: Callable[[], Place],
    *,
    base: Path,
    on: date | None = None,
    form: str = SET_FORMAT,
    known: Iterable[str] = (),
) -> Document | tuple[Problem, ...]:
    """
    Return the document that *reference* means: a path from the folder *base*, an id or id@edition.

    *find* gives where the reference stands, for the problem that it means nothing; *known* are further names that may
    have been meant.
    """
    if is_path(reference):
        return read_document(base / reference)
    name, _, edition = reference.partition("@")
    files = editions(registry, name, form)
    if edition in files:
        return read_document(files[edition])
    if files and not edition:
        return read_document(in_force(files, on or date.today()))  # noqa: DTZ011 - editions are in force by days
    code = "PR104" if form == SET_FORMAT else "PR112"
    if files:
        message = text("`{id}` has no edition `{edition}`", id=name, edition=edition)
        return (Problem(code, message, find(), suggestion(edition, files)),)
    other = SCALE_FORMAT if form == SET_FORMAT else SET_FORMAT
    if editions(registry, name, other):
        message = text(
            "`{id}` is {found}, and {expected} was expected", id=name, found=_SAID[other], expected=_SAID[form]
        )
        return (Problem(code, message, find()),)
    near = suggestion(reference, known) if known else None
    return (Problem(code, registry.explain_missing("definition", _cut(reference)), find(), near),)


def _cut(reference: str) -> str:
    """Return *reference* for a message, cut where it is long."""
    return reference if len(reference) <= _LONGEST else f"{reference[:_LONGEST]}…"
