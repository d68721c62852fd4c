"""Texts that are nothing but a number."""

from fractions import Fraction

import pytest

from perfrules.expression import literal


@pytest.mark.parametrize(
    ("written", "value"),
    [("5%", Fraction(1, 20)), ("-5 %", Fraction(-1, 20)), (" 0.50 ", Fraction(1, 2)), ("-1e3", Fraction(-1000))],
)
def test_numbers_and_shares(written, value):
    """A number with its sign, or a share in percent, is its exact value."""
    assert value == literal(written)


@pytest.mark.parametrize("written", ["", "-", "1/3", "x", "5% * full", "--5", "05", "'5'", "1" * 40, "missing"])
def test_all_else(written):
    """Arithmetic, names, texts, and numbers that an expression would refuse are none."""
    assert literal(written) is None
