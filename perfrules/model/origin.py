"""Where a value of a definition came from."""

from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.problems import Place


@attrs.frozen(eq=False, repr=False)
class Origin(ByContent):
    """
    Where the value of one key came from.

    Attributes:
        how: stated at the node itself, by `[leaf]`, `[branch]` or `[total]`, or by an amendment.
        set: id@edition of the set whose file it stands in.
        place: file, line and column.
        reason: the amendment's reason, or "".

    """

    how: Literal["stated", "leaf", "branch", "total", "amended"]
    set: str
    place: Place
    reason: str = ""
