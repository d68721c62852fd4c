"""The functions that every expression may call."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Final

import attrs

from perfrules.expression import growth
from perfrules.expression.argument import Argument
from perfrules.expression.operands import given
from perfrules.expression.tree import NODE_FUNCTIONS
from perfrules.expression.units import joint
from perfrules.expression.values import BARE, SurveyValue, Term
from perfrules.formula import Symbol, least, most, total
from perfrules.language import Text, text
from perfrules.problems import ExpressionError, suggestion


@attrs.frozen(eq=False, repr=False)
class Builtin:
    """
    A function of the language.

    Attributes:
        signature: how a call is written.
        meaning: what it gives, as a phrase.
        fewest: the least number of arguments.
        most: the greatest, or None for any number.
        apply: gives the term of a call.

    """

    signature: str
    meaning: Text
    fewest: int
    most: int | None
    apply: Callable[[Sequence[Argument]], Term]


def _joint(arguments: Sequence[Argument]) -> tuple[list[Symbol], str | None]:
    """Return the numbers and the unit of arguments that must have one unit."""
    terms = [argument.number for argument in arguments]
    together = terms[0]
    for term, argument in zip(terms[1:], arguments[1:], strict=True):
        together = Term(together.value, joint(together, term, argument.column))
    return [argument.symbol for argument in arguments], together.unit


def _least(arguments: Sequence[Argument]) -> Term:
    numbers, unit = _joint(arguments)
    return Term(least(*numbers), unit)


def _most(arguments: Sequence[Argument]) -> Term:
    numbers, unit = _joint(arguments)
    return Term(most(*numbers), unit)


def _clamp(arguments: Sequence[Argument]) -> Term:
    (x, low, high), unit = _joint(arguments)
    return Term(least(most(x, low), high), unit)


def _abs(arguments: Sequence[Argument]) -> Term:
    (x,), unit = _joint(arguments)
    return Term(abs(x), unit)


def _floor(arguments: Sequence[Argument]) -> Term:
    (x,), unit = _joint(arguments)
    return Term(x.rounded(0, "floor"), unit)


def _sum(arguments: Sequence[Argument]) -> Term:
    numbers, unit = _joint(arguments)
    return Term(total(numbers), unit)


def _mean(arguments: Sequence[Argument]) -> Term:
    numbers, unit = _joint(arguments)
    return Term(total(numbers) / len(numbers), unit)


def _product(arguments: Sequence[Argument]) -> Term:
    return Term(reduce(lambda a, b: a * b, (argument.symbol for argument in arguments)))


def _present(arguments: Sequence[Argument]) -> Term:
    argument = arguments[0]
    return Term(given(argument.term, argument.source, argument.column))


def _counts(survey: SurveyValue) -> Symbol:
    return total(count for count, _ in survey.answers.values())


def _valid(arguments: Sequence[Argument]) -> Term:
    return Term(_counts(arguments[0].survey))


def _survey_rate(arguments: Sequence[Argument]) -> Term:
    survey = arguments[0].survey
    weighted = [weight * count for count, weight in survey.answers.values() if weight is not None]
    if len(weighted) < len(survey.answers):
        message = text("not every answer of `{survey}` has a weight", survey=arguments[0].source)
        advice = text('give each answer a weight from 0 to 1, or use `share(survey, "answer")`')
        raise ExpressionError(message, arguments[0].column, "PR321", advice)
    return Term(total(weighted) / _counts(survey), BARE)


def _share(arguments: Sequence[Argument]) -> Term:
    survey, counts = arguments[0].survey, []
    for argument in arguments[1:]:
        answer = argument.term.value
        if not isinstance(answer, str):
            message = text("`share` takes the answers in quotes; `{source}` is none", source=argument.source)
            raise ExpressionError(message, argument.column, "PR316", text('write `share(survey, "answer")`'))
        if answer not in survey.answers:
            message = text('the survey has no answer "{text}"', text=answer)
            raise ExpressionError(message, argument.column, "PR316", suggestion(answer, survey.answers))
        counts.append(answer)
    return Term(total(survey.answers[name][0] for name in dict.fromkeys(counts)) / _counts(survey), BARE)


FUNCTIONS: Final[Mapping[str, Builtin]] = {
    "least": Builtin("least(a, b, …)", text("the least of the numbers"), 1, None, _least),
    "most": Builtin("most(a, b, …)", text("the greatest of the numbers"), 1, None, _most),
    "abs": Builtin("abs(x)", text("the number without its sign"), 1, 1, _abs),
    "clamp": Builtin("clamp(x, low, high)", text("the number, kept between two limits"), 3, 3, _clamp),
    "floor": Builtin("floor(x)", text("the greatest whole number that is not above the number"), 1, 1, _floor),
    "sum": Builtin("sum(a, b, …)", text("the sum of the numbers"), 1, None, _sum),
    "mean": Builtin("mean(a, b, …)", text("the arithmetic mean of the numbers"), 1, None, _mean),
    "product": Builtin("product(a, b, …)", text("the product of the numbers"), 1, None, _product),
    "sqrt": Builtin("sqrt(x)", text("the square root of the number"), 1, 1, growth.root),
    "ln": Builtin("ln(x)", text("the natural logarithm of the number"), 1, 1, growth.natural),
    "exp": Builtin("exp(x)", text("e to the power of the number"), 1, 1, growth.exponential),
    "geometric_mean": Builtin(
        "geometric_mean(a, b, …)", text("the geometric mean of the numbers"), 1, None, growth.GEOMETRIC
    ),
    "harmonic_mean": Builtin(
        "harmonic_mean(a, b, …)", text("the harmonic mean of the numbers"), 1, None, growth.HARMONIC
    ),
    "present": Builtin("present(x)", text("the condition that a value is there"), 1, 1, _present),
    "survey_rate": Builtin("survey_rate(survey)", text("the mean weight of the valid answers"), 1, 1, _survey_rate),
    "share": Builtin(
        'share(survey, "answer", …)', text("the share of the named answers in the valid ones"), 2, None, _share
    ),
    "valid": Builtin("valid(survey)", text("the number of valid answers"), 1, 1, _valid),
}
"""The built-in functions by name; `marks`, `exact` and `rate` of nodes come besides."""

RESERVED: Final = frozenset(FUNCTIONS) | NODE_FUNCTIONS
"""Names that nothing in a definition may have: those of functions."""
