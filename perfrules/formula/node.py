"""Nodes of a formula: few kinds, kept once by content, so that equality is identity."""

from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction
from threading import Lock
from typing import ClassVar, Final, NamedTuple, Self, cast
from weakref import WeakValueDictionary

_Key = tuple[str, tuple[int, ...], Hashable]
OPERATIONS: Final = {
    # name: (fewest operands, most operands or None for any number, gives a truth)
    "constant": (0, 0, False),
    "input": (0, 0, False),
    "absent": (0, 0, False),
    "given": (1, 1, True),
    "applicable": (1, 1, True),
    "add": (2, None, False),
    "subtract": (2, 2, False),
    "multiply": (2, None, False),
    "divide": (2, 2, False),
    "power": (2, 2, False),
    "log": (1, 1, False),
    "exp": (1, 1, False),
    "least": (2, None, False),
    "most": (2, None, False),
    "choose": (3, 3, False),
    "at_least": (2, 2, True),
    "above": (2, 2, True),
    "equal": (2, 2, True),
    "true": (0, 0, True),
    "false": (0, 0, True),
    "and": (2, None, True),
    "or": (2, None, True),
    "not": (1, 1, True),
    "round": (1, 1, False),
    "cell": (1, 1, False),
}


class Node:
    """
    A node of a formula: an operation, its operands, and the value of a leaf.

    Nodes are kept once by content: two equal nodes are the same object, so that `==` and `hash` are those of identity,
    sub-expressions are shared, and a formula compares by content.
    The value is a `Fraction` (constant), a name (input, cell), a `Rounding` (round), a `Base` (log; None for e), or
    "missing" or "not_applicable" (absent).
    """

    __slots__ = ("__weakref__", "args", "op", "value")
    op: str
    args: "tuple[Node, ...]"
    value: Hashable

    _kept: ClassVar["WeakValueDictionary[_Key, Node]"] = WeakValueDictionary()
    _lock: ClassVar[Lock] = Lock()

    def __new__(cls, op: str, args: "Iterable[Node]" = (), value: Hashable = None) -> Self:
        """Return the node of this content; raise ValueError where an operation cannot have these operands."""
        args = tuple(args)
        # A pair of whole numbers is hashed and compared many times as fast as a `Fraction`.
        known = value.as_integer_ratio() if type(value) is Fraction else value
        key = (op, tuple(map(id, args)), known)
        with cls._lock:
            node = cast("Self | None", cls._kept.get(key))
            if node is None:
                fewest, most, _ = OPERATIONS[op]
                if len(args) < fewest or (most is not None and len(args) > most):
                    message = f"{op} cannot have {len(args)} operands"
                    raise ValueError(message)
                node = object.__new__(cls)
                for name, part in (("op", op), ("args", args), ("value", value)):
                    object.__setattr__(node, name, part)
                cls._kept[key] = node
        return node

    def __setattr__(self, name: str, value: object) -> None:
        message = "a node is a value and cannot be changed"
        raise AttributeError(message)

    def __reduce__(self) -> "tuple[type[Node], tuple[str, tuple[Node, ...], Hashable]]":
        return (Node, (self.op, self.args, self.value))

    @property
    def is_truth(self) -> bool:
        """Whether the node is a condition, not a number."""
        return OPERATIONS[self.op][2]

    def __repr__(self) -> str:
        from perfrules.formula.printing import plain

        return plain(self)


class Base(NamedTuple):
    """The base of a logarithm, beside a bare number, which only a constant has as its value."""

    number: Fraction


def postorder(roots: "Iterable[Node]", *, through_cells: bool = True) -> Iterator[Node]:
    """
    Yield each node below *roots* once, operands first, without recursion.

    With *through_cells* false, cells are yielded but what they are made of is not entered.
    """
    seen: set[Node] = set()
    stack = list(reversed(list(roots)))
    while stack:
        node = stack[-1]
        if node not in seen:
            waiting = [] if node.op == "cell" and not through_cells else [arg for arg in node.args if arg not in seen]
            if waiting:  # looked at again when all of these are done
                stack += reversed(waiting)
                continue
            seen.add(node)
            yield node
        stack.pop()


TRUE: Final = Node("true")
FALSE: Final = Node("false")


def constant(value: Fraction) -> Node:
    """Return the node of a number."""
    return Node("constant", (), value if type(value) is Fraction else Fraction(value))
