"""The geometric and the harmonic mean (几何平均, 调和平均) of numbers with weights."""

from collections.abc import Sequence
from fractions import Fraction

from perfrules.formula.build import value_of
from perfrules.formula.functions import any_of, choose, total, weighted_power
from perfrules.formula.symbol import Operand, Symbol, number
from perfrules.formula.unknown import labels_of
from perfrules.reals import Exact, OutsideError, UncertainError, multiply, power

Weighted = Sequence[tuple[Operand, Operand]]
"""Numbers, each with its weight; one at least."""


def geometric_mean(parts: Weighted) -> Symbol:
    """Return Π number to the power weight ÷ Σ weight: 0 where one number is 0, undefined where one is below 0."""
    numbers = [number(value) for value, _ in parts]
    weights = [number(weight) for _, weight in parts]
    if all(one.node is numbers[0].node for one in numbers):
        return Symbol(numbers[0].node, labels_of(*numbers))
    whole = total(weights)
    shares = [weight / whole for weight in weights]
    known = _known(numbers, shares)
    if known is not None:
        return number(known)
    result = weighted_power(numbers[0], shares[0])
    for value, share in zip(numbers[1:], shares[1:], strict=True):
        result = result * weighted_power(value, share)
    return result


def _known(numbers: Sequence[Symbol], shares: Sequence[Symbol]) -> Fraction | None:
    """Return the mean of constants where it is a fraction."""
    found: Exact = Fraction(1)
    for one, share in zip(numbers, shares, strict=True):
        value, exponent = value_of(one.node), value_of(share.node)
        if value is None or exponent is None:
            return None
        try:
            found = multiply(found, power(value, exponent))
        except (OutsideError, UncertainError):
            return None
    return found if isinstance(found, Fraction) else None


def harmonic_mean(parts: Weighted) -> Symbol:
    """Return Σ weight ÷ Σ (weight ÷ number): 0 where one number is 0, as it is when the number comes close to 0."""
    numbers = [number(value) for value, _ in parts]
    weights = [number(weight) for _, weight in parts]
    mean = total(weights) / total(weight / value for value, weight in zip(numbers, weights, strict=True))
    return choose(any_of(*(value == 0 for value in numbers)), 0, mean, why="one of them is 0")
