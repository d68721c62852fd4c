"""The installed definitions by id and edition, and which of them a reference means."""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import attrs

from perfrules.definition.document import Document, parse_toml, read_document
from perfrules.definition.files import decode, read_file
from perfrules.language import Text, text
from perfrules.problems import Place, Problem, suggestion

SET_FORMAT = "perfrules/indicator-set/1"
SCALE_FORMAT = "perfrules/grade-scale/1"
_FIRST_TABLE = re.compile(r"^\[", re.MULTILINE)


class Offers(Protocol):
    """What reading definitions needs of a registry (注册表)."""

    @property
    def rubric_kinds(self) -> Mapping[str, type]:
        """The rubric kinds by name."""

    @property
    def aggregations(self) -> Mapping[str, Any]:
        """The aggregations by name."""

    @property
    def evidence_readers(self) -> Mapping[str, type]:
        """The evidence readers by name."""

    @property
    def functions(self) -> Mapping[str, Any]:
        """The functions of expressions by name."""

    @property
    def definition_folders(self) -> Iterable[Path]:
        """The folders whose *.toml files are definitions."""


@attrs.frozen
class Installed:
    """One definition file of a registry, as far as its first lines tell."""

    path: Path
    format: str
    id: str
    edition: str = ""
    start: date | None = None
    end: date | None = None

    @property
    def name(self) -> str:
        """The id, with the edition where there is one."""
        return f"{self.id}@{self.edition}" if self.edition else self.id

    def in_force(self, day: date) -> bool:
        """Return whether the edition is in force on *day*."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def installed(registry: Offers) -> tuple[Installed, ...]:
    """Return the definition files of *registry* that can be read as far as their id, in order of their names."""
    files = [file for folder in registry.definition_folders for file in sorted(Path(folder).glob("*.toml"))]
    found = [entry for file in dict.fromkeys(files) if (entry := _head(file)) is not None]
    return tuple(sorted(found, key=lambda entry: (entry.id, entry.edition)))


def _head(file: Path) -> Installed | None:
    raw = read_file(file)
    source = raw if isinstance(raw, Problem) else decode(raw, str(file))
    if isinstance(source, Problem):
        return None
    table = _FIRST_TABLE.search(source)
    document = parse_toml(source[: table.start()] if table else source, str(file))
    if not isinstance(document, Document) or ("effective" not in document.data and "[effective]" in source):
        document = parse_toml(source, str(file))
    return _entry(file, document.data) if isinstance(document, Document) else None


def _entry(file: Path, data: Mapping[str, Any]) -> Installed | None:
    head = {key: data.get(key) for key in ("format", "id", "edition")}
    texts = {key: value for key, value in head.items() if isinstance(value, str)}
    if "id" not in texts or "format" not in texts:
        return None
    effective = data.get("effective")
    ends = effective if isinstance(effective, dict) else {}
    start, end = (value if isinstance(value := ends.get(key), date) else None for key in ("from", "to"))
    return Installed(file, texts["format"], texts["id"], texts.get("edition", ""), start, end)


def find(entries: Iterable[Installed], reference: str, form: str, on: date | None = None) -> Installed | Text:
    """
    Return the definition that *reference* (id or id@edition) means, or why there is none.

    Without an edition it is the one in force on *on* (today where it is not given), the newest of several; else the
    newest of all.
    """
    name, _, edition = reference.partition("@")
    same = [entry for entry in entries if entry.format == form and entry.id == name]
    if not same:
        return text("nothing installed has the id `{id}`", id=name)
    if edition:
        exact = [entry for entry in same if entry.edition == edition]
        return exact[-1] if exact else text("`{id}` has no edition `{edition}`", id=name, edition=edition)
    day = on or date.today()  # noqa: DTZ011
    current = [entry for entry in same if entry.in_force(day)]
    return max(current or same, key=lambda entry: (entry.start or date.min, entry.edition))


def is_path(reference: str | os.PathLike[str]) -> bool:
    """Return whether *reference* is the path of a file and not an id."""
    return not isinstance(reference, str) or reference.lower().endswith((".toml", ".json"))


def open_reference(
    reference: str,
    registry: Offers,
    place: Place,
    *,
    base: Path,
    on: date | None = None,
    form: str = SET_FORMAT,
    known: Iterable[str] = (),
) -> Document | tuple[Problem, ...]:
    """
    Return the document that *reference* means: a path from the folder *base*, an id or id@edition.

    *known* are further names that may have been meant.
    """
    if is_path(reference):
        return read_document(base / reference)
    entries = installed(registry)
    found = find(entries, reference, form, on)
    if isinstance(found, Installed):
        return read_document(found.path)
    names = {name for entry in entries if entry.format == form for name in (entry.id, entry.name)}
    code = "PR104" if form == SET_FORMAT else "PR112"
    return (Problem(code, found, place, suggestion(reference, {*names, *known})),)
