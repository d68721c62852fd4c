"""The weighted geometric and harmonic mean of the children (几何平均, 调和平均)."""

from collections.abc import Callable, Sequence
from typing import ClassVar

import attrs

from perfrules.aggregation.child import Child, taking_part, unless_none, where
from perfrules.content import ByContent
from perfrules.formula import Symbol, absent
from perfrules.formula.means import Weighted, geometric_mean, harmonic_mean


@attrs.frozen(eq=False, repr=False)
class GeometricMean(ByContent):
    """
    Take the weighted geometric mean of the children's marks (几何平均).

    For children that are marked on one scale, none of which should make up for another: one with 0 marks makes all 0.
    One that is out leaves the product and the sum of weights. Marks below 0 have no geometric mean. The result mostly
    has no end, so the branch declares a rounding.

    Formula:
        marks = Π marks ^ (weight ÷ Σ weight)

    Example:
        [[indicator]]
        code = "H"
        name = "人类发展指数"
        aggregation = "geometric_mean"
        rounding = { places = 3 }

    Source:
        The human development index, in which health, education and income are multiplied since 2010.
    """

    name: ClassVar[str] = "geometric_mean"
    rescales: ClassVar[bool] = False

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return the geometric mean of the marks of the children that take part."""
        return _mean(geometric_mean, children)

    def shares(self, children: Sequence[Child]) -> None:
        """Return None: losses do not add up."""


@attrs.frozen(eq=False, repr=False)
class HarmonicMean(ByContent):
    """
    Take the weighted harmonic mean of the children's marks (调和平均).

    For children that are marked on one scale: low marks weigh more than high ones. One with 0 marks makes all 0. One
    that is out leaves both sums.

    Formula:
        marks = Σ weight ÷ Σ (weight ÷ marks)

    Example:
        [[indicator]]
        code = "F"
        name = "查准查全综合得分"
        aggregation = "harmonic_mean"
        rounding = { places = 3 }

    Source:
        The F-measure of information retrieval, the harmonic mean of precision and recall.
    """

    name: ClassVar[str] = "harmonic_mean"
    rescales: ClassVar[bool] = False

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return the harmonic mean of the marks of the children that take part."""
        return _mean(harmonic_mean, children)

    def shares(self, children: Sequence[Child]) -> None:
        """Return None: losses do not add up."""


def _mean(mean: Callable[[Weighted], Symbol], children: Sequence[Child]) -> Symbol:
    """Return the mean of the children that take part; one that is out has no weight."""
    parts = taking_part(children)
    if not parts:
        return absent("not_applicable")
    if all(child.marks.node is parts[0].marks.node for child in parts):
        return unless_none(parts, parts[0].marks)  # whoever takes part: so full marks are those of each child
    weighted = [(where(child, child.marks, 1), where(child, child.weight, 0)) for child in parts]
    return unless_none(parts, mean(weighted))
