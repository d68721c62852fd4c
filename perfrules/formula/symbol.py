"""Symbols: what rubric kinds and aggregations compute with; ordinary operators that build a formula."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Never, NoReturn

import attrs

from perfrules.formula import build
from perfrules.formula.node import FALSE, TRUE, Node, constant
from perfrules.formula.rounding import Mode, Rounding
from perfrules.problems import SymbolError

Number = int | Decimal | Fraction
_NO_LABELS: Mapping[Node, str] = {}


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

    def __init__(self, node: Node, labels: Mapping[Node, str] = _NO_LABELS) -> None:
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
        return all_of(self, other)

    def __rand__(self, other: bool) -> "Condition":
        return all_of(other, self)

    def __or__(self, other: "Condition | bool") -> "Condition":
        return any_of(self, other)

    def __ror__(self, other: bool) -> "Condition":
        return any_of(other, self)

    def __invert__(self) -> "Condition":
        return Condition(build.negate(self.node), self.labels)

    def __eq__(self, other: object) -> Never:
        _refuse("== on a condition")

    __hash__ = _Formula.__hash__


class Symbol(_Formula):
    """A number that is not known yet: arithmetic and comparisons on it build a formula."""

    __slots__ = ()

    def __add__(self, other: "Operand") -> "Symbol":
        return _make(build.add, self, other)

    def __radd__(self, other: "Operand") -> "Symbol":
        return _make(build.add, other, self)

    def __sub__(self, other: "Operand") -> "Symbol":
        return _make(build.subtract, self, other)

    def __rsub__(self, other: "Operand") -> "Symbol":
        return _make(build.subtract, other, self)

    def __mul__(self, other: "Operand") -> "Symbol":
        return _make(build.multiply, self, other)

    def __rmul__(self, other: "Operand") -> "Symbol":
        return _make(build.multiply, other, self)

    def __truediv__(self, other: "Operand") -> "Symbol":
        return _make(build.divide, self, other)

    def __rtruediv__(self, other: "Operand") -> "Symbol":
        return _make(build.divide, other, self)

    def __neg__(self) -> "Symbol":
        return _make(build.subtract, 0, self)

    def __pos__(self) -> "Symbol":
        return self

    def __abs__(self) -> "Symbol":
        return most(self, -self)

    def __floordiv__(self, other: object) -> Never:
        _refuse("//")

    def __mod__(self, other: object) -> Never:
        _refuse("%")

    def __pow__(self, other: object) -> Never:
        _refuse("**")

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
        rounding = Rounding.places(places, mode) if to is None else Rounding(Fraction(to), mode)
        return Symbol(build.rounded(self.node, rounding), self.labels)

    def given(self) -> Condition:
        """Return the condition that this number is there: neither missing nor not applicable, and defined."""
        return Condition(build.state("given", self.node), self.labels)

    def applicable(self) -> Condition:
        """Return the condition that nothing this number reads is marked not applicable (不适用)."""
        return Condition(build.state("applicable", self.node), self.labels)


def _written(value: "str | Number") -> Fraction | str:
    return value if isinstance(value, str) else _exact(value)


@attrs.frozen(order=False)
class Quantity:
    """
    A number or an expression, as an author writes it in a definition.

    In `award` every quantity of a kind is a symbol already; outside it only numbers can be computed with.
    """

    written: Fraction | str = attrs.field(converter=_written)

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


def _exact(value: object) -> Fraction:
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
    return Symbol(constant(_exact(value)))


def _truth(value: Condition | bool) -> Condition:
    if isinstance(value, bool):
        return Condition(TRUE if value else FALSE)
    if not isinstance(value, Condition):
        message = f"{value!r} is not a condition"
        raise SymbolError(message)
    return value


def _labels(*parts: _Formula) -> Mapping[Node, str]:
    first, *rest = (part.labels for part in parts)
    if all(labels is first or not labels for labels in rest):
        return first
    return {node: why for labels in (first, *rest) for node, why in labels.items()}


def _make(operation: Callable[..., Node], *operands: Operand) -> Symbol:
    symbols = [number(operand) for operand in operands]
    return Symbol(operation(*(symbol.node for symbol in symbols)), _labels(*symbols))


def _compare(op: str, left: Operand, right: Operand) -> Condition:
    a, b = number(left), number(right)
    return Condition(build.compare(op, a.node, b.node), _labels(a, b))


def total(values: Iterable[Operand]) -> Symbol:
    """Return the sum of *values*; 0 for none."""
    operands = list(values)
    return _make(build.add, *operands) if operands else number(0)


def least(*values: Operand) -> Symbol:
    """Return the least of *values*: `min` for symbols."""
    return _make(lambda *nodes: build.extreme("least", nodes), *values)


def most(*values: Operand) -> Symbol:
    """Return the greatest of *values*: `max` for symbols."""
    return _make(lambda *nodes: build.extreme("most", nodes), *values)


def choose(condition: Condition | bool, then: Operand, otherwise: Operand, *, why: str = "") -> Symbol:
    """
    Return *then* where *condition* holds, else *otherwise*; only the arm that is taken is read.

    *why* names the choice for readers; it is kept beside the formula, since equal choices are shared.
    """
    test, a, b = _truth(condition), number(then), number(otherwise)
    node = build.choose(test.node, a.node, b.node)
    labels = _labels(test, a, b)
    return Symbol(node, {**labels, node: why} if why and node.op == "choose" else labels)


def all_of(*conditions: Condition | bool) -> Condition:
    """Return the condition that all *conditions* hold; read from the left, as `and`."""
    parts = [_truth(condition) for condition in conditions]
    return Condition(build.both("and", (part.node for part in parts)), _labels(*parts) if parts else _NO_LABELS)


def any_of(*conditions: Condition | bool) -> Condition:
    """Return the condition that one of *conditions* holds; read from the left, as `or`."""
    parts = [_truth(condition) for condition in conditions]
    return Condition(build.both("or", (part.node for part in parts)), _labels(*parts) if parts else _NO_LABELS)


def read(name: str) -> Symbol:
    """Return the symbol of the input *name*: a value of the evidence, by its flat name."""
    return Symbol(Node("input", (), name))


def cell(name: str, value: Symbol) -> Symbol:
    """Return *value* under a *name*: computed once, and opaque to what reads it."""
    return Symbol(Node("cell", (value.node,), name), value.labels)


def absent(reason: str = "missing") -> Symbol:
    """Return the number that is not there: *reason* is "missing" or "not_applicable"."""
    if reason not in ("missing", "not_applicable"):
        message = f"a value can be missing or not_applicable, not {reason!r}"
        raise SymbolError(message)
    return Symbol(Node("absent", (), reason))
