"""Calling functions over the population (总体): what they give is held against everything that they must keep."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from perfrules.expression import PopulationForm, PopulationNumbers
from perfrules.expression.population import exact_of
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.plugins.loading import place_of, reason_of
from perfrules.plugins.running import ran
from perfrules.problems import Place

Results = dict[Fraction, Fraction]
"""The result of each number."""
_LONGEST: Final = 900
"""Numbers of more digits than so many, above or below the line, are of no use in a file."""
_LARGEST: Final = 10**_LONGEST
_NEAR: Final = Fraction(1, 10**40)
"""Means of quotients with very large denominators are rounded, and may lie so far beyond all numbers."""


class MisfitError(Exception):
    """What a function gives cannot be used; `text` says why, `place` where it raised something."""

    def __init__(self, message: Text, place: Place | None = None) -> None:
        self.text, self.place = message, place or Place()
        super().__init__(message)


def complaint(form: PopulationForm, constants: Sequence[Fraction]) -> Text | None:
    """
    Return what the `check` of a function says against the constants of a call; None where there is nothing.

    Raises:
        MisfitError: it fails.

    """
    check = getattr(form.function, "check", None)
    if not constants or not callable(check):
        return None

    def task() -> Text | None:
        said = check(*constants)
        return said if isinstance(said, Text) else text("{reason}", reason=str(said)) if said else None

    run = ran(task)
    if run.error is not None:
        raise MisfitError(text("its `check` raised {reason}", reason=reason_of(run.error)), place_of(run.error))
    return run.value


def value_for_all(form: PopulationForm, numbers: PopulationNumbers, constants: Sequence[Fraction]) -> Fraction:
    """
    Return what a function gives for all projects, exactly.

    Raises:
        MisfitError: it fails, or gives something else than an exact number in the range that it promises.

    """
    return _exact(form, numbers, _called(form, "value", numbers, constants))


def values_for_each(form: PopulationForm, numbers: PopulationNumbers, constants: Sequence[Fraction]) -> Results:
    """
    Return what a function gives for each number, exactly.

    Raises:
        MisfitError: as for `value_for_all`, or there is not one result for each project, or equal numbers have
            different ones.

    """
    results = _called(form, "values", numbers, constants)
    if not isinstance(results, list):
        raise MisfitError(text("it gave a value of type {type}, no list", type=type(results).__name__))
    if len(results) != len(numbers):
        message = text("it gave {found} results for {count} projects", found=len(results), count=len(numbers))
        raise MisfitError(message)
    found: Results = {}
    start = 0
    for number, count in numbers.counted:
        found[number] = _shared(form, numbers, number, results[start : start + count])
        start += count
    return found


def _called(form: PopulationForm, method: str, numbers: PopulationNumbers, constants: Sequence[Fraction]) -> Any:
    def task() -> Any:
        result = getattr(form.function, method)(numbers, *constants)
        return list(result) if isinstance(result, Sequence) and not isinstance(result, str | bytes) else result

    run = ran(task)
    if run.error is not None:
        raise MisfitError(text("it raised {reason}", reason=reason_of(run.error)), place_of(run.error))
    return run.value


def _shared(form: PopulationForm, numbers: PopulationNumbers, number: Fraction, results: Sequence[object]) -> Fraction:
    """Return the result of the projects that have one *number*."""
    first, *others = results
    exact = _exact(form, numbers, first)
    for other in others:
        if other is not first and _exact(form, numbers, other) != exact:
            template = "it gave projects with the same number {number} different results: {one} and {other}"
            raise MisfitError(text(template, number=number_text(number), one=first, other=other))
    return exact


def _exact(form: PopulationForm, numbers: PopulationNumbers, result: object) -> Fraction:
    exact = exact_of(result)
    if exact is None:
        template = "it gave a value of type {type}, no exact number: int, Decimal or Fraction"
        raise MisfitError(text(template, type=type(result).__name__))
    if max(abs(exact.numerator), exact.denominator) >= _LARGEST:
        raise MisfitError(text("it gave a number of more than {count} digits", count=_LONGEST))
    if form.misfit(exact) or (form.within and not numbers.least - _NEAR <= exact <= numbers.greatest + _NEAR):
        raise MisfitError(text("it gave {number}, which it promises that it never does", number=number_text(exact)))
    return exact
