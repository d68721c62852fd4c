"""Where a value of a definition came from."""

from collections.abc import Callable
from typing import Literal

import attrs

from perfrules.problems import Place


@attrs.frozen(eq=False, repr=False)
class Origin:
    """
    Where the value of one key came from.

    Attributes:
        how: stated at the node itself, by `[leaf]`, `[branch]` or `[total]`, or by an amendment.
        set: id@edition of the set whose file it stands in.
        find: gives the place: a score asks for no place of a definition, and all of them take longer than its marks.
        reason: the amendment's reason, or "".

    """

    how: Literal["stated", "leaf", "branch", "total", "amended"]
    set: str
    find: Callable[[], Place]
    reason: str = ""

    @property
    def place(self) -> Place:
        """File, line and column."""
        return self.find()

    @property
    def _content(self) -> tuple[object, ...]:
        return self.how, self.set, self.place, self.reason

    def __eq__(self, other: object) -> bool:
        return self._content == other._content if isinstance(other, Origin) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._content)

    def __repr__(self) -> str:
        return f"Origin(how={self.how!r}, set={self.set!r}, place={self.place!r}, reason={self.reason!r})"
