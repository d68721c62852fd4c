"""Symbols: what rubric kinds and aggregations compute with; ordinary operators that build a formula."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Never

import attrs

from perfrules.content import ByContent
from perfrules.formula import build
from perfrules.formula.node import FALSE, TRUE, Node, constant
from perfrules.formula.rounding import Mode, Rounding
from perfrules.formula.unknown import NO_LABELS, Unknown, labels_of, refuse
from perfrules.problems import SymbolError

Number = int | Decimal | Fraction


class Condition(Unknown):
    """A condition (条件): combined with `&`, `|` and `~`, and used by `choose`."""

    __slots__ = ()

    def __and__(self, other: "Condition | bool") -> "Condition":
        return combined("and", self, other)

    def __rand__(self, other: bool) -> "Condition":
        return combined("and", other, self)

    def __or__(self, other: "Condition | bool") -> "Condition":
        return combined("or", self, other)

    def __ror__(self, other: bool) -> "Condition":
        return combined("or", other, self)

    def __invert__(self) -> "Condition":
        return Condition(build.negate(self.node), self.labels)

    def __eq__(self, other: object) -> Never:
        refuse("== on a condition")

    __hash__ = Unknown.__hash__


class Symbol(Unknown):
    """A number that is not known yet: arithmetic and comparisons on it build a formula."""

    __slots__ = ()

    def __add__(self, other: "Operand") -> "Symbol":
        return made(build.add, self, other)

    def __radd__(self, other: "Operand") -> "Symbol":
        return made(build.add, other, self)

    def __sub__(self, other: "Operand") -> "Symbol":
        return made(build.subtract, self, other)

    def __rsub__(self, other: "Operand") -> "Symbol":
        return made(build.subtract, other, self)

    def __mul__(self, other: "Operand") -> "Symbol":
        return made(build.multiply, self, other)

    def __rmul__(self, other: "Operand") -> "Symbol":
        return made(build.multiply, other, self)

    def __truediv__(self, other: "Operand") -> "Symbol":
        return made(build.divide, self, other)

    def __rtruediv__(self, other: "Operand") -> "Symbol":
        return made(build.divide, other, self)

    def __neg__(self) -> "Symbol":
        return made(build.subtract, 0, self)

    def __pos__(self) -> "Symbol":
        return self

    def __abs__(self) -> "Symbol":
        return made(lambda *nodes: build.extreme("most", nodes), self, -self)

    def __floordiv__(self, other: object) -> Never:
        refuse("//")

    def __mod__(self, other: object) -> Never:
        refuse("%")

    def __pow__(self, other: "Operand") -> "Symbol":
        return made(build.constant_power, self, other)

    def __rpow__(self, other: "Operand") -> "Symbol":
        return made(build.constant_power, other, self)

    def __ge__(self, other: "Operand") -> Condition:
        return _compare("at_least", self, other)

    def __gt__(self, other: "Operand") -> Condition:
        return _compare("above", self, other)

    def __le__(self, other: "Operand") -> Condition:
        return _compare("at_least", other, self)

    def __lt__(self, other: "Operand") -> Condition:
        return _compare("above", other, self)

    def __eq__(self, other: "Operand") -> Condition:  # type: ignore[override]
        return _compare("equal", self, other)

    def __ne__(self, other: "Operand") -> Condition:  # type: ignore[override]
        return ~_compare("equal", self, other)

    __hash__ = Unknown.__hash__

    def rounded(self, places: int = 0, mode: Mode = "half_up", *, to: "Number | None" = None) -> "Symbol":
        """Return this number rounded to *places*, or to whole multiples of *to*, in *mode*."""
        rounding = Rounding.places(places, mode) if to is None else Rounding(_exact(to), mode)
        return Symbol(build.rounded(self.node, rounding), self.labels)

    def given(self) -> Condition:
        """
        Return the condition that this number is there: neither missing nor not applicable.

        What is undefined, by a division by zero, counts as given: it is told as such, and never taken for missing.
        """
        return Condition(build.state("given", self.node), self.labels)

    def applicable(self) -> Condition:
        """Return the condition that nothing this number reads is marked not applicable (不适用)."""
        return Condition(build.state("applicable", self.node), self.labels)


def _written(value: "str | Number") -> Fraction | str:
    return value if isinstance(value, str) else _exact(value)


@attrs.frozen(eq=False, repr=False)
class Quantity(ByContent):
    """
    A number or an expression, as an author writes it in a definition.

    In `award` every quantity of a kind is a symbol already; outside it only numbers can be computed with.

    Attributes:
        written: the number, or the text of the expression.
        notation: how a number is shown that stood in quotes: "5%"; None for all others. It is not compared.

    """

    written: Fraction | str = attrs.field(converter=_written)
    notation: str | None = attrs.field(default=None, kw_only=True, eq=False, repr=False)

    @property
    def symbol(self) -> Symbol:
        """The constant; raises SymbolError for an expression, which needs a definition around it."""
        if isinstance(self.written, str):
            message = f"the expression {self.written!r} has no value outside its definition"
            raise SymbolError(message)
        return Symbol(constant(self.written))

    def __add__(self, other: "Operand") -> Symbol:
        return self.symbol + other

    def __radd__(self, other: "Operand") -> Symbol:
        return other + self.symbol

    def __sub__(self, other: "Operand") -> Symbol:
        return self.symbol - other

    def __rsub__(self, other: "Operand") -> Symbol:
        return other - self.symbol

    def __mul__(self, other: "Operand") -> Symbol:
        return self.symbol * other

    def __rmul__(self, other: "Operand") -> Symbol:
        return other * self.symbol

    def __truediv__(self, other: "Operand") -> Symbol:
        return self.symbol / other

    def __rtruediv__(self, other: "Operand") -> Symbol:
        return other / self.symbol

    def __pow__(self, other: "Operand") -> Symbol:
        return self.symbol**other

    def __neg__(self) -> Symbol:
        return -self.symbol

    def __ge__(self, other: "Operand") -> Condition:
        return self.symbol >= other

    def __gt__(self, other: "Operand") -> Condition:
        return self.symbol > other

    def __le__(self, other: "Operand") -> Condition:
        return self.symbol <= other

    def __lt__(self, other: "Operand") -> Condition:
        return self.symbol < other


Operand = Symbol | Quantity | int | Decimal | Fraction
Truth = Condition | bool


def _exact(value: object) -> Fraction:
    if type(value) is Fraction:  # the others are told apart slowly, and nearly all are this
        return value
    if isinstance(value, bool | float) or not isinstance(value, int | Decimal | Fraction):
        message = f"{value!r} is not an exact number: use int, Decimal or Fraction"
        raise SymbolError(message)
    return Fraction(value)


def number(value: Operand) -> Symbol:
    """Return *value* as a symbol; raise SymbolError for binary floats and all that is no exact number."""
    if isinstance(value, Symbol):
        return value
    if isinstance(value, Quantity):
        return value.symbol
    if isinstance(value, Condition):
        refuse("arithmetic on a condition")
    return Symbol(_whole(value) if type(value) is int else constant(_exact(value)))


@lru_cache(maxsize=256)  # 0, 1 and 100 are what kinds and aggregations compare with, over and over
def _whole(value: int) -> Node:
    return constant(Fraction(value))


def truth(value: Truth) -> Condition:
    """Return *value* as a condition; raise SymbolError for all that is none."""
    if isinstance(value, bool):
        return Condition(TRUE if value else FALSE)
    if not isinstance(value, Condition):
        message = f"{value!r} is not a condition"
        raise SymbolError(message)
    return value


def combined(op: str, *conditions: Truth) -> Condition:
    """Return the conjunction or disjunction (*op* "and" or "or") of *conditions*."""
    parts = [truth(condition) for condition in conditions]
    return Condition(build.both(op, (part.node for part in parts)), labels_of(*parts) if parts else NO_LABELS)


def made(operation: Callable[..., Node], *operands: Operand) -> Symbol:
    """Return the symbol that *operation* makes of the operands' nodes."""
    symbols = [number(operand) for operand in operands]
    return Symbol(operation(*(symbol.node for symbol in symbols)), labels_of(*symbols))


def _compare(op: str, left: Operand, right: Operand) -> Condition:
    a, b = number(left), number(right)
    return Condition(build.compare(op, a.node, b.node), labels_of(a, b))
