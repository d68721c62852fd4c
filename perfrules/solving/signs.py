"""Comparisons in formulas, and on which side of one a row lies."""

from collections.abc import Callable, Iterable

from perfrules.formula import Node, postorder
from perfrules.readings.exact import Trace

Sign = Callable[[Trace], int | None]
"""Tells on which side of a limit a row lies: -1, 0 or 1; None where nothing is compared."""
_COMPARISONS = frozenset(("at_least", "above", "equal"))


def comparisons(reads: Iterable[Node]) -> tuple[Node, ...]:
    """Return the comparisons below *reads*, cells entered, in reading order."""
    return tuple(node for node in postorder(reads) if node.op in _COMPARISONS)


def sign_of(comparison: Node) -> Sign:
    """Return what tells on which side of a comparison a row lies: -1, 0 or 1; None where nothing is compared."""
    left, right = comparison.args

    def sign(trace: Trace) -> int | None:
        if not trace.knows(left) or not trace.knows(right):
            return None
        one, other = trace.number(left), trace.number(right)
        return None if one is None or other is None else (one > other) - (one < other)

    return sign
