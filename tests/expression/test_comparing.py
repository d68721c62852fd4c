import operator
from fractions import Fraction

import pytest

from perfrules.expression import condition, evaluate_all, parse

SIGNS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(("left", "right"), [("x", "y"), ("due", "accepted"), ("x", "category")])
def test_numbers_and_dates_compare_as_they_are(scope, compute, left, right, sign):
    """Each of the six comparisons means what it means everywhere."""
    formula = condition(parse(f"{left} {sign} {right}"), scope)
    for a, b in [(1, 2), (2, 2), (2, 1)]:
        inputs = {left: Fraction(a), right: Fraction(b if right != "category" else 3 - b)}
        assert SIGNS[sign](a, b) == compute(formula, inputs)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_date_in_quotes_may_stand_on_either_side(scope, compute, sign):
    """The day on the left is compared as it stands."""
    formula = condition(parse(f"'0001-01-02' {sign} due"), scope)
    for day in (1, 2, 3):
        assert SIGNS[sign](2, day) == compute(formula, {"due": Fraction(day)})


def test_chains_compare_neighbours(scope, compute):
    """`a <= x < b` is both comparisons."""
    formula = condition(parse("0 <= x < 3 <= y"), scope)
    assert compute(formula, {"x": Fraction(0), "y": Fraction(3)})
    assert not compute(formula, {"x": Fraction(3), "y": Fraction(3)})
    assert not compute(formula, {"x": Fraction(0), "y": Fraction(2)})


@pytest.mark.parametrize(
    ("expression", "holds_for"),
    [
        ("category == 'town'", {1}),
        ("'town' == category", {1}),
        ("category != 'town'", {0, 2}),
        ("category in ('town', 'village')", {1, 2}),
        ("category in 'town'", {1}),
        ("category not in ['town', 'village']", {0}),
        ("not category in ('town',)", {0, 2}),
    ],
)
def test_a_choice_is_compared_with_its_options(scope, compute, expression, holds_for):
    """A text stands for the option of that id."""
    formula = condition(parse(expression), scope)
    assert holds_for == {position for position in range(3) if compute(formula, {"category": Fraction(position)})}


@pytest.mark.parametrize(
    ("expression", "code", "column"),
    [
        ("category == 'citi'", "PR315", 12),
        ("category in ('city', 'twon')", "PR315", 21),
        ("'City' != category", "PR315", 0),
        ("category >= 'city'", "PR314", 0),
        ("category == kind", "PR314", 12),
    ],
)
def test_comparisons_that_never_mean_anything_are_refused(scope, expression, code, column):
    """Options that are not offered, and orders among options, are problems."""
    term, errors = evaluate_all(parse(expression), scope)
    assert term is None
    assert [(code, column)] == [(error.code, error.column) for error in errors]
    assert errors[0].advice is not None
