"""Open questions fall into cases by the conditions that they read."""

from perfrules.formula import choose, number, read
from perfrules.formula.inputs import Input
from perfrules.formula.node import FALSE, TRUE
from perfrules.proof.worlds import by_conditions, where
from perfrules.readings.interval import Intervals

_INPUTS = [Input(name) for name in "abc"]


def test_cases():
    """A sum of parts, one of which is always there, is above 0: one case for each that is there."""
    gone = [read(name) == 1 for name in "abc"]
    parts = sum((choose(each, 0, 2) for each in gone), number(0))
    claim = (gone[0] & gone[1] & gone[2]) | (parts > 0)
    truth = Intervals(_INPUTS).truth
    assert truth(claim.node) is None
    assert by_conditions(claim.node, truth, 20) is not None
    assert by_conditions(claim.node, truth, 2) is None
    assert by_conditions((parts > 0).node, truth, 20) is None


def test_where():
    """What is taken to hold is put in for a condition, also in a longer list of conditions."""
    one, other, third = (read(name) == 1 for name in "abc")
    assert (third.node) is where((one | third | other).node, (one | other).node, FALSE)
    assert number(5).node is where(choose(one, 5, 6).node, one.node, TRUE)
