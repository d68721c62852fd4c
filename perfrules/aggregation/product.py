"""The product of the children (连乘)."""

from collections.abc import Sequence
from typing import ClassVar

import attrs

from perfrules.aggregation.child import Child, taking_part, unless_none, where
from perfrules.content import ByContent
from perfrules.formula import Symbol, number


@attrs.frozen(eq=False, repr=False)
class Product(ByContent):
    """
    Multiply the children's marks (连乘).

    For a coefficient beside a score: one child gives marks, the others factors. A child that is out is no factor.

    Formula:
        marks = Π marks

    Example:
        [[indicator]]
        code = "D"
        name = "综合得分"
        aggregation = "product"

    Source:
        Rubrics that say 得分 × 调整系数.
    """

    name: ClassVar[str] = "product"
    rescales: ClassVar[bool] = False

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return the product of the marks of the children that take part."""
        parts = taking_part(children)
        result = number(1)
        for child in parts:
            result *= where(child, child.marks, 1)
        return unless_none(parts, result)

    def shares(self, children: Sequence[Child]) -> None:
        """Return None: losses do not add up."""
