"""JSON Lines: an object a line. Numbers are texts as they stand there, so that none becomes a binary float."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.files.chunk import ROWS, Chunk, Opened
from perfrules.tables.files.encodings import TextFile, is_broken, readable, text_file

_LISTS: Final = pa.list_(pa.string())
_HALVES: Final = re.compile("[\ud800-\udfff]")


def open_json_lines(path: str) -> Opened:
    """
    Return a file of JSON Lines that is open; its columns are all keys that any of its lines has.

    Raises:
        TableError: no line is an object.

    """
    file = text_file(path)
    schema, rows = _surveyed(file)
    if not schema.names:
        message = text("no line of the file is a JSON object with keys")
        raise TableError([Problem("PR821", message, Place(path, 1), text("write an object a line"))])
    return Opened(schema, _chunks(file, schema), rows)


def _lines(file: TextFile) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not empty, each with its number."""
    number, rest = 1, b""
    for piece in file.pieces():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.strip():
                yield number, line
            number += 1
    if rest.strip():
        yield number, rest


def _object(file: TextFile, number: int, line: bytes) -> dict[str, Any] | Problem:
    """Return the object that a line is, or why it is none."""
    plain = readable(line)
    if is_broken(plain):
        return file.broken(number)
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            twice.extend(name for name, _ in items if [key for key, _ in items].count(name) > 1)
        return found

    place = Place(None, number)
    try:
        read = json.loads(plain, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        return Problem("PR821", text("the line is no JSON: {reason}", reason=str(error)), place)
    if not isinstance(read, dict):
        return Problem("PR821", text("the line is no JSON object"), place, text("write an object a line"))
    if "\\ud" in plain.lower() and _HALVES.search(json.dumps(read, ensure_ascii=False)):
        return Problem("PR821", text("the line has half of a character: `\\ud83d` without what belongs to it"), place)
    if twice:
        return Problem("PR821", text("the line has the key `{name}` twice", name=twice[0]), place)
    return read


def _surveyed(file: TextFile) -> tuple[Any, int]:
    """Return the columns that the lines have together, and how many lines there are."""
    kinds: dict[str, Any] = {}
    rows = 0
    for number, line in _lines(file):
        rows += 1
        read = _object(file, number, line)
        if isinstance(read, Problem):
            continue
        for name, value in read.items():
            if isinstance(value, list):
                kinds[name] = _LISTS
            else:
                kinds.setdefault(name, pa.string())
    return pa.schema(kinds.items()), rows


def _chunks(file: TextFile, schema: Any) -> Iterator[Chunk]:
    rows: list[Mapping[str, Any]] = []
    broken: dict[int, Problem] = {}
    lists = frozenset(field.name for field in schema if field.type == _LISTS)
    for number, line in _lines(file):
        read = _object(file, number, line)
        row = read if isinstance(read, Problem) else _row(number, read, lists)
        if isinstance(row, Problem):
            broken[len(rows)] = row
            row = {}
        rows.append(row)
        if len(rows) == ROWS:
            yield Chunk(pa.RecordBatch.from_pylist(rows, schema), broken)
            rows, broken = [], {}
    if rows:
        yield Chunk(pa.RecordBatch.from_pylist(rows, schema), broken)


def _row(number: int, read: Mapping[str, Any], lists: frozenset[str]) -> Mapping[str, Any] | Problem:
    """Return the cells of a line as texts and lists of texts."""
    row: dict[str, Any] = {}
    for name, value in read.items():
        plain = not isinstance(value, list) if name not in lists else isinstance(value, list) or value is None
        parts = value if isinstance(value, list) else [value]
        if not plain or any(isinstance(part, dict | list) for part in parts):
            message = text("`{name}` is neither a text, a number, true nor false", name=name)
            return Problem("PR821", message, Place(None, number), text("write each value under its flat name"))
        row[name] = [_cell(part) for part in value] if isinstance(value, list) else _cell(value)
    return row


def _cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
