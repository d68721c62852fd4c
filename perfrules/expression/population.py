"""Functions over a population (总体): what they are called; only compiling a set knows what stands for them."""

from collections.abc import Sequence
from typing import Final, NoReturn

from perfrules.expression.argument import Argument
from perfrules.language import text
from perfrules.problems import ExpressionError

POPULATION: Final = frozenset(
    {
        "population_minimum",
        "population_maximum",
        "population_mean",
        "population_deviation",
        "population_quantile",
    }
)
"""The functions whose value is found over all projects before any is scored."""


def out_of_place(arguments: Sequence[Argument]) -> NoReturn:
    """Refuse a function over the population where no project is scored: in parameters and tables."""
    advice = text("they are read in measures, rubrics, targets, conditions and gates")
    raise ExpressionError(
        text("functions over the population cannot be read here"), arguments[0].column, "PR327", advice
    )
