import pytest

from perfrules.expression import Scope, evaluate_all, parse


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("spend", "did you mean `spent`?"),
        ("数量数", "did you mean `数量`?"),
        ("least", "`least` is a function: write its arguments in parentheses"),
        ("doubled", "`doubled` is a function: write its arguments in parentheses"),
        ("true", "a flag is a condition by itself: write `flag` or `not flag`"),
        ("village", 'an option of a choice is written in quotes: "village"'),
    ],
)
def test_the_nearest_thing_is_suggested(scope, name, advice):
    """A name that is not declared says what may have been meant."""
    _, (error,) = evaluate_all(parse(f"1 + {name}"), scope)
    assert ("PR311", 4, f"the name `{name}` is not declared") == (error.code, error.column, str(error))
    assert advice == str(error.advice)


def test_records_that_are_not_declared_are_named():
    """A count of unknown records is an unknown name."""
    _, (error,) = evaluate_all(parse("log.n"), Scope())
    assert ("PR311", 0, None) == (error.code, error.column, error.advice)


def test_every_name_that_is_not_declared_is_listed(scope):
    """Two slips are two errors."""
    _, errors = evaluate_all(parse("spend / least(budgets, x) if sign else fault_log.n"), scope)
    found = [(error.code, error.column) for error in errors]
    assert [("PR311", 0), ("PR311", 14), ("PR311", 29), ("PR316", 49)] == found
