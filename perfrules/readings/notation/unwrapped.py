"""What a named result is made of, without the roundings of the whole."""

import attrs

from perfrules.content import ByContent
from perfrules.formula import Node, Rounding
from perfrules.readings.notation.numbers import PERCENT, rounding_text
from perfrules.readings.notation.term import Term
from perfrules.readings.notation.terms import Printer, wording_share
from perfrules.readings.notation.wording import Wording


@attrs.frozen(eq=False, repr=False)
class Unwrapped(ByContent):
    """
    What a cell is made of, without the roundings of the whole.

    Attributes:
        node: the formula inside.
        term: its term.
        roundings: the roundings of the whole in words, in the order in which they are done.
        share: whether the result is shown in percent.

    """

    node: Node
    term: Term
    roundings: tuple[str, ...]
    share: bool


def unwrapped(root: Node, wording: Wording, printer: Printer) -> Unwrapped:
    """Return what is inside the cells and roundings around a formula; named cells below *root* stay closed."""
    node, roundings, share = root, list[Rounding](), False
    while node.op == "round" or (node.op == "cell" and (node is root or str(node.value) not in wording.names)):
        share = share or wording_share(wording, node)
        if isinstance(node.value, Rounding):
            roundings.append(node.value)
        node = node.args[0]
    term = printer.term(node)
    share = share or term.share
    unit = PERCENT if share else None
    words = tuple(rounding_text(rounding, wording.language, unit=unit) for rounding in reversed(roundings))
    return Unwrapped(node, term, words, share)
