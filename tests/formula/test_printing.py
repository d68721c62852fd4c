"""Formulas print on one line, as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import Node, absent, cell, choose, least, number, read, total
from perfrules.formula.printing import number_text

A, B, C = read("a"), read("b"), read("c")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5))
def test_terminating_numbers_print_as_decimals(value):
    """The text of a terminating number is the number, without needless zeros."""
    text = number_text(Fraction(value))

    assert Fraction(value) == Fraction(text)
    assert "/" not in text
    assert not ("." in text and text.endswith("0"))


@given(st.fractions())
def test_every_number_can_be_read_back(value):
    """The text of any number gives the same number."""
    assert value == Fraction(number_text(value))


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (A + B * C, "a + b * c"),
        ((A + B) * C, "(a + b) * c"),
        (A - (B - C), "a - (b - c)"),
        (A / (B / C), "a / (b / c)"),
        (A / B / C, "a / b / c"),
        (number(Fraction(2, 3)) * A, "2/3 * a"),
        (least(A, B, 1), "least(a, b, 1)"),
        ((A / B).rounded(2), "round(a / b, 0.01, half_up)"),
        (choose((A >= 1) & ~(B == 0), A, 0), "choose(a >= 1 and not b == 0, a, 0)"),
        (cell("rate", A / B), "rate := a / b"),
        (cell("rate", A / B) * 3, "3 * rate"),
        (absent() + A, "missing + a"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_formulas_print_with_the_brackets_that_they_need(formula, text):
    """Brackets stand where the order of operations needs them; cells print by name, at the top with what they are."""
    assert text == repr(formula.node)


def test_truths_and_leaves_print_by_name():
    """Known truths print as such."""
    assert ["true", "false", "a"] == [repr(node) for node in (Node("true"), Node("false"), A.node)]


def test_very_long_formulas_are_cut():
    """A formula of thousands of parts prints a line that can be read in an error."""
    assert 2001 == len(repr(total(read(f"number{i}") for i in range(5000)).node))


@pytest.mark.parametrize(("above", "below"), [("1e20000", "1"), ("-1e9000", "3"), ("7e9000", "2e9001")])
def test_numbers_of_any_length_print(above, below):
    """Python's own limit on the digits of whole numbers is for texts that come from others."""
    value = Fraction(Decimal(above)) / Fraction(Decimal(below))
    above, _, below = number_text(value).partition("/")
    assert value == Fraction(Decimal(above)) / Fraction(Decimal(below or 1))
