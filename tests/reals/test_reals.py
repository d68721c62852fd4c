"""Numbers without end: what is exact is known to be, and all else is enclosed."""

from decimal import Context
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula import MODES, Rounding, round_fraction
from perfrules.reals import (
    Approximate,
    OutsideError,
    Real,
    UncertainError,
    add,
    compare,
    digits_of,
    divide,
    ends_of,
    exponential,
    logarithm,
    multiply,
    power,
    rounded_steps,
    scaled,
    sign,
)
from perfrules.reals.bases import coprime, simplest, whole_root

HALF = Fraction(1, 2)
POSITIVE = st.fractions(Fraction(1, 1000), 1000, max_denominator=1000)
EXPONENTS = st.fractions(-3, 3, max_denominator=6)
PLENTY = Context(prec=120)


def root(number, degree=2):
    """Return a root of a whole number."""
    return power(Fraction(number), Fraction(1, degree))


@given(st.integers(0, 10**40), st.integers(1, 12))
def test_whole_roots_are_the_greatest_that_fit(number, degree):
    """The power of the root is not above the number, and that of the next is."""
    found = whole_root(number, degree)
    assert found**degree <= number < (found + 1) ** degree


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(-3, 3).map(Fraction)), max_size=6))
def test_powers_over_bases_without_common_factors_are_the_same_product(powers):
    """Refining bases changes no product."""
    expected = Fraction(1)
    for base, exponent in powers:
        expected *= Fraction(base) ** int(exponent)
    found = Fraction(1)
    for base, exponent in coprime(powers).items():
        found *= Fraction(base) ** int(exponent)
    assert expected == found


def test_roots_of_powers_are_simplified():
    """The fourth root of 4 is √2, the sixth root of 8 too."""
    assert (2, HALF) == simplest(4, Fraction(1, 4)) == simplest(8, Fraction(1, 6))
    assert isinstance(root(2), Real)
    assert sign(add(root(4, 4), scaled(root(8, 6), Fraction(-1)))) == 0


@given(POSITIVE, EXPONENTS, EXPONENTS)
def test_powers_of_powers_are_powers(base, one, other):
    """(x^a)^b is x^(a × b), and x^a × x^b is x^(a + b), exactly."""
    assert compare(power(power(base, one), other), power(base, one * other)) == 0
    assert compare(multiply(power(base, one), power(base, other)), power(base, one + other)) == 0


@given(POSITIVE, POSITIVE)
def test_logarithms_turn_products_into_sums(one, other):
    """ln(x × y) is ln x + ln y, e to the power ln x is x, and the quotient of logarithms of powers is a fraction."""
    logs = [logarithm(one), logarithm(other)]
    assert compare(logarithm(one * other), add(*logs)) == 0
    assert one == exponential(logs[0])
    if one != 1:
        assert Fraction(3, 2) == divide(logarithm(one**3), logarithm(one**2))


@given(st.integers(1, 60), st.integers(1, 60), st.integers(-4, 4), st.integers(-4, 4))
def test_sums_of_roots_are_nothing_only_where_they_are(one, other, a, b):
    """a√x + b√y is 0 exactly where it is by its squares."""
    number = add(scaled(root(one), Fraction(a)), scaled(root(other), Fraction(b)))
    assert (sign(number) == 0) == (a * abs(a) * one == -b * abs(b) * other)


@settings(deadline=None)
@given(POSITIVE, st.fractions(0, 2, max_denominator=5), st.sampled_from(MODES), st.integers(0, 8))
def test_roundings_agree_with_many_digits(base, exponent, mode, places):
    """Every mode rounds as the first hundred digits do, where these do not lie on a boundary."""
    number = power(base, exponent)
    step = Fraction(1, 10**places)
    if isinstance(number, Real):
        digits = Fraction(PLENTY.power(PLENTY.divide(base.numerator, base.denominator), PLENTY.divide(
            exponent.numerator, exponent.denominator)))  # fmt: skip
        assert round_fraction(digits, Rounding(step, mode)) == rounded_steps(number, step, mode) * step


@given(POSITIVE)
def test_ends_hold_the_number(base):
    """The two fractions around a number lie on its two sides."""
    for number in (power(base, HALF), logarithm(base), exponential(base / 100)):
        low, high = ends_of(number)
        assert compare(low, number) <= 0 <= compare(high, number)
        assert low == high or isinstance(number, Real)


def test_first_digits_are_thirty():
    """E and √2, as everybody knows them."""
    assert Fraction("2.71828182845904523536028747135") == digits_of(exponential(Fraction(1)))
    assert Fraction("1.41421356237309504880168872421") == digits_of(root(2))
    assert isinstance(Approximate(1), Fraction)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: logarithm(Fraction(0)),
        lambda: logarithm(Fraction(-1)),
        lambda: power(Fraction(-8), Fraction(1, 3)),
        lambda: power(Fraction(0), Fraction(-1)),
        lambda: divide(root(2), Fraction(0)),
        lambda: divide(root(2), add(root(8), scaled(root(2), Fraction(-2)))),
        lambda: logarithm(scaled(root(2), Fraction(-1))),
    ],
    ids=range(7),
)
def test_what_there_is_not_is_told(attempt):
    """Logarithms of nothing, roots of negatives, divisions by what is 0."""
    with pytest.raises(OutsideError):
        attempt()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: exponential(Fraction(10**6)),
        lambda: power(Fraction(10**40), Fraction(10**5)),
        lambda: power(Fraction(2), Fraction(1, 10**12)),
        lambda: sign(add(divide(Fraction(1), add(root(2), Fraction(-1))), scaled(root(2), Fraction(-1)), Fraction(-1))),
    ],
    ids=range(4),
)
def test_what_is_beyond_all_measure_is_no_hang(attempt):
    """Too large, too fine, or undecided at a thousand digits."""
    with pytest.raises(UncertainError):
        attempt()


def test_roots_are_told_from_numbers_that_share_a_thousand_digits():
    """Whole numbers decide on which side of a number of 1,200 digits its neighbour's root lies."""
    side = 10**1200 + 7
    assert [-1, 0, 1] == [compare(power(Fraction(side * side + shift), HALF), Fraction(side)) for shift in (-1, 0, 1)]


def test_negative_numbers_have_whole_powers():
    """(−√2)³ is −2√2, and (ln ½)² is above 0."""
    assert compare(power(scaled(root(2), Fraction(-1)), Fraction(3)), scaled(root(2), Fraction(-2))) == 0
    assert sign(power(logarithm(HALF), Fraction(2))) == 1
    assert sign(power(logarithm(HALF), Fraction(3))) == -1


@pytest.mark.parametrize("exponent", [-20_001, -(10**9), -(10**30)])
def test_powers_of_e_that_are_next_to_nothing_are_rounded_and_compared(exponent):
    """They are above 0 and below everything that is written, so that a curve may fall towards 0 for ever."""
    number = exponential(Fraction(exponent))
    share = divide(Fraction(1), add(Fraction(1), number))
    assert (1, -1) == (compare(number, Fraction(0)), compare(number, Fraction(1, 10**40)))
    assert [0, 0, 1] == [rounded_steps(number, Fraction(1, 100), mode) for mode in ("half_up", "down", "up")]
    rest = add(Fraction(1), scaled(number, Fraction(-1)))
    assert (100, 99) == (
        rounded_steps(share, Fraction(1, 100), "half_up"),
        rounded_steps(rest, Fraction(1, 100), "floor"),
    )
    assert 0 == digits_of(number)
