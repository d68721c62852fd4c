"""The numbers of quantities that are constant: numbers, parameters and arithmetic on these."""

from collections.abc import Iterable
from fractions import Fraction

from perfrules.expression.parsing import parse_all
from perfrules.expression.tree import Chain, Name, Negative, Number, Part
from perfrules.formula import Quantity
from perfrules.model import Parameter


class Constants:
    """Gives the number of a constant quantity; None where it reads evidence, is not known or goes in a circle."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        """Know the values of *parameters*."""
        self._parameters = {parameter.key: parameter.value for parameter in parameters}
        self._busy: set[str] = set()

    def __call__(self, quantity: Quantity) -> Fraction | None:
        """Return the number of *quantity*, or None."""
        if isinstance(quantity.written, Fraction):
            return quantity.written
        tree, _ = parse_all(quantity.written)
        return None if tree is None else self._value(tree.root)

    def _value(self, part: Part) -> Fraction | None:
        if isinstance(part, Number):
            return part.value
        if isinstance(part, Negative):
            inner = self._value(part.operand)
            return None if inner is None else -inner
        if isinstance(part, Name):
            return self._parameter(part.name)
        return self._chain(part) if isinstance(part, Chain) else None

    def _parameter(self, name: str) -> Fraction | None:
        value = self._parameters.get(name)
        if value is None or name in self._busy:
            return None
        self._busy.add(name)
        try:
            return self(value)
        finally:
            self._busy.discard(name)

    def _chain(self, chain: Chain) -> Fraction | None:
        result = self._value(chain.first)
        for sign, part in chain.rest:
            value = self._value(part)
            if result is None or value is None or (sign == "/" and value == 0):
                return None
            if sign in "+-":
                result = result + value if sign == "+" else result - value
            else:
                result = result * value if sign == "*" else result / value
        return result
