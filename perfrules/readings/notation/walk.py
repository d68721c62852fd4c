"""Walking what one case really reads of a formula, without recursion."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Protocol

from perfrules.formula import Node


class Trace(Protocol):
    """The values of one case: what notation needs to know of an evaluation."""

    def value(self, node: Node) -> Fraction | bool | None:
        """Return the exact value of *node*, None where it has none."""

    def state(self, node: Node) -> int:
        """Return the state of *node*: bits 1 missing, 2 not applicable, 4 undefined; 0 for given."""


def ordered(roots: Iterable[Node], reads: Callable[[Node], Iterable[Node]]) -> Iterator[Node]:
    """Yield each node below *roots* once, what it *reads* first, without recursion."""
    seen: set[Node] = set()
    waiting = [(root, False) for root in reversed(list(roots))]
    while waiting:
        node, ready = waiting.pop()
        if node in seen:
            continue
        if ready:
            seen.add(node)
            yield node
            continue
        waiting.append((node, True))
        waiting.extend((part, False) for part in reversed(list(reads(node))) if part not in seen)


def taken(node: Node, trace: Trace) -> Node | None:
    """Return the arm of a choice that was taken, None where its condition has no value."""
    truth = trace.value(node.args[0]) if node.args[0].op not in ("true", "false") else node.args[0].op == "true"
    return None if truth is None else node.args[1] if truth else node.args[2]


def picked_operand(node: Node, trace: Trace) -> Node | None:
    """Return the operand of a `least` or `most` that it is; None where there is no value."""
    value = trace.value(node)
    if value is None:
        return None
    found = [arg for arg in node.args if (arg.value if arg.op == "constant" else trace.value(arg)) == value]
    return next((arg for arg in found if arg.op != "constant"), found[0] if found else None)
