"""Codes of problems that are given no more: they keep their pages, and are never used again."""

from collections.abc import Mapping

import attrs

from perfrules.content import ByContent
from perfrules.language import Text, text


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Retired(ByContent):
    """
    A code that no problem has any more.

    Attributes:
        code: the code.
        title: what it said.
        instead: what there is now.

    """

    code: str
    title: Text
    instead: Text


RETIRED: Mapping[str, Retired] = {
    each.code: each
    for each in (
        Retired(
            code="PR184",
            title=text("edition that ends before it begins"),
            instead=text("Such an edition has the problem PR129, as every period the wrong way round."),
        ),
        Retired(
            code="PR306",
            title=text("operation of a later version"),
            instead=text("Expressions have powers, roots and logarithms now, and the means made of them."),
        ),
    )
}
"""The retired codes, with what took their place."""
NEVER = text("Retired: no problem has this code any more, and none will be given it again.")
"""What every page of a retired code begins with."""
