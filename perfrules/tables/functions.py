"""What functions over the population (总体) are given of tallies, and the problem where they go wrong."""

from fractions import Fraction
from functools import cached_property

from perfrules.expression import PopulationNumbers
from perfrules.expression.population import Keeps
from perfrules.language import text
from perfrules.plugins.calling import MisfitError, value_for_all, values_for_each
from perfrules.problems import Problem, TableError
from perfrules.program import PopulationMeasure
from perfrules.tables.rules import TableRules
from perfrules.tables.tallies import Distribution, Tally


class TallyNumbers(PopulationNumbers):
    """The numbers that a tally has counted; they are put beside each other only where a function asks for that."""

    def __init__(self, tally: Tally, keeps: Keeps) -> None:
        """Take the numbers of *tally* for a function that *keeps* so much of them."""
        self.tally, self._keeps = tally, keeps

    @cached_property
    def _numbers(self) -> list[Fraction]:  # type: ignore[override]  # made when asked for
        return [number for number, count in self.counted for _ in range(count)]

    @cached_property
    def counted(self) -> list[tuple[Fraction, int]]:
        """The numbers in order, each with how many projects have it."""
        self.needs("numbers")
        values, counts = (Distribution() if self.tally.distribution is None else self.tally.distribution).settled()
        unit = self.tally.unit
        return [(value * unit, count) for value, count in zip(values.tolist(), counts.tolist(), strict=True)]

    def __len__(self) -> int:
        """Return how many projects have a number."""
        return self.tally.count

    @property
    def least(self) -> Fraction:
        """The least number."""
        return self.tally.least

    @property
    def greatest(self) -> Fraction:
        """The greatest number."""
        return self.tally.greatest

    @property
    def mean(self) -> Fraction:
        """The arithmetic mean."""
        self.needs("sums", "numbers")
        return self.tally.mean

    @property
    def variance(self) -> Fraction:
        """The mean square of the distances from the mean."""
        self.needs("sums", "numbers")
        return self.tally.variance

    def quantile(self, share: Fraction) -> Fraction:
        """Return the number at *share* of the way from the least to the greatest."""
        self.needs("numbers")
        return self.tally.quantile(share)


def value_of(rules: TableRules, measure: PopulationMeasure, tally: Tally) -> Fraction:
    """
    Return what *measure* is for all projects of a *tally*, exactly.

    Raises:
        TableError: the function fails, or gives something else than an exact number in the range that it promises.

    """
    try:
        return value_for_all(measure.form, TallyNumbers(tally, measure.form.keeps), measure.constants)
    except MisfitError as error:
        raise _failed(rules, measure, error) from error


def values_of(rules: TableRules, measure: PopulationMeasure, tally: Tally) -> dict[Fraction, Fraction]:
    """
    Return what *measure* is for each number of a *tally*, exactly.

    Raises:
        TableError: as `value_of`, or there is not one result for each number, or equal numbers have different ones.

    """
    try:
        return values_for_each(measure.form, TallyNumbers(tally, measure.form.keeps), measure.constants)
    except MisfitError as error:
        raise _failed(rules, measure, error) from error


def _failed(rules: TableRules, measure: PopulationMeasure, why: MisfitError) -> TableError:
    provided = rules.registry.functions.get(measure.form.name)
    plugin = "" if provided is None else str(rules.registry.plugin(provided.plugin))
    said = text("`{name}` of plugin {plugin} could not be found: {why}", name=measure.name, plugin=plugin, why=why.text)
    advice = text("the fault is in the plugin that brings the function; tell its authors")
    return TableError([Problem("PR511", said, why.place, advice)])
