"""Texts in the cells of a screen: how wide they are, where they may be broken, and what a screen cannot show."""

import unicodedata
from collections.abc import Iterator
from functools import cache

_NOT_AT_START = frozenset("，。、；：！？）》〉」』】〕”’…％‰·,.;:!?)]}%")
_NOT_AT_END = frozenset("（《〈「『【〔“‘([{")
_PLAIN = {
    "×": "x", "÷": "/", "−": "-", "–": "-", "—": "-", "·": ".", "•": "*", "…": "...", "≥": ">=", "≤": "<=", "≠": "!=",
    "⌊": "[", "⌋": "]", "⌈": "[", "⌉": "]", "Σ": "sum", "√": "sqrt", "→": "->", "✓": "x", "✗": " ", "“": '"',
    "”": '"', "‘": "'", "’": "'", "，": ", ", "。": ".", "、": ", ", "；": "; ", "：": ": ", "（": " (", "）": ")",
    "％": "%", "《": '"', "》": '"', "〔": "[", "〕": "]", "─": "-", "│": "|", "\u3000": "  ",
}  # fmt: skip
_BLANKS = str.maketrans(dict.fromkeys("\t\x0b\x0c\x85\u2028\u2029", " "))


@cache
def _character_width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cell_width(text: str) -> int:
    """Return how many cells *text* takes; a Chinese character takes two."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return *text* with blanks up to *width* cells; *right* puts them in front."""
    blanks = " " * max(width - cell_width(text), 0)
    return blanks + text if right else text + blanks


def wrap(text: str, width: int) -> list[str]:
    """
    Return *text* in lines of at most *width* cells: nothing is cut off.

    Lines break at blanks and between Chinese characters, never before a closing mark or after an opening one; between
    backticks at blanks only. A word that is wider than a line is broken anywhere.
    """
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, max(width, 2))]


def _wrap_paragraph(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(paragraph):
        if line and cell_width(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        rest = piece
        while cell_width(rest.rstrip()) > width:
            head = _head(rest, width)
            yield head
            rest = rest[len(head) :]
        line += rest
    yield line.rstrip()


def _head(text: str, width: int) -> str:
    """Return as much of the beginning of *text* as fits."""
    used = 0
    for place, character in enumerate(text):
        used += _character_width(character)
        if used > width:
            return text[:place]
    return text


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield the parts between which a line may end; blanks stay with what is before them."""
    piece, in_code, paired = "", False, paragraph.count("`") % 2 == 0
    for character in paragraph:
        if piece and (piece[-1] == " " != character if in_code else _may_break(piece[-1], character)):
            yield piece
            piece = ""
        piece += character
        in_code ^= paired and character == "`"
    yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_AT_START:
        return False
    if before == " ":
        return True
    wide = _character_width(before) == 2 or _character_width(after) == 2  # noqa: PLR2004
    return wide and before not in _NOT_AT_END


def clean(text: str) -> str:
    """
    Return *text* without characters that steer a terminal: somebody else's file must not move the cursor.

    Tabs and other separators of lines become blanks, so that no two words grow together.
    """
    if text.isprintable():
        return text
    blanks = text.translate(_BLANKS)
    return "".join(character for character in blanks if character == "\n" or not _steers(character))


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}


def can_show(text: str, encoding: str) -> bool:
    """Return whether *encoding* has every character of *text*."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def fit(text: str, encoding: str) -> str:
    """Return *text* with everything that *encoding* lacks put into plain characters, "?" where there are none."""
    if text.isascii() or can_show(text, encoding):
        return text
    return "".join(
        character if can_show(character, encoding) else _PLAIN.get(character, "?" * _character_width(character))
        for character in text
    )
