"""Quotients written another way, so that more can be said of them."""

from perfrules.formula import Node, build
from perfrules.readings.interval.bounds import Bounds
from perfrules.readings.interval.linear import Atom


def is_optional(atom: Atom) -> bool:
    """Return whether a part of a sum counts only under a condition."""
    return isinstance(atom, Node) and atom.op == "choose" and build.ZERO in atom.args[1:]


def pushed(node: Node, below: Node, sign: Bounds) -> Node | None:
    """Return *node* ÷ *below* with the division done in its operands, or a common factor left out; None for neither."""
    if node.op == "choose":
        test, one, other = node.args
        return build.choose(test, build.divide(one, below), build.divide(other, below))
    if node.op == "multiply":
        rest = list(node.args)
        if below not in rest:
            return build.multiply(rest[0], build.divide(build.multiply(*rest[1:]), below))
        rest.remove(below)
        return build.multiply(*rest)
    if node.op in ("least", "most"):
        parts = [build.divide(arg, below) for arg in node.args]
        if sign.low is not None and sign.low >= 0:
            return build.extreme(node.op, parts)
        if sign.high is not None and sign.high <= 0:
            return build.extreme("most" if node.op == "least" else "least", parts)
    return None
