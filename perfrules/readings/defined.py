"""The reading `defined`: where every division, logarithm and root that is actually reached has a value."""

from collections.abc import Collection, Iterable

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, build, postorder, refusal_of
from perfrules.formula.irrational import whole_exponent
from perfrules.formula.node import FALSE, TRUE

_DOMAINS = frozenset(("log", "power"))


@attrs.frozen(eq=False, repr=False)
class Denominator(ByContent):
    """
    A denominator (除数) that may be zero.

    Attributes:
        node: the denominator's formula.
        inputs: the names of the inputs it reads, in the order in which the formula names them.

    """

    node: Node
    inputs: tuple[str, ...]


def defined(
    node: Node, *, refusals: bool = True, divisions_only: bool = False, never_zero: Collection[Node] = ()
) -> Node:
    """
    Return the condition that all that *node* reaches is defined; true where nothing can fail.

    No division has a zero denominator; and, unless it is for *divisions_only*, what a logarithm is taken of is above 0,
    and what a root is taken of is at least 0.

    Cells are entered; a choice reads only the arm it takes, `and` and `or` only as far as they must. Whether a number
    is given or applicable can be asked of what is undefined, so these two conditions never fail. Without *refusals*
    what a definition refuses outright, such as a number beyond the points of a table, is taken as it is. Denominators
    that are *never_zero* are not asked.
    """
    found: dict[Node, Node] = {}
    for part in postorder([node]):
        below = [found[arg] for arg in part.args]
        taken = (not refusals and refusal_of(part)) or (divisions_only and part.op in _DOMAINS)
        taken = taken or (part.op == "divide" and part.args[1] in never_zero)
        found[part] = _all(below) if taken else _defined(part, below)
    return found[node]


def domain(node: Node) -> Node | None:
    """Return the condition that the logarithm or root *node* has a value; None where it always has, and for others."""
    condition = _domain(node) if node.op in _DOMAINS else TRUE
    return None if condition is TRUE else condition


def zero_denominators(node: Node) -> tuple[Denominator, ...]:
    """Return the denominators below *node*, cells entered, that are not constants other than zero; each once."""
    reads = (part.args[1] for part in postorder([node]) if part.op == "divide" and not refusal_of(part))
    return tuple(
        Denominator(below, inputs_of(below))
        for below in dict.fromkeys(reads)
        if below.op != "constant" or below.value == 0
    )


def inputs_of(node: Node) -> tuple[str, ...]:
    """Return the names of the inputs that *node* reads, cells entered."""
    return tuple(str(part.value) for part in postorder([node]) if part.op == "input")


def _defined(node: Node, parts: list[Node]) -> Node:
    """Return the condition for *node* from those of its operands (*parts*)."""
    if node.op in ("given", "applicable"):
        return TRUE
    if node.op == "choose":
        test = node.args[0]
        return _all((parts[0], _either(build.negate(test), parts[1]), _either(test, parts[2])))
    if node.op in ("and", "or"):
        return _lazily(node, parts)
    if node.op in _DOMAINS:
        return _all((*parts, _domain(node)))
    if node.op == "divide":
        below = node.args[1]
        return _all((*parts, build.negate(build.compare("equal", below, build.ZERO))))
    return _all(parts)


def _domain(node: Node) -> Node:
    """Return the condition that a logarithm or a power has a value, where its operands have one."""
    base = node.args[0]
    if node.op == "log":
        return build.compare("above", base, build.ZERO)
    if whole_exponent(node):
        return TRUE
    root = build.compare("at_least", base, build.ZERO)
    exponent = node.args[1]
    if exponent.op == "constant":
        return root
    positive = build.compare("above", base, build.ZERO)
    return _all((root, build.both("or", (positive, build.compare("at_least", exponent, build.ZERO)))))


def _lazily(node: Node, parts: list[Node]) -> Node:
    """Return the condition for a conjunction or disjunction: an operand matters only where it is read."""
    condition = parts[-1]
    for operand, part in zip(reversed(node.args[:-1]), reversed(parts[:-1]), strict=True):
        stops = build.negate(operand) if node.op == "and" else operand
        condition = _all((part, _either(stops, condition)))
    return condition


def _all(conditions: Iterable[Node]) -> Node:
    """Return the conjunction of *conditions*: each part once, in order."""
    flat = (part for condition in conditions for part in (condition.args if condition.op == "and" else (condition,)))
    parts = dict.fromkeys(part for part in flat if part is not TRUE)
    if FALSE in parts:
        return FALSE
    return Node("and", tuple(parts)) if len(parts) > 1 else next(iter(parts), TRUE)


def _either(stops: Node, condition: Node) -> Node:
    """Return the condition that *stops* holds, or else that *condition* does, which is read only then."""
    against = build.negate(stops)
    known = set(against.args if against.op == "and" else (against,))
    left = _all(part for part in (condition.args if condition.op == "and" else (condition,)) if part not in known)
    if left is TRUE or stops is TRUE:
        return TRUE
    return build.both("or", (stops, left))
