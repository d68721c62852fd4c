"""Numbers without end for the plain evaluation: three hundred digits, and what is nearer than that is the same."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import reject

from perfrules.formula import Node

_DIGITS = Context(prec=300, Emin=-(10**9), Emax=10**9)
_LONG = 10**100
_LONGEST = 10**400
_NEAR = Fraction(1, 10**150)
_CERTAIN = 10**20
_CLOSE = Fraction(1, 10**25)
_LARGEST = 2000


def short(value: Fraction) -> Fraction:
    """Return a number with three hundred digits at most."""
    if value.denominator < _LONGEST:
        return value
    return Fraction(_decimal(value))


def settled(value: Fraction, step: Fraction = Fraction(1)) -> Fraction:
    """Return *value*, or the half of a *step* that it cannot be told from."""
    if value.denominator < _LONG:
        return value
    halves = value / step * 2
    near = round(halves)
    return near * step / 2 if abs(halves - near) < _NEAR else value


def same(expected: object, actual: object) -> bool:
    """Return whether two values are the same, as far as the digits go."""
    if not isinstance(expected, Fraction) or not isinstance(actual, Fraction):
        return expected == actual
    if expected.denominator < _LONG:
        return expected == actual or (actual.denominator > _CERTAIN and _close(expected, actual))
    return _close(expected, actual)


def _close(expected: Fraction, actual: Fraction) -> bool:
    return abs(expected - actual) <= _CLOSE * max(abs(expected), abs(actual))


def _decimal(value: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def is_undefined(node: Node, values: Sequence[Any]) -> bool:
    """Return whether a power or logarithm of *values* has no value."""
    if node.op not in ("log", "power"):
        return False
    base = settled(values[0])
    if node.op == "log":
        return base <= 0
    exponent, fixed = values[1], node.args[1].op == "constant"
    return (base < 0 and not (fixed and exponent.denominator == 1)) or (base == 0 and exponent < 0)


def unending(node: Node, values: Sequence[Any]) -> Fraction:
    """Return a power, logarithm or exponential that is defined; leave an example that is too large to be compared."""
    base = values[0]
    if node.op == "exp":
        _bounded(base)
        return Fraction(_DIGITS.exp(_decimal(base)))
    if node.op == "log":
        named: Any = node.value
        below = Decimal(1) if named is None else _DIGITS.ln(_decimal(named.number))
        return Fraction(_DIGITS.divide(_DIGITS.ln(_decimal(base)), below))
    exponent = values[1]
    if exponent.denominator == 1:
        return short(base ** int(exponent))
    if settled(base) == 0:
        return Fraction(0)
    _bounded(exponent * Fraction(_DIGITS.ln(_decimal(base))))
    return Fraction(_DIGITS.exp(_DIGITS.multiply(_DIGITS.ln(_decimal(base)), _decimal(exponent))))


def _bounded(value: Fraction) -> None:
    if abs(value) > _LARGEST:
        reject()
