"""Numbers without end in every executable reading, against a plain interpreter with three hundred digits."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perfrules.formula import MODES, choose, exp, least, ln, log, most, postorder, power, read, sqrt
from perfrules.formula.inputs import Input
from perfrules.readings.exact import NOT_APPLICABLE, traced
from perfrules.readings.exact.fast import fast
from perfrules.reals import MOST_DIGITS, Real, digits_of
from perfrules.testing.checks.reference import interpret
from perfrules.testing.checks.unending import same
from perfrules.testing.drawing.writing import rules_with
from tests.readings.graphs import INPUTS, ROWS, graphs

UNCERTAIN = 8
HOLES = st.lists(st.sampled_from(["given"] * 9 + ["missing", "not_applicable"]), min_size=5, max_size=5)


def facts(row):
    """Return a row as the interpreter reads it."""
    states = {None: 1, NOT_APPLICABLE: 2}
    return {
        one.name: states[value] if value in states else Fraction(value, 10**one.places)
        for one, value in zip(INPUTS, row, strict=True)
    }


@settings(max_examples=150, deadline=None)
@given(graphs(unending=True), ROWS, HOLES)
def test_every_node_is_as_the_interpreter_has_it(graph, row, holes):
    """State and value of every node are those of the definition; what is not certain says so."""
    marks = {"given": lambda x: x, "missing": lambda _: None, "not_applicable": lambda _: NOT_APPLICABLE}
    case = tuple(marks[hole](value) for hole, value in zip(holes, row, strict=True))
    trace = traced(INPUTS, graph.roots)(case)
    nodes = list(postorder(graph.roots))
    assume(not any(trace.state(node) & UNCERTAIN for node in nodes))
    expected = interpret(graph.roots, facts(case))

    for node in nodes:
        state, value = expected[node]
        assert state == trace.state(node), node
        assert same(value, trace.value(node)), node


def _exact(unit, result):
    if isinstance(result, tuple):
        return unit * Fraction(*result)
    return unit * (digits_of(result) if isinstance(result, Real) else result)


@settings(max_examples=150, deadline=None)
@given(graphs(unending=True), ROWS)
def test_the_fast_function_gives_the_same_or_an_error(graph, row):
    """Where every output is there the fast results are those of the trace; where one is not, the function raises."""
    trace, function = traced(INPUTS, graph.roots)(row), fast(INPUTS, graph.roots)
    states = [trace.state(root) for root in graph.roots]
    try:
        actual = [_exact(unit, result) for unit, result in zip(function.units, function(row), strict=True)]
    except ArithmeticError:
        assert any(trace.state(node) for node in postorder(graph.roots))
        return
    assume(not any(state & UNCERTAIN for state in states))
    assert [0] * len(states) == states
    for root, value in zip(graph.roots, actual, strict=True):
        expected = trace.value(root)
        assert same(Fraction(expected), value), root


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(2, 7), st.integers(0, 4))
def test_constructed_ties_are_ties(mode, half, degree, places):
    """A root that is exactly a half of the last place rounds as that half does, in every mode and reading."""
    tie = Fraction(2 * half + 1, 2 * 10**places)
    x = tie**degree
    node = power(read("n") / x.denominator, Fraction(1, degree)).rounded(places, mode).node
    expected = interpret([node], {"n": Fraction(x.numerator)})[node]
    other = [Fraction(tie).limit_denominator(10**9)]

    assert [tie] == other
    trace = traced([Input("n")], [node])((x.numerator,))
    unit, found = fast([Input("n")], [node]).units[0], fast([Input("n")], [node])((x.numerator,))[0]
    assert expected == (trace.state(node), trace.value(node))
    assert expected[1] == unit * found


@pytest.mark.parametrize(("shift", "expected"), [(-1, 0), (0, 1), (1, 1)])
def test_a_comparison_sees_the_last_of_many_digits(shift, expected):
    """Numbers beside a square are told from it however many digits they share."""
    side = 10**60 + 7
    node = choose(sqrt(read("n")) >= side, 1, 0).node

    assert expected == traced([Input("n")], [node])((side * side + shift,)).value(node)
    assert (expected,) == fast([Input("n")], [node])((side * side + shift,))


def test_logarithms_of_powers_of_one_number_are_exact():
    """The logarithm of 8 to base 2 is 3, that of 8 to base 4 is 3/2, and a position between two powers is a share."""
    n = read("n")
    nodes = [log(n, 2).node, log(n, 4).node, ((ln(n) - ln(2)) / (ln(32) - ln(2))).node, exp(2 * ln(n)).node]
    trace = traced([Input("n")], nodes)((8,))

    assert [3, Fraction(3, 2), Fraction(1, 2), 64] == [trace.value(node) for node in nodes]


def test_sums_of_roots_cancel_exactly():
    """√8 − 2√2 is 0, so that no rounding is in doubt."""
    n = read("n")
    node = (sqrt(n) - 2 * sqrt(n / 4) + 3).rounded(0, "floor").node

    assert traced([Input("n")], [node])((8,)).value(node) == 3
    assert fast([Input("n")], [node])((8,)) == (3,)


def test_a_number_is_itself_however_often_it_is_computed():
    """What is computed twice is compared without a digit, in both variants; parts that are shared cost nothing more."""
    n = read("n")
    share = ln(2) / ln(n)
    shared = share
    for _ in range(40):
        shared = ln(shared * shared + shared + 2)
    nodes = [choose(share >= +share, 1, 0).node, (exp(share) - exp(ln(2) / ln(n)) + 1).rounded(0, "floor").node]
    nodes.append((shared - shared * shared / shared).rounded(0).node)

    assert [1, 1, 0] == [traced([Input("n")], nodes)((3,)).value(node) for node in nodes]
    assert (1, 1, 0) == fast([Input("n")], nodes)((3,))


def test_what_cannot_be_told_says_so():
    """A tie of a number whose form is not known is not guessed: the state says so, and the fast function raises."""
    n = read("n")
    hidden = 1 / (sqrt(n) - 1) - sqrt(n)
    node = hidden.rounded(0, "floor").node

    assert traced([Input("n")], [node])((2,)).state(node) == UNCERTAIN
    with pytest.raises(ArithmeticError):
        fast([Input("n")], [node])((2,))
    assert traced([Input("n")], [hidden.rounded(0).node])((2,)).value(hidden.rounded(0).node) == 1
    assert MOST_DIGITS == 1000


@pytest.mark.parametrize("value", [10**6, 10**9, -(10**9)])
def test_what_is_beyond_all_measure_is_no_hang(value):
    """Powers of powers and exponentials of large numbers end at once, with a state."""
    n = read("n")
    nodes = [exp(n).node, exp(exp(n * n)).node, ((n**100) ** 100).node, power((n * n) ** 100, Fraction(199, 2)).node]
    trace = traced([Input("n")], nodes)((value,))

    assert trace.state(nodes[1]) == UNCERTAIN
    assert all(trace.state(node) in (0, UNCERTAIN) for node in nodes)


def test_deep_formulas_are_no_recursion():
    """Thousands of steps inside each other are too many, and give a state."""
    x = read("n")
    for _ in range(3000):
        x = ln(exp(x) + 1)
    trace = traced([Input("n")], [x.node])((1,))

    assert trace.state(x.node) == UNCERTAIN


def test_the_least_and_greatest_are_told_apart():
    """Least and most compare what has no end."""
    n = read("n")
    nodes = [least(sqrt(n), ln(n), 2).rounded(3).node, most(sqrt(n), ln(n), n / 9).rounded(3).node]
    trace = traced([Input("n")], nodes)((7,))

    assert [Fraction("1.946"), Fraction("2.646")] == [trace.value(node) for node in nodes]


@pytest.mark.parametrize("absent", [None, NOT_APPLICABLE])
def test_what_is_absent_lets_means_of_rounded_roots_be_traced(absent):
    """Of rounded roots, one of which has no value, the mean has none; nothing raises."""
    leaf = {"full_marks": 2, "rounding": {"places": 2}}
    nodes = [
        {
            "code": name,
            "name": name,
            **leaf,
            "rubric": {"kind": "formula", "marks": f"full * sqrt({name} * {name}{name})"},
        }
        for name in "ab"
    ]
    fields = {name: {"type": "share", "places": 2} for name in ("a", "aa", "b", "bb")}
    total = {"aggregation": "mean"}
    rules = rules_with(
        {"total": total, "indicator": [nodes[0], {**nodes[1], "missing": "rescale"}], "evidence": fields}
    )
    marks = rules.program.nodes["total"].marks

    assert Fraction(1, 2) == rules.traced((100, 25, 0, 25)).value(marks)
    assert rules.traced((absent, 25, 1, 1)).state(marks)
    assert (absent is None) == (rules.traced((100, 25, absent, 1)).value(marks) == 1)
