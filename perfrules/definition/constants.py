"""The numbers of quantities that are constant: numbers, parameters (参数) and arithmetic on these."""

from collections.abc import Iterable
from fractions import Fraction

from perfrules.expression import NumberValue, Scope, in_order, names, number, parse_all
from perfrules.formula import Quantity, Symbol
from perfrules.formula.build import value_of
from perfrules.model import Parameter
from perfrules.problems import ExpressionError


class Constants:
    """
    Gives the number of a constant quantity; None where it reads evidence or cannot be worked out.

    Attributes:
        values: the numbers of the parameters, by name; those in a circle, or with a mistake, are not among them.

    """

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        """Work out the values of *parameters*."""
        written = {parameter.key: parameter.value for parameter in parameters}
        self.values: dict[str, Fraction] = {}
        self._known: dict[str, NumberValue] = {}
        for name in in_order({name: _read_by(value) for name, value in written.items()}):
            value = self(written[name])
            if value is not None:
                self.values[name] = value
                self._known[name] = NumberValue(Quantity(value).symbol, None)

    def __call__(self, quantity: Quantity) -> Fraction | None:
        """Return the number of *quantity*, or None."""
        if isinstance(quantity.written, Fraction):
            return quantity.written
        tree, _ = parse_all(quantity.written)
        if tree is None:
            return None
        try:
            symbol = number(tree, Scope(names=self._known)).value
        except ExpressionError:
            return None
        return value_of(symbol.node) if isinstance(symbol, Symbol) else None


def _read_by(quantity: Quantity) -> Iterable[str]:
    tree = parse_all(quantity.written)[0] if isinstance(quantity.written, str) else None
    return () if tree is None else (name for name, _ in names(tree))
