"""What parsers complain about, in words of our own: where a TOML or JSON text goes wrong, and what to do."""

import json
import re
from collections.abc import Iterable

import tomli

from perfrules.definition.scanner import repeated_keys
from perfrules.language import Text, text
from perfrules.problems import Place, Problem
from perfrules.problems.problem import key_text

_ASCII = """,.:;=""''""[][]{}()#-+% """
_FULL_WIDTH = dict(zip("，。：；＝“”‘’「」【】［］｛｝（）＃－＋％\u3000", _ASCII, strict=True))

_TOML: tuple[tuple[str, Text, Text | None], ...] = (
    (
        "Expected '=' after a key",
        text("`=` is missing after a key"),
        text("write `key = value`; a key of other than ASCII letters, digits, `_` and `-` stands in quotes"),
    ),
    ("Expected ']' at the end of a table", text("`]` is missing at the end of a table's name"), None),
    ("Expected ']]' at the end", text("`]]` is missing at the end of the name of a list of tables"), None),
    ("Expected newline or end", text("something follows where the line should end"), text("begin a new line")),
    (
        "Invalid statement",
        text("neither a key nor a table begins here"),
        text("a key of other than ASCII letters, digits, `_` and `-` stands in quotes; a remark begins with `#`"),
    ),
    (
        "Invalid initial character for a key",
        text("no key begins here"),
        text("a key of other than ASCII letters, digits, `_` and `-` stands in quotes"),
    ),
    (
        "Invalid value",
        text("this is no value"),
        text("texts and expressions stand in quotes, numbers are plain (0.5, not .5), and true and false are small"),
    ),
    ("Invalid date", text("there is no such date"), text("write a date as 2024-03-01, without quotes")),
    ("Unclosed array", text("a `,` or the closing `]` is missing in a list"), None),
    ("Unclosed inline table", text("a `,` or the closing `}}` is missing in a table"), None),
    ("Unterminated string", text("a text has no closing quote"), None),
    ("Expected \"'''\"", text("a text has no closing quote"), None),
    ('Expected "\'"', text("a text has no closing quote"), None),
    ("Illegal character", text("a text in single or double quotes must end on its line"), None),
    ("Found invalid character", text("a character stands here that cannot be written"), None),
    (
        "Unescaped '\\' in a string",
        text("`\\` has a meaning of its own in a text with double quotes"),
        text("write `\\\\`, or put the text in single quotes"),
    ),
    ("Invalid hex value", text("`\\x` and `\\u` are followed by digits 0-9 and a-f"), None),
    ("Escaped character is not", text("there is no such character"), None),
)
_INSIDE = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'[^']*'|#.*""")
_TWICE = ("Cannot declare", "Cannot mutate", "Cannot overwrite", "Cannot redefine", "Duplicate inline")

_JSON: tuple[tuple[str, Text, Text | None], ...] = (
    (
        "Expecting property name",
        text("a key in double quotes is expected"),
        text("is there a comma after the last one?"),
    ),
    ("Illegal trailing comma", text("a comma follows the last one"), text("remove the comma")),
    ("Expecting ',' delimiter", text("a `,` or the closing bracket is missing"), None),
    ("Expecting ':' delimiter", text("`:` is missing after a key"), None),
    ("Expecting value", text("a value is expected"), text("texts and keys stand in double quotes")),
    ("Unterminated string", text("a text has no closing quote"), None),
    ("Invalid control character", text("a text must end on its line"), text("write a line end as `\\n`")),
    ("Invalid \\", text("`\\` has a meaning of its own in a text"), text("write `\\\\`")),
    ("Extra data", text("something follows after the end of the document"), None),
)


def toml_problem(error: tomli.TOMLDecodeError, source: str, file: str | None) -> Problem:
    """Return the problem that *error* tells of, with its place."""
    if error.msg.startswith(_TWICE):
        return _given_twice(error, source, file)
    message, advice = _unwritable(error, source) or _worded(error.msg, _TOML) or (text("this is not TOML"), None)
    return _syntax("PR006", message, advice, source, Place(file, error.lineno, error.colno))


def _unwritable(error: tomli.TOMLDecodeError, source: str) -> tuple[Text, Text | None] | None:
    """Return what is said of a character that no TOML may have; None where the fault is another, or is a line's end."""
    sign = source[error.pos : error.pos + 1]
    if sign == "\r":
        return text("a line ends with a carriage return alone"), text("save the file with the line ends of today (LF)")
    if "character" not in error.msg or sign in {"", "\n"} or sign.isprintable():
        return None
    return text("the text has the character {character}, which cannot be shown", character=f"U+{ord(sign):04X}"), None


def json_problem(error: json.JSONDecodeError, source: str, file: str | None) -> Problem:
    """Return the problem that *error* tells of, with its place."""
    message, advice = _worded(error.msg, _JSON) or (text("this is not JSON"), None)
    return _syntax("PR007", message, advice, source, Place(file, error.lineno, error.colno))


def _worded(found: str, table: Iterable[tuple[str, Text, Text | None]]) -> tuple[Text, Text | None] | None:
    return next(((message, advice) for start, message, advice in table if found.startswith(start)), None)


def _syntax(code: str, message: Text, advice: Text | None, source: str, place: Place) -> Problem:
    lines = source.split("\n")
    line = lines[place.line - 1] if place.line and place.line <= len(lines) else ""
    wide = _full_width(line, (place.column or 1) - 1)
    if wide is not None:
        plain = _FULL_WIDTH[wide]
        advice = text("full-width `{wide}` stands in this line; write `{plain}`", wide=wide, plain=plain)
    elif place.line is not None and place.line > len(lines) - 1 and not line.strip():
        message = text("the file ends too early: {message}", message=message)
    return Problem(code, message, place, advice)


def _full_width(line: str, at: int) -> str | None:
    """Return the full-width sign at or next to the fault: what lies within quotes or a remark is nobody's mistake."""
    outside = _INSIDE.sub(lambda quoted: "_" * len(quoted[0]), line)
    near = outside[max(at - 1, 0) :].lstrip()
    return near[0] if near and near[0] in _FULL_WIDTH else next((sign for sign in outside if sign in _FULL_WIDTH), None)


def _given_twice(error: tomli.TOMLDecodeError, source: str, file: str | None) -> Problem:
    advice = text("keep one of them")
    for path, first, again in repeated_keys(source[: error.pos], "toml")[-1:]:
        return repeated(path, first, again, file)
    names = re.search(r"\((.*)\)", error.msg)
    key = tuple(re.findall(r"'([^']*)'", names[1])) if names else ()
    message = text("a table or key is given twice, or as two different things")
    return Problem("PR008", message, Place(file, error.lineno, error.colno, key), advice)


def repeated(path: tuple[str | int, ...], first: tuple[int, int], again: tuple[int, int], file: str | None) -> Problem:
    """Return the problem of a key that is given twice."""
    message = text("`{key}` was given already in line {line}", key=key_text(path[-1:]), line=first[0])
    return Problem("PR008", message, Place(file, *again, path), text("keep one of them"))
