"""Splitting ranges: how often, how far, and never for ever."""

from fractions import Fraction

from perfrules.formula import read
from perfrules.formula.inputs import Input
from perfrules.proof.boxes import decided

_A = read("a")
_UNIT = Input("a", 2, Fraction(0), Fraction(1))


def _parts(claim, item, effort=64):
    return decided([item], ["a"], lambda intervals: intervals.truth(claim.node), effort)


def test_split():
    """What plain bounds tell is not split; a product of parts that depend on each other is."""
    assert _parts(_A >= 0, _UNIT) == 1
    assert 1 < _parts(_A * (1 - _A) < Fraction(1, 2), _UNIT) <= 64


def test_effort():
    """Too little effort, and what does not hold, give nothing."""
    assert _parts(_A * (1 - _A) < Fraction(27, 100), _UNIT, 2) is None
    assert _parts(_A * (1 - _A) < Fraction(1, 4), _UNIT) is None


def test_no_end():
    """A range without an end is split at twice what it begins with."""
    assert _parts((_A - 3) * (_A - 3) + 1 > 0, Input("a", 0, Fraction(0))) is not None
    assert _parts(_A < 10**30, Input("a", 0, Fraction(0))) is None
    assert _parts(_A < 10**30, Input("a", 0)) is None
