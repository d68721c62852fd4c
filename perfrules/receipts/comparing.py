"""What two documents of scorecards (评分表) differ in, place by place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from perfrules.content import ByContent

NOTHING: Final = object()
"""Stands for what is not there."""
_NAMES: Final = ("code", "id", "parameter", "field", "name")
"""Keys by which the entries of lists are known."""
_DECISIVE: Final = frozenset(("marks", "exact_marks", "full_marks", "rate", "grade", "scale_grade", "sha256"))
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

    """

    path: str
    was: Any
    now: Any
    is_new: bool = False

    @property
    def is_decisive(self) -> bool:
        """Whether it is about marks, grades or the definition, which are the same in every version of the engine."""
        return not self.is_new and self.path.rpartition(".")[2] in _DECISIVE


def discrepancies(was: Any, now: Any, path: str = "") -> Iterator[Discrepancy]:
    """Yield every place at which the plain JSON values *was* and *now* differ, in the order of the documents."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*now, *was)):
            inside = f"{path}.{key}" if path else str(key)
            yield from discrepancies(was.get(key, NOTHING), now.get(key, NOTHING), inside)
        if list(was) != list(now) and set(was) == set(now):
            yield Discrepancy(path, list(was), list(now))
    elif isinstance(was, list) and isinstance(now, list):
        for place in range(max(len(was), len(now))):
            pair = [items[place] if place < len(items) else NOTHING for items in (was, now)]
            yield from discrepancies(pair[0], pair[1], f"{path}[{_called(pair, place)}]")
    elif type(was) is not type(now) or was != now:
        found, made = (None if value is NOTHING else value for value in (was, now))
        yield Discrepancy(path, found, made, is_new=was is NOTHING)


def _called(pair: Sequence[Any], place: int) -> str:
    """Return what an entry of a list is called: by its code or id, else by its place."""
    for item in reversed(pair):
        if isinstance(item, Mapping):
            return next((str(item[name]) for name in _NAMES if isinstance(item.get(name), str)), str(place))
    return str(place)
