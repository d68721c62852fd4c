"""Chains of choices (选项): where what is left by one choice is the next, they are read as one list from the top."""

from collections.abc import Collection, Iterator

import attrs

from perfrules.content import ByContent
from perfrules.formula.node import TRUE, Node


@attrs.frozen(eq=False, repr=False)
class Arm(ByContent):
    """
    One arm of a chain.

    Attributes:
        head: the first choice of the chain.
        place: its place in the chain, from 1.
        choice: the choice whose condition leads to it; for the last arm the one above it.
        condition: its own condition; true for the last arm, which is taken where no other is.
        value: what it gives.
        otherwise: whether it is the last arm.

    """

    head: Node
    place: int
    choice: Node
    condition: Node
    value: Node
    otherwise: bool = False


def arms(head: Node) -> Iterator[Arm]:
    """Yield the arms of the chain of choices at *head*, from the top; of any other formula itself as the only arm."""
    node = choice = head
    place = 1
    while node.op == "choose":
        choice = node
        condition, value, node = choice.args
        yield Arm(head, place, choice, condition, value)
        place += 1
    yield Arm(head, place, choice, TRUE, node, otherwise=True)


def heads(nodes: Collection[Node]) -> Iterator[Node]:
    """Yield the first choice of each chain of choices among *nodes*."""
    inner = {node.args[2] for node in nodes if node.op == "choose"}
    yield from (node for node in nodes if node.op == "choose" and node not in inner)
