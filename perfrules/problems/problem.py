"""The values of which every report of problems is made."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import attrs

from perfrules.content import ByContent
from perfrules.language import Text, text

if TYPE_CHECKING:
    from perfrules.problems.code import Code

Key = tuple[str | int, ...]
"""A key path (键路径), such as ("indicator", 3, "code"): the names of keys, and the places of items from 0."""
Severity = Literal["error", "warning"]


def key_text(key: Iterable[str | int]) -> str:
    """Return a key path as an author would say it: `indicator[3].rubric.points[0]`."""
    out = ""
    for part in key:
        if isinstance(part, int):
            out += f"[{part}]"
        else:
            plain = part.replace("_", "a").replace("-", "a").isalnum()
            out += ("." if out else "") + (part if plain else f'"{part}"')
    return out


def _printable(name: str) -> str:
    """Return the name of a file in one line: what cannot be shown is escaped, so that no name looks like a problem."""
    if name.isprintable():
        return name
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name)


def _path(key: Iterable[str | int]) -> Key:
    return tuple(key)


@attrs.frozen(order=True)
class Place:
    """Where a problem stands: file, line and column (from 1; None where they are not known), and the key path."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    key: Key = attrs.field(default=(), converter=_path, order=False)

    def __str__(self) -> str:
        parts = [_printable(self.file or "-")]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


def _of(code: str) -> "Code":
    """Return what is published of *code*; loaded here, since most runs have no problem and codes have long pages."""
    from perfrules.problems.codes import CODES

    if code not in CODES:
        message = f"{code!r} is no code of a problem"
        raise ValueError(message)
    return CODES[code]


@attrs.frozen(eq=False, repr=False)
class Problem(ByContent):
    """
    One thing that is wrong.

    Attributes:
        code: a stable code, explained in `CODES` and on its page.
        text: what is wrong and what was expected; `message` gives it in the language in force.
        place: where.
        advice: what to do, or None.

    """

    code: str = attrs.field(validator=lambda _problem, _field, code: _of(code))
    text: Text
    place: Place = attrs.field(factory=Place)
    advice: Text | None = None

    @property
    def message(self) -> str:
        """What is wrong, in the language in force."""
        return str(self.text)

    @property
    def hint(self) -> str | None:
        """What to do, in the language in force; None where the message says it already."""
        return None if self.advice is None else str(self.advice)

    @property
    def severity(self) -> Severity:
        """Either "error" or "warning"; a warning never stops a score."""
        return _of(self.code).severity

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else f" {text('warning')}"
        key = f" [{key_text(self.place.key)}]" if self.place.key else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.place}: {self.code}{mark}: {self.message}{key}{hint}"


_SHOWN = 12


def suggestion(word: str, known: Iterable[str]) -> Text | None:
    """Return "did you mean …?" for the nearest of the *known* words, or what is known where none is near."""
    import difflib

    words = sorted({str(name) for name in known})
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return text("did you mean `{near}`?", near=near[0])
    if not words:
        return None
    shown = ", ".join(words[:_SHOWN]) + (", …" if len(words) > _SHOWN else "")
    return text("known here: {known}", known=shown)
