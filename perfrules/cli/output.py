"""Where results go: standard output, or a file that is written beside its place and then moved there."""

import os
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from perfrules.cli.helping import option
from perfrules.cli.screens import UnwrittenError, screen_of, write
from perfrules.cli.screens import output as standard_output
from perfrules.language import Text, text
from perfrules.rendering.cells import fit

Function = TypeVar("Function", bound=Callable[..., Any])
STDOUT = "-"


def output_options(function: Function) -> Function:
    """Add `-o FILE` and `--force`."""
    about = text("Write to FILE instead of standard output; - is standard output.")
    function = option("--force", about=text("Replace FILE if it is there already."), is_flag=True)(function)
    return option("-o", "--output", about=about, metavar="FILE", default=STDOUT)(function)


def check_target(target: str, *, force: bool, keep: Iterable[str | Path] = ()) -> None:
    """Refuse a *target* that cannot or must not be written; what is in *keep* is read, and not replaced by force."""
    if target == STDOUT:
        return
    if not target:
        raise _refused(text("the name of the file is blank"))
    path = Path(target)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise _refused(text("there is no folder {folder}", folder=str(path.parent))) from None
        return
    except (OSError, ValueError) as error:
        raise _refused(text("{file} cannot be written: {reason}", file=target, reason=_why(error))) from None
    if stat.S_ISDIR(mode):
        raise _refused(text("{file} is a folder", file=target))
    if not stat.S_ISREG(mode):
        raise _refused(text("{file} is not an ordinary file; - is standard output", file=target))
    if any(_same(path, read) for read in keep):
        raise _refused(text("{file} is what this command reads: write to another file", file=target))
    if not force:
        raise _refused(text("{file} is there already; --force replaces it", file=target))


def _same(path: Path, other: str | Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):
        return False


def deliver(content: str | bytes, target: str, *, force: bool = False) -> None:
    """Write *content* to *target*; nothing half-written is ever left there."""
    if target == STDOUT:
        _print(content)
        return
    check_target(target, force=force)
    try:
        _replace(Path(os.path.realpath(target)), content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise _refused(text("{file} cannot be written: {reason}", file=target, reason=_why(error))) from None


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        write(fit(content, screen_of().encoding))
        return
    stream = standard_output()
    if stream.isatty() or not hasattr(stream, "buffer"):
        raise _refused(text("this format is not for a terminal: give a file"))
    stream.flush()
    try:
        stream.buffer.write(content)
        stream.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwrittenError(error.errno, error.strerror) from error


def _replace(path: Path, content: bytes) -> None:
    import tempfile

    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(beside).chmod(_mode(path))
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, else those of any new file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _refused(why: Text) -> click.UsageError:
    return click.BadParameter(screen_of(sys.stderr).fitted(str(why)), param_hint="-o")


__all__ = ["STDOUT", "check_target", "deliver", "output_options"]
