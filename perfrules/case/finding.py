"""Files below a folder: those of its author, not what tools and packages have put there."""

import os
from collections.abc import Iterator
from pathlib import Path

_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})


def files_below(folder: Path, *suffixes: str) -> Iterator[Path]:
    """Yield the files at any depth whose names end with one of *suffixes*; hidden folders are passed over."""
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _SKIPPED]
        yield from (Path(where, name) for name in files if name.lower().endswith(suffixes))
