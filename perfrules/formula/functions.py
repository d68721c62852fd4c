"""The functions that rubric kinds and aggregations compute with, beside the operators of symbols."""

from collections.abc import Iterable
from fractions import Fraction

from perfrules.formula import build
from perfrules.formula.node import Node
from perfrules.formula.symbol import Condition, Operand, Symbol, Truth, combined, made, number, truth
from perfrules.formula.unknown import labels_of
from perfrules.problems import SymbolError


def total(values: Iterable[Operand]) -> Symbol:
    """Return the sum of *values*; 0 for none."""
    operands = list(values)
    return made(build.add, *operands) if operands else number(0)


def least(*values: Operand) -> Symbol:
    """Return the least of *values*: `min` for symbols."""
    return made(lambda *nodes: build.extreme("least", nodes), *values)


def most(*values: Operand) -> Symbol:
    """Return the greatest of *values*: `max` for symbols."""
    return made(lambda *nodes: build.extreme("most", nodes), *values)


def choose(condition: Truth, then: Operand, otherwise: Operand, *, why: str = "") -> Symbol:
    """
    Return *then* where *condition* holds, else *otherwise*; only the arm that is taken is read.

    *why* names the choice for readers; it is kept beside the formula, since equal choices are shared.
    """
    test, a, b = truth(condition), number(then), number(otherwise)
    node = build.choose(test.node, a.node, b.node)
    labels = labels_of(test, a, b)
    return Symbol(node, {**labels, node: why} if why and node.op == "choose" else labels)


def power(base: Operand, exponent: Operand) -> Symbol:
    """
    Return *base* to the power *exponent*, a constant with at most three digits before the point and nine after it.

    A root of a negative number is undefined, and so is 0 to a negative power.

    Raises:
        SymbolError: for an exponent that is none or too large.

    """
    return number(base) ** exponent


def sqrt(value: Operand) -> Symbol:
    """Return the square root of *value*; undefined below 0."""
    return number(value) ** Fraction(1, 2)


def ln(value: Operand) -> Symbol:
    """Return the natural logarithm of *value*; undefined unless it is above 0."""
    return made(build.log, value)


def log(value: Operand, base: Operand) -> Symbol:
    """
    Return the logarithm of *value* to a constant *base*: that of 8 to base 2 is 3, exactly.

    Raises:
        SymbolError: for a base that is no constant, not above 0, or 1.

    """
    known = build.value_of(number(base).node)
    if known is None or known <= 0 or known == 1:
        message = "the base of a logarithm is a constant above 0 that is not 1"
        raise SymbolError(message)
    return made(lambda node: build.log(node, known), value)


def exp(value: Operand) -> Symbol:
    """Return e to the power *value*."""
    return made(build.exp, value)


def weighted_power(base: Symbol, weight: Symbol) -> Symbol:
    """Return *base* ≥ 0 to a power that need not be constant, such as a weight divided by all that count."""
    return made(build.power, base, weight)


def all_of(*conditions: Truth) -> Condition:
    """Return the condition that all *conditions* hold; read from the left, as `and`."""
    return combined("and", *conditions)


def any_of(*conditions: Truth) -> Condition:
    """Return the condition that one of *conditions* holds; read from the left, as `or`."""
    return combined("or", *conditions)


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
