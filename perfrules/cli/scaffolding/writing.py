"""How several files are written: beside their place first, so that nothing is half-written and nothing replaced."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from perfrules.language import Text, text


def write_folder(folder: Path, files: Mapping[str, str], *, force: bool) -> tuple[list[str], list[str]]:
    """
    Write *files* into a new *folder*; with *force* into one that is there, where files that are there stay.

    Returns the paths that were written, and those that were kept.

    Raises:
        BadParameter: it is there already, or cannot be written.

    """
    if folder.is_symlink() or folder.exists():
        if not force:
            raise _refused(text("{folder} is there already; --force adds the files that it lacks", folder=str(folder)))
        return write_files(folder, files, keep=True)
    if not folder.parent.is_dir():
        raise _refused(text("there is no folder {folder}", folder=str(folder.parent)))
    try:
        _make(folder, files)
    except OSError as error:
        raise _unwritten(folder, error) from None
    return list(files), []


def write_files(folder: Path, files: Mapping[str, str], *, keep: bool = False) -> tuple[list[str], list[str]]:
    """
    Write *files* into a *folder* that is there; none that is there is replaced.

    Returns the paths that were written, and those that were kept, which there are only with *keep*.

    Raises:
        BadParameter: the folder is none, or one of the files is there and *keep* is not given, or cannot be written.

    """
    if not folder.is_dir():
        raise _refused(text("{folder} is not a folder", folder=str(folder)))
    there = [path for path in files if os.path.lexists(folder / path)]
    if there and not keep:
        raise _refused(text("{file} is there already", file=str(folder / there[0])))
    try:
        for path in files:
            if path not in there:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                _place(folder / path, files[path])
    except OSError as error:
        raise _unwritten(folder, error) from None
    return [path for path in files if path not in there], there


def _make(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder under another name beside its place, and rename it."""
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}.", suffix=".tmp"))
    try:
        for path, content in files.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_text(content, encoding="utf-8", newline="\n")
        beside.chmod(0o777 & ~_mask())
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _place(path: Path, content: str) -> None:
    """Write a file under another name beside its place, and link it there; one that has come there meanwhile stays."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
        beside.chmod(0o666 & ~_mask())
        path.hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritten(folder: Path, error: OSError) -> click.BadParameter:
    return _refused(text("{file} cannot be written: {reason}", file=str(folder), reason=error.strerror or str(error)))


def _refused(why: Text) -> click.BadParameter:
    return click.BadParameter(str(why), param_hint="-o")
