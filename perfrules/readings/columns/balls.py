"""Numbers without end in float64, each with a bound of its error: a ball is two rows, the number and the bound."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import numpy as np

from perfrules.readings.columns.lanes import Array

# Every operation of float64 is right to half a last place; the functions of a mathematical library to a few places.
_UNIT: Final = 2.0**-52
_FUNCTION: Final = 2.0**-47
_TINY: Final = 2.0**-1000
"""Added to every bound, so that what is too small for float64 is not taken for exact."""


def whole(number: Array, *, out: Array) -> None:
    """Take whole numbers; beyond 2^53 they are not all there."""
    np.copyto(out[0], number, casting="unsafe")
    np.abs(out[0], out=out[1])
    np.copyto(out[1], np.where(out[1] < 2.0**53, 0.0, out[1] * _UNIT))


def exact(number: Array, *, out: Array) -> None:
    """Take whole numbers that float64 holds."""
    np.copyto(out[0], number, casting="unsafe")
    out[1] = 0


def quotient(above: Array, below: Array, *, out: Array) -> None:
    """Divide whole numbers that float64 holds."""
    np.true_divide(above, below, out=out[0])
    np.abs(out[0], out=out[1])
    np.multiply(out[1], _UNIT, out=out[1])


def fraction(above: Array, below: Array, *, out: Array) -> None:
    """Divide exact numbers; a divisor that is not above 0 stands in a row where nothing is read."""
    np.true_divide(above[0], below[0], out=out[0])
    np.abs(out[0], out=out[1])
    np.multiply(out[1], above[1] / np.abs(above[0]) + below[1] / np.abs(below[0]) + 2 * _UNIT, out=out[1])
    np.copyto(out[1], np.where(above[0] == 0, above[1], out[1]))


def _widened(out: Array, unit: float = _UNIT) -> None:
    """Add to the bound what rounding the number itself may have cost."""
    out[1] += np.abs(out[0]) * unit
    out[1] *= 1 + 2.0**-50
    out[1] += _TINY


def add(*numbers: Array, out: Array) -> None:
    """Add numbers."""
    np.copyto(out, numbers[0])
    size = np.abs(out[0])
    own = np.empty_like(size)
    for number in numbers[1:]:
        np.add(out, number, out=out)
        np.abs(number[0], out=own)
        np.add(size, own, out=size)
    np.multiply(size, len(numbers) * _UNIT, out=size)  # no sum on the way is greater than that of the sizes
    np.add(out[1], size, out=out[1])
    _widened(out)


def subtract(left: Array, right: Array, *, out: Array) -> None:
    """Subtract."""
    error = left[1] + right[1]
    np.subtract(left[0], right[0], out=out[0])
    out[1] = error
    _widened(out)


def multiply(*numbers: Array, out: Array) -> None:
    """Multiply numbers."""
    total, error = numbers[0][0], numbers[0][1]
    for number in numbers[1:]:
        error = np.abs(total) * number[1] + np.abs(number[0]) * error + error * number[1]
        total = total * number[0]
        error = error + np.abs(total) * _UNIT
    out[0], out[1] = total, error
    _widened(out)


def divide(left: Array, right: Array, *, out: Array) -> None:
    """Divide; by what may be 0 nothing is known."""
    quotient = left[0] / right[0]
    clear = np.abs(right[0]) - right[1]
    error = (left[1] + np.abs(quotient) * right[1]) / clear
    out[0], out[1] = quotient, np.where(clear > 0, error, np.inf)
    _widened(out, 2 * _UNIT)


def least(*numbers: Array, out: Array) -> None:
    """Take the least."""
    _extreme(np.minimum, numbers, out)


def most(*numbers: Array, out: Array) -> None:
    """Take the most."""
    _extreme(np.maximum, numbers, out)


def _extreme(pick: Callable[..., Any], numbers: tuple[Array, ...], out: Array) -> None:
    value, error = numbers[0][0], numbers[0][1]
    for number in numbers[1:]:
        value, error = pick(value, number[0]), np.maximum(error, number[1])
    out[0], out[1] = value, error


def root(base: Array, *, out: Array) -> None:
    """Take the square root."""
    np.sqrt(base[0], out=out[0])
    _relative(base, 0.5, out)


def power(base: Array, exponent: Fraction, *, out: Array) -> None:
    """Raise to a power."""
    np.power(base[0], float(exponent), out=out[0])
    size = 0.0
    if Fraction(float(exponent)) != exponent:
        size = np.abs(np.log(np.maximum(np.abs(base[0]), _TINY))) * abs(float(exponent)) * _UNIT
    _relative(base, abs(float(exponent)), out, size)
    _widened(out, _FUNCTION)


def _relative(base: Array, factor: float, out: Array, more: Any = 0.0) -> None:
    """Bound the error of a power: the relative error grows by the exponent, where it is small at all."""
    own = np.abs(base[0])
    np.maximum(own, _TINY, out=own)
    np.divide(base[1], own, out=own)
    small = own < min(_SMALL, _SMALL / factor) if factor else own < _SMALL
    np.multiply(own, 2 * factor, out=own)
    own += more + _UNIT
    np.multiply(own, np.abs(out[0]), out=out[1])
    out[1] += _TINY
    np.logical_not(small, out=small)
    np.add(out[1], np.inf, out=out[1], where=small)


def share(base: Array, exponent: Array, *, out: Array) -> None:
    """Raise to a computed power."""
    logarithm = np.abs(np.log(np.maximum(np.abs(base[0]), _TINY)))
    relative = base[1] / np.maximum(np.abs(base[0]), _TINY) * np.abs(exponent[0])
    relative += (exponent[1] + np.abs(exponent[0]) * _UNIT) * logarithm
    np.power(base[0], exponent[0], out=out[0])
    out[1] = np.where((relative < _SMALL) & (base[1] < base[0]), np.abs(out[0]) * 2 * relative, np.inf)
    _widened(out, _FUNCTION)


def log(number: Array, base: Fraction | None, *, out: Array) -> None:
    """Take the logarithm; the base e is None."""
    relative = number[1] / number[0]
    np.log(number[0], out=out[0])
    out[1] = np.where((relative >= 0) & (relative < _SMALL), 2 * relative + _FUNCTION * np.abs(out[0]), np.inf)
    if base is not None:
        scale = 1 / math.log(base)
        out[0] *= scale
        out[1] *= abs(scale)
    _widened(out, _FUNCTION)


def exp(number: Array, *, out: Array) -> None:
    """Raise e to a number."""
    np.exp(number[0], out=out[0])
    out[1] = np.where(number[1] < _SMALL, out[0] * 2 * (number[1] + np.abs(number[0]) * _UNIT), np.inf)
    _widened(out, _FUNCTION)


def scaled(number: Array, factor: int, *, out: Array) -> None:
    """Multiply by a known whole number."""
    np.multiply(number[0], float(factor), out=out[0])
    np.multiply(number[1], abs(float(factor)), out=out[1])
    _widened(out, 2 * _UNIT)


def choose(test: Array, then: Array, otherwise: Array, *, out: Array) -> None:
    """Take one where *test* holds, else the other."""
    out[...] = np.where(test, then, otherwise)


def known(value: Fraction, *, out: Array) -> None:
    """Fill in a known number."""
    out[0] = float(value)
    out[1] = abs(float(value)) * _UNIT + (0 if Fraction(float(value)) == value else _TINY)


def sides(left: Array, right: Array, *, out: Array) -> None:
    """Compare: above 0 where left is above right; the margin is 0 where that is certain."""
    np.subtract(left[0], right[0], out=out[0])
    error = left[1] + right[1]
    size = np.abs(out[0])
    error += size * _UNIT
    error += _TINY
    np.greater(size, error, out=out[1], casting="unsafe")
    np.subtract(1, out[1], out=out[1])


def rounded(number: Array, step: Fraction, mode: str, *, out: Array) -> None:
    """
    Round to whole steps; the margin is half a step less the distance to the next boundary, and the error.

    What is at a boundary is unsure anyhow, so that all halves go to the nearest.
    """
    times = float(1 / step)
    value = number[0] * times
    error = np.abs(value)
    error += 1
    error *= 4 * _UNIT
    error += number[1] * (times * (1 + 2.0**-50))
    half = mode.startswith("half")
    (np.rint if half else _DIRECTED[mode])(value, out=out[0])
    if half:
        np.subtract(value, out[0], out=value)
    else:
        value -= np.floor(value)
        value -= 0.5
    np.abs(value, out=value)
    np.add(value, error, out=out[1])


def positive(settled: Array, *, out: Array) -> None:
    """Tell where a difference is above 0."""
    np.greater(settled[0], 0, out=out)


def never(_: Array, *, out: Array) -> None:
    """Say no: two numbers without end that can be told apart are not equal."""
    out[...] = False


def nothing(*, out: Array) -> None:
    """Stand in for a number that float64 cannot hold."""
    out[0], out[1] = 0, np.inf


def unsure(settled: Array, *, out: Array) -> None:
    """Tell where the margin is not below a half, or no number."""
    np.less(settled[1], 0.5, out=out)
    np.logical_not(out, out=out)


def first(settled: Array, low: int, high: int, *, out: Array) -> None:
    """Take a result as a whole number within what its cells hold; what is unsure is put right afterwards."""
    whole = np.fmax(settled[0], low)
    np.fmin(whole, high, out=whole)
    np.copyto(out, whole, casting="unsafe")


def _from_zero(value: Array, *, out: Array) -> None:
    np.copysign(np.ceil(np.abs(value)), value, out=out)


_SMALL: Final = 0.125
_DIRECTED: Final[Mapping[str, Callable[..., Any]]] = {
    "up": _from_zero,
    "down": np.trunc,
    "ceiling": np.ceil,
    "floor": np.floor,
}
FUNCTIONS: Final[Mapping[str, Callable[..., None]]] = {
    "add": add,
    "subtract": subtract,
    "multiply": multiply,
    "divide": divide,
    "fraction": fraction,
    "least": least,
    "most": most,
    "exp": exp,
}
