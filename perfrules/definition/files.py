"""Reading files that people hand in: regular files of a bounded size in UTF-8, and a problem for everything else."""

import os
import stat
from pathlib import Path

from perfrules.language import Text, text
from perfrules.problems import Place, Problem

MEBIBYTE = 1024 * 1024
LARGEST = 8 * MEBIBYTE

_KINDS = (
    (stat.S_ISDIR, text("a folder")),
    (stat.S_ISFIFO, text("a pipe")),
    (stat.S_ISSOCK, text("a socket")),
    (stat.S_ISCHR, text("a device")),
    (stat.S_ISBLK, text("a device")),
)
_ADVICE = text("give the path of a file")


def read_file(path: str | os.PathLike[str], *, limit: int = LARGEST) -> bytes | Problem:
    """
    Return the contents of the regular file at *path*, or why it cannot be used.

    Never waits for a pipe and never holds more than *limit* bytes.
    """
    file = os.fspath(path)
    if not file:  # which would be the folder that the program is in
        return Problem("PR001", text("there is no file {file}", file=repr(file)), Place(), _ADVICE)
    try:
        mode = Path(file).stat().st_mode  # opening a device may do something
        if not stat.S_ISREG(mode):
            return _not_regular(file, mode)
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        return _unopened(file, error)
    try:
        return _read(handle, file, limit)
    except OSError as error:
        return _unopened(file, error)
    finally:
        os.close(handle)


def _read(handle: int, file: str, limit: int) -> bytes | Problem:
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        return _not_regular(file, found.st_mode)
    if found.st_size > limit:
        return _too_large(file, limit)
    # The size may be out of date, or 0 for a file that the system makes up: only the bytes themselves count.
    chunks: list[bytes] = []
    left = limit + 1
    while left > 0 and (chunk := os.read(handle, min(left, MEBIBYTE))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks) if left > 0 else _too_large(file, limit)


def _unopened(file: str, error: OSError | ValueError) -> Problem:
    place = Place(file)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        near = _nearest_folder(file)
        advice = None if near is None else text("the folder that is there: {folder}", folder=near)
        return Problem("PR001", text("there is no file {file}", file=repr(file)), place, advice)
    if isinstance(error, IsADirectoryError):
        return _not_regular(file, stat.S_IFDIR)
    if isinstance(error, PermissionError):
        # Some systems answer so for folders too.
        if _is_folder(Path(file)):
            return _not_regular(file, stat.S_IFDIR)
        advice = text("let this user read the file, or copy it to where it can be read")
        return Problem("PR003", text("no permission to read {file}", file=repr(file)), place, advice)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("PR003", text("{file} cannot be read: {reason}", file=repr(file), reason=reason), place)


def _nearest_folder(file: str) -> str | None:
    return next((str(folder) for folder in Path(file).parents if _is_folder(folder)), None)


def _is_folder(path: Path) -> bool:
    """Return whether a folder is known to be at *path*; one that this user may not see is not."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _not_regular(file: str, mode: int) -> Problem:
    kind = next((name for test, name in _KINDS if test(mode)), text("no ordinary file"))
    return Problem("PR002", text("{file} is {kind}, not a file", file=repr(file), kind=kind), Place(file), _ADVICE)


def _too_large(file: str, limit: int) -> Problem:
    template = "the file is larger than {limit} MiB" if limit >= MEBIBYTE else "the file is larger than {limit} bytes"
    size = limit // MEBIBYTE if limit >= MEBIBYTE else limit
    advice = text("definitions and cases are small; is this the right file?")
    return Problem("PR004", text(template, limit=size), Place(file), advice)


def decode(raw: bytes, file: str | None = None) -> str | Problem:
    """Return *raw* as text: UTF-8 with or without a byte order mark; line ends become plain newlines."""
    body = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        decoded = body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        message = text("the file is not UTF-8: byte {byte} cannot stand here", byte=f"0x{body[error.start]:02X}")
        return Problem("PR005", message, Place(file, line, column), _likely_encoding(raw))
    return decoded.replace("\r\n", "\n")


def _likely_encoding(raw: bytes) -> Text:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text('it begins like UTF-16 ("Unicode" in some editors): save it as UTF-8')
    try:
        guess = raw.decode("gb18030")
    except UnicodeDecodeError:
        return text("save the file as UTF-8")
    if any("\u4e00" <= character <= "\u9fff" for character in guess):
        return text("it looks like GB18030 (GBK, ANSI on Chinese Windows): save it as UTF-8")
    return text("save the file as UTF-8")
