"""Questions of absence, answered by conditions on numbers: when every input is given, only `absent` nodes are not."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from perfrules.formula import Node, postorder
from perfrules.formula.build import both, divide, negate
from perfrules.formula.node import FALSE, TRUE


@attrs.define(eq=False, repr=False)
class Presence:
    """For each node, itself without questions, and the conditions that it is given and that it is applicable."""

    answered: dict[Node, Node] = attrs.field(factory=dict)
    given: dict[Node, Node] = attrs.field(factory=dict)
    applicable: dict[Node, Node] = attrs.field(factory=dict)

    def visit(self, node: Node) -> None:
        """Answer the questions in *node*, whose operands are visited already."""
        args = [self.answered[arg] for arg in node.args]
        if node.op in ("given", "applicable"):
            known = self.given if node.op == "given" else self.applicable
            self.answered[node] = known[node.args[0]]
            self.given[node] = self.applicable[node] = TRUE
            return
        self.answered[node] = _rebuilt(node, args)
        if node.op == "absent":
            self.given[node] = FALSE
            self.applicable[node] = FALSE if node.value == "not_applicable" else TRUE
        elif node.op == "choose":
            self._choice(node, args[0])
        elif node.op in ("and", "or"):
            self._connective(node, args)
        else:
            self.given[node] = both("and", [self.given[arg] for arg in node.args])
            self.applicable[node] = both("and", [self.applicable[arg] for arg in node.args])

    def _choice(self, node: Node, test: Node) -> None:
        condition, then, otherwise = node.args
        known = self.given[condition]
        self.given[node] = _and(known, _either(test, self.given[then], self.given[otherwise]))
        arms = _either(test, self.applicable[then], self.applicable[otherwise])
        self.applicable[node] = _and(self.applicable[condition], _or(negate(known), arms))

    def _connective(self, node: Node, args: Sequence[Node]) -> None:
        given, applicable = self.given[node.args[-1]], self.applicable[node.args[-1]]
        for arg, truth in zip(node.args[-2::-1], args[-2::-1], strict=True):
            decides = negate(truth) if node.op == "and" else truth
            given = _and(self.given[arg], _or(decides, given))
            applicable = _and(self.applicable[arg], _or(negate(self.given[arg]), _or(decides, applicable)))
        self.given[node], self.applicable[node] = given, applicable


def _and(first: Node, second: Node) -> Node:
    """Join two conditions of which the second is given wherever the first holds."""
    if FALSE in (first, second) or TRUE in (first, second):
        return FALSE if FALSE in (first, second) else second if first is TRUE else first
    return Node("and", (first, second))


def _or(first: Node, second: Node) -> Node:
    """Join two conditions of which the second is given wherever the first does not hold."""
    if TRUE in (first, second) or FALSE in (first, second):
        return TRUE if TRUE in (first, second) else second if first is FALSE else first
    return Node("or", (first, second))


def _either(test: Node, then: Node, otherwise: Node) -> Node:
    return then if then is otherwise else _or(_and(test, then), _and(negate(test), otherwise))


def _rebuilt(node: Node, args: Sequence[Node]) -> Node:
    if all(new is old for new, old in zip(args, node.args, strict=True)):
        return node
    if node.op == "choose" and args[0] in (TRUE, FALSE):
        return args[1] if args[0] is TRUE else args[2]
    if node.op in ("and", "or"):
        return both(node.op, args)
    if node.op == "not":
        return negate(args[0])
    return divide(*args) if node.op == "divide" else Node(node.op, args, node.value)


def without_questions(roots: Iterable[Node]) -> Mapping[Node, Node]:
    """Return every node below *roots* without `given` and `applicable`, as they are when every input is given."""
    nodes = list(postorder(roots))
    if not any(node.op in ("given", "applicable") for node in nodes):
        return {node: node for node in nodes}
    presence = Presence()
    for node in nodes:
        presence.visit(node)
    return presence.answered
