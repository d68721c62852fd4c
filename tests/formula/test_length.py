"""How long the numbers of a formula can become."""

from fractions import Fraction

import pytest

from perfrules.formula import cell, number, read
from perfrules.formula.length import MOST_BITS, length

A, B = read("a"), read("b")


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        (A * A, A * A * A),
        (A**2, A**100),
        (A + B, A / B + B / A),
        ((A * A).rounded(2), A * A),
        (number(Fraction(1, 8)), number(Fraction(1, 10**30))),
        (number(3), number(3**1000)),
    ],
)
def test_what_is_multiplied_grows(shorter, longer):
    """Products, powers and sums of quotients are longer than their parts, and a rounding makes them short."""
    assert length(shorter.node) < length(longer.node)


def test_what_a_score_computes_is_far_below_the_limit():
    """A sum of five hundred terms, a power with the greatest exponent, and a product of a hundred marks."""
    many = [read(f"x{i}") for i in range(500)]
    whole = number(0)
    for each in many:
        whole = whole + each
    product = number(1)
    for each in many[:100]:
        product = product * each / whole.rounded(2)
    assert max(length(whole.node), length((A**100).node), length(product.node)) < MOST_BITS / 2


def test_a_chain_of_measures_is_measured_once():
    """Each reads the one before twice, so the number of paths is beyond counting."""
    value = A
    for place in range(3000):
        value = cell(f"m{place}", (value / B + value / A).rounded(4))
    assert length(value.node) > 0
