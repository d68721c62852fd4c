"""Arithmetic on numbers without end: what can be kept exact is, all else becomes a step that is enclosed."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import Final

from perfrules.reals.bases import coprime, of_fraction, over, simplest
from perfrules.reals.enclosure import LARGEST_EXPONENT, sign
from perfrules.reals.number import Atom, Exact, Log, OutsideError, Real, Root, Step, UncertainError, made, of_atom

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_MOST_BITS: Final = 100_000
"""How long a whole-number power may be: a score has no use for longer ones."""
_MOST_PARTS: Final = 16
"""How many products of roots are multiplied out, and how many roots a sum compares with each other."""
_LARGEST_DEGREE: Final = 10**9
_LARGEST_WHOLE: Final = 8
"""The greatest whole power of a sum of roots that is multiplied out."""


def scaled(number: Exact, factor: Fraction) -> Exact:
    """Return *number* times *factor*."""
    if isinstance(number, Fraction):
        return number * factor
    if factor == 0:
        return _ZERO
    return Real(number.constant * factor, tuple((atom, times * factor) for atom, times in number.terms))


def add(*numbers: Exact) -> Exact:
    """Return the sum of *numbers*."""
    constant, terms, logs = _ZERO, dict[Atom, Fraction](), list[tuple[int, Fraction]]()
    for number in numbers:
        if isinstance(number, Fraction):
            constant += number
            continue
        constant += number.constant
        for atom, factor in number.terms:
            if isinstance(atom, Log):
                logs.append((atom.base, factor))
            else:
                like, times = _like(terms, atom, factor)
                terms[like] = terms.get(like, _ZERO) + times
    terms |= {Log(base): factor for base, factor in sorted(coprime(logs).items())}
    return made(constant, terms)


def _like(terms: Iterable[Atom], atom: Atom, factor: Fraction) -> tuple[Atom, Fraction]:
    """Return *factor* × *atom* as a multiple of one of *terms* where it is one, else as it is."""
    if isinstance(atom, Root) and atom not in terms:
        roots = [other for other in terms if isinstance(other, Root)]
        for other in roots[:_MOST_PARTS]:
            quotient = _monomial([*atom.powers, *((base, -exponent) for base, exponent in other.powers)])
            if isinstance(quotient, Fraction):
                return other, factor * quotient
    return atom, factor


def _monomial(powers: Iterable[tuple[int, Fraction]]) -> Exact:
    """Return the product of *powers* of whole numbers: a fraction where all of them can be taken."""
    factor, roots = _ONE, []
    for base, exponent in coprime(powers).items():
        if exponent.denominator > _LARGEST_DEGREE:
            raise UncertainError
        root, degree = simplest(base, exponent)
        whole = floor(degree)
        if abs(whole) * root.bit_length() > _MOST_BITS:
            raise UncertainError
        factor *= Fraction(root) ** whole
        if degree != whole:
            roots.append((root, degree - whole))
    return Real(_ZERO, ((Root(tuple(sorted(roots))), factor),)) if roots else factor


def multiply(left: Exact, right: Exact) -> Exact:
    """Return the product."""
    if isinstance(left, Fraction):
        return scaled(right, left)
    if isinstance(right, Fraction):
        return scaled(left, right)
    parts = [(atom, factor) for atom, factor in _parts(left)], [(atom, factor) for atom, factor in _parts(right)]
    known = not (left.has_steps or right.has_steps or _has_logs(left) or _has_logs(right))
    if known and len(parts[0]) * len(parts[1]) <= _MOST_PARTS:
        products = (
            scaled(_monomial([*_powers(one), *_powers(other)]), factor * times)
            for one, factor in parts[0]
            for other, times in parts[1]
        )
        return add(*products)
    (left, factor), (right, times) = _content(left), _content(right)
    return scaled(of_atom(Step("multiply", (left, right))), factor * times)


def _has_logs(number: Real) -> bool:
    return any(isinstance(atom, Log) for atom, _ in number.terms)


def _parts(number: Real) -> list[tuple[Atom | None, Fraction]]:
    return [*([(None, number.constant)] if number.constant else []), *number.terms]


def _powers(atom: Atom | None) -> tuple[tuple[int, Fraction], ...]:
    return atom.powers if isinstance(atom, Root) else ()


def _content(number: Real) -> tuple[Real, Fraction]:
    """Return a number and a factor; a single atom stands without its own."""
    single = number.single
    return (of_atom(single[0]), single[1]) if single else (number, _ONE)


def divide(left: Exact, right: Exact) -> Exact:
    """Return the quotient; raise OutsideError for a divisor of 0, UncertainError where that cannot be told."""
    if isinstance(right, Fraction):
        if right == 0:
            raise OutsideError
        return scaled(left, 1 / right)
    sign(right)
    if isinstance(left, Real):
        quotient = _proportion(left, right)
        if quotient is not None:
            return quotient
    elif left == 0:
        return left
    single = right.single
    if single and isinstance(single[0], Root):
        inverse = _monomial((base, -exponent) for base, exponent in single[0].powers)
        return multiply(left, scaled(inverse, 1 / single[1]))
    right, factor = _content(right)
    times = _ONE
    if isinstance(left, Real):
        left, times = _content(left)
    return scaled(of_atom(Step("divide", (left, right))), times / factor)


def _proportion(left: Real, right: Real) -> Fraction | None:
    """Return the quotient where it is a fraction: the one that the first atoms have, if all have it."""
    atom, factor = right.terms[0]
    if isinstance(atom, Log):
        bases = sorted(coprime((part.base, _ONE) for part, _ in (*left.terms, *right.terms) if isinstance(part, Log)))
        one, other = (_over(number, bases) for number in (left, right))
        pairs = [(a, b) for a, b in zip(one, other, strict=True) if b]
        quotient = pairs[0][0] / pairs[0][1]
    else:
        alike = (_like([atom], part, times) for part, times in left.terms)
        quotient = next((times for part, times in alike if part == atom), _ZERO) / factor
    return quotient if quotient and add(left, scaled(right, -quotient)) == _ZERO else None


def _over(number: Real, bases: list[int]) -> list[Fraction]:
    """Return the factors of the logarithms of *bases* in *number*."""
    found = [_ZERO] * len(bases)
    for atom, factor in number.terms:
        if isinstance(atom, Log):
            for place, count in enumerate(over(atom.base, bases)):
                found[place] += count * factor
    return found


def power(base: Exact, exponent: Fraction) -> Exact:
    """Return *base* to a rational power; raise OutsideError for a root of a negative, and 0 to a negative power."""
    if exponent in (0, 1):
        return _ONE if exponent == 0 else base
    direction = sign(base)
    if direction == 0:
        if exponent < 0:
            raise OutsideError
        return _ZERO
    if direction > 0:
        return _positive_power(base, exponent)
    if exponent.denominator != 1:
        raise OutsideError
    size = _positive_power(scaled(base, Fraction(-1)), exponent)
    return scaled(size, Fraction(-1)) if exponent.numerator % 2 else size


def _positive_power(base: Exact, exponent: Fraction) -> Exact:
    if isinstance(base, Fraction):
        return _monomial(of_fraction(base, exponent))
    single = base.single
    if single:
        atom, factor = single
        if isinstance(atom, Root):
            powers = ((root, degree * exponent) for root, degree in atom.powers)
            return _monomial([*of_fraction(factor, exponent), *powers])
        if isinstance(atom, Step) and atom.op == "exp":
            return multiply(_monomial(of_fraction(factor, exponent)), exponential(scaled(atom.args[0], exponent)))
    if exponent.denominator == 1 and abs(exponent) <= _LARGEST_WHOLE and not base.has_steps:
        out: Exact = _ONE
        for _ in range(abs(int(exponent))):
            out = multiply(out, base)
        return out if exponent > 0 else divide(_ONE, out)
    return of_atom(Step("power", (base, exponent)))


def logarithm(number: Exact, base: Fraction | None = None) -> Exact:
    """Return the logarithm to *base* > 0 (None: e); raise OutsideError for what is not above 0."""
    if sign(number) <= 0:
        raise OutsideError
    found = _natural(number)
    return found if base is None else divide(found, _natural(base))


def _natural(number: Exact) -> Exact:
    if isinstance(number, Fraction):
        return _logs(of_fraction(number, _ONE))
    single = number.single
    if single:
        atom, factor = single
        if isinstance(atom, Root):
            return _logs([*of_fraction(factor, _ONE), *atom.powers])
        if isinstance(atom, Step) and atom.op == "exp":
            return add(atom.args[0], _logs(of_fraction(factor, _ONE)))
    return of_atom(Step("ln", (number,)))


def _logs(powers: Iterable[tuple[int, Fraction]]) -> Exact:
    return made(_ZERO, {Log(base): exponent for base, exponent in sorted(coprime(powers).items())})


def exponential(number: Exact) -> Exact:
    """Return e to the power *number*; raise UncertainError for what is beyond all measure."""
    if isinstance(number, Fraction):
        if number > LARGEST_EXPONENT:
            raise UncertainError
        return _ONE if number == 0 else of_atom(Step("exp", (number,)))
    logs = [(atom.base, factor) for atom, factor in number.terms if isinstance(atom, Log)]
    if not logs:
        return of_atom(Step("exp", (number,)))
    rest = made(number.constant, {atom: factor for atom, factor in number.terms if not isinstance(atom, Log)})
    return multiply(_monomial(logs), exponential(rest))
