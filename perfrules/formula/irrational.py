"""Which numbers of a formula may be irrational (无理数): roots, logarithms, exponentials, up to the next rounding."""

from collections.abc import Iterable

from perfrules.formula.build import value_of
from perfrules.formula.node import Node, postorder


def whole_exponent(node: Node) -> int:
    """Return the exponent of a power with a constant whole one, 0 for all other nodes."""
    value = value_of(node.args[1]) if node.op == "power" else None
    return int(value) if value is not None and value.denominator == 1 else 0


def is_whole_power(node: Node) -> bool:
    """Return whether *node* is a power with a whole number above 0 as its exponent: a product."""
    return whole_exponent(node) > 0


def irrational(roots: Iterable[Node]) -> frozenset[Node]:
    """Return the nodes below *roots*, through cells, whose numbers need not be quotients of whole numbers."""
    found: set[Node] = set()
    for node in postorder(roots):
        if node.is_truth or node.op == "round":
            continue
        ends = node.op in ("log", "exp") or (node.op == "power" and not is_whole_power(node))
        if ends or any(arg in found for arg in node.args):
            found.add(node)
    return frozenset(found)
