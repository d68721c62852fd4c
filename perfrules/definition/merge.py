"""Several documents become one: what a set inherits, amends and adds, with the place of every value."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from perfrules.definition.document import Document
from perfrules.definition.entries import Entry, How, Written
from perfrules.definition.sections import SECTION_NAMES
from perfrules.language import text
from perfrules.model.indicator_set import TOTAL
from perfrules.problems import Key, Place, Problem, suggestion

NAMED = ("evidence", "measure", "parameter", "table", "grade_scale")
"""Tables of tables: each entry has a name."""
INHERITED = ("language", "results")
"""Keys at the top that a set without them takes from the one it extends."""
_LISTS = ("source", "indicator", "gate", "amend")
_DEFAULTS = ("leaf", "branch", "total")
_ELSEWHERE = frozenset((*NAMED, *_LISTS, *_DEFAULTS))


def tables(document: Document, key: str) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    """Yield the tables of the list *key* with their paths; what is no table is left to the schema."""
    found = document.data.get(key)
    for index, table in enumerate(found if isinstance(found, list) else ()):
        if isinstance(table, dict):
            yield (key, index), table


def named(document: Document, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the named tables of the table *key*; what is no table is left to the schema."""
    found = document.data.get(key)
    for name, table in (found if isinstance(found, dict) else {}).items():
        if isinstance(table, dict):
            yield name, table


def listed(document: Document) -> Iterator[tuple[str, list[Any]]]:
    """Yield the parameters that are written as a list of values alone."""
    found = document.data.get("parameter")
    for name, values in (found if isinstance(found, dict) else {}).items():
        if isinstance(values, list):
            yield name, values


class Merged:
    """
    A definition with everything that it extends put in, as data.

    `sections` has the entries of "indicator", "source", "evidence", "measure", "parameter", "table", "grade_scale" and
    "gate" by name; "set" has one entry: the keys at the top.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        """Merge *documents*: the set itself last, each extending the one before it."""
        self.documents = tuple(documents)
        self.problems: list[Problem] = []
        main = self.documents[-1]
        self.top = Entry(main, ())
        self.total = Entry(main, ("total",))
        self.sections: dict[str, dict[str, Entry]] = {name: {} for name in ("indicator", "source", "gate", *NAMED)}
        self.sections["set"] = {"": self.top}
        for document in self.documents:
            self._add(document, last=document is main)
        self.sections["indicator"] = {TOTAL: self.total, **self.sections["indicator"]}
        self._lay_defaults()

    @property
    def indicators(self) -> Mapping[str, Entry]:
        """The nodes by code, the total first."""
        return self.sections["indicator"]

    @property
    def parents(self) -> set[str]:
        """The codes that some node names as its parent."""
        named_as = (entry.keys.get("parent") for code, entry in self.indicators.items() if code != TOTAL)
        return {str(written.value) if written else TOTAL for written in named_as}

    def place(self, path: Key) -> Place:
        """
        Return the place of a key of the merged definition.

        *path* begins with a section and a name, such as ("indicator", "B1.1", "rubric", "points", 0), or with a key at
        the top; what was not written is placed at what it belongs to.
        """
        entry, rest = self._entry(path)
        if entry is None:
            return self.documents[-1].place(path)
        written = entry.keys.get(str(rest[0])) if rest else None
        return entry.place if written is None else written.place(rest[1:])

    def inside(self, path: Key, written: str, column: int) -> Place:
        """
        Return the place of the character *column*, from 0, of the text *written* that stands at *path*.

        Where the text is not written on the line of its key as it is read, this is the place of the key.
        """
        place = self.place(path)
        lines = next((each.lines for each in self.documents if each.file == place.file), ())
        if place.line is None or place.column is None or not lines:
            return place
        line = lines[place.line - 1]
        for quote in "\"'":
            start = line.find(f"{quote}{written}{quote}", place.column - 1)
            if start >= 0:
                return attrs.evolve(place, column=start + 2 + column)
        return place

    def _entry(self, path: Key) -> tuple[Entry | None, Key]:
        if len(path) > 1 and path[0] in self.sections:
            return self.sections[str(path[0])].get(str(path[1])), path[2:]
        if len(path) == 1 and path[0] in self.sections:
            return None, path
        return self.top, path

    def _add(self, document: Document, *, last: bool) -> None:
        keep = None if last else INHERITED
        for key, value in document.data.items():
            if key not in _ELSEWHERE and (keep is None or key in keep):
                self.top.keys[key] = Written(value, document, (key,))
        total = document.data.get("total")
        if isinstance(total, dict):
            self.total.lay(total, document, ("total",), how="total")
            self.total.document, self.total.path = document, ("total",)
        self._add_sources(document)
        for key in NAMED:
            for name, table in named(document, key):
                self._declare(key, name, Entry(document, (key, name)), table)
        for name, values in listed(document):
            entry = Entry(document, ("parameter", name))
            self._declare("parameter", name, entry, {})
            entry.keys["value"] = Written(values, document, ("parameter", name))
        self._add_nodes(document)
        for path, table in tables(document, "gate"):
            entry = self.sections["gate"][str(len(self.sections["gate"]))] = Entry(document, path)
            entry.put(table)
        for path, table in tables(document, "amend"):
            self._amend(document, path, table)

    def _add_sources(self, document: Document) -> None:
        seen: set[str] = set()
        for path, table in tables(document, "source"):
            name = table.get("id")
            if not isinstance(name, str):
                continue
            if name in seen:
                self._twice("PR126", "source", name, document.place((*path, "id")), self.sections["source"][name])
                continue
            seen.add(name)
            entry = self.sections["source"].setdefault(name, Entry(document, path))
            entry.lay(table, document, path, how="stated")

    def _add_nodes(self, document: Document) -> None:
        for path, table in tables(document, "indicator"):
            code = table.get("code")
            if not isinstance(code, str):
                continue  # told by the schema
            if code == TOTAL:
                message = text("the root is not written as an indicator")
                advice = text("write its keys under `[total]`")
                self.problems.append(Problem("PR101", message, document.place((*path, "code")), advice))
            else:
                self._declare("indicator", code, Entry(document, path), table)

    def _declare(self, section: str, name: str, entry: Entry, table: Mapping[str, Any]) -> None:
        known = self.sections[section]
        if name in known:
            place = entry.document.place((*entry.path, "code") if section == "indicator" else entry.path)
            self._twice("PR101" if section == "indicator" else "PR114", section, name, place, known[name])
            return
        known[name] = entry
        entry.put(table)

    def _twice(self, code: str, section: str, name: str, place: Place, first: Entry) -> None:
        values = {"section": SECTION_NAMES[section], "name": name, "first": first.place}
        message = text("the {section} `{name}` is declared already, at {first}", **values)
        advice = text("give one of the two another name")
        if first.document.file != place.file:
            advice = text("write `[[amend]]` to change what the set inherits, or choose another name")
        self.problems.append(Problem(code, message, place, advice))

    def _amend(self, document: Document, path: Key, table: Mapping[str, Any]) -> None:
        section, key = _amended(table)
        if section is None or not isinstance(table.get(key), str):
            return  # told by the schema
        name, reason = str(table[key]), table.get("reason")
        entry = self.total if (section, name) == ("indicator", TOTAL) else self.sections[section].get(name)
        if entry is None:
            message = text("there is no {section} `{name}` to amend", section=SECTION_NAMES[section], name=name)
            near = suggestion(name, self.sections[section])
            self.problems.append(Problem("PR105", message, document.place((*path, key)), near))
            return
        entry.lay(table, document, path, how="amended", reason=str(reason or ""), skip=(key, "reason"))

    def _lay_defaults(self) -> None:
        """Lay `[leaf]` or `[branch]` of the file in which a node is written under the node's own keys."""
        parents = self.parents
        for code, entry in self.indicators.items():
            if code == TOTAL:
                continue
            opened = entry.keys.get("open")
            how: How = "branch" if code in parents or (opened and opened.value is True) else "leaf"
            defaults = entry.document.data.get(how)
            if isinstance(defaults, dict):
                entry.lay(defaults, entry.document, (how,), how=how, skip=tuple(entry.keys))


def _amended(table: Mapping[str, Any]) -> tuple[str | None, str]:
    if "code" in table:
        return "indicator", "code"
    return next(((key, key) for key in ("evidence", "measure", "parameter", "table") if key in table), (None, ""))
