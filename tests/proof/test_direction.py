"""Directions of formulas: sums, products, quotients, choices."""

import pytest

from perfrules.formula import choose, least, most, number, read
from perfrules.formula.inputs import Input
from perfrules.proof.direction import Directions, limits_of, reads, replaced
from perfrules.readings.interval import Bounds, Intervals

_X, _Y = read("x"), read("y")
_INTERVALS = Intervals([Input("y", at_least=1)], within={"x": Bounds(number(0).node.value, number(10).node.value)})


@pytest.mark.parametrize(
    ("formula", "direction"),
    [
        (_X + 3, 1),
        (5 - _X, -1),
        (_X * _Y, 1),
        (_X * -2, -1),
        (_X * (_X - 5), None),
        (_X / _Y, 1),
        (_Y / (_X + 1), -1),
        (_Y / (_X - 5), None),
        (least(_X, 5), 1),
        (most(5 - _X, _X), None),
        (choose(_Y > 3, _X, 2 * _X), 1),
        (choose(_X > 3, 1, 2), None),
        (choose(_X > 30, 1, _X), 1),
        (_Y * 2, 0),
    ],
)
def test_direction(formula, direction):
    """A formula follows x where every part of it does; what is not known is not claimed."""
    assert direction == Directions("x", _INTERVALS).of(formula.node)


def test_reads():
    """Only numbers count, not whether they are given."""
    assert reads((_X + 1).node, "x")
    assert not reads(choose(_X.given(), 1, 0).node, "x")


def test_limits_of():
    """The constants that x itself is compared with, in order."""
    formula = choose(_X >= 5, 1, choose(2 < _X, 3, choose(_X + 1 > 7, 1, 0)))
    assert [2, 5] == list(limits_of(formula.node, "x"))


def test_replaced():
    """A part of a formula gives way to another formula wherever it stands."""
    assert (_Y + 1).node is replaced((_X + 1).node, {_X.node: _Y.node})
