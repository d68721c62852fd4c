"""
Which installed distributions have entry points of a group.

`importlib.metadata` tells that too, but it brings what reads e-mail, archives and sockets, and importing it takes ten
times as long as finding the plugins. Installers leave folders, and these are read here. It is asked where something on
the path is more than folders: an archive, an egg, or a finder of its own.
"""

import re
import sys
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path

import attrs

from perfrules.content import ByContent

_VALUE = re.compile(r"([\w.]+)\s*(?::\s*([\w.]+)\s*)?(?:\[.*\])?")


@attrs.frozen(eq=False, repr=False)
class Entry(ByContent):
    """An entry point: its name, and what it names, as "module" or "module:attribute"."""

    name: str
    value: str

    def load(self) -> object:
        """
        Import what is named and return it.

        Raises:
            ValueError: the value names no module.
            Exception: whatever the import raises.

        """
        found = _VALUE.fullmatch(self.value)
        if found is None:
            message = f"`{self.value}` is no module, nor a module and an attribute"
            raise ValueError(message)
        parts = found[2].split(".") if found[2] else []
        return reduce(getattr, parts, import_module(found[1]))


@attrs.frozen(eq=False, repr=False)
class Brought(ByContent):
    """
    A distribution that has entry points of the group.

    Attributes:
        name: its name, as its metadata write it; "?" where they cannot be read.
        version: its version, or "".
        requires: what it requires, each as its metadata write it.
        entry_points: the text of the file of entry points.

    """

    name: str
    version: str
    requires: tuple[str, ...]
    entry_points: str

    def entries(self, group: str) -> list[Entry]:
        """
        Return the entry points of *group*, by name.

        Raises:
            ValueError: a line is neither the head of a group nor an entry point.

        """
        return sorted(_entries(self.entry_points, group), key=lambda entry: (entry.name, entry.value))


def distributions(group: str) -> Iterator[Brought]:
    """Yield the distributions that name *group* in their entry points, in the order of the path."""
    for found in _folders() if _is_folders() else _asked():
        if f"[{group}]" in found.entry_points.replace(" ", ""):
            yield found


def _is_folders() -> bool:
    """Return whether distributions can only stand in folders, as installers leave them."""
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    return finders == [PathFinder] and not any(
        path.suffix.lower() == ".egg" or path.is_file() for path in map(Path, sys.path)
    )


def _folders() -> Iterator[Brought]:
    for path in map(Path, sys.path):
        try:
            inside = list(path.iterdir())
        except OSError:
            continue
        for folder in inside:
            if folder.suffix.lower() in {".dist-info", ".egg-info"}:
                source = _read(folder / "entry_points.txt")
                if source:
                    yield _brought(folder, source)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _brought(folder: Path, entry_points: str) -> Brought:
    heads: dict[str, list[str]] = {}
    text = _read(folder / "METADATA") or _read(folder / "PKG-INFO")
    for line in text.partition("\n\n")[0].splitlines():
        key, _, value = line.partition(":")
        heads.setdefault(key.lower(), []).append(value.strip())
    name, version = (heads.get(key, [""])[0] for key in ("name", "version"))
    return Brought(name or "?", version, tuple(heads.get("requires-dist", ())), entry_points)


def _asked() -> Iterator[Brought]:
    from importlib.metadata import distributions as found

    for distribution in found():
        try:
            source = distribution.read_text("entry_points.txt")
        except (OSError, ValueError):
            continue
        if source:
            try:
                name, version = distribution.metadata["Name"] or "?", distribution.version or ""
                requires = tuple(distribution.requires or ())
            except Exception:  # noqa: BLE001 - a distribution may lack its metadata
                name, version, requires = "?", "", ()
            yield Brought(name, version, requires, source)


def _entries(source: str, group: str) -> Iterator[Entry]:
    section = ""
    for line in map(str.strip, source.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif section == group and line and not line.startswith("#"):
            name, equals, value = line.partition("=")
            if not equals:
                message = f"`{line}` is no entry point"
                raise ValueError(message)
            yield Entry(name.strip(), value.strip())
