"""Documents: the data of one TOML or JSON text, and where each part of it stands."""

import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import Any, Literal

import attrs
import tomli

from perfrules.content import ByContent
from perfrules.definition.files import LARGEST, decode, read_file
from perfrules.definition.limits import TOO_DEEP, VALUES, Refused, breaches, integer, number, out_of_limits
from perfrules.definition.scanner import Lines, Position, positions_of, repeated_keys
from perfrules.language import text
from perfrules.problems import Key, Place, Problem

Problems = tuple[Problem, ...]


@attrs.frozen(eq=False, repr=False)
class Document(ByContent):
    """
    The data of one definition or case as it is written, before anything is known about its meaning.

    Attributes:
        data: tables as dict, lists as list, texts, int, Decimal (never float), bool, dates; JSON may also have None.
        file: the name of the file, for places; None where the data come from elsewhere.
        source: the text of the file; None where the data come from elsewhere.
        form: how the text is written.

    """

    data: Mapping[str, Any]
    file: str | None = None
    source: str | None = attrs.field(default=None, repr=False, eq=False)
    form: Literal["toml", "json"] = "toml"

    @cached_property
    def positions(self) -> Mapping[Key, Position]:
        """Line and column, from 1, of every key and item by its key path, such as `("indicator", 3, "code")`."""
        return {} if self.source is None else positions_of(self.source, self.form)

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the text; none where there is no text."""
        return self.source.split("\n") if self.source else ()

    def place(self, key: Key = ()) -> Place:
        """Return the place of *key*; what does not stand in the text is placed where the nearest of its parents is."""
        if not key and self.source is not None:
            return Place(self.file, 1, 1)
        for length in range(len(key), -1, -1):
            position = self.positions.get(key[:length])
            if position is not None:
                return Place(self.file, *position, key)
        return Place(self.file, key=key)


def read_document(path: str | os.PathLike[str], *, limit: int = LARGEST) -> Document | Problems:
    """Read the TOML file at *path*, or the JSON file if its name ends so; return the problems if there are any."""
    raw = read_file(path, limit=limit)
    if isinstance(raw, Problem):
        return (raw,)
    file = os.fspath(path)
    source = decode(raw, file)
    if isinstance(source, Problem):
        return (source,)
    return parse_json(source, file) if PurePath(file).suffix.lower() == ".json" else parse_toml(source, file)


def parse_toml(source: str, file: str | None = None, *, most: int = VALUES) -> Document | Problems:
    """Return the document that the TOML text *source* holds, of *most* values; or all problems that can be found."""
    refused = _refused_at_once(source, file)
    if refused:
        return refused
    try:
        data = tomli.loads(source, parse_float=number)
    except tomli.TOMLDecodeError as error:
        from perfrules.definition.syntax import toml_problem

        return (toml_problem(error, source, file),)
    except RecursionError:
        return (Problem("PR010", TOO_DEEP, Place(file)),)
    return _within_limits(Document(data, file, source.replace("\r\n", "\n")), most)


def parse_json(source: str, file: str | None = None, *, most: int = VALUES) -> Document | Problems:
    """Return the document that the JSON text *source* holds, of *most* values; or all problems that can be found."""
    refused = _refused_at_once(source, file)
    if refused:
        return refused
    pairs = _Pairs()
    try:
        data = json.loads(
            source, parse_float=number, parse_int=integer, parse_constant=number, object_pairs_hook=pairs.table
        )
    except json.JSONDecodeError as error:
        from perfrules.definition.syntax import json_problem

        return (json_problem(error, source, file),)
    except RecursionError:
        return (Problem("PR010", TOO_DEEP, Place(file)),)
    if not isinstance(data, dict):
        advice = text('begin with {{ and the key "format"')
        return (Problem("PR012", text("a document is a table, written in braces"), Place(file, 1, 1), advice),)
    found = _repeated(source, file) if pairs.repeated else ()
    within = _within_limits(Document(data, file, source, "json"), most)
    return found + within if isinstance(within, tuple) else found or within


def json_text(data: object, *, escaped: bool = False) -> str:
    """Return plain *data* as all JSON of the library is laid out; *escaped* for what reads nothing but ASCII."""
    return json.dumps(data, ensure_ascii=escaped, indent=2) + "\n"


def _repeated(source: str, file: str | None) -> Problems:
    from perfrules.definition.syntax import repeated

    return tuple(repeated(*where, file) for where in repeated_keys(source, "json"))


class _Pairs:
    """Builds tables from pairs, and notices when a key came twice."""

    def __init__(self) -> None:
        self.repeated = False

    def table(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the pairs as a table."""
        table = dict(pairs)
        self.repeated = self.repeated or len(table) != len(pairs)
        return table


def _refused_at_once(source: str, file: str | None) -> Problems:
    refused = out_of_limits(source)
    if refused is None:
        return ()
    code, offset, message = refused
    return (Problem(code, message, Place(file, *Lines(source).position(offset))),)


def _within_limits(document: Document, most: int) -> Document | Problems:
    found = tuple(Problem(code, message, document.place(key)) for code, key, message in breaches(document.data, most))
    return found or document


__all__ = ["Document", "Problems", "Refused", "parse_json", "parse_toml", "read_document"]
