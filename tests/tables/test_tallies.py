"""What is kept of the numbers of projects says what all of them would say, however they were cut and put together."""

from fractions import Fraction
from itertools import pairwise
from statistics import mean, pvariance, quantiles

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.tables.tallies import Distribution, Tally

WHOLE = st.one_of(st.integers(-50, 50), st.integers(-(2**63), 2**63 - 1), st.sampled_from([2**31, -(2**31), 2**32 - 1]))
LARGE = st.one_of(WHOLE, st.integers(-(10**40), 10**40))
BELOW = st.one_of(st.integers(1, 12), st.integers(-9, -1), st.integers(1, 2**63 - 1))
UNIT = Fraction(1, 100)


def array(numbers):
    """Return numbers in the type that the columns reading has for them."""
    small = all(-(2**63) <= number < 2**63 for number in numbers)
    return np.array(numbers, np.int64 if small else np.object_)


def tally(*parts, divisors=None):
    """Return the tally of numbers that come in parts."""
    made = Tally(UNIT, distribution=Distribution())
    for at, part in enumerate(parts):
        made.add(array(part), None if divisors is None else array(divisors[at]))
    return made


def told(one):
    """Return everything that a tally says."""
    middle = [one.quantile(Fraction(share, 4)) for share in range(5)]
    return [one.count, one.least, one.greatest, one.mean, one.variance, *middle]


def plain(numbers):
    """Return the same of a list of fractions, computed from all of them at once."""
    middle = quantiles(numbers, n=4, method="inclusive") if len(numbers) > 1 else numbers * 3
    ends = [min(numbers), max(numbers)]
    return [len(numbers), *ends, mean(numbers), pvariance(numbers), ends[0], *middle, ends[1]]


def cut(numbers, places):
    """Return *numbers* cut at *places*."""
    ends = [0, *sorted(min(place, len(numbers)) for place in places), len(numbers)]
    return [numbers[start:stop] for start, stop in pairwise(ends)]


@given(st.lists(LARGE, min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=3))
def test_whole_numbers_say_what_fractions_would(numbers, places):
    """Count, ends, mean, variance and quantiles are exact for numbers of any size, in any cut."""
    assert plain([number * UNIT for number in numbers]) == told(tally(*cut(numbers, places)))


@given(
    st.lists(st.tuples(WHOLE, st.integers(1, 12)), min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=3)
)
def test_quotients_say_what_fractions_would(pairs, places):
    """The same of quotients, whose denominators are kept apart until the end."""
    expected = plain([Fraction(*pair) * UNIT for pair in pairs])
    above, below = (cut(part, places) for part in zip(*pairs, strict=True))
    assert expected == told(tally(*above, divisors=below))


NEAR = ((2436572650339052674, 2738693950259829037), (2436572650339052872, 2738693950259829323))
"""The first is greater, but its float is less."""


@pytest.mark.parametrize(
    "pairs",
    [((-(2**63), -3), (-(2**63), -1), (3, 1)), (*NEAR, (1, 1)), (*NEAR, (0, 1))],
    ids=["as far as 64 bits go", "floats in another order below", "above"],
)
def test_quotients_at_the_edge_of_64_bits_are_exact(pairs):
    """Neither does a sign overflow, nor do floats decide which of two is the least or the greatest."""
    above, below = zip(*pairs, strict=True)
    assert plain([Fraction(*pair) * UNIT for pair in pairs]) == told(tally(above, divisors=[below]))


@given(st.lists(st.lists(st.tuples(LARGE, BELOW), max_size=5), min_size=3, max_size=3).filter(any))
def test_parts_are_put_together_in_any_order(parts):
    """Merging is associative and commutative, an empty tally changes nothing, and all at once says the same."""
    above = [[pair[0] for pair in part] for part in parts]
    below = [[pair[1] for pair in part] for part in parts]
    expected = told(tally(*above, divisors=below))

    def one(at):
        return tally(above[at], divisors=[below[at]])

    left, right, other = one(0), one(1), one(2)
    left.merge(one(1))
    left.merge(one(2))
    right.merge(one(2))
    other.merge(one(1))
    first = one(0)
    first.merge(right)
    other.merge(one(0))
    other.merge(tally())
    assert [expected] * 3 == [told(left), told(first), told(other)]


@given(
    st.permutations([Fraction(1, prime) for prime in (10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079, 10091)])
)
def test_means_of_many_denominators_are_rounded_the_same_way(numbers):
    """Where a common denominator has more than 40 digits, mean and variance have 40 decimals, whatever the order."""
    made = Tally()
    for number in numbers * 2 + [Fraction(1, 10093), Fraction(1, 10099)]:
        made.add(array([number.numerator]), array([number.denominator]))
    everything = [*numbers * 2, Fraction(1, 10093), Fraction(1, 10099)]
    assert [Fraction(round(one * 10**40), 10**40) for one in (mean(everything), pvariance(everything))] == [
        made.mean,
        made.variance,
    ]


def test_what_is_not_asked_for_is_not_kept():
    """For the ends alone no sums are kept, and for sums no number of its own."""
    ends, sums = Tally(sums=False), Tally()
    for start in range(0, 3000, 1000):
        ends.add(np.arange(start, start + 1000), np.full(1000, 7))
        sums.add(np.arange(start, start + 1000))
    assert (0, Fraction(2999, 7)) == (len(ends.totals), ends.greatest)
    assert (1, Fraction(2999, 2)) == (len(sums.totals), sums.mean)
