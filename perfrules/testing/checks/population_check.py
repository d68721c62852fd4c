"""`check_population_function`: everything that a function over the population must keep, in one call of a test."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from perfrules.expression import PopulationForm, PopulationFunction, PopulationNumbers
from perfrules.expression.population import population_form
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.plugins.calling import MisfitError, complaint, value_for_all, values_for_each
from perfrules.plugins.offers import Offer, offers
from perfrules.testing.checks.faults import EXAMPLES, FaultsError, Search
from perfrules.testing.checks.forms import value_faults
from perfrules.testing.checks.parts import doc_faults

_MOST: Final = 8
_CONSTANTS: Final = tuple(map(Fraction, ("0.25", "0.5", "0", "0.1", "1", "2", "3", "5", "10", "100")))
Drawn = tuple[list[Fraction], list[Fraction]]
"""Numbers of projects, and the constants of a call."""


def check_population_function(function: type[PopulationFunction], *, drawn: int = EXAMPLES) -> None:
    """
    Check that a function over the population (总体函数) keeps what is expected of one.

    It gives one exact number for all projects, or one for each, equal ones for equal numbers, whatever the numbers and
    for every constant that its `check` takes; they are in the promised range, and the same each time; it asks for
    nothing that it does not keep; it has a docstring and is a frozen value.

    Args:
        function: the class.
        drawn: how many lists of numbers are drawn.

    Raises:
        FaultsError: an AssertionError with all faults, each with a small example.

    """
    faults = tuple(over_population_faults(function, Search(drawn)))
    if faults:
        raise FaultsError(f"{function.__module__}.{function.__qualname__}", faults)


def over_population_faults(function: Any, search: Search) -> Iterator[Text]:
    """Yield all faults of a class of functions over the population."""
    offered = next(iter(offers("function", function)))
    if not isinstance(offered, Offer):
        yield offered
        return
    yield from doc_faults(function)
    if attrs.has(function):
        yield from value_faults(offered.value, function())
    else:
        yield text("it is not an attrs class: write `@attrs.frozen` above it")
    form = population_form(offered.value)
    constants = st.lists(st.sampled_from(_CONSTANTS), min_size=len(form.constants), max_size=len(form.constants))
    numbers = st.lists(st.integers(-30, 120).map(lambda number: Fraction(number, 10)), min_size=1, max_size=_MOST)
    trying = _Trying(form)
    # Each constant is tried once at least: what goes wrong with one of them only is not left to luck.
    for constant in _CONSTANTS if form.constants else ():
        found = list(trying.faults(([Fraction(1)], [constant] * len(form.constants))))
        if found:
            yield from found
            return
    yield from search.first(st.tuples(numbers, constants), trying.faults)


@attrs.frozen
class _Trying:
    """Tries a function with numbers and constants."""

    form: PopulationForm

    def faults(self, drawn: Drawn) -> Iterator[Text]:
        """Yield what is wrong with what it gives."""
        numbers, constants = drawn
        found = values_for_each if self.form.each else value_for_all
        try:
            if complaint(self.form, constants) is not None:
                return
            once, again = (found(self.form, PopulationNumbers(numbers, self.form.keeps), constants) for _ in range(2))
        except MisfitError as error:
            yield _where(error.text, drawn)
            return
        if once != again:
            yield _where(text("it gives other results each time"), drawn)


def _where(fault: Text, drawn: Drawn) -> Text:
    numbers, constants = (", ".join(map(number_text, part)) for part in drawn)
    if not constants:
        return text("{fault}, where the numbers are {numbers}", fault=fault, numbers=numbers)
    template = "{fault}, where the numbers are {numbers} and the constants {constants}"
    return text(template, fault=fault, numbers=numbers, constants=constants)
