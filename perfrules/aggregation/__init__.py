"""Aggregations (汇总方法): how a branch combines its children; one file a family."""

from perfrules.aggregation.asking import combined, shares_of
from perfrules.aggregation.child import Aggregation, Child
from perfrules.aggregation.extremes import Maximum, Minimum
from perfrules.aggregation.mean import Mean
from perfrules.aggregation.powers import GeometricMean, HarmonicMean
from perfrules.aggregation.product import Product
from perfrules.aggregation.sum import Sum

AGGREGATIONS: tuple[type[Aggregation], ...] = (
    Sum,
    Mean,
    GeometricMean,
    HarmonicMean,
    Minimum,
    Maximum,
    Product,
)

__all__ = [
    "AGGREGATIONS",
    "Aggregation",
    "Child",
    "GeometricMean",
    "HarmonicMean",
    "Maximum",
    "Mean",
    "Minimum",
    "Product",
    "Sum",
    "combined",
    "shares_of",
]
