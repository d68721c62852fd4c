"""
Stamps: which definitions were checked before without any finding, so that they need not be checked again.

A stamp is an empty file whose name is the digest of everything that the checks depend on: when any of it changes, the
name changes and the definition is checked. A stamp never changes what is read, built or scored. See `docs/decisions`.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

from perfrules._version import STARTED, __version__
from perfrules.definition.document import Document
from perfrules.plugins import Registry

FOLDER = "PERFRULES_CACHE"
"""The variable that names the folder of the cache; empty, nothing is kept."""
MOST = 256
"""So many stamps are kept; when there are more, the older half goes."""
_ENDING = ".checked"
_SETTLED = 2_000_000_000
"""Nanoseconds: file systems tell the time of a change no better than that."""
_Change = tuple[str, int, int]
"""The path of a file, when it was changed, and its size."""


class Stamp:
    """The stamp of one definition: whether it is there, and a way to put it there."""

    def __init__(self, file: Path) -> None:
        """Look whether there is a stamp at *file*."""
        self._file = file
        self.found = _is_file(file)
        """Whether the definition was checked before, and nothing was found."""

    def put(self) -> None:
        """Note that the definition was checked and nothing was found; where that cannot be noted, do nothing."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch()  # empty: there is no moment at which half of it is there
            _prune(self._file.parent)
        except OSError:
            return


def stamp_of(documents: Sequence[Document], registry: Registry, applied: Sequence[object] = ()) -> Stamp | None:
    """
    Return the stamp of the definition that *documents* make up with the installed plugins; None where it has none.

    *applied* says which of its values with dates hold.

    Nothing is stamped without a folder to keep stamps in, without files (of a document, or of the code that checks it),
    or when code was changed since it was imported.
    """
    folder = _folder()
    if folder is None or any(document.source is None for document in documents):
        return None
    offered = list(_offered(registry))
    try:
        code = sorted(_code(form for _, _, _, form in offered))
    except OSError:
        return None
    if any(changed > STARTED - _SETTLED for _, changed, _ in code):
        return None
    texts = [(document.file, document.source) for document in documents]
    names = [(*offer, f"{form.__module__}.{form.__qualname__}") for *offer, form in offered]
    known = repr((__version__, sys.version, sys.flags.optimize, texts, names, code, list(applied)))
    return Stamp(folder / (hashlib.sha256(known.encode("utf-8", "backslashreplace")).hexdigest() + _ENDING))


def _offered(registry: Registry) -> Iterator[tuple[str, str, str, type]]:
    """Yield sort, name, plugin and class of everything that definitions are checked with."""
    for sort in ("kinds", "aggregations", "functions", "readers"):
        for name, given in getattr(registry, sort).items():
            yield sort, name, given.plugin, given.value if isinstance(given.value, type) else type(given.value)


def _folder() -> Path | None:
    """Return the folder of the stamps; None where there is to be none."""
    chosen = os.environ.get(FOLDER)
    if chosen is not None:
        return Path(chosen) / "checked" if chosen else None
    windows = sys.platform == "win32"
    given = os.environ.get("LOCALAPPDATA" if windows else "XDG_CACHE_HOME", "")
    try:
        base = Path(given) if Path(given).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return base / "perfrules" / "checked"


def _code(forms: Iterable[type]) -> Iterator[_Change]:
    """Yield the files of the library and of the packages that *forms*, and what they inherit from, are written in."""
    names = {base.__module__ for form in forms for base in form.__mro__}
    others = {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}
    for package in {_package(name) for name in ("perfrules", *others)}:
        for path in getattr(package, "__path__", None) or [str(package.__file__)]:
            yield from _changes(path)


def _package(name: str) -> ModuleType:
    """Return the first in the dotted *name* of a module that has a file: a namespace has none and belongs to many."""
    parts = name.split(".")
    modules = (sys.modules.get(".".join(parts[:length])) for length in range(1, len(parts) + 1))
    found = next((module for module in modules if module is not None and getattr(module, "__file__", None)), None)
    if found is None:
        raise FileNotFoundError(name)
    return found


@cache  # what changes while this process runs is not what it has imported
def _changes(path: str) -> tuple[_Change, ...]:
    return tuple(_files(path))


def _files(path: str) -> Iterator[_Change]:
    """Yield every file in the folder *path*, or that at *path*; what Python compiled for itself is left out."""
    found = os.stat(path)  # noqa: PTH116 - hundreds of files a command: a `Path` of each would cost more than the look
    if stat.S_ISREG(found.st_mode):
        yield path, found.st_mtime_ns, found.st_size
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path) if entry.name != "__pycache__" else ()
            elif entry.is_dir():
                raise NotADirectoryError(entry.path)  # a link may lead anywhere, also in a circle
            else:
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_size


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _prune(folder: Path) -> None:
    """Take the older half away where there are more than `MOST` stamps."""
    stamps = [path for path in folder.iterdir() if path.suffix == _ENDING]
    if len(stamps) > MOST:
        for path in sorted(stamps, key=lambda path: path.stat().st_mtime_ns)[: len(stamps) - MOST // 2]:
            path.unlink(missing_ok=True)
