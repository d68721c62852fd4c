"""How many decimals marks are printed with."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from perfrules.formula import Node, Rounding
from perfrules.model import Indicator, IndicatorSet
from perfrules.program import Program
from perfrules.scoring.award import exact_number


def printed_places(indicator_set: IndicatorSet, program: Program) -> Mapping[str, int]:
    """
    Return how many decimals the marks of each node are printed with, at least.

    They are those of the node's own rounding; without one, those of its children: the sum of marks with two decimals
    has two. What a leaf rounds on the way, its measure or its steps, says nothing of its marks.
    """
    found: dict[str, int] = {}
    for node in reversed(list(indicator_set.walk())):
        rounding = _own(node, program.nodes[node.code].marks)
        children = indicator_set.children.get(node.code, ())
        below = max((found[child.code] for child in children), default=0)
        found[node.code] = below if rounding is None else _decimals(rounding)
    return found


def _own(node: Indicator, marks: Node) -> Rounding | None:
    """Return the last rounding of a node's marks; a constant that needs none has one nevertheless."""
    inner = marks.args[0] if marks.op == "cell" else marks
    if isinstance(inner.value, Rounding):
        return inner.value
    rule = node.rounding[-1] if node.rounding else None
    return None if rule is None or isinstance(rule.places, str) else rule.rounding()


def _decimals(rounding: Rounding) -> int:
    return decimals_of(rounding.step)


def decimals_of(step: Fraction) -> int:
    """Return how many decimals whole multiples of *step* have."""
    written = exact_number(step)
    exponent = written.as_tuple().exponent if isinstance(written, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
