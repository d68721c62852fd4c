"""Properties of the reading `interval` on random formulas, ranges and rows; and of `defined`."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import MODES, Node, Rounding, absent, build, number, postorder
from perfrules.formula.inputs import Input
from perfrules.readings.defined import defined
from perfrules.readings.interval import Intervals
from tests.readings.evaluating import UNDEFINED, evaluate

NAMES = ("a", "b", "c", "d")
SMALL = st.fractions(-4, 4, max_denominator=3)


@st.composite
def declared_inputs(draw):
    """Inputs with ranges of all sorts, and perhaps a part of another."""
    out = []
    for place, name in enumerate(NAMES):
        low = draw(st.sampled_from([None, -2, 0, 0, 1]))
        high = draw(st.sampled_from([None, None, 2, 5]))
        ends = {
            ("above" if draw(st.booleans()) else "at_least"): low,
            ("below" if draw(st.booleans()) else "at_most"): high,
        }
        ends = {key: None if value is None else Fraction(value) for key, value in ends.items()}
        part_of = draw(st.sampled_from([None, *NAMES[:place]])) if place else None
        out.append(Input(name, draw(st.sampled_from([0, 0, 1])), part_of=part_of, **ends))
    return out


@st.composite
def formulas(draw, size=14):
    """A random formula over the inputs: every operation, shared parts, absent values."""
    numbers = [Node("input", (), name) for name in NAMES] + [number(k).node for k in (0, 1)] + [absent().node]
    truths = []
    for step in range(draw(st.integers(1, size))):
        pick, test = st.sampled_from(numbers[-8:] + numbers[:4]), st.sampled_from(truths[-4:] or [None])
        a, b = draw(pick), draw(pick)
        kind = draw(st.sampled_from(_KINDS))
        if kind in ("at_least", "above", "equal"):
            truths.append(build.compare(kind, a, b if draw(st.booleans()) else number(draw(SMALL)).node))
        elif kind in ("and", "or", "not"):
            one, other = draw(test), draw(test)
            if one is not None and other is not None:
                truths.append(build.negate(one) if kind == "not" else build.both(kind, (one, other)))
        elif kind == "given":
            truths.append(build.state("given", a))
        elif kind == "choose":
            one = draw(test)
            if one is not None:
                numbers.append(build.choose(one, a, b))
        else:
            numbers.append(_number(draw, kind, a, b, step))
    return numbers[-1]


_KINDS = (
    *("add", "subtract", "multiply", "divide", "divide", "least", "most", "scale", "shift", "round", "cell"),
    *("at_least", "above", "equal", "and", "or", "not", "given", "choose", "choose", "choose"),
    *("unending", "unending"),
)
EXPONENTS = st.sampled_from([Fraction(text) for text in ("1/2", "1/3", "2", "3", "-1", "-1/2", "2/3", "0")])


def _number(draw, kind, a, b, step):
    if kind == "unending":
        what = draw(st.sampled_from(["log", "exp", "power", "power"]))
        return build.power(a, number(draw(EXPONENTS)).node) if what == "power" else getattr(build, what)(a)
    if kind in ("least", "most"):
        return build.extreme(kind, (a, b))
    if kind in ("scale", "shift"):
        return (build.multiply if kind == "scale" else build.add)(a, number(draw(SMALL)).node)
    if kind == "round":
        return build.rounded(
            a, Rounding(draw(st.sampled_from([Fraction(1), Fraction(1, 2)])), draw(st.sampled_from(MODES)))
        )
    if kind == "cell":
        return Node("cell", (a,), f"cell {step}")
    return getattr(build, kind)(a, b)


@st.composite
def rows(draw, inputs):
    """A row within the declared ranges and relations; some values missing."""
    row = {}
    for item in inputs:
        step = Fraction(1, 10**item.places)
        low = (
            -3
            if item.at_least is None and item.above is None
            else (item.at_least if item.above is None else item.above)
        )
        high = (
            low + 6
            if item.at_most is None and item.below is None
            else (item.at_most if item.below is None else item.below)
        )
        units = st.integers(int(low / step), int(high / step))
        value = draw(units) * step
        wholes = [row[name] for name in _wholes(item, inputs) if row[name] is not None]
        if wholes and value > min(wholes):
            value = min(wholes) // step * step
            value = value if low <= value else None
        if value in (item.above, item.below):
            value = None
        row[item.name] = value if draw(st.integers(0, 9)) else None
    return row


def _wholes(item, inputs):
    by_name = {one.name: one for one in inputs}
    out = []
    while item.part_of:
        out.append(item.part_of)
        item = by_name[item.part_of]
    return out


@given(st.data())
def test_values_lie_within_their_bounds(data):
    """Whatever the formula, the ranges and the row: a value lies within the bounds, a truth likewise."""
    inputs = data.draw(declared_inputs())
    root = data.draw(formulas())
    row = data.draw(rows(inputs))
    intervals, values = Intervals(inputs), evaluate(root, row)
    for node in postorder([root]):
        if values.state(node) == 0:
            assert intervals.bounds(node).contains(Fraction(values.value(node))), (node, row, intervals.bounds(node))


@given(st.data())
def test_values_lie_within_what_is_still_possible(data):
    """With some inputs known, given or absent, a value lies within the bounds of what is still possible."""
    inputs = data.draw(declared_inputs())
    root = data.draw(formulas())
    row = data.draw(rows(inputs))
    known = {name: row[name] for name in data.draw(st.sets(st.sampled_from(NAMES)))}
    intervals, values = Intervals(inputs, known), evaluate(root, row)
    for node in postorder([root]):
        if values.state(node) == 0:
            assert intervals.bounds(node).contains(Fraction(values.value(node))), (node, row, intervals.bounds(node))


@given(st.data())
def test_defined_says_where_a_division_by_zero_is_reached(data):
    """Where all inputs are given, nothing is undefined where the condition is true, and there is no value where not."""
    root = data.draw(formulas())
    row = {name: data.draw(st.integers(-2, 2)) for name in NAMES}
    condition, state = evaluate(defined(root), row), evaluate(root, row).state(root)
    if condition.value(defined(root)):
        assert not state & UNDEFINED
    elif condition.state(defined(root)) == 0:
        assert state


@st.composite
def ratios(draw):
    """A ratio of sums with shared parts, some of which count only under a condition."""
    inputs = [Node("input", (), name) for name in NAMES]
    one = st.sampled_from([*inputs, number(1).node, number(2).node])
    parts = []
    for step in range(draw(st.integers(1, 4))):
        a, b = draw(one), draw(st.sampled_from(inputs))
        form = draw(st.sampled_from(["plain", "least", "most", "optional", "optional", "cell", "ratio"]))
        test = build.compare(draw(st.sampled_from(["at_least", "above", "equal"])), b, draw(one))
        made = {
            "plain": a,
            "least": build.extreme("least", (a, b)),
            "most": build.extreme("most", (a, b)),
            "optional": build.choose(test, a, build.ZERO) if draw(st.booleans()) else build.choose(test, build.ZERO, a),
            "cell": Node("cell", (build.extreme("least", (a, b)),), f"cell {step}"),
            "ratio": build.divide(a, b),
        }
        parts.append(made[form])
    above, below = (
        build.add(*(build.multiply(number(draw(SMALL)).node, part) for part in parts), number(draw(SMALL)).node)
        for _ in range(2)
    )
    ratio = build.divide(above, below)
    threshold = number(draw(SMALL)).node
    test = build.compare(draw(st.sampled_from(["at_least", "above", "equal"])), ratio, threshold)
    return draw(
        st.sampled_from(
            [
                ratio,
                build.choose(test, ratio, build.ZERO),
                build.choose(test, build.divide(draw(one), below), build.multiply(ratio, ratio)),
                build.divide(build.multiply(above, draw(one)), below),
                build.divide(build.extreme("least", (above, draw(one))), below),
                build.divide(above, build.choose(test, below, draw(one))),
                build.add(ratio, build.divide(draw(one), below), number(1).node),
                build.choose(build.compare("at_least", above, below), draw(one), ratio),
            ]
        )
    )


@given(st.data())
def test_ratios_lie_within_their_bounds(data):
    """Ratios of sums that share parts, in and out of choices on them, lie within their bounds."""
    inputs = data.draw(declared_inputs())
    root = data.draw(ratios())
    row = data.draw(rows(inputs))
    intervals, values = Intervals(inputs), evaluate(root, row)
    for node in postorder([root]):
        if values.state(node) == 0:
            assert intervals.bounds(node).contains(Fraction(values.value(node))), (node, row, intervals.bounds(node))
