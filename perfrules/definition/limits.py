"""What a document may hold at most, checked before and after parsing: a bounded depth, bounded numbers, plain text."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from perfrules.content import ByContent
from perfrules.language import Text, text
from perfrules.problems import Key

LEVELS = 40
"""How many tables and lists may stand within each other, names joined by dots included."""
DIGITS = 30
"""How many digits a number may have, and how far its decimal point may be shifted."""
VALUES = 500_000
"""How many values a document may hold."""
_LONGEST_NUMBER = 200
TOO_DEEP = text("more than {levels} levels of tables and lists within each other, or a name that long", levels=LEVELS)
_OUT_OF_BOUNDS = text("the number has more than {digits} digits before or after its decimal point", digits=DIGITS)

_SKELETON = re.compile(
    r"""
    (?P<open>[\[{])
    | (?P<close>[\]}])
    | (?P<string>
        \"\"\" (?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+ "{3,5}
      | \'\'\' (?:[^']++|'{1,2}(?!'))*+ '{3,5}
      | "(?!"") (?:[^"\\\n]++|\\.)*+ "
      | '(?!'') [^'\n]*+ '
      )
    | (?P<comment>\#[^\n]*+)
    | (?P<plain>[^"'\#\[\]{}]++)
    | (?P<unclosed>["'])
    """,
    re.VERBOSE,
)
_END_OF_NAME = re.compile(r"[=,\n]")
_WORDS = re.compile(r"[^\s,=:]++")
_NUMBER = re.compile(r"[+-]?[0-9][0-9A-Za-z_.+-]*+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@attrs.frozen(eq=False, repr=False)
class Refused(ByContent):
    """Stands in parsed data for a number that is refused, until its place is known."""

    text: str
    why: Text


def out_of_limits(source: str) -> tuple[str, int, Text] | None:
    """
    Return the code, offset and text of what in *source* no parser should be given; None if there is nothing.

    Works on any text, valid or not, in one pass: parsers differ in how they fail on great depth and long numbers.
    """
    depth = dots = 0
    for token in _SKELETON.finditer(source):
        kind = token.lastgroup
        if kind == "open":
            depth, dots = depth + 1, 0
        elif kind == "close":
            depth, dots = depth - 1, 0
        elif kind == "unclosed":
            return None  # the rest has no meaning; the parser says what is wrong
        elif kind == "plain":
            if "." not in token[0] and len(token[0]) <= _LONGEST_NUMBER:
                dots = 0 if _END_OF_NAME.search(token[0]) else dots
                continue
            first, *rest = _END_OF_NAME.split(token[0])
            most = max([dots + first.count("."), *(part.count(".") for part in rest)])
            dots = rest[-1].count(".") if rest else most
            if most > LEVELS:
                return "PR010", token.start(), TOO_DEEP
            if long := _long_number(token[0]):
                return "PR009", token.start() + long.start(), _OUT_OF_BOUNDS
        if depth > LEVELS:
            return "PR010", token.start(), TOO_DEEP
    return None


def _long_number(plain: str) -> re.Match[str] | None:
    if len(plain) <= _LONGEST_NUMBER:
        return None
    words = (word for word in _WORDS.finditer(plain) if len(word[0]) > _LONGEST_NUMBER)
    return next((word for word in words if _NUMBER.fullmatch(word[0])), None)


def number(literal: str) -> Decimal | Refused:
    """Return the *literal* with a fraction or exponent as Decimal, or why it is refused: never a float."""
    plain = literal.replace("_", "")
    if plain.lstrip("+-").lower() in {"inf", "infinity", "nan"}:
        return Refused(literal, text("`{number}` is not a number that marks can be counted with", number=literal))
    try:
        value = Decimal(plain)
    except InvalidOperation:  # an exponent beyond what decimals can hold
        return Refused(literal, _OUT_OF_BOUNDS)
    if not value.is_finite() or len(value.as_tuple().digits) > DIGITS or not _moderate(value):
        return Refused(literal, _OUT_OF_BOUNDS)
    return value


def _moderate(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -DIGITS and value.adjusted() < DIGITS


def integer(literal: str) -> int | Refused:
    """Return the *literal* of a whole number as int, or why it is refused."""
    return int(literal) if len(literal) <= DIGITS + 1 else Refused(literal, _OUT_OF_BOUNDS)


def breaches(data: Any, most: int = VALUES) -> Iterator[tuple[str, Key, Text]]:
    """
    Yield the code, key path and text of everything in parsed *data* that is refused, in the order of the data.

    Refused are numbers out of bounds, texts with characters that no output could show, too many levels, and more than
    *most* values.
    """
    seen = 0
    todo: list[tuple[Key, Any]] = [((), data)]
    while todo:
        path, value = todo.pop()
        seen += 1
        if seen > most:
            yield "PR004", (), text("the file has more than {number} values", number=most)
            return
        if isinstance(value, dict | list):
            if len(path) > LEVELS:
                yield "PR010", path, TOO_DEEP
                continue
            items = value.items() if isinstance(value, dict) else enumerate(value)
            todo.extend([((*path, name), item) for name, item in items][::-1])
        breach = _breach(value)
        if breach is not None:
            yield (breach[0], path, breach[1])


def _breach(value: Any) -> tuple[str, Text] | None:
    if isinstance(value, Refused):
        return "PR009", value.why
    if isinstance(value, int) and abs(value) >= 10**DIGITS:
        return "PR009", _OUT_OF_BOUNDS
    texts = value if isinstance(value, dict) else [value] if isinstance(value, str) else []
    for each in texts:
        found = _UNPRINTABLE.search(each)
        if found:
            shown = f"U+{ord(found[0]):04X}"
            return "PR011", text("the text has the character {character}, which cannot be shown", character=shown)
    return None
