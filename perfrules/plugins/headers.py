"""The first lines of definition files: enough to know a definition by its id, without reading all of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import tomli

from perfrules.content import ByContent
from perfrules.language import Text, text

FORMATS = {"perfrules/indicator-set/1": "indicator-set", "perfrules/grade-scale/1": "grade-scale"}
_LONGEST_HEAD = 1_000_000
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


class UnfitError(Exception):
    """A thing that a plugin offers cannot be used; `text` says why."""

    def __init__(self, message: Text) -> None:
        self.text = message
        super().__init__(message)


class Definition(NamedTuple):
    """By what a definition is known: "indicator-set" or "grade-scale", id, and edition ("" where it has none)."""

    format: str
    id: str
    edition: str


@attrs.frozen(eq=False, repr=False)
class Found(ByContent):
    """A definition file."""

    key: Definition
    path: Path


def definitions(folder: object) -> Iterator[Found | Text]:
    """Yield the definition files in *folder*, in order of their names, and what cannot be read there."""
    if not isinstance(folder, str | Path):
        form = type(folder).__name__
        raise UnfitError(text("a folder of definitions is a path, not a value of type {type}", type=form))
    try:
        paths = sorted(Path(folder).iterdir())
    except OSError as error:
        raise _unreadable(Path(folder), error) from error
    for path in paths:
        if path.suffix == ".toml" and not path.name.startswith("."):
            try:
                key = _key(path)
            except UnfitError as error:
                yield error.text
            else:
                if key is not None:
                    yield Found(key, path)


def _unreadable(path: Path, error: OSError) -> UnfitError:
    return UnfitError(text("{path} cannot be read: {reason}", path=path, reason=error.strerror or str(error)))


def _key(path: Path) -> Definition | None:
    """Return by what the definition in *path* is known; None for a file of another sort of ours."""
    head = _head(path)
    form = head.get("format")
    if form not in FORMATS:
        sort = str(form).rpartition("/")[0]
        if isinstance(form, str) and form.startswith("perfrules/") and f"{sort}/1" not in FORMATS:
            return None
        known = ", ".join(f'"{name}"' for name in FORMATS)
        raise UnfitError(text("{path} has no `format` that is one of {known}", path=path, known=known))
    needed = ("id", "edition") if FORMATS[form] == "indicator-set" else ("id",)
    for key in needed:
        if not isinstance(head.get(key), str) or not head[key]:
            raise UnfitError(text("{path} has no `{key}` that is a text in quotes", path=path, key=key))
    edition = head.get("edition")
    return Definition(FORMATS[form], head["id"], edition if isinstance(edition, str) else "")


def _head(path: Path) -> dict[str, Any]:
    """Return what stands above the first table; the whole file, where it cannot be cut there."""
    source = _source(path)
    table = _TABLE.search(source)
    if table:
        try:
            return tomli.loads(source[: table.start()])
        except (ValueError, RecursionError):
            pass  # the cut went through a text or a list of several lines
    try:
        return tomli.loads(source)
    except (ValueError, RecursionError) as error:
        reason = str(error) or type(error).__name__
        raise UnfitError(text("{path} is no TOML: {reason}", path=path, reason=reason)) from error


def _source(path: Path) -> str:
    if not path.is_file():
        raise UnfitError(text("{path} is not a file", path=path))
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LONGEST_HEAD)
    except OSError as error:
        raise _unreadable(path, error) from error
    whole = raw if len(raw) < _LONGEST_HEAD else raw[: raw.rfind(b"\n") + 1]
    try:
        return whole.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UnfitError(text("{path} is not written in UTF-8", path=path)) from None
