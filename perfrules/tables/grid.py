"""Which decimals a formula's numbers can have, whatever the evidence: what a column of them has to hold."""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm, prod

from perfrules.formula import Node, Rounding, postorder
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import is_whole_power, whole_exponent

_MOST = 30
"""Numbers of more decimals are written as texts."""


def decimals(inputs: Iterable[Input], roots: Iterable[Node]) -> dict[Node, int | None]:
    """Return how many decimals the numbers of each of *roots* have at most; None where they may have no end."""
    roots = tuple(roots)
    steps: dict[Node, Fraction | None] = {}
    places = {item.name: item.places for item in inputs}
    for node in postorder(roots):
        if not node.is_truth:
            steps[node] = _step(node, steps, places)
    return {root: _places(steps[root]) for root in roots}


def _step(node: Node, steps: dict[Node, Fraction | None], places: dict[str, int]) -> Fraction | None:
    """Return what all values of *node* are whole multiples of: 0 where it has none, None where nothing is known."""
    if node.op in ("constant", "input", "absent"):
        return _leaf(node, places)
    if isinstance(node.value, Rounding):
        return node.value.step
    args = [steps[arg] for arg in node.args if arg in steps]
    known = [step for step in args if step is not None]
    if len(known) < len(args) or node.op in ("divide", "log", "exp"):
        return None
    if node.op == "multiply":
        return prod(known, start=Fraction(1))
    if node.op == "power":
        return known[0] ** whole_exponent(node) if is_whole_power(node) else None
    return _common(known) if node.op in ("add", "subtract", "least", "most", "choose", "cell") else None


def _leaf(node: Node, places: dict[str, int]) -> Fraction | None:
    if node.op == "input":
        return Fraction(1, 10 ** places[str(node.value)])
    if node.op == "absent":
        return Fraction(0)
    return Fraction(1, node.value.denominator) if isinstance(node.value, Fraction) else None


def _common(steps: Iterable[Fraction]) -> Fraction:
    """Return the greatest step that each of *steps* is a whole multiple of."""
    above, below = 0, 1
    for step in steps:
        if step:
            shared = lcm(below, step.denominator)
            above = gcd(above * shared // below, step.numerator * shared // step.denominator)
            below = shared
    return Fraction(above, below)


def _places(step: Fraction | None) -> int | None:
    if step is None:
        return None
    places = 0
    while places <= _MOST and (step * 10**places).denominator != 1:
        places += 1
    return places if places <= _MOST else None
