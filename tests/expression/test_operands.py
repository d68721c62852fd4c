from datetime import date
from fractions import Fraction

import pytest

from perfrules.expression import Term, evaluate, evaluate_all, number, parse
from perfrules.expression.operands import as_date
from perfrules.formula import read
from perfrules.problems import ExpressionError


def test_a_choice_stands_for_the_number_of_its_option(scope, compute):
    """In arithmetic a choice is the value that its option declares."""
    formula = number(parse("category * 10"), scope).value
    for position, worth in enumerate((30, 20, 10)):
        assert worth == compute(formula, {"category": Fraction(position)})


def test_a_date_in_quotes_is_a_day(scope, compute):
    """Texts beside a comparison with a date are days of the calendar."""
    day = Fraction(date(2017, 12, 31).toordinal())
    formula = evaluate(parse("due <= '2017-12-31'"), scope).value
    assert compute(formula, {"due": day})
    assert not compute(formula, {"due": day + 1})


@pytest.mark.parametrize("written", ["2017-02-30", "2017-2-3", "20170203", "2017-W01-1", "05/06/2017", "soon", ""])
def test_other_texts_are_no_dates(scope, written):
    """Only year-month-day is a date, and only where the calendar has it."""
    _, errors = evaluate_all(parse(f"due == '{written}'"), scope)
    assert [("PR319", 7)] == [(error.code, error.column) for error in errors]


@pytest.mark.parametrize(
    ("expression", "column", "message"),
    [
        ("signed + 1", 0, "`signed` is a condition; a number is expected"),
        ("1 + (x > 2)", 5, "`x > 2` is a condition; a number is expected"),
        ("kind * 2", 0, "`kind` is a choice; a number is expected"),
        ("2 * due", 4, "`due` is a date; a number is expected"),
        ("satisfaction / 2", 0, "`satisfaction` is a survey; a number is expected"),
        ("fault_log / 2", 0, "`fault_log` is records; a number is expected"),
        ("ratio + 1", 0, "`ratio` is a measure with arguments; a number is expected"),
        ("not x", 4, "`x` is a number; a condition is expected"),
        ("signed and category", 11, "`category` is a choice; a condition is expected"),
        ("1 if x else 2", 5, "`x` is a number; a condition is expected"),
        ("x.faults", 0, "`x` is a number; records is expected"),
        ("signed.y", 0, "`signed` is a condition; records is expected"),
        ("x in ('a',)", 0, "`x` is a number; a choice is expected"),
        ("x == 'a'", 0, "`x` is a number; a choice is expected"),
        ("'a' == 'b'", 7, "`'b'` is a text; a choice is expected"),
        ("due > 3", 0, "`due` is a date; a number is expected"),
        ("signed == signed", 0, "`signed` is a condition; a number is expected"),
        ("due - due - due", 0, "`due` is a date; a number is expected"),
        ("x if signed else due", 17, "`due` is a date; a number is expected"),
    ],
)
def test_values_of_the_wrong_kind_are_refused_at_their_place(scope, expression, column, message):
    """What stands there, what it is and what was expected is said, with advice."""
    _, (error,) = evaluate_all(parse(expression), scope)
    assert ("PR314", column, message) == (error.code, error.column, str(error))
    assert error.advice is not None


def test_a_number_is_no_day():
    """Only dates and their texts are days."""
    with pytest.raises(ExpressionError, match="`x` is a number; a date is expected"):
        as_date(Term(read("x")), "x", 0)
