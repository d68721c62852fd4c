"""Formulas of thousands of nodes: deep, wide, long choices; none may break Python's reader or take long."""

from fractions import Fraction
from functools import reduce
from itertools import pairwise

import pytest

from perfrules.formula import Symbol, all_of, any_of, cell, choose, least, read, total
from perfrules.formula.inputs import Input
from perfrules.readings.exact import reached, traced
from perfrules.readings.exact.fast import fast

MANY = 5000
NAMES = [f"x{i}" for i in range(MANY)]
INPUTS = [Input(name, places=1) for name in NAMES]
X = [read(name) for name in NAMES]


def chain_of_cells() -> Symbol:
    """A running sum in cells."""
    return reduce(lambda out, x: cell("running", out + x), X)


def rounded_cells() -> Symbol:
    """Thousands of rounded leaves and their sum."""
    return total(cell(f"leaf{i}", (x / 3).rounded(2)) for i, x in enumerate(X))


def nested_differences() -> Symbol:
    """x0 - (x1 - (x2 - …)), of which no part is named."""
    return reduce(lambda out, x: x - out, X)


def tiers() -> Symbol:
    """A choice of hundreds of tiers in one nest."""
    return reduce(lambda out, i: choose(X[0] >= i, Fraction(i, 2), out), range(600), X[1]).rounded(1)


def tiers_of_quotients() -> Symbol:
    """A choice of hundreds of arms that each divide by something of either sign."""
    return reduce(lambda out, i: choose(X[i] >= X[i + 1], X[i + 2] / X[i + 3], out), range(300), X[1]).rounded(1)


def least_of_all() -> Symbol:
    """The least of a thousand."""
    return least(*X[:1000])


def conditions() -> Symbol:
    """A choice on long conjunctions and disjunctions."""
    return choose(all_of(*(x >= 0 for x in X)) & any_of(*(x > 9 for x in X)), 1, 2)


def sum_of_quotients() -> Symbol:
    """A sum of quotients with denominators of their own."""
    return total(x / y for x, y in pairwise(X[:61])).rounded(2)


def product_of_sums() -> Symbol:
    """A Horner scheme, three hundred deep."""
    return reduce(lambda out, x: out * 2 + x, X[:300])


MADE = [chain_of_cells, rounded_cells, nested_differences, tiers, tiers_of_quotients, least_of_all, conditions]
MADE += [sum_of_quotients, product_of_sums]


@pytest.mark.slow
@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_large_formulas_give_the_same_in_both_variants(make):
    """However deep or wide a formula is, fast and traced functions are made and agree."""
    root = make().node
    quick, slow = fast(INPUTS, [root]), traced(INPUTS, [root])

    for row in (tuple(range(1, MANY + 1)), tuple((i * 7919) % 1009 + 1 for i in range(MANY))):
        (result,) = quick(row)
        expected = slow(row).value(root)
        assert expected == quick.units[0] * (Fraction(*result) if isinstance(result, tuple) else result)
    assert root in set(reached(slow((None,) * MANY), root))
