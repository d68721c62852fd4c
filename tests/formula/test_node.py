"""Nodes are values, kept once, and walked without recursion."""

import copy
import gc
import pickle
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest

from perfrules.formula import Node, cell, number, postorder, read


def test_equal_formulas_are_one_object():
    """However and wherever a formula is built, its nodes are the same objects."""
    first, second = (3 * (read("a") + 1) / read("b")), (3 * (read("a") + 1) / read("b"))

    assert first.node is second.node
    assert first.node is not (3 * (read("a") + 2) / read("b")).node
    assert first.node is pickle.loads(pickle.dumps(first.node))  # noqa: S301
    assert first.node is copy.deepcopy(first.node)


def test_threads_share_nodes():
    """Two threads that build a formula at once get the same nodes."""

    def build(_):
        return [(read(f"thread{i}") * i + 7).node for i in range(200)]

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(build, range(8))
    assert all(node is other for nodes in others for node, other in zip(first, nodes, strict=True))


def test_a_node_is_a_value():
    """Nodes cannot be changed, and operands that an operation cannot have are refused."""
    node = read("a").node
    with pytest.raises(AttributeError, match="cannot be changed"):
        node.op = "constant"
    with pytest.raises(ValueError, match="choose cannot have 1 operands"):
        Node("choose", (node,))


def test_nodes_that_nobody_holds_are_forgotten():
    """The table of nodes does not keep formulas alive."""
    name = "only once in these tests"
    node = read(name).node
    held = len(Node._kept)
    del node
    gc.collect()

    assert held > len(Node._kept)


def test_postorder_gives_operands_first_and_each_node_once():
    """Every node comes after its operands; cells are closed on request."""
    a, b = read("a"), read("b")
    inner = cell("inner", a + b)
    root = (inner * inner - a).node
    nodes = list(postorder([root, a.node]))

    assert len(set(nodes)) == len(nodes)
    assert all(nodes.index(arg) < nodes.index(node) for node in nodes for arg in node.args)
    assert {inner.node, a.node, root, (inner * inner).node} == set(postorder([root], through_cells=False))


def test_deep_formulas_are_walked_printed_and_let_go():
    """A formula deeper than Python's stack is no trouble."""
    out = read("a")
    for i in range(1, 20_000):
        out = read("b") - out if i % 2 else out / Fraction(i + 1, 3)

    assert 20_000 < sum(1 for _ in postorder([out.node]))
    assert 3000 > len(repr(out.node))
    del out


def test_constants_are_numbers_by_value():
    """1, 1.0 as a decimal and 2/2 are one constant."""
    assert number(1).node is number(Fraction(2, 2)).node
