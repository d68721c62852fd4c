from collections.abc import Mapping

import pytest

from perfrules.expression import NumberValue, Scope, evaluate_all, parse
from perfrules.formula import read
from perfrules.language import text
from perfrules.problems import ExpressionError


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("spend", "did you mean `spent`?"),
        ("数量数", "did you mean `数量`?"),
        ("least", "`least` is a function: write its arguments in parentheses"),
        ("doubled", "`doubled` is a function: write its arguments in parentheses"),
        ("true", "a flag is a condition by itself: write `flag` or `not flag`"),
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


def test_an_option_without_quotes_is_recognised(scope):
    """The choice beside it offers what was taken for a name."""
    _, (error,) = evaluate_all(parse("category == village"), scope)
    assert 'an option of a choice is written in quotes: "village"' == str(error.advice)


class Lazy(Mapping):
    """Names that are made when they are asked for; "bad" cannot be made."""

    def __init__(self):
        self.asked = []

    def __getitem__(self, name):
        self.asked.append(name)
        if name == "bad":
            raise ExpressionError(text("`bad` is defined by itself"), 99, "PR311")
        return {"x": NumberValue(read("x")), "y": NumberValue(read("y"))}[name]

    def __iter__(self):
        return iter(["x", "y", "bad"])

    def __len__(self):
        return 3


def test_only_what_is_read_is_asked_for():
    """Names may be made on demand; advice does not make more of them than the expression reads."""
    lazy = Lazy()
    _, errors = evaluate_all(parse("x + slip + bad + slop(1)"), Scope(names=lazy))
    assert [("PR311", 4), ("PR311", 11), ("PR312", 17)] == [(error.code, error.column) for error in errors]
    assert {"x", "slip", "bad", "slop"} == set(lazy.asked)
