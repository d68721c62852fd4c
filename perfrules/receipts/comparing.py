"""What two documents of scorecards (评分表) differ in, place by place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from perfrules.content import ByContent
from perfrules.receipts.keys import ENTRIES, NAMED, REQUIRED

_NOT_THERE: Final = object()
"""Stands for what is not there."""
_NAMES: Final = ("code", "id", "parameter", "field", "name")
"""Keys by which the entries of lists are known."""
_DECISIVE: Final = frozenset(
    ("marks", "exact_marks", "full_marks", "rate", "grade", "scale_grade", "rank", "ranked", "sha256")
)
"""Keys whose values no other version of the engine may change."""


@attrs.frozen(eq=False, repr=False)
class Discrepancy(ByContent):
    """
    One place at which a scorecard is not what is scored again (不符).

    Attributes:
        path: the place: "results.total.marks", "awards[B1.1].reason".
        was: what stands in the scorecard, as plain JSON; None where nothing does.
        now: what comes out when it is scored again; None where nothing does.
        is_new: whether the scorecard lacks the key altogether.
        is_damage: whether the format requires what is lacking, has no place for what is too much, or has a table or
            list where something else stands.

    """

    path: str
    was: Any
    now: Any
    is_new: bool = False
    is_damage: bool = False

    @property
    def is_decisive(self) -> bool:
        """Whether it is about marks, grades, the definition or the form: the same in every version of the engine."""
        return self.is_damage or (not self.is_new and self.path.rpartition(".")[2] in _DECISIVE)


def discrepancies(was: Any, now: Any, path: str = "", sort: str = "") -> Iterator[Discrepancy]:
    """
    Yield every place at which the plain JSON values *was* and *now* differ, in the order of the documents.

    *sort* is the *path* without names and places, as `REQUIRED` has it.
    """
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*now, *was)):
            inside, kind = _joined(path, key), _joined(sort, "*" if sort in NAMED else key)
            yield from discrepancies(was.get(key, _NOT_THERE), now.get(key, _NOT_THERE), inside, kind)
        if list(was) != list(now) and set(was) == set(now):
            yield Discrepancy(path, list(was), list(now))
    elif isinstance(was, list) and isinstance(now, list):
        for place in range(max(len(was), len(now))):
            pair = [items[place] if place < len(items) else _NOT_THERE for items in (was, now)]
            yield from discrepancies(pair[0], pair[1], f"{path}[{_called(pair, place)}]", f"{sort}[]")
    elif type(was) is not type(now) or was != now:
        found, made = (None if value is _NOT_THERE else value for value in (was, now))
        yield Discrepancy(path, found, made, is_new=was is _NOT_THERE, is_damage=_is_damage(was, now, sort))


def _joined(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _is_damage(was: Any, now: Any, sort: str) -> bool:
    """Return whether no version of the engine can have written *was* where *now* has been made."""
    table, _, key = sort.rpartition(".")
    if was is _NOT_THERE:
        return sort in ENTRIES or key in REQUIRED.get(table, ())
    if now is _NOT_THERE:
        return sort in ENTRIES
    is_known = sort in ENTRIES or sort in REQUIRED or key in REQUIRED.get(table, ())
    return is_known and isinstance(now, Mapping | list) and type(was) is not type(now)


def _called(pair: Sequence[Any], place: int) -> str:
    """Return what an entry of a list is called: by its code or id, else by its place."""
    for item in reversed(pair):
        if isinstance(item, Mapping):
            return next((str(item[name]) for name in _NAMES if isinstance(item.get(name), str)), str(place))
    return str(place)
