"""What a definition says, with the place where it is written: values, and the entries that they belong to."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Literal

import attrs

from perfrules.content import ByContent
from perfrules.definition.document import Document
from perfrules.model import Origin
from perfrules.problems import Key, Place

How = Literal["stated", "leaf", "branch", "total", "amended"]


@attrs.frozen(eq=False, repr=False)
class Written(ByContent):
    """A value of the merged definition, and where it was written."""

    value: Any
    document: Document
    path: Key
    how: How = "stated"
    reason: str = ""

    def place(self, rest: Key = ()) -> Place:
        """Return the place of what stands under *rest* in this value; one may be written for a list of one."""
        return self.document.place((*self.path, *_as_written(self.value, rest)))

    @property
    def origin(self) -> Origin:
        """Where the value came from."""
        return Origin(self.how, set_name(self.document), self.place, self.reason)


@attrs.define(eq=False, repr=False)
class Entry:
    """One node, field, measure or the like: its keys, and where it begins."""

    document: Document
    path: Key
    keys: dict[str, Written] = attrs.field(factory=dict)

    def put(self, table: Mapping[str, Any], *, how: How = "stated", reason: str = "", skip: Iterable[str] = ()) -> None:
        """Put every key of *table*, which stands where the entry begins, in place of what was there."""
        self.lay(table, self.document, self.path, how=how, reason=reason, skip=skip)

    def lay(
        self,
        table: Mapping[str, Any],
        document: Document,
        path: Key,
        *,
        how: How,
        reason: str = "",
        skip: Iterable[str] = (),
    ) -> None:
        """Put every key of *table*, which stands at *path* of *document*, in place of what was there."""
        for key, value in table.items():
            if key not in skip:
                self.keys[key] = Written(value, document, (*path, key), how, reason)

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        return self.document.place(self.path)

    @property
    def origin(self) -> Origin:
        """Where the entry was written, and whether it was amended."""
        changed = [written for written in self.keys.values() if written.how == "amended"]
        if changed:
            return changed[-1].origin
        return Origin("stated", set_name(self.document), partial(self.document.place, self.path))

    @property
    def data(self) -> dict[str, Any]:
        """The keys and their values."""
        return {key: written.value for key, written in self.keys.items()}


def _as_written(value: Any, rest: Key) -> Key:
    out: list[str | int] = []
    for part in rest:
        if isinstance(part, int) and not isinstance(value, list):
            continue
        if isinstance(part, str) and isinstance(value, list) and len(value) == 1:
            out.append(0)
            value = value[0]
        out.append(part)
        inside = isinstance(value, dict) and part in value
        if inside or (isinstance(value, list) and isinstance(part, int) and part < len(value)):
            value = value[part]
        else:
            value = None
    return tuple(out)


def set_name(document: Document) -> str:
    """Return id@edition of a document, as far as it states them."""
    parts = [document.data.get(key) for key in ("id", "edition")]
    return "@".join(part for part in parts if isinstance(part, str))
