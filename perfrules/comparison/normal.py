"""Formulas that say the same in another order, as one."""

from perfrules.formula import Node, postorder

_COMMUTES = frozenset(("add", "multiply", "least", "most"))


class Normal:
    """
    Gives formulas their operands in one order, wherever no order matters.

    What it gives is only for comparing with what it has given for another formula: the order is that of first sight.
    """

    def __init__(self) -> None:
        """Begin with no formula seen."""
        self._made: dict[Node, Node] = {}
        self._seen: dict[Node, int] = {}

    def __call__(self, root: Node) -> Node:
        """Return *root* with its operands in order."""
        if root not in self._made:
            for node in postorder([root]):
                if node not in self._made:
                    self._made[node] = self._ordered(node)
        return self._made[root]

    def _ordered(self, node: Node) -> Node:
        args = tuple(self._made.get(arg, arg) for arg in node.args)
        if node.op in _COMMUTES:
            args = tuple(sorted(args, key=lambda arg: self._seen.setdefault(arg, len(self._seen))))
        return node if args == node.args else Node(node.op, args, node.value)

    def same(self, one: Node, other: Node) -> bool:
        """Return whether two formulas differ in nothing but the order of operands."""
        return one is other or self(one) is self(other)


__all__ = ["Normal"]
