"""The form of a scorecard's document (评分表): what it must hold to be scored again, and what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from perfrules.definition.document import Document
from perfrules.language import LANGUAGES, Text, text
from perfrules.problems import Key, Problem
from perfrules.scoring.document import FORMAT

Test = Callable[[Any], bool]
_DIGITS: Final = 20


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_whole(value: Any) -> bool:
    digits = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < _DIGITS
    return value is None or digits


_TEXT = text("a text in quotes")
_TABLE = text("a table")
_LIST = text("a list")
_NEEDED: Final[Mapping[Key, tuple[Test, Text]]] = {
    ("perfrules",): (_is_text, _TEXT),
    ("language",): (
        lambda value: value in LANGUAGES,
        text("one of the languages: {names}", names=", ".join(LANGUAGES)),
    ),
    ("indicator_set",): (lambda value: isinstance(value, Mapping), _TABLE),
    ("indicator_set", "id"): (_is_text, _TEXT),
    ("indicator_set", "edition"): (_is_text, _TEXT),
    ("indicator_set", "sha256"): (_is_text, _TEXT),
    ("project",): (lambda value: isinstance(value, Mapping), _TABLE),
    ("results",): (lambda value: isinstance(value, Mapping), _TABLE),
    ("awards",): (lambda value: isinstance(value, list), _LIST),
    ("ledger",): (lambda value: isinstance(value, list), _LIST),
    ("evidence",): (lambda value: isinstance(value, Mapping), _TABLE),
}
_ENTRIES: Final[Mapping[str, Mapping[str, tuple[Test, Text]]]] = {
    "records": {"field": (_is_text, _TEXT), "file": (_is_text, _TEXT), "sha256": (_is_text, _TEXT)},
    "documents": {"id": (_is_text, _TEXT), "title": (lambda value: isinstance(value, str), _TEXT)},
    "questionnaires": {
        "audience": (lambda value: isinstance(value, str), _TEXT),
        "sent": (_is_whole, text("a whole number in quotes")),
        "valid": (_is_whole, text("a whole number in quotes")),
    },
}
_DAY: Final[Mapping[str, tuple[Test, Text]]] = {
    "on": (_is_day, text("a date such as 2017-03-05, in quotes")),
    "because": (lambda value: value in ("option", "case", "today"), text('"option", "case" or "today"')),
    "editions": (lambda value: isinstance(value, list), _LIST),
}
_EDITION: Final[Mapping[str, tuple[Test, Text]]] = {
    "id": (_is_text, _TEXT),
    "edition": (lambda value: isinstance(value, str), _TEXT),
    "from": (lambda value: value is None or _is_day(value), text("a date such as 2017-03-05, in quotes")),
    "to": (lambda value: value is None or _is_day(value), text("a date such as 2017-03-05, in quotes")),
}


def faults(document: Document) -> tuple[Problem, ...]:
    """Return what is wrong with the form of a scorecard's document."""
    data = document.data
    given = data.get("format")
    if given != FORMAT:
        said = text("this is no scorecard: `format` is not there")
        if given is not None:
            said = text("this is no scorecard: its format is {format}", format=repr(given)[:100])
        template = 'a scorecard is what `perfrules score --format json` writes: its format is "{format}"'
        advice = text(template, format=FORMAT)
        return (Problem("PR720", said, document.place(("format",)), advice),)
    return tuple(_damage(document))


def _damage(document: Document) -> Iterator[Problem]:
    data = document.data
    for key, (test, expected) in _NEEDED.items():
        value: Any = data
        for part in key:
            value = value.get(part) if isinstance(value, Mapping) else None
        if not test(value):
            yield _damaged(document, key, expected)
    for section, needed in _ENTRIES.items():
        yield from _list(document, (section,), data.get(section), needed)
    for name, entry in data["evidence"].items() if isinstance(data.get("evidence"), Mapping) else ():
        if not isinstance(entry, Mapping):
            yield _damaged(document, ("evidence", name), _TABLE)
    day = data.get("day")
    if isinstance(day, Mapping):
        yield from (
            _damaged(document, ("day", key), form[1]) for key, form in _DAY.items() if not form[0](day.get(key))
        )
        yield from _list(document, ("day", "editions"), day.get("editions"), _EDITION)
    elif day is not None:
        yield _damaged(document, ("day",), _TABLE)


def _list(document: Document, path: Key, found: Any, needed: Mapping[str, tuple[Test, Text]]) -> Iterator[Problem]:
    if not isinstance(found, list):
        yield _damaged(document, path, _LIST)
        return
    for place, entry in enumerate(found):
        if not isinstance(entry, Mapping):
            yield _damaged(document, (*path, place), _TABLE)
            continue
        for key, (test, expected) in needed.items():
            if not test(entry.get(key)):
                yield _damaged(document, (*path, place, key), expected)


def _damaged(document: Document, key: Key, expected: Text) -> Problem:
    said = text("the scorecard is damaged: {expected} was expected", expected=expected)
    return Problem("PR721", said, document.place(key), text("take the file as it was written, or score the case again"))
