"""How many decimals marks are printed with."""

from decimal import Decimal

from perfrules.formula import Node, Rounding, postorder
from perfrules.scoring.award import exact_number


def printed_places(marks: Node) -> int:
    """Return how many decimals *marks* are printed with: those of the finest of the roundings that made them."""
    steps = {part.value.step for part in postorder([marks]) if isinstance(part.value, Rounding)}
    return max((_decimals(exact_number(step)) for step in steps), default=0)


def _decimals(step: object) -> int:
    exponent = step.as_tuple().exponent if isinstance(step, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
