"""The unit of an output's whole numbers, from its formula alone, so that it is the same in every block."""

from fractions import Fraction
from math import lcm, prod

from perfrules.formula import Node, Rounding, postorder
from perfrules.formula.build import value_of
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import whole_exponent


def units(inputs: tuple[Input, ...], roots: tuple[Node, ...]) -> tuple[Fraction | None, ...]:
    """Return for each root the unit of which it is a whole multiple, a decimal one if it can be; None for quotients."""
    places = {declared.name: 10**declared.places for declared in inputs}
    parts: dict[Node, int | None] = {}
    for node in postorder(roots):
        parts[node] = _parts(node, [parts[arg] for arg in node.args], places)
    return tuple(None if (count := parts[root]) is None else Fraction(1, _decimal(count)) for root in roots)


def _parts(node: Node, args: list[int | None], places: dict[str, int]) -> int | None:
    """Return into how many parts a unit is cut, so that the number is a whole multiple of one; None for a quotient."""
    if not args or node.is_truth or isinstance(node.value, Rounding):
        return _own(node, places)
    known = [part for part in (args[1:] if node.op == "choose" else args) if part is not None]
    if node.op == "divide" and (divisor := value_of(node.args[1])) and args[0] is not None:
        return args[0] * abs(divisor.numerator)
    if node.op == "power" and whole_exponent(node) > 0 and args[0] is not None:
        return int(args[0] ** whole_exponent(node))
    if len(known) < len(args) - (node.op == "choose") or node.op in ("divide", "power", "log", "exp"):
        return None
    return prod(known) if node.op == "multiply" else lcm(*known)


def _own(node: Node, places: dict[str, int]) -> int:
    """Return the parts of what does not depend on operands."""
    if isinstance(node.value, Rounding):
        return node.value.step.denominator
    if isinstance(node.value, Fraction):
        return node.value.denominator
    return places[str(node.value)] if node.op == "input" else 1


def _decimal(count: int) -> int:
    """Return the least power of ten that is a multiple of *count*, or *count* where none is."""
    rest, twos, fives = count, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places: int = 10 ** max(twos, fives)
    return count if rest > 1 else places
