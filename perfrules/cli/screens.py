"""What the program prints on: widths, encodings and styles of the streams of this process."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from perfrules.language import chosen, use
from perfrules.rendering.blocks import Blocks
from perfrules.rendering.screen import Screen, compose

WIDTH = 100
"""Cells in a line where there is no terminal."""
_OUTPUT: ContextVar[IO[str] | None] = ContextVar("perfrules_output", default=None)


@contextmanager
def prepare() -> Iterator[None]:
    """Let no character and no closed stream stop the program; where no stream can show Chinese, speak English."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed before the program began
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end
    streams = (sys.stdout, sys.stderr)
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if any(screen_of(stream).shows_chinese for stream in streams):
        yield
        return
    with english_locale():
        yield


@contextmanager
def english_locale() -> Iterator[None]:
    """Speak English in messages, but let what has a language of its own keep it."""
    kept = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        if kept is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = kept


def output() -> IO[str]:
    """Return standard output, also while what others print is sent elsewhere."""
    return _OUTPUT.get() or sys.stdout


@contextmanager
def diverted() -> Iterator[None]:
    """Send what plugins print while they are asked to standard error: output is what the command itself writes."""
    if _OUTPUT.get() is not None:
        yield
        return
    token = _OUTPUT.set(sys.stdout)
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        _OUTPUT.reset(token)


def screen_of(stream: IO[str] | None = None) -> Screen:
    """Return what *stream* (default: standard output) can show."""
    stream = output() if stream is None else stream
    return Screen(max(_width(), 20), getattr(stream, "encoding", None) or "utf-8", _is_styled(stream))


def _width() -> int:
    """Return the width of the terminal, or what the environment says; shutil does too, and brings every archiver."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else WIDTH
    except (OSError, ValueError):
        return WIDTH


def _is_styled(stream: IO[str]) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("TERM") == "dumb":
        return False
    try:
        return stream.isatty()
    except ValueError:
        return False


class UnwrittenError(OSError):
    """The output cannot be written, for another reason than that nobody reads it any more."""


def write(shown: str, stream: IO[str] | None = None) -> None:
    """
    Write *shown*, as far as the stream has its characters, and see that it arrives.

    Raises:
        UnwrittenError: it does not; `BrokenPipeError` when nobody reads it any more.

    """
    stream = output() if stream is None else stream
    try:
        stream.write(shown)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwrittenError(error.errno, error.strerror) from error


def show(blocks: Blocks) -> None:
    """Print a page on standard output."""
    write(compose(blocks, screen_of()))


@contextmanager
def readable(own: str | None = None) -> Iterator[Screen]:
    """
    Put the language of a page in force: the one asked for, else its *own*, else the locale's.

    Where standard output cannot show Chinese it is English.
    """
    screen = screen_of()
    language = chosen() or own
    if not screen.shows_chinese:
        language = "en"
    if language is None:
        yield screen
        return
    with use(language):
        yield screen
