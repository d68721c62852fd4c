"""What is not known before there is a case: a node with labels, on which Python may not do what needs its value."""

from collections.abc import Mapping
from typing import Never, NoReturn

from perfrules.formula.node import Node
from perfrules.problems import SymbolError

NO_LABELS: Mapping[Node, str] = {}


def refuse(what: str) -> NoReturn:
    """Raise SymbolError: *what* needs the number, which is not known before there is a case."""
    message = (
        f"a symbol is not a number yet, so {what} cannot be used on it: "
        "write choose(condition, a, b) for a choice, least() and most() for min() and max()"
    )
    raise SymbolError(message)


class Unknown:
    """What numbers and conditions share: a node, the labels of its choices, and what may not be done to it."""

    __slots__ = ("labels", "node")
    node: Node
    labels: Mapping[Node, str]

    def __init__(self, node: Node, labels: Mapping[Node, str] = NO_LABELS) -> None:
        self.node, self.labels = node, labels

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.node!r})"

    def __bool__(self) -> Never:  # noqa: PLE0304 - it never returns
        refuse("`if`, `and`, `or`, `not`, min() or max()")

    def __int__(self) -> Never:
        refuse("int()")

    def __float__(self) -> Never:
        refuse("float()")

    def __index__(self) -> Never:  # noqa: PLE0305 - it never returns
        refuse("a place in a list, or range()")

    def __iter__(self) -> Never:
        refuse("a loop")

    def __round__(self, places: int = 0) -> Never:
        refuse("round()")

    __trunc__ = __floor__ = __ceil__ = __int__

    def __hash__(self) -> int:  # noqa: PLE0309 - it never returns
        refuse("a set or the key of a dict")


def labels_of(*parts: Unknown) -> Mapping[Node, str]:
    """Return the labels of all *parts* together."""
    first, *rest = (part.labels for part in parts)
    if all(labels is first or not labels for labels in rest):
        return first
    return {node: why for labels in (first, *rest) for node, why in labels.items()}
