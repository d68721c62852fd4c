import pytest

from perfrules.expression import (
    ChoiceValue,
    DateValue,
    FlagValue,
    Function,
    NumberValue,
    Scope,
    Term,
    evaluate,
    parse,
    term_of,
    value_of,
)
from perfrules.formula import read
from perfrules.problems import ExpressionError


def test_a_unit_that_is_not_declared_is_not_known():
    """An empty unit is no unit that others could differ from."""
    assert NumberValue(read("x"), "").unit is None
    assert "万元" == NumberValue(read("x"), "万元").unit


def test_terms_know_their_kind():
    """The kind follows from the value."""
    kinds = [Term(read("x")), Term(read("x") > 0), Term(DateValue(read("x"))), Term(ChoiceValue(read("x"), ("a",)))]
    assert ["number", "condition", "date", "choice"] == [term.kind for term in kinds]


def test_values_and_terms_turn_into_each_other():
    """What an argument comes to can be given a name."""
    assert "h" == value_of(term_of(NumberValue(read("x"), "h"))).unit
    flag = FlagValue(read("x") == 1)
    assert flag.condition is value_of(term_of(flag)).condition
    date = DateValue(read("x"))
    assert date is value_of(term_of(date))
    with pytest.raises(ExpressionError):
        value_of(Term("x"))


def test_an_empty_scope_has_no_nodes():
    """Where no node can be read, an expression that reads one says so."""
    with pytest.raises(ExpressionError, match="cannot be read here") as caught:
        evaluate(parse("1 + marks('C1')"), Scope())
    assert ("PR322", 10) == (caught.value.code, caught.value.column)


def test_a_plugin_function_is_recognised(scope):
    """A frozen class with a name and `apply` is a function."""
    assert isinstance(scope.functions["doubled"], Function)
