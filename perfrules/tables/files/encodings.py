"""Files of text as clerks save them: their encoding, found by reading them to the end, and their bytes as UTF-8."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from perfrules.definition.files import MEBIBYTE
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError

PIECE: Final = 8 * MEBIBYTE
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMES: Final = {"utf-8": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16"}
_LOOKED_AT: Final = 100_000
"""How many lines with more than ASCII decide what a file of several encodings is in."""
_FEW: Final = 10
"""Where more than one of so many lines is broken, the file is in another encoding."""
_BROKEN: Final = re.compile("[\udc80-\udcff]")
_ADVICE: Final = text("save the whole table in UTF-8")


@attrs.frozen
class TextFile:
    """
    A file of text.

    Attributes:
        path: where it is.
        encoding: the one that it is in; a few rows may not be.
        lines: how many line ends it has.

    """

    path: str
    encoding: str
    lines: int

    def pieces(self) -> Iterator[bytes]:
        """Yield the file as UTF-8, without a mark at its beginning, with plain newlines; `readable` reads it."""
        decoder = codecs.getincrementaldecoder(self.encoding)("surrogateescape")
        with Path(self.path).open("rb") as stream:
            if self.encoding == "utf-8" and stream.read(3) != codecs.BOM_UTF8:
                stream.seek(0)
            while True:
                piece = stream.read(PIECE)
                plain = piece
                if self.encoding != "utf-8":
                    plain = decoder.decode(piece, not piece).encode(errors="surrogatepass")
                if plain:
                    yield _newlines(plain)
                if not piece:
                    return

    def broken(self, line: int) -> Problem:
        """Return the problem that a row is not in the encoding of the file."""
        name = _NAMES[self.encoding]
        message = text("the row has bytes that are not {encoding}, as the rest of the table is", encoding=name)
        return Problem("PR442", message, Place(None, line), _ADVICE)

    def unknown(self) -> TableError:
        """Return the error that the encoding of the file is not known."""
        return TableError([Problem("PR442", text("the table is neither UTF-8 nor GB18030"), Place(self.path), _ADVICE)])


def readable(piece: bytes) -> str:
    """Return what `TextFile.pieces` gives as a text; `is_broken` says where it cannot be read."""
    return piece.decode(errors="surrogateescape")


def is_broken(part: str) -> bool:
    """Return whether some of a text is bytes that are not in the encoding of its file."""
    return not part.isascii() and _BROKEN.search(part) is not None


def _newlines(piece: bytes) -> bytes:
    # Where a piece ends between the two signs of a line end, this gives an empty line, which says nothing.
    return piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in piece else piece


def text_file(path: str) -> TextFile:
    """
    Return a file with its encoding: UTF-16 by its mark, UTF-8, else GB18030 (which includes GBK and GB2312).

    All of it is read once, since a single byte far down may decide. Where most lines are in one encoding and a few are
    not, as in a table put together from others, those few are broken rows.

    Raises:
        TableError: it is in none of these.

    """
    with Path(path).open("rb") as stream:
        encoding = "utf-16" if stream.read(2) in _UTF16 else "utf-8"
    lines = _lines(path, encoding, "strict")
    if lines is None and encoding == "utf-8":
        encoding = _likely(path)
        lines = _lines(path, encoding, "surrogateescape") if encoding else None
    if lines is None:
        raise TextFile(path, encoding, 0).unknown()
    return TextFile(path, encoding, lines)


def _lines(path: str, encoding: str, errors: str) -> int | None:
    """Return how many line ends there are in a file, or None where it is not in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    lines = 0
    with Path(path).open("rb") as stream:
        while True:
            piece = stream.read(PIECE)
            try:
                decoder.decode(piece, not piece)
            except UnicodeDecodeError:
                return None
            lines += piece.count(b"\n") or piece.count(b"\r")
            if not piece:
                return lines


def _likely(path: str) -> str:
    """Return what all lines but a few are in, "" where they are in no encoding."""
    found: Counter[str] = Counter()
    with Path(path).open("rb") as stream:
        rest = b""
        while (piece := stream.read(PIECE)) and found["more"] < _LOOKED_AT and len(rest) < 4 * PIECE:
            *lines, rest = (rest + piece).splitlines(keepends=True)
            found.update(kind for line in lines for kind in _kinds(line))
        found.update(_kinds(rest))
    # What is GB18030 is next to never UTF-8 by chance, but UTF-8 is often GB18030.
    encoding = "gb18030" if found["only gb18030"] > found["utf-8"] else "utf-8"
    return encoding if (found["more"] - found[encoding]) * _FEW <= found["line"] else ""


def _kinds(line: bytes) -> Iterator[str]:
    """Yield what is to be counted of a line."""
    yield "line"
    if line.isascii():
        return
    yield "more"
    fits = [encoding for encoding in ("utf-8", "gb18030") if _fits(line, encoding)]
    yield from fits
    if fits == ["gb18030"]:
        yield "only gb18030"


def _fits(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
