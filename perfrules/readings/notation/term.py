"""A term: the text of one part of a formula, and how tightly it holds together."""

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node

CHOICE, OR, AND, TRUTH, SUM, PRODUCT, POWER, ATOM = range(8)
"""How tightly a text holds together, from the loosest."""


@attrs.frozen(eq=False, repr=False)
class Term(ByContent):
    """
    The text of one part of a formula.

    Attributes:
        text: as it is written.
        contrary: for a condition, the text of its contrary.
        strength: how tightly it holds together.
        share: whether it is shown in percent.
        tests: the conditions under which this was the arm taken, with the case's numbers.
        cells: the cells that are named in it, in order.

    """

    text: str
    contrary: str = ""
    strength: int = ATOM
    share: bool = False
    tests: tuple[str, ...] = ()
    cells: tuple[Node, ...] = ()


def inside(term: Term, strength: int) -> str:
    """Return the text of *term*, in brackets where it is looser than *strength*."""
    return f"({term.text})" if term.strength < strength else term.text
