"""Files of text as clerks save them: their encoding, found by reading them to the end, and their bytes as UTF-8."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from perfrules.definition.files import MEBIBYTE
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError

PIECE: Final = 8 * MEBIBYTE
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@attrs.frozen
class TextFile:
    """
    A file of text.

    Attributes:
        path: where it is.
        encoding: the one that all of it is in.
        lines: how many line ends it has.

    """

    path: str
    encoding: str
    lines: int

    def pieces(self) -> Iterator[bytes]:
        """Yield the file as UTF-8, without a mark at its beginning, with plain newlines."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        with Path(self.path).open("rb") as stream:
            if self.encoding == "utf-8" and stream.read(3) != codecs.BOM_UTF8:
                stream.seek(0)
            while True:
                piece = stream.read(PIECE)
                plain = piece if self.encoding == "utf-8" else decoder.decode(piece, not piece).encode()
                if plain:
                    yield _newlines(plain)
                if not piece:
                    return


def _newlines(piece: bytes) -> bytes:
    # Where a piece ends between the two signs of a line end, this gives an empty line, which says nothing.
    return piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in piece else piece


def text_file(path: str) -> TextFile:
    """
    Return a file with its encoding: UTF-16 by its mark, UTF-8, else GB18030 (which includes GBK and GB2312).

    All of it is read once, since a single byte far down may decide.

    Raises:
        TableError: it is in none of these.

    """
    with Path(path).open("rb") as stream:
        marked = stream.read(2) in _UTF16
    for encoding in ("utf-16",) if marked else ("utf-8", "gb18030"):
        lines = _lines(path, encoding)
        if lines is not None:
            return TextFile(path, encoding, lines)
    message = text("the table is neither UTF-8 nor GB18030")
    raise TableError([Problem("PR442", message, Place(path), text("save it as CSV in UTF-8"))])


def _lines(path: str, encoding: str) -> int | None:
    """Return how many line ends there are in a file, or None where it is not in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
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
