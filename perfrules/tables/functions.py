"""Calling functions over the population (总体): what they give is held against everything that they must keep."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from perfrules.expression import PopulationNumbers
from perfrules.expression.population import exact_of
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.plugins.loading import place_of, reason_of
from perfrules.plugins.running import ran
from perfrules.problems import Place, Problem, TableError
from perfrules.program import PopulationMeasure
from perfrules.tables.rules import TableRules
from perfrules.tables.tallies import LONGEST, Tally

_LONGEST: Final = 900
"""Numbers of more digits than so many, above or below the line, are of no use in a file."""
_LARGEST: Final = 10**_LONGEST
_NEAR: Final = Fraction(1, LONGEST)
"""Means of quotients with very large denominators are rounded."""


class TallyNumbers(PopulationNumbers):
    """The numbers that a tally has counted; they are put beside each other only where a function asks for that."""

    def __init__(self, tally: Tally) -> None:
        """Take the numbers of *tally*."""
        self.tally = tally

    @cached_property
    def _numbers(self) -> list[Fraction]:  # type: ignore[override]  # made when asked for
        return [number for number, count in self.counted for _ in range(count)]

    @cached_property
    def counted(self) -> list[tuple[Fraction, int]]:
        """The numbers in order, each with how many projects have it."""
        if self.tally.distribution is None:
            message = 'the numbers are not kept: let the function say `keeps = "numbers"`'
            raise TypeError(message)
        values, counts = self.tally.distribution.settled()
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
        return self.tally.mean

    @property
    def variance(self) -> Fraction:
        """The mean square of the distances from the mean."""
        return self.tally.variance

    def quantile(self, share: Fraction) -> Fraction:
        """Return the number at *share* of the way from the least to the greatest."""
        return self.tally.quantile(share)


class MisfitError(Exception):
    """What a function gives cannot be used; `text` says why."""

    def __init__(self, message: Text) -> None:
        self.text = message
        super().__init__(message)


def value_of(rules: TableRules, measure: PopulationMeasure, tally: Tally) -> Fraction:
    """
    Return what *measure* is for all projects of a *tally*, exactly.

    Raises:
        TableError: the function fails, or gives something else than an exact number in the range that it promises.

    """
    numbers = TallyNumbers(tally)
    result = _called(rules, measure, "value", numbers)
    try:
        return _exact(measure, numbers, result)
    except MisfitError as error:
        raise _failed(rules, measure, error.text) from error


def values_of(rules: TableRules, measure: PopulationMeasure, tally: Tally) -> dict[Fraction, Fraction]:
    """
    Return what *measure* is for each number of a *tally*, exactly.

    Raises:
        TableError: as `value_of`, or there is not one result for each number, or equal numbers have different ones.

    """
    numbers = TallyNumbers(tally)
    results = _called(rules, measure, "values", numbers)
    try:
        return _each(measure, numbers, results)
    except MisfitError as error:
        raise _failed(rules, measure, error.text) from error


def _called(rules: TableRules, measure: PopulationMeasure, method: str, numbers: PopulationNumbers) -> Any:
    def task() -> Any:
        result = getattr(measure.form.function, method)(numbers, *measure.constants)
        return list(result) if isinstance(result, Sequence) and not isinstance(result, str | bytes) else result

    run = ran(task)
    if run.error is not None:
        raise _failed(rules, measure, text("{reason}", reason=reason_of(run.error)), place_of(run.error))
    return run.value


def _each(measure: PopulationMeasure, numbers: TallyNumbers, results: object) -> dict[Fraction, Fraction]:
    if not isinstance(results, list):
        raise MisfitError(text("it gave a value of type {type}, no list", type=type(results).__name__))
    if len(results) != len(numbers):
        message = text("it gave {found} results for {count} projects", found=len(results), count=len(numbers))
        raise MisfitError(message)
    found, start = {}, 0
    for number, count in numbers.counted:
        first, *others = results[start : start + count]
        start += count
        found[number] = _exact(measure, numbers, first)
        for other in others:
            if other is not first and _exact(measure, numbers, other) != found[number]:
                template = "it gave projects with the same number {number} different results: {one} and {other}"
                raise MisfitError(text(template, number=number_text(number), one=first, other=other))
    return found


def _exact(measure: PopulationMeasure, numbers: PopulationNumbers, result: object) -> Fraction:
    """Return a result exactly; raise MisfitError where it is no exact number, or not where it is promised to be."""
    form = measure.form
    exact = exact_of(result)
    if exact is None:
        template = "it gave a value of type {type}, no exact number: int, Decimal or Fraction"
        raise MisfitError(text(template, type=type(result).__name__))
    if max(abs(exact.numerator), exact.denominator) >= _LARGEST:
        raise MisfitError(text("it gave a number of more than {count} digits", count=_LONGEST))
    if form.misfit(exact) or (form.within and not numbers.least - _NEAR <= exact <= numbers.greatest + _NEAR):
        raise MisfitError(text("it gave {number}, which it promises that it never does", number=number_text(exact)))
    return exact


def _failed(rules: TableRules, measure: PopulationMeasure, why: Text, place: Place | None = None) -> TableError:
    provided = rules.registry.functions.get(measure.form.name)
    plugin = "" if provided is None else str(rules.registry.plugin(provided.plugin))
    said = text("`{name}` of plugin {plugin} could not be found: {why}", name=measure.name, plugin=plugin, why=why)
    advice = text("the fault is in the plugin that brings the function; tell its authors")
    return TableError([Problem("PR511", said, place or Place(), advice)])
