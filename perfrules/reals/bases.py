"""Whole numbers: roots of them, and products of powers over bases that share no factor."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import gcd, isqrt

Powers = dict[int, Fraction]
"""Bases above 1, no two with a common factor, each with an exponent other than 0."""


def whole_root(number: int, degree: int) -> int:
    """Return the greatest whole number whose power *degree* is not above *number* ≥ 0."""
    if degree == 1 or number < 2:  # noqa: PLR2004
        return number
    if degree == 2:  # noqa: PLR2004
        return isqrt(number)
    if degree >= number.bit_length():
        return 1
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def coprime(powers: Iterable[tuple[int, Fraction]]) -> Powers:
    """Return the product of *powers* of whole numbers above 0 over bases that share no factor."""
    found: Powers = {}
    waiting = list(powers)
    while waiting:
        base, exponent = waiting.pop()
        if base == 1 or not exponent:
            continue
        for other in found:
            common = gcd(base, other)
            if common > 1:
                known = found.pop(other)
                waiting += [(base // common, exponent), (common, exponent + known), (other // common, known)]
                break
        else:
            found[base] = exponent
    return found


def of_fraction(number: Fraction, exponent: Fraction) -> tuple[tuple[int, Fraction], tuple[int, Fraction]]:
    """Return *number* > 0 to the power *exponent* as powers of whole numbers."""
    return (number.numerator, exponent), (number.denominator, -exponent)


def simplest(base: int, exponent: Fraction) -> tuple[int, Fraction]:
    """Return base ** exponent, with the least denominator that an exponent of a whole number can have here."""
    for prime in _primes(exponent.denominator):
        while exponent.denominator % prime == 0 and prime < base.bit_length():
            root = whole_root(base, prime)
            if root**prime != base:
                break
            base, exponent = root, exponent * prime
    return base, exponent


def _primes(number: int) -> Iterator[int]:
    """Yield the prime factors of *number*, each once."""
    prime = 2
    while prime * prime <= number:
        if number % prime == 0:
            yield prime
            while number % prime == 0:
                number //= prime
        prime += 1
    if number > 1:
        yield number


def over(number: int, bases: Sequence[int]) -> list[int]:
    """Return how often each of *bases*, which share no factor, goes into *number*, a product of them."""
    counts = []
    for base in bases:
        count = 0
        while number % base == 0:
            number, count = number // base, count + 1
        counts.append(count)
    return counts
