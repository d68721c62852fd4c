"""Which files are scored, and where the scores of each go."""

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final

import attrs

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import Opened
from perfrules.tables.files.reading import READERS, check_file, open_file

_SIGNS: Final = frozenset("*?[")
_FOUND: Final = frozenset(READERS) - {".txt"}
"""In a folder, what else people call a text file is no table."""
_PROBLEMS: Final = ".problems"


@attrs.frozen(eq=False)
class Job:
    """
    One table to be scored.

    Attributes:
        name: what it is called in messages.
        target: the file of its scores.
        problems: the file of its problems.
        open: opens it.
        size: how large it is, compared with the others.
        source: the file that it is; "" for a query.

    """

    name: str
    target: str
    problems: str
    open: Callable[[], Opened]
    size: int = 1
    source: str = ""


def problems_of(target: str) -> str:
    """Return where the problems of a file of scores go unless something else is asked for: beside it."""
    path = Path(target)
    return str(path.with_name(f"{path.stem}{_PROBLEMS}{path.suffix}"))


def file_job(source: str, target: str, problems: str | None = None) -> Job:
    """Return the job of one file."""
    return Job(
        source,
        target,
        problems or problems_of(target),
        lambda: open_file(source),
        max(Path(source).stat().st_size, 1),
        source,
    )


def folder_jobs(found: Sequence[tuple[str, str]], folder: str, suffix: str, problems: str | None = None) -> list[Job]:
    """
    Return the jobs of many files whose scores go to a folder.

    Args:
        found: the files, each with its path below the folder, as `found_files` gives them.
        folder: where the scores go.
        suffix: how the names of scores end.
        problems: the folder of problems; beside the scores where it is None.

    Raises:
        TableError: two results would have the same name, or one that of a file that is read.

    """
    jobs: list[Job] = []
    taken: dict[str, str] = {}
    read = {os.path.realpath(source) for source, _ in found}
    clashes: list[Problem] = []
    for source, below in found:
        target = str(Path(folder) / PurePath(below).with_suffix(suffix))
        other = taken.setdefault(os.path.normcase(target), source)
        if other != source or os.path.realpath(target) in read:
            template = "{file} would have the scores of {one} and of {other}"
            message = text(template, file=target, one=other, other=source)
            if other == source:
                message = text("the scores of {file} would replace it, or another table", file=source)
            clashes.append(Problem("PR825", message, Place(source), text("score them into different folders")))
        beside = None if problems is None else problems_of(str(Path(problems) / PurePath(below).with_suffix(suffix)))
        jobs.append(file_job(source, target, beside))
    if clashes:
        raise TableError(clashes)
    return jobs


def found_files(inputs: Iterable[str], without: str = "") -> list[tuple[str, str]]:
    """
    Return the files that *inputs* name, each once with its name, or its path below the folder that was named.

    Args:
        inputs: files; folders, of which all tables at any depth count; patterns such as "2024-*.csv" and "**/*.csv".
        without: a folder that is passed over: that of the results.

    Raises:
        TableError: with everything that is not there or is no table.

    """
    found: dict[str, tuple[str, str]] = {}
    faults: list[Problem] = []
    for name in inputs:
        several = list(_several(name, without))
        if not several and (Path(name).is_dir() or _is_pattern(name)):
            message = text("{file} has no tables in it", file=repr(name))
            if _is_pattern(name):
                message = text("no file fits {pattern}", pattern=repr(name))
            faults.append(Problem("PR001", message, Place(name), text("known here: {known}", known=", ".join(READERS))))
        for source, below in several:
            faults += check_file(source)
            found.setdefault(os.path.realpath(source), (source, below))
    if faults:
        raise TableError(faults)
    return list(found.values())


def _is_pattern(name: str) -> bool:
    return not _SIGNS.isdisjoint(name) and not Path(name).exists()


def _several(name: str, without: str) -> Iterator[tuple[str, str]]:
    """Yield the files that one input names."""
    if Path(name).is_dir():
        for path in sorted(_below(name)):
            if path.is_file() and _counts(path, without):
                yield str(path), str(path.relative_to(name))
    elif _is_pattern(name):
        for source in sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - patterns may be absolute
            if Path(source).is_file() and _counts(Path(source), without):
                yield source, Path(source).name
    else:
        yield name, Path(name).name


def _below(folder: str) -> Iterator[Path]:
    """Yield the files below a folder; one within it that cannot be read is not passed over in silence."""

    def unread(error: OSError) -> None:
        name = str(error.filename or folder)
        message = text("{file} cannot be read: {reason}", file=repr(name), reason=error.strerror or str(error))
        raise TableError([Problem("PR003", message, Place(name))])

    for path, _, files in os.walk(folder, onerror=unread):
        yield from (Path(path) / file for file in files)


def _counts(path: Path, without: str) -> bool:
    """Return whether a file that was found, not named, is a table: none that is hidden, and no result."""
    hidden = path.name.startswith((".", "~$")) or path.stem.endswith(_PROBLEMS)
    outside = not without or Path(without).resolve() not in path.resolve().parents
    return path.suffix.lower() in _FOUND and not hidden and outside
