"""Powers, roots, logarithms, exponentials and the means that are made of them."""

from collections.abc import Callable, Sequence

from perfrules.expression.argument import Argument
from perfrules.expression.units import joint
from perfrules.expression.values import BARE, Term
from perfrules.formula import Symbol, exp, ln, sqrt
from perfrules.formula.build import MOST_EXPONENT
from perfrules.formula.length import MOST_BITS, length
from perfrules.formula.means import Weighted, geometric_mean, harmonic_mean
from perfrules.language import text
from perfrules.problems import ExpressionError, SymbolError

_SHARES = frozenset((BARE, "%"))


def _unit(term: Term) -> str | None:
    """Return the unit of a power: a share stays one, of all else it is not known."""
    return BARE if term.unit in _SHARES else None


def power(base: Argument, exponent: Argument) -> Term:
    """Return the power; raise ExpressionError for an exponent that is no constant, or beyond all use."""
    try:
        return Term(base.symbol**exponent.symbol, _unit(base.number))
    except SymbolError as error:
        message = text("`{source}` cannot be an exponent", source=exponent.source)
        advice = text(
            "an exponent is a number, a parameter or a quotient of them, from -{most} to {most}; "
            "write `exp(y * ln(x))` for x to a power that the case gives",
            most=MOST_EXPONENT,
        )
        raise ExpressionError(message, exponent.column, "PR325", advice) from error


def fitting(argument: Argument) -> Argument:
    """Return *argument*; raise ExpressionError where its exact number may be longer than anybody can use."""
    value = argument.term.value
    if not isinstance(value, Symbol) or length(value.node) <= MOST_BITS:
        return argument
    message = text("`{source}` may have more than 30,000 digits", source=argument.source)
    advice = text("round the measures that it reads, such as `rounding = {{ places = 6 }}`, or take smaller powers")
    raise ExpressionError(message, argument.column, "PR326", advice)


def root(arguments: Sequence[Argument]) -> Term:
    """Return the square root of the only argument."""
    return Term(sqrt(arguments[0].symbol), _unit(arguments[0].number))


def natural(arguments: Sequence[Argument]) -> Term:
    """Return the natural logarithm of the only argument."""
    return Term(ln(arguments[0].symbol))


def exponential(arguments: Sequence[Argument]) -> Term:
    """Return e to the power that is the only argument."""
    return Term(exp(arguments[0].symbol))


def mean(kind: Callable[[Weighted], Symbol]) -> Callable[[Sequence[Argument]], Term]:
    """Return the function that gives the mean of all arguments, which must have one unit."""

    def apply(arguments: Sequence[Argument]) -> Term:
        together = arguments[0].number
        for argument in arguments[1:]:
            together = Term(together.value, joint(together, argument.number, argument.column))
        return Term(kind([(argument.symbol, 1) for argument in arguments]), together.unit)

    return apply


GEOMETRIC, HARMONIC = mean(geometric_mean), mean(harmonic_mean)
