"""Whether a formula is given, as far as the known inputs say; what is undefined counts as given."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from perfrules.formula import Node, postorder
from perfrules.readings.interval.bounds import Bounds

_FAILING = frozenset(("divide", "power", "log", "exp"))
"""Operations that may be undefined, or beyond what can be computed."""


class Presence:
    """Whether formulas are given, as the condition `given` asks: True, False, or None where that is open."""

    def __init__(self, known: Mapping[str, Fraction | None], bounds: Callable[[Node], Bounds]) -> None:
        """Take the *known* inputs (None: absent) and the *bounds* found for nodes, unbounded where there are none."""
        self._known, self._bounds = known, bounds
        self._found: dict[Node, bool | None] = {}

    def of(self, node: Node) -> bool | None:
        """Return whether *node* is neither missing nor not applicable."""
        for part in postorder([node]):
            if part not in self._found:
                self._found[part] = self._present(part)
        return self._found[node]

    def _present(self, node: Node) -> bool | None:
        parts = [self._found[arg] for arg in node.args]
        if node.op in ("given", "applicable", "absent"):
            return node.op != "absent"
        if node.op == "input":
            return self._input(str(node.value))
        if node.op == "choose":
            return self._choice(node, parts)
        if node.op in ("and", "or"):
            return False if parts[0] is False else _all(parts) or None
        return _all(parts)

    def _input(self, name: str) -> bool | None:
        return self._known[name] is not None if name in self._known else None

    def _choice(self, node: Node, parts: list[bool | None]) -> bool | None:
        truth = self._bounds(node.args[0]).point
        if parts[0] is False:
            return False
        arms = parts[1:] if truth is None else [parts[1] if truth == 1 else parts[2]]
        if all(arm is False for arm in arms):
            # An undefined condition makes the choice undefined, and so given, whatever its arms.
            return None if any(part.op in _FAILING for part in postorder([node.args[0]])) else False
        return True if parts[0] and all(arms) else None


def _all(parts: list[bool | None]) -> bool | None:
    """Return whether all operands have a value."""
    if any(part is False for part in parts):
        return False
    return True if all(parts) else None
