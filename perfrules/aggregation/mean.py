"""The weighted mean of the children (加权平均)."""

from collections.abc import Sequence
from typing import ClassVar

import attrs

from perfrules.aggregation.child import Child, taking_part, unless_none, where
from perfrules.content import ByContent
from perfrules.formula import Symbol, total


@attrs.frozen(eq=False, repr=False)
class Mean(ByContent):
    """
    Take the weighted mean of the children's marks (加权平均).

    For children that are marked on one scale. One that is out leaves numerator and denominator.

    Formula:
        marks = Σ weight × marks ÷ Σ weight

    Example:
        [[indicator]]
        code = "C2"
        name = "服务质量"
        aggregation = "mean"

    Source:
        Rubrics in which experts or aspects are marked out of 100 each, and the average counts.
    """

    name: ClassVar[str] = "mean"
    rescales: ClassVar[bool] = False

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return Σ weight × marks ÷ Σ weight of the children that take part."""
        parts = taking_part(children)
        marks = total(where(child, child.weight * child.marks, 0) for child in parts)
        return unless_none(parts, marks / _weight(parts) if parts else marks)

    def shares(self, children: Sequence[Child]) -> tuple[Symbol, ...]:
        """Return each child's weight ÷ Σ weight, 0 where it takes no part."""
        whole = _weight(taking_part(children))
        return tuple(where(child, child.weight / whole, 0) for child in children)


def _weight(parts: Sequence[Child]) -> Symbol:
    return total(where(child, child.weight, 0) for child in parts)
