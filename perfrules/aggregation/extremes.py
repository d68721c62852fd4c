"""The least and the greatest of the children (取最低, 取最高)."""

from collections.abc import Callable, Sequence
from typing import ClassVar

import attrs

from perfrules.aggregation.child import Child, always, taking_part, where
from perfrules.content import ByContent
from perfrules.formula import Symbol, absent, least, most


@attrs.frozen(eq=False, repr=False)
class Minimum(ByContent):
    """
    Take the least of the children's marks (取最低).

    Formula:
        marks = the least of the marks

    Example:
        [[indicator]]
        code = "C3"
        name = "安全"
        aggregation = "minimum"

    Source:
        The weakest part decides (木桶原则), as in assessments of safety.
    """

    name: ClassVar[str] = "minimum"
    rescales: ClassVar[bool] = False

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return the least marks of the children that take part."""
        return _extreme(least, children)

    def shares(self, children: Sequence[Child]) -> None:
        """Return None: losses do not add up."""


@attrs.frozen(eq=False, repr=False)
class Maximum(ByContent):
    """
    Take the greatest of the children's marks (取最高).

    Formula:
        marks = the greatest of the marks

    Example:
        [[indicator]]
        code = "C4"
        name = "获奖情况"
        aggregation = "maximum"

    Source:
        Rubrics that say 按最高一项计分，不累计.
    """

    name: ClassVar[str] = "maximum"
    rescales: ClassVar[bool] = False

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return the greatest marks of the children that take part."""
        return _extreme(most, children)

    def shares(self, children: Sequence[Child]) -> None:
        """Return None: losses do not add up."""


def _extreme(pick: Callable[..., Symbol], children: Sequence[Child]) -> Symbol:
    """
    Return the extreme marks of those that take part.

    A child that is out lends its place to the marks of one that is in, so that no number has to stand for "none".
    """
    parts = sorted(taking_part(children), key=lambda child: not always(child.counts))
    some = absent("not_applicable")
    for child in reversed(parts):
        some = where(child, child.marks, some)
    return pick(*(where(child, child.marks, some) for child in parts)) if parts else some
