"""Whatever is proved holds for every row, tried one by one; directions are those of the numbers."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import choose, least, most, number, read
from perfrules.formula.inputs import Input
from perfrules.proof.boxes import decided
from perfrules.proof.direction import Directions
from perfrules.proof.worlds import by_conditions
from perfrules.readings.exact import traced
from perfrules.readings.interval import Intervals

_INPUTS = (
    Input("a", 0, number(-2).node.value, number(3).node.value),
    Input("b", 0, number(0).node.value, number(4).node.value, part_of="c"),
    Input("c", 0, number(1).node.value, number(4).node.value),
)
_ROWS = [row for row in product(range(-2, 4), range(5), range(1, 5)) if row[1] <= row[2]]
_LEAVES = st.sampled_from([read("a"), read("b"), read("c"), *map(number, range(-2, 3))])


def _joined(parts):
    one, other = parts, parts
    return st.one_of(
        st.tuples(one, other).map(lambda pair: pair[0] + pair[1]),
        st.tuples(one, other).map(lambda pair: pair[0] - pair[1]),
        st.tuples(one, other).map(lambda pair: pair[0] * pair[1]),
        st.tuples(one, other).map(lambda pair: pair[0] / (pair[1] * pair[1] + 1)),
        st.tuples(one, other).map(lambda pair: least(*pair)),
        st.tuples(one, other).map(lambda pair: most(*pair)),
        st.tuples(one, other, one).map(lambda three: choose(three[0] >= three[1], three[2], three[0])),
    )


_FORMULAS = st.recursive(_LEAVES, _joined, max_leaves=6)


@given(_FORMULAS, st.integers(-3, 12))
def test_what_is_proved_holds(formula, limit):
    """A claim that splitting or cases of conditions prove is true of every row."""
    claim = (number(limit) >= formula).node
    parts = decided(_INPUTS, ["a", "b", "c"], lambda intervals: intervals.truth(claim), 24)
    worlds = by_conditions(claim, Intervals(_INPUTS).truth, 24)
    if parts is not None or worlds is not None:
        trace = traced(_INPUTS, [claim])
        assert all(trace(row).holds(claim) for row in _ROWS)


@given(_FORMULAS)
def test_directions_hold(formula):
    """A formula that is said never to fall, or never to rise, with a number does so on every line of rows."""
    direction = Directions("a", Intervals(_INPUTS)).of(formula.node)
    if direction is None:
        return
    trace = traced(_INPUTS, [formula.node])
    for b, c in {row[1:] for row in _ROWS}:
        line = [trace((a, b, c)).number(formula.node) for a in range(-2, 4)]
        assert all((other - one) * direction >= 0 and (direction or one == other) for one, other in pairwise(line))
