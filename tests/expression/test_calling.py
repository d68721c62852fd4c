import pytest

from perfrules.expression import MeasureValue, Scope, evaluate, evaluate_all, parse
from perfrules.language import text
from perfrules.problems import ExpressionError


def refused(expression, scope):
    """Return the first error of *expression*."""
    term, errors = evaluate_all(parse(expression), scope)
    assert term is None
    return errors[0]


@pytest.mark.parametrize("name", ["open", "eval", "__import__", "getattr", "min", "len", "spend", "print"])
def test_nothing_but_the_language_can_be_called(scope, name):
    """Python's own functions do not exist; what is near is suggested."""
    error = refused(f"{name}(x)", scope)
    assert ("PR312", 0) == (error.code, error.column)
    assert error.advice is not None


def test_numbers_take_no_arguments(scope):
    """A name that is no measure with arguments cannot be called."""
    error = refused("1 + spent(1)", scope)
    assert ("PR312", 4, "`spent` takes no arguments") == (error.code, error.column, str(error))


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("ratio(x)", "ratio(part, whole)"),
        ("ratio(x, x, x)", "ratio(part, whole)"),
        ("doubled()", "doubled(x)"),
        ("broken(x, x, x)", "broken(x, y)"),
        ("clamp(x)", "clamp(x, low, high)"),
    ],
)
def test_the_number_of_arguments_is_checked(scope, expression, written):
    """Measures, functions of plugins and built-in ones show how they are called."""
    error = refused(expression, scope)
    assert ("PR313", 0) == (error.code, error.column)
    assert f"`{written}`" in str(error.advice)


def test_a_failing_function_is_a_problem_of_its_plugin(scope):
    """What a plugin's function raises, or gives instead of a number, never reaches the user as a traceback."""
    error = refused("1 + broken(x)", scope)
    assert ("PR320", 4) == (error.code, error.column)
    assert "choose(condition" in str(error)
    error = refused("wordy(x, x)", scope)
    assert "the function `wordy` gave str, not a number" == str(error)


def test_arguments_of_functions_are_numbers(scope):
    """A condition is no number for a plugin either."""
    assert ("PR314", 8) == ((error := refused("doubled(signed)", scope)).code, error.column)


def test_errors_of_nodes_and_measures_stand_at_the_call():
    """An error from another text is moved to the place that asked for it."""

    def fail(*_):
        raise ExpressionError(text("there is no node `{code}`", code="C9"), 77, "PR322")

    scope = Scope(names={"m": MeasureValue(("x",), fail)}, node=fail)
    _, errors = evaluate_all(parse("1 + marks('C9') + m(1)"), scope)
    assert [("PR322", 10), ("PR322", 18)] == [(error.code, error.column) for error in errors]


def test_measures_take_values_of_every_kind(scope):
    """The arguments of a measure are handed on as they are."""
    seen = []

    def body(terms):
        seen.extend(term.kind for term in terms)
        return terms[0]

    wider = Scope(names={**scope.names, "m": MeasureValue(("a", "b", "c", "d"), body)})
    evaluate(parse("m(x, signed, due, satisfaction)"), wider)
    assert ["number", "condition", "date", "survey"] == seen


def test_a_function_may_give_a_condition_or_a_plain_number(scope):
    """What a function computes is what its call comes to."""

    class Above:
        name = "above"

        def apply(self, x, y):
            return x > y

    class Dozen:
        name = "dozen"

        def apply(self):
            return 12

    wider = Scope(names=scope.names, functions={"above": Above(), "dozen": Dozen()})
    assert "condition" == evaluate(parse("above(x, dozen())"), wider).kind
