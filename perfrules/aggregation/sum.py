"""The sum of the children (合计)."""

from collections.abc import Sequence
from typing import ClassVar

import attrs

from perfrules.aggregation.child import Child, taking_part, unless_none, where
from perfrules.content import ByContent
from perfrules.formula import Symbol, total


@attrs.frozen(eq=False, repr=False)
class Sum(ByContent):
    """
    Add up the children's marks, each times its weight (合计, 加权合计).

    What a branch does unless it says otherwise. Where children drop out by `rescale`, the branch gives its full marks
    times the marks of the others, divided by their full marks.

    Formula:
        marks = Σ weight × marks

    Example:
        [[indicator]]
        code = "B1"
        name = "资金管理"
        aggregation = "sum"

    Source:
        Every evaluation table in which the marks of the indicators add up to 100.
    """

    name: ClassVar[str] = "sum"
    rescales: ClassVar[bool] = True

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return Σ weight × marks of the children that take part."""
        parts = taking_part(children)
        return unless_none(parts, total(where(child, child.weight * child.marks, 0) for child in parts))

    def shares(self, children: Sequence[Child]) -> tuple[Symbol, ...]:
        """Return each child's weight, 0 where it takes no part."""
        return tuple(where(child, child.weight, 0) for child in children)
