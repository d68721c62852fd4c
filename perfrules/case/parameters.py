"""The parameters (参数) of a set as numbers, for readers and full marks that name one."""

from collections.abc import Mapping
from fractions import Fraction

from perfrules.expression import NumberValue, Scope, number, parse
from perfrules.formula import Quantity, Symbol
from perfrules.formula.build import value_of
from perfrules.model import IndicatorSet, Parameter
from perfrules.problems import ExpressionError


def parameter_values(indicator_set: IndicatorSet) -> Mapping[str, Fraction]:
    """Return the numbers of the parameters; those that cannot be worked out are a problem of the definition."""
    values: dict[str, Fraction] = {}
    waiting = list(indicator_set.parameter)
    while waiting:
        left = []
        for parameter in waiting:
            value = _value(parameter, values)
            if value is None:
                left.append(parameter)
            else:
                values[parameter.key] = value
        if len(left) == len(waiting):
            break
        waiting = left
    return values


def _value(parameter: Parameter, known: Mapping[str, Fraction]) -> Fraction | None:
    written = parameter.value.written
    if isinstance(written, Fraction):
        return written
    names = {name: NumberValue(Quantity(value).symbol, None) for name, value in known.items()}
    try:
        symbol = number(parse(written), Scope(names=names, functions={})).value
    except ExpressionError:
        return None
    return value_of(symbol.node) if isinstance(symbol, Symbol) else None
