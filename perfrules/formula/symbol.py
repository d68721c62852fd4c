"""Symbols: what rubric kinds and aggregations compute with; ordinary operators that build a formula."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Never, NoReturn

import attrs

from perfrules.content import ByContent
from perfrules.formula import build
from perfrules.formula.node import FALSE, TRUE, Node, constant
from perfrules.formula.rounding import Mode, Rounding
from perfrules.problems import SymbolError

Number = int | Decimal | Fraction
NO_LABELS: Mapping[Node, str] = {}


def _refuse(what: str) -> NoReturn:
    message = (
        f"a symbol is not a number yet, so {what} cannot be used on it: "
        "write choose(condition, a, b) for a choice, least() and most() for min() and max()"
    )
    raise SymbolError(message)


class _Formula:
    """What numbers and conditions share: a node, the labels of its choices, and what may not be done to it."""

    __slots__ = ("labels", "node")
    node: Node
    labels: Mapping[Node, str]

    def __init__(self, node: Node, labels: Mapping[Node, str] = NO_LABELS) -> None:
        self.node, self.labels = node, labels

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.node!r})"

    def __bool__(self) -> Never:  # noqa: PLE0304 - it never returns
        _refuse("`if`, `and`, `or`, `not`, min() or max()")

    def __int__(self) -> Never:
        _refuse("int()")

    def __float__(self) -> Never:
        _refuse("float()")

    def __index__(self) -> Never:  # noqa: PLE0305 - it never returns
        _refuse("a place in a list, or range()")

    def __iter__(self) -> Never:
        _refuse("a loop")

    def __round__(self, places: int = 0) -> Never:
        _refuse("round()")

    __trunc__ = __floor__ = __ceil__ = __int__

    def __hash__(self) -> int:  # noqa: PLE0309 - it never returns
        _refuse("a set or the key of a dict")


class Condition(_Formula):
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
        _refuse("== on a condition")

    __hash__ = _Formula.__hash__


class Symbol(_Formula):
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
        _refuse("//")

    def __mod__(self, other: object) -> Never:
        _refuse("%")

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

    __hash__ = _Formula.__hash__

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
        _refuse("arithmetic on a condition")
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


def labels_of(*parts: _Formula) -> Mapping[Node, str]:
    """Return the labels of all *parts* together."""
    first, *rest = (part.labels for part in parts)
    if all(labels is first or not labels for labels in rest):
        return first
    return {node: why for labels in (first, *rest) for node, why in labels.items()}


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
