"""The functions over the population (总体) that the library has: ends, mean, deviation and quantiles."""

from fractions import Fraction
from typing import ClassVar, Final

import attrs

from perfrules.expression.population import Keeps, PopulationFunction, PopulationNumbers
from perfrules.language import Text, text


@attrs.frozen
class Minimum:
    """The least x of all projects."""

    name: ClassVar[str] = "population_minimum"
    label: ClassVar[Text] = text("least {x} of all projects")
    keeps: ClassVar[Keeps] = "ends"
    within: ClassVar[bool] = True

    def value(self, numbers: PopulationNumbers) -> Fraction:
        """Return the least number."""
        return numbers.least


@attrs.frozen
class Maximum:
    """The greatest x of all projects."""

    name: ClassVar[str] = "population_maximum"
    label: ClassVar[Text] = text("greatest {x} of all projects")
    keeps: ClassVar[Keeps] = "ends"
    within: ClassVar[bool] = True

    def value(self, numbers: PopulationNumbers) -> Fraction:
        """Return the greatest number."""
        return numbers.greatest


@attrs.frozen
class Mean:
    """The arithmetic mean of x over all projects."""

    name: ClassVar[str] = "population_mean"
    label: ClassVar[Text] = text("mean {x} of all projects")
    keeps: ClassVar[Keeps] = "sums"
    within: ClassVar[bool] = True

    def value(self, numbers: PopulationNumbers) -> Fraction:
        """Return the mean."""
        return numbers.mean


@attrs.frozen
class Deviation:
    """The standard deviation of x over all projects."""

    name: ClassVar[str] = "population_deviation"
    label: ClassVar[Text] = text("deviation of {x} of all projects")
    keeps: ClassVar[Keeps] = "sums"
    squared: ClassVar[bool] = True
    at_least: ClassVar[int] = 0

    def value(self, numbers: PopulationNumbers) -> Fraction:
        """Return the square of the deviation."""
        return numbers.variance


@attrs.frozen
class Quantile:
    """The x that the share q of all projects does not exceed."""

    name: ClassVar[str] = "population_quantile"
    label: ClassVar[Text] = text("quantile {q} of {x} of all projects")
    within: ClassVar[bool] = True

    def value(self, numbers: PopulationNumbers, q: Fraction) -> Fraction:
        """Return the number at the share *q* of the way from the least to the greatest."""
        return numbers.quantile(q)

    def check(self, q: Fraction) -> Text | None:
        """Return what is wrong with a share."""
        if 0 <= q <= 1:
            return None
        return text("a share is a number from 0 to 1; write the median as 0.5 or 50%")


STATISTICS: Final[tuple[type[PopulationFunction], ...]] = (Minimum, Maximum, Mean, Deviation, Quantile)
"""The library's functions over the population."""
