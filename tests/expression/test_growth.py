"""Powers, roots, logarithms and means in expressions."""

from fractions import Fraction

import pytest

from perfrules.expression import evaluate, evaluate_all, parse, parse_all
from perfrules.formula import ln, sqrt
from perfrules.formula.inputs import Input
from perfrules.language import text
from perfrules.readings.exact import traced


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("x ** 2", 4),
        ("-x ** 2", -4),
        ("y ** (1 / 3)", 2),
        ("y ** -1", Fraction(1, 8)),
        ("2 * y ** 2 / 4", 32),
        ("2 ** 3 ** 2", 512),
        ("(y * 2) ** 0.5", 4),
        ("x ** 0", 1),
        ("sqrt(y * 2)", 4),
        ("sqrt(y) * sqrt(2)", 4),
        ("ln(y) / ln(2)", 3),
        ("ln(y) / ln(4)", Fraction(3, 2)),
        ("exp(ln(y) / 3)", 2),
        ("exp(0)", 1),
        ("geometric_mean(y, 2)", 4),
        ("geometric_mean(y, 0)", 0),
        ("geometric_mean(x)", -2),
        ("harmonic_mean(y, 2, 8)", 4),
        ("harmonic_mean(y, 0)", 0),
    ],
)
def test_what_has_an_end_is_exact(scope, expression, result):
    """Roots of powers and logarithms of powers are the numbers that they are."""
    node = evaluate(parse(expression), scope).value.node

    assert result == traced([Input("x"), Input("y")], [node])((-2, 8)).value(node)


@pytest.mark.parametrize(
    ("expression", "column"),
    [("2 ** y", 5), ("y ** 101", 5), ("y ** (x - x)", 6)],
)
def test_what_is_no_constant_is_told_at_its_place(scope, expression, column):
    """Exponents that the case gives, or beyond all use, are problems."""
    tree, _ = parse_all(expression)
    _, errors = evaluate_all(tree, scope, wanted="number")

    assert [("PR325", column)] == [(error.code, error.column) for error in errors]
    assert errors[0].advice is not None
    assert errors[0].text != text("")


def test_a_parameter_may_be_an_exponent(scope):
    """Constant expressions and names of constants are exponents."""
    assert evaluate(parse("(y * 2) ** (1 / 2)"), scope).value.node is sqrt(evaluate(parse("2 * y"), scope).value).node
    assert evaluate(parse("ln(y)"), scope).value.node is ln(evaluate(parse("y"), scope).value).node


def test_units_of_shares_stay_and_of_all_else_are_unknown(scope):
    """The mean of amounts is an amount; what a power of an amount is in, nobody says."""
    assert evaluate(parse("geometric_mean(spent, budget)"), scope).unit == evaluate(parse("spent"), scope).unit
    assert evaluate(parse("spent ** 2"), scope).unit is None
    assert evaluate(parse("(spent / budget) ** 0.5"), scope).unit == "1"
    _, errors = evaluate_all(parse("harmonic_mean(spent, repair_hours)"), scope)
    assert ["PR317"] == [error.code for error in errors]


@pytest.mark.parametrize(
    "expression", ["((x ** 100) ** 100) ** 100", "1 + (x ** 100) ** 99", "((10 ** 99) ** 99) ** 9"]
)
def test_what_grows_beyond_all_use_is_refused(scope, expression):
    """Before anything of it is computed, and once, at the part that is too long."""
    tree, _ = parse_all(expression)
    _, errors = evaluate_all(tree, scope, wanted="number")
    assert ["PR326"] == [error.code for error in errors]
