"""Which file a reference means: a path, or an installed definition by id and edition."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from perfrules.definition.document import Document, read_document
from perfrules.definition.editions import Day, in_force
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


def is_by_day(reference: str, registry: Registry) -> bool:
    """Return whether *reference* names a set without its edition, and there are several: the day decides then."""
    return not is_path(reference) and "@" not in reference and len(editions(registry, reference, SET_FORMAT)) > 1


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
        return in_force(name, files, Day.of(on).on, find)
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
    near = suggestion(reference, known) if known else _not_installed(name, registry)
    return (Problem(code, registry.explain_missing("definition", _cut(reference)), find(), near),)


def _not_installed(name: str, registry: Registry) -> Text | None:
    """Return what to do where nothing is installed whose id begins as *name* does: it is no slip of the pen then."""
    if name.partition("/")[0] in {key.id.partition("/")[0] for key in registry.definitions}:
        return None
    return text("install the plugin that brings it, or write the path of a file, which ends in .toml")


def _cut(reference: str) -> str:
    """Return *reference* for a message, cut where it is long."""
    return reference if len(reference) <= _LONGEST else f"{reference[:_LONGEST]}…"
