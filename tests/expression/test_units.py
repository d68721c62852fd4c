import pytest

from perfrules.expression import evaluate, evaluate_all, parse


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("spent", "万元"),
        ("spent + budget", "万元"),
        ("spent - 3", "万元"),
        ("3 + spent", "万元"),
        ("-spent", "万元"),
        ("spent / budget", "1"),
        ("spent / budget + timely", "%"),
        ("1 - spent / budget", "1"),
        ("timely / timely", "1"),
        ("spent / repair_hours", None),
        ("spent * 2", None),
        ("spent * budget", None),
        ("x + 1", None),
        ("x + spent", "万元"),
        ("spent / repair_hours * repair_hours + budget", "万元"),
        ("least(spent, budget, 5)", "万元"),
        ("mean(5, x, spent)", "万元"),
        ("abs(timely)", "%"),
        ("spent if signed else budget", "万元"),
        ("rate('C1')", "1"),
        ("marks('C1')", None),
        ("survey_rate(satisfaction)", "1"),
    ],
)
def test_units_follow_from_the_arithmetic(scope, expression, unit):
    """Sums keep their unit, quotients of equal units are bare shares, and all else is not known."""
    assert unit == evaluate(parse(expression), scope).unit


@pytest.mark.parametrize(
    ("expression", "column"),
    [
        ("spent + repair_hours", 8),
        ("spent > repair_hours", 8),
        ("1 < spent < timely", 12),
        ("spent / budget - budget", 17),
        ("least(spent, 1, repair_hours)", 16),
        ("clamp(spent, 0, repair_hours)", 16),
        ("spent if signed else repair_hours", 21),
        ("spent + x + repair_hours", 12),
        ("timely + spent", 9),
    ],
)
def test_units_that_differ_do_not_go_together(scope, expression, column):
    """Declared units that differ are a problem at the second quantity."""
    term, errors = evaluate_all(parse(expression), scope)
    assert term is None
    assert [("PR317", column)] == [(error.code, error.column) for error in errors]
