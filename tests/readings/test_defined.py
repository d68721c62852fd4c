"""Tests of the reading `defined`."""

from perfrules.formula import absent, cell, choose, least, read
from perfrules.formula.node import FALSE, TRUE
from perfrules.readings.defined import Denominator, defined, zero_denominators

A, B, C, D = (read(name) for name in "abcd")


def test_nothing_can_fail_without_a_division():
    """A formula that divides by nothing, or by constants, is defined everywhere."""
    assert defined((A + 3 * B - least(A, 2)).node) is TRUE
    assert defined((A / 3).node) is TRUE
    assert defined(absent().node) is TRUE


def test_a_division_needs_its_denominator():
    """A division is defined where its denominator is not zero."""
    assert (B != 0).node is defined((A / B).node)
    assert defined((A / 0).node) is FALSE


def test_nested_denominators_come_first():
    """The denominator's own divisions are asked before the denominator itself."""
    assert ((C != 0) & (B / C != 0)).node is defined((A / (B / C)).node)


def test_a_choice_asks_only_for_the_arm_it_takes():
    """The arm that is not taken is not read."""
    assert (~(A >= 1) | (B != 0)).node is defined(choose(A >= 1, C / B, 0).node)
    assert defined(choose(B == 0, 1, A / B).node) is TRUE
    guarded = choose((B != 0) & (C >= 1), A / B / D, 0)
    assert (~((B != 0) & (C >= 1)) | (D != 0)).node is defined(guarded.node)


def test_conjunctions_are_read_lazily():
    """In `b != 0 and a / b > 1` the division is asked for only where b is not zero."""
    condition = (B != 0) & (A / B > 1)
    assert defined(condition.node) is TRUE
    condition = (D > 1) | (A / B > 1)
    assert ((D > 1) | (B != 0)).node is defined(condition.node)


def test_cells_are_entered_and_given_never_fails():
    """A division inside a cell counts; whether it is given may be asked without reaching it."""
    rate = cell("rate", A / B)
    assert (B != 0).node is defined((3 * rate).node)
    assert defined(rate.given().node) is TRUE
    assert (rate.applicable() | rate.given()).node.op == "or"


def test_zero_denominators_name_their_inputs():
    """Each denominator that may be zero is named once, with the inputs it reads."""
    total = cell("sum", B + C)
    formula = A / total + D / total + A / 7
    assert (Denominator(total.node, ("b", "c")),) == zero_denominators(formula.node)


def test_thousands_of_divisions_are_read_without_recursion():
    """A chain of thousands of choices and divisions is no deeper than one."""
    formula = A
    for number in range(3000):
        formula = choose(A == number, formula / B, 1 + formula)
    assert len(zero_denominators(formula.node)) == 1
    assert defined(formula.node) is not TRUE
