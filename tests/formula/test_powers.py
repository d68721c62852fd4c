"""Powers, roots, logarithms and exponentials as formulas: what is folded, what is kept, how they print."""

from fractions import Fraction

import pytest

from perfrules.formula import (
    Node,
    Quantity,
    choose,
    exp,
    geometric_mean,
    harmonic_mean,
    ln,
    log,
    number,
    power,
    read,
    sqrt,
)
from perfrules.formula.irrational import irrational, whole_exponent
from perfrules.problems import SymbolError

X, Y = read("x"), read("y")


@pytest.mark.parametrize(
    ("symbol", "text"),
    [
        (sqrt(4), "2"),
        (sqrt(2), "2 ** 0.5"),
        (power(8, Fraction(2, 3)), "4"),
        (X**1, "x"),
        (X**2, "x ** 2"),
        (X**-2, "1 / x ** 2"),
        ((X + 1) ** Fraction(1, 3), "(x + 1) ** (1/3)"),
        ((X**2) ** 3, "(x ** 2) ** 3"),
        (2 * X ** Quantity(Fraction(1, 2)), "2 * x ** 0.5"),
        (number(2) ** 10, "1024"),
        (ln(1), "0"),
        (ln(2), "ln(2)"),
        (ln(-1), "ln(-1)"),
        (log(8, 2), "3"),
        (log(X, 2), "log(x, 2)"),
        (exp(0), "1"),
        (exp(X - 1), "exp(x - 1)"),
        (geometric_mean([(X, 1), (Y, 2)]), "x ** (1/3) * y ** (2/3)"),
        (geometric_mean([(2, 1), (8, 1)]), "4"),
        (geometric_mean([(X, 1), (X, 2)]), "x"),
        (harmonic_mean([(2, 1), (4, 1)]), f"{Fraction(8, 3)}"),
    ],
)
def test_what_has_an_end_is_folded_and_all_prints(symbol, text):
    """Constants are computed where they are fractions, everything else stands as it was written."""
    assert text == repr(symbol.node)


@pytest.mark.parametrize("base", [0, 1, -2, X])
def test_a_base_is_a_constant(base):
    """There is no logarithm to base 1, to one that is not above 0, or to one that the case gives."""
    with pytest.raises(SymbolError, match="constant above 0"):
        log(X, base)


def test_whole_powers_are_products():
    """They may stand where nothing rounds; roots of them may not."""
    squares, root = X**2 + Y**-3, sqrt(X)
    rounded = root.rounded(2)

    assert whole_exponent((X**2).node) == 2
    assert whole_exponent(root.node) == whole_exponent(X.node) == 0
    assert irrational([squares.node]) == frozenset()
    assert root.node in irrational([rounded.node])
    assert rounded.node not in irrational([rounded.node])
    assert irrational([choose(root > 1, 1, 2).node]) == {root.node}


def test_equal_powers_are_one_node():
    """The base and the exponent are part of what a node is."""
    assert sqrt(X).node is (X ** Fraction(1, 2)).node
    assert log(X, 2).node is not log(X, 3).node
    assert isinstance(ln(X).node, Node)
