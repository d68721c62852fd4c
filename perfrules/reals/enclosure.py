"""Enclosures: two decimals between which a number certainly lies, with as many digits as are asked for."""

from collections.abc import Callable, Iterator
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Final, cast

from perfrules.reals.number import Atom, Exact, Log, Root, Step, UncertainError

STEPS: Final = (50, 100, 200, 400, 1000)
"""How many digits are tried, one after the other."""
MOST_DIGITS: Final = STEPS[-1]
"""The most digits that a rounding or comparison may need."""
LARGEST_EXPONENT: Final = 20_000
"""The greatest power of e, and of 10, that is computed."""

Ends = tuple[Decimal, Decimal]
_GUARD: Final = 8
_KEPT_BITS: Final = 128


class _WideError(ArithmeticError):
    """The enclosure has too few digits to go on."""


@lru_cache(maxsize=16)
def _contexts(digits: int) -> tuple[Context, Context]:
    """Return the contexts that round down and up."""
    precision = digits + _GUARD
    down, up = (
        Context(precision, rounding, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[InvalidOperation])
        for rounding in (ROUND_FLOOR, ROUND_CEILING)
    )
    return down, up


def enclosures(number: Exact) -> Iterator[Ends]:
    """Yield ever narrower ends of *number*, as long as more digits may be taken."""
    for digits in STEPS:
        try:
            yield _number(number, digits)
        except _WideError:
            continue


def enclosed(number: Exact) -> Ends:
    """Return ends of *number* of some fifty digits; raise UncertainError where it has none within bounds."""
    found = next(enclosures(number), None)
    if found is None:
        raise UncertainError
    return found


def sign(number: Exact) -> int:
    """Return 1, 0 or −1; raise UncertainError where the digits do not tell it from 0."""
    if isinstance(number, Fraction):
        return (number > 0) - (number < 0)
    for low, high in enclosures(number):
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
    if len(number.terms) == 1 and isinstance(number.terms[0][0], Root):
        return _sign_of_root(number.constant, *number.terms[0])
    atom, factor = number.single or (None, Fraction(0))
    if isinstance(atom, Step) and atom.op == "exp":
        return 1 if factor > 0 else -1
    raise UncertainError


def _sign_of_root(constant: Fraction, atom: Atom, factor: Fraction) -> int:
    """Return the sign of constant + factor × root by whole numbers: both sides to the power of the root's degree."""
    powers = cast("Root", atom).powers
    degree = 1
    for _, exponent in powers:
        degree *= exponent.denominator
    size = sum(base.bit_length() for base, _ in powers) + abs(constant.numerator * factor.denominator).bit_length()
    if degree * size > 1_000_000:  # noqa: PLR2004 - some seconds of multiplying, and no score needs it
        raise UncertainError
    right = (-constant / factor) ** degree if constant * factor < 0 else Fraction(0)
    left = 1
    for base, exponent in powers:
        left *= base ** int(exponent * degree)
    return (1 if left > right else -1) * (1 if factor > 0 else -1)


def _number(number: Exact, digits: int) -> Ends:
    if isinstance(number, Fraction):
        return _fraction(number, digits)
    if digits not in number.found:
        low, high = _fraction(number.constant, digits)
        down, up = _contexts(digits)
        for atom, factor in number.terms:
            part = _times(_atom(atom, digits), _fraction(factor, digits), digits)
            low, high = down.add(low, part[0]), up.add(high, part[1])
        number.found[digits] = (low, high)
    return cast("Ends", number.found[digits])


def _fraction(number: Fraction, digits: int) -> Ends:
    down, up = _contexts(digits)
    above, below = Decimal(number.numerator), Decimal(number.denominator)
    return down.divide(above, below), up.divide(above, below)


def _atom(atom: Atom, digits: int) -> Ends:
    if isinstance(atom, Log):
        return _ln_of_whole(atom.base, digits)
    if isinstance(atom, Root):
        total = (Decimal(0), Decimal(0))
        down, up = _contexts(digits)
        for base, exponent in atom.powers:
            part = _times(_ln_of_whole(base, digits), _fraction(exponent, digits), digits)
            total = (down.add(total[0], part[0]), up.add(total[1], part[1]))
        return _exp(total, digits)
    if digits not in atom.found:
        atom.found[digits] = _STEPS[atom.op](atom.args, digits)
    return cast("Ends", atom.found[digits])


@lru_cache(maxsize=1024)
def _ln_of_small(base: int, digits: int) -> Ends:
    return _ln(_fraction(Fraction(base), digits), digits)


def _ln_of_whole(base: int, digits: int) -> Ends:
    """Return the logarithm of a whole number; those of small ones are kept, since scales have them for every case."""
    if base.bit_length() <= _KEPT_BITS and digits == STEPS[0]:
        return _ln_of_small(base, digits)
    return _ln(_fraction(Fraction(base), digits), digits)


def _raised(base: Ends, exponent: Fraction, digits: int) -> Ends:
    """Return the logarithm of a power of *base*."""
    return _times(_ln(base, digits), _fraction(exponent, digits), digits)


def _times(left: Ends, right: Ends, digits: int) -> Ends:
    down, up = _contexts(digits)
    low = min(down.multiply(a, b) for a in left for b in right)
    high = max(up.multiply(a, b) for a in left for b in right)
    if high and max(abs(high.adjusted()), abs(low.adjusted() if low else 0)) > LARGEST_EXPONENT:
        raise UncertainError
    return low, high


def _quotient(left: Ends, right: Ends, digits: int) -> Ends:
    if right[0] <= 0 <= right[1]:
        raise _WideError
    down, up = _contexts(digits)
    low = min(down.divide(a, b) for a in left for b in right)
    return low, max(up.divide(a, b) for a in left for b in right)


def _ln(ends: Ends, digits: int) -> Ends:
    if ends[0] <= 0:
        raise _WideError
    down, up = _contexts(digits)
    low = down.ln(ends[0])  # it is the nearest, so one digit further out is certain
    high = low if ends[0] == ends[1] else up.ln(ends[1])
    return low if ends[0] == 1 else down.next_minus(low), high if ends[1] == 1 else up.next_plus(high)


def _exp(ends: Ends, digits: int) -> Ends:
    if max(ends) > LARGEST_EXPONENT:
        raise UncertainError
    down, up = _contexts(digits)
    least = Decimal(-LARGEST_EXPONENT)  # what is smaller is told from 0 by its sign alone
    low = Decimal(0) if ends[0] < least else down.next_minus(down.exp(ends[0]))
    return low, up.next_plus(up.exp(max(ends[1], least)))


def _power(args: tuple[Exact, ...], digits: int) -> Ends:
    base, exponent = args
    return _exp(_raised(_number(base, digits), cast("Fraction", exponent), digits), digits)


_STEPS: Final[dict[str, Callable[[tuple[Exact, ...], int], Ends]]] = {
    "multiply": lambda args, digits: _times(_number(args[0], digits), _number(args[1], digits), digits),
    "divide": lambda args, digits: _quotient(_number(args[0], digits), _number(args[1], digits), digits),
    "power": _power,
    "exp": lambda args, digits: _exp(_number(args[0], digits), digits),
    "ln": lambda args, digits: _ln(_number(args[0], digits), digits),
}
