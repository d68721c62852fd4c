"""Roots, powers, logarithms and exponentials in the reading `notation`."""

from fractions import Fraction

import pytest

from perfrules.formula import cell, exp, ln, log, power, read, sqrt
from perfrules.formula.inputs import Input
from perfrules.readings.exact import traced
from perfrules.readings.notation import Wording, mathematical, sentence

SPENT, BUDGET = read("spent"), read("budget")
NAMES = {"spent": "实际支出", "budget": "预算金额"}


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        (sqrt(SPENT), "√实际支出"),
        (sqrt(SPENT + 1) * 2, "2 × √(实际支出 + 1)"),
        (power(SPENT * BUDGET, Fraction(1, 3)), "(实际支出 × 预算金额)^(1/3)"),
        (power(sqrt(SPENT), 3), "(√实际支出)^3"),
        (-power(SPENT, 2), "−实际支出^2"),
        (ln(SPENT / BUDGET), "ln(实际支出 ÷ 预算金额)"),
        (log(SPENT, 10) / 2, "log_10(实际支出) ÷ 2"),
        (exp(-SPENT), "e^(−实际支出)"),
        (exp(exp(SPENT)), "e^(e^实际支出)"),
    ],
)
def test_powers_and_logarithms_are_written_as_people_do(symbol, expected):
    """Roots have their sign, exponents stand behind ^, and brackets stand where they are needed."""
    assert expected == mathematical(symbol.node, Wording("zh", NAMES))


def test_first_digits_stand_behind_their_own_sign():
    """What a number without end is rounded to is no equality."""
    node = sqrt(SPENT).rounded(2).node
    trace = traced([Input("spent")], [node])((19,))

    assert "√19 ≈ 4.36" == mathematical(node, Wording("zh", NAMES), trace)
    assert "√19 ≈ 4.3588…" == mathematical(node.args[0], Wording("en", NAMES), trace)


def test_sentences_have_the_same_signs():
    """In both languages a root is a root."""
    node = cell("A", sqrt(SPENT).rounded(2)).node

    assert "√实际支出" in sentence(node, Wording("zh", {**NAMES, "A": "得分"}))
    assert "√spent" in sentence(node)
