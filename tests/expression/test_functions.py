from fractions import Fraction

import pytest

from perfrules.expression import FUNCTIONS, RESERVED, evaluate, evaluate_all, is_identifier, parse

INPUTS = {
    "x": Fraction(-7, 2),
    "y": Fraction(2),
    "q/very": Fraction(30),
    "q/fairly": Fraction(10),
    "h/often": Fraction(1),
    "h/never": Fraction(3),
}


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("least(x, y, 1)", Fraction(-7, 2)),
        ("most(x, y, 1)", Fraction(2)),
        ("least(y)", Fraction(2)),
        ("abs(x)", Fraction(7, 2)),
        ("clamp(x, 0, 1)", Fraction(0)),
        ("clamp(y, 0, 1)", Fraction(1)),
        ("clamp(0.5, 0, y)", Fraction(1, 2)),
        ("floor(x)", Fraction(-4)),
        ("sum(x, y, 1)", Fraction(-1, 2)),
        ("mean(x, y)", Fraction(-3, 4)),
        ("product(x, y, 2)", Fraction(-14)),
        ("survey_rate(satisfaction)", Fraction(35, 40)),
        ("share(satisfaction, 'very')", Fraction(3, 4)),
        ("share(satisfaction, 'very', 'fairly', 'very')", Fraction(1)),
        ("valid(satisfaction)", Fraction(40)),
        ('share(habits, "often")', Fraction(1, 4)),
        ("doubled(x)", Fraction(-7)),
        ("ratio(x, y)", Fraction(-7, 4)),
    ],
)
def test_functions_give_what_their_meaning_says(scope, compute, expression, result):
    """Every function is ordinary exact arithmetic."""
    assert result == compute(evaluate(parse(expression), scope).value, INPUTS)


@pytest.mark.parametrize(
    ("expression", "inputs"),
    [
        ("present(x)", {"x"}),
        ("present(signed)", {"signed"}),
        ("present(category)", {"category"}),
        ("present(due)", {"due"}),
        ("present(satisfaction)", {"q/very", "q/fairly"}),
        ("present(fault_log)", {"fault_log/faults", "fault_log/in_time"}),
        ("present(fault_log.faults)", {"fault_log/faults"}),
        ("present(x > 1 and signed)", {"x", "signed"}),
    ],
)
def test_present_asks_for_every_part(scope, compute, expression, inputs):
    """A value is present when everything that it is made of is there."""
    condition = evaluate(parse(expression), scope).value
    assert compute(condition, dict.fromkeys(inputs, Fraction(1)))
    for name in inputs:
        assert not compute(condition, dict.fromkeys(inputs - {name}, Fraction(1)))


@pytest.mark.parametrize(
    ("expression", "code", "column"),
    [
        ("survey_rate(habits)", "PR321", 12),
        ("survey_rate(x)", "PR314", 12),
        ("valid(x)", "PR314", 6),
        ("share(habits, 'sometimes')", "PR316", 14),
        ("share(habits, x)", "PR316", 14),
        ("share(x, 'often')", "PR314", 6),
        ("share(habits)", "PR313", 0),
        ("least(signed, 1)", "PR314", 6),
        ("sum(satisfaction)", "PR314", 4),
        ("mean()", "PR313", 0),
        ("product(kind)", "PR314", 8),
        ("floor(x, y)", "PR313", 0),
        ("present(ratio)", "PR314", 8),
    ],
)
def test_arguments_that_do_not_fit_are_refused(scope, expression, code, column):
    """Wrong arguments are problems at their own column."""
    term, errors = evaluate_all(parse(expression), scope)
    assert term is None
    assert [(code, column)] == [(error.code, error.column) for error in errors]
    assert errors[0].advice is not None


def test_functions_say_how_they_are_called():
    """The signature begins with the name, and no name of a function can be declared twice."""
    for name, function in FUNCTIONS.items():
        assert function.signature.startswith(f"{name}(")
        assert str(function.meaning)
    assert {"marks", "exact", "rate", "ln", "least"} <= RESERVED
    assert all(map(is_identifier, RESERVED))
