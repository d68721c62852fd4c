"""Tracing: every node's state and value, whatever is absent."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from perfrules.formula import cell, choose, postorder, read
from perfrules.formula.inputs import Input
from perfrules.readings.exact import NOT_APPLICABLE, reached, traced
from perfrules.testing.checks.reference import interpret
from tests.readings.graphs import INPUTS, ROWS, graphs

HOLES = st.lists(st.sampled_from(["given", "given", "given", "missing", "not_applicable"]), min_size=5, max_size=5)


def facts(row):
    """Return a row as the interpreter reads it."""
    states = {None: 1, NOT_APPLICABLE: 2}
    return {
        declared.name: states[value] if value in states else Fraction(value, 10**declared.places)
        for declared, value in zip(INPUTS, row, strict=True)
    }


@settings(max_examples=200, deadline=None)
@given(graphs(), ROWS, HOLES)
def test_every_node_is_as_the_interpreter_has_it(graph, row, holes):
    """State and value of every node, read or not, are those of the definition."""
    marks = {"given": lambda x: x, "missing": lambda _: None, "not_applicable": lambda _: NOT_APPLICABLE}
    holed = tuple(marks[hole](value) for hole, value in zip(holes, row, strict=True))
    function = traced(INPUTS, graph.roots)

    for case in (row, holed):
        expected = interpret(graph.roots, facts(case))
        trace = function(case)
        for node in postorder(graph.roots):
            assert expected[node] == (trace.state(node), trace.value(node)), node


def test_what_is_not_read_is_not_reached():
    """Only the condition and the arm taken of a choice are reached; tests of absence are entered on request."""
    x, y, z = read("x"), read("y"), read("z")
    measure = cell("measure", x / y)
    root = cell("leaf", choose(measure.given() & (x >= 1), measure, z))
    function = traced([Input("x"), Input("y"), Input("z")], [root.node])

    taken = function((1, 2, None))
    other = function((1, None, 3))

    assert z.node not in set(reached(taken, root.node))
    assert Fraction(1, 2) == taken.value(root.node)
    assert {z.node} == {node for node in reached(other, root.node) if node.op == "input"}
    assert y.node in set(reached(other, root.node, through_tests=True))
    assert y.node not in set(reached(taken, root.node, through_cells=False))
