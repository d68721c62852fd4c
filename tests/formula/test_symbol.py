"""Symbols compute, and say what cannot be done with them."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.formula import Quantity, absent, all_of, cell, choose, least, most, number, read
from perfrules.problems import SymbolError

X, Y = read("x"), read("y")
POSITIVE = X > 0

REFUSED = {
    "if": lambda: 1 if X else 2,
    "if on a comparison": lambda: 1 if X > Y else 2,
    "not": lambda: not POSITIVE,
    "and": lambda: POSITIVE and Y,
    "or": lambda: POSITIVE or Y,
    "chained comparison": lambda: 0 <= X <= 1,
    "min": lambda: min(X, Y),
    "max": lambda: max(X, 1),
    "sorted": lambda: sorted([X, Y]),
    "int": lambda: int(X),
    "float": lambda: float(X),
    "math.floor": lambda: math.floor(X),
    "math.ceil": lambda: math.ceil(X),
    "math.trunc": lambda: math.trunc(X),
    "round": lambda: round(X, 2),
    "range": lambda: range(X),
    "index": lambda: [1, 2][X],
    "loop": lambda: list(X),
    "floor division": lambda: X // 2,
    "remainder": lambda: X % 2,
    "power that is no constant": lambda: X**X,
    "power beyond all use": lambda: X**1000,
    "power of a number": lambda: 2**X,
    "in": lambda: X in [Y, X + 1],
    "set": lambda: {X},
    "key": lambda: {POSITIVE: 1},
    "equal conditions": lambda: POSITIVE == POSITIVE,  # noqa: PLR0124
    "arithmetic on a condition": lambda: X + POSITIVE,
    "binary float": lambda: X + 0.5,
    "binary float as a step": lambda: X.rounded(to=0.1),
    "truth as a number": lambda: X * True,
    "text": lambda: X + "1",
    "no condition": lambda: choose(1, X, Y),
    "reason": lambda: absent("forgotten"),
}


@pytest.mark.parametrize("attempt", REFUSED.values(), ids=REFUSED.keys())
def test_what_needs_a_number_is_refused(attempt):
    """Whatever would need the value of a symbol, or a binary float, raises SymbolError."""
    with pytest.raises(SymbolError):
        attempt()


def test_the_error_says_what_to_write():
    """The message names choose, least and most."""
    with pytest.raises(SymbolError, match=r"choose\(condition, a, b\).*least\(\) and most\(\)"):
        bool(X)
    with pytest.raises(TypeError):
        bool(X)


def test_powers_say_what_to_write():
    """An exponent that is no constant has another way of being written."""
    with pytest.raises(SymbolError, match=r"the exponent of `\*\*` is a constant: write exp\(y \* ln\(x\)\)"):
        X**X


def test_numbers_of_every_exact_kind_are_taken():
    """Whole numbers, decimals, fractions and quantities are the same numbers, on either side."""
    half = (Decimal("0.5"), Fraction(1, 2), Quantity(Fraction(1, 2)), Quantity(Decimal("0.50")))

    for operation in (
        lambda q: X + q, lambda q: q + X, lambda q: X - q, lambda q: q - X, lambda q: X * q, lambda q: q * X,
        lambda q: X / q, lambda q: q / X, lambda q: X >= q, lambda q: X > q, lambda q: X <= q, lambda q: X < q,
    ):  # fmt: skip
        assert 1 == len({operation(q).node for q in half})


def test_a_written_expression_has_no_value_by_itself():
    """A quantity that is an expression says that it needs its definition."""
    with pytest.raises(SymbolError, match="outside its definition"):
        X + Quantity("spent / budget")


def test_comparisons_turn_round():
    """`<=` and `<` are `>=` and `>` from the other side, `!=` is not `==`."""
    assert (X <= Y).node is (Y >= X).node
    assert (X < Y).node is (Y > X).node
    assert (X != Y).node is (~(X == Y)).node


def test_reasons_of_choices_are_kept_beside_the_formula():
    """The labels of choices travel with symbols through arithmetic; equal choices are one node all the same."""
    named = choose(POSITIVE, X, Y, why="the better one")
    other = choose(Y > 1, 1, 2, why="enough")
    both = cell("both", least(named, most(other, 3)) + 1)

    assert named.node is choose(POSITIVE, X, Y).node
    assert {named.node: "the better one", other.node: "enough"} == dict(both.labels)
    assert dict(both.labels) == dict(all_of(both > 1, POSITIVE).labels)
    assert {} == dict(choose(number(1) > 0, X, Y, why="known").labels)
