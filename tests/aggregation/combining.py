"""Children with numbers in place of symbols, and what an aggregation gives of them."""

from fractions import Fraction

from perfrules.aggregation import Child
from perfrules.formula import Condition, absent, number, read
from perfrules.formula.node import TRUE
from perfrules.testing.checks.reference import interpret

INPUTS = {"in": Fraction(1), "out": Fraction(0)}


def child(marks, full=10, weight=1, *, part=None):
    """Return a child; it takes part always, or as the input *part* ("in" or "out") says. None as marks is absent."""
    condition = Condition(TRUE) if part is None else read(part) == 1
    return Child(absent() if marks is None else number(marks), number(full), number(weight), condition)


def value(symbol):
    """Return the number of *symbol*, or its state in brackets where it has none."""
    state, exact = interpret([symbol.node], INPUTS)[symbol.node]
    return exact if state == 0 else [state]
