"""Where every key and item of a valid TOML or JSON text stands: parsers give values without their places."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from json import loads as json_loads

import tomli

from perfrules.problems import Key

Position = tuple[int, int]

_SPACE = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_NAME = re.compile(rf"{_BASIC}|{_LITERAL}|[A-Za-z0-9_-]++")
_SCALAR = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
    rf"|{_BASIC}|{_LITERAL}|[^,\]}}#\n]++",
)


class _Scanner:
    """A cursor over one text that notes the offset of every key and item; `repeated` are keys given twice."""

    def __init__(self, source: str, unescape: Callable[[str], str]) -> None:
        self.source = source
        self.unescape = unescape
        self.at = 0
        self.offsets: dict[Key, int] = {(): 0}
        self.repeated: list[tuple[Key, int, int]] = []
        self._last_item: dict[Key, int] = {}

    def skip(self) -> bool:
        """Go to the next thing that is neither space nor comment, and return whether there is one."""
        space = _SPACE.match(self.source, self.at)
        self.at = space.end() if space else self.at
        return self.at < len(self.source)

    def take(self, sign: str) -> bool:
        """Step over *sign* if it stands here."""
        here = self.skip() and self.source.startswith(sign, self.at)
        self.at += len(sign) if here else 0
        return here

    def names(self) -> list[tuple[str, int]]:
        """Read the names of a key joined by dots, each with its offset."""
        found = []
        while self.skip() and (name := _NAME.match(self.source, self.at)):
            found.append((self._plain(name[0]), self.at))
            self.at = name.end()
            if not self.take("."):
                break
        return found

    def _plain(self, name: str) -> str:
        if name[0] == '"' and "\\" in name:
            return self.unescape(name)
        return name[1:-1] if name[0] in "\"'" else name

    def table(self, base: Key) -> None:
        """Read what stands between the braces of a table."""
        while self.skip() and not self.take("}"):
            start = self.at
            self.pair(base)
            self.take(",")
            if self.at == start:
                break

    def array(self, base: Key) -> None:
        """Read what stands between the brackets of a list."""
        index = 0
        while self.skip() and not self.take("]"):
            start = self.at
            path = (*base, index)
            self.offsets[path] = start
            self.value(path)
            self.take(",")
            index += 1
            if self.at == start:
                break

    def pair(self, base: Key) -> None:
        """Read `key = value` or `"key": value`."""
        path, names = base, self.names()
        for name, offset in names:
            path = (*path, name)
            first = self.offsets.setdefault(path, offset)
            if first != offset and len(path) == len(base) + len(names):
                self.repeated.append((path, first, offset))
        _ = self.take("=") or self.take(":")
        self.value(path)

    def value(self, path: Key) -> None:
        """Read one value; its own keys and items are noted under *path*."""
        if self.take("{"):
            self.table(path)
        elif self.take("["):
            self.array(path)
        elif scalar := _SCALAR.match(self.source, self.at):
            self.at = scalar.end()

    def header(self) -> Key:
        """Read `[table]` or `[[list of tables]]`, and return the path of what follows it."""
        is_list = self.take("[[")
        _ = is_list or self.take("[")
        path: Key = ()
        names = self.names()
        for number, (name, offset) in enumerate(names, 1):
            path = (*path, name)
            self.offsets.setdefault(path, offset)
            if is_list and number == len(names):
                self._last_item[path] = self._last_item.get(path, -1) + 1
            if path in self._last_item:
                path = (*path, self._last_item[path])
                self.offsets.setdefault(path, offset)
        _ = self.take("]]" if is_list else "]")
        return path

    def document(self) -> None:
        """Read a whole TOML text."""
        base: Key = ()
        while self.skip():
            start = self.at
            if self.source.startswith("[", self.at):
                base = self.header()
            else:
                self.pair(base)
            if self.at == start:
                break


class Lines:
    """Turns offsets of a text into lines and columns, both from 1."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]

    def position(self, offset: int) -> Position:
        """Return the line and column of *offset*."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _toml_name(name: str) -> str:
    return str(tomli.loads(f"name = {name}")["name"])


def _scan(source: str, form: str) -> _Scanner:
    scanner = _Scanner(source, _toml_name if form == "toml" else json_loads)
    if form == "toml":
        scanner.document()
    else:
        scanner.value(())
    return scanner


def positions_of(source: str, form: str) -> Mapping[Key, Position]:
    """
    Return the line and column of every key and item of a valid *source* ("toml" or "json").

    A key that is written in several places (the parent of two tables) stands where it is written first.
    """
    lines = Lines(source)
    return {path: lines.position(offset) for path, offset in _scan(source, form).offsets.items()}


def repeated_keys(source: str, form: str) -> list[tuple[Key, Position, Position]]:
    """Return the keys that *source* gives twice, each with its first and its later position; none within another."""
    scanner = _scan(source, form)
    twice = {path for path, _, _ in scanner.repeated}
    lines = Lines(source)
    return [
        (path, lines.position(first), lines.position(again))
        for path, first, again in scanner.repeated
        if not any(path[:length] in twice for length in range(len(path)))
    ]
