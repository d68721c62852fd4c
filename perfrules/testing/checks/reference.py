"""
A plain evaluation of formulas over fractions, slow and written apart: what the library's readings are held against.

It is the oracle of the checks of rubric kinds and aggregations, and no second way to score: it knows the operations of
the formula graph, and no rubric.
"""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from fractions import Fraction
from functools import reduce
from typing import Any

from perfrules.formula import Node, Rounding
from perfrules.testing.checks.unending import is_undefined, settled, short, unending

MISSING, NOT_APPLICABLE, UNDEFINED = 1, 2, 4
Answer = tuple[int, Any]
"""A state, and a number or a truth; None where the state is not 0."""

_DECIMAL = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "half_down": ROUND_HALF_DOWN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}


def rounded(value: Fraction, rounding: Rounding) -> Fraction:
    """Round by `decimal`: what stands in has the same sign, parity and place between whole numbers and halves."""
    steps = settled(value, rounding.step) / rounding.step
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    stand_in = Decimal(0) if not rest else Decimal("0.5") + (rest > Fraction(1, 2)) * Decimal("0.25")
    if 0 < rest < Fraction(1, 2):
        stand_in = Decimal("0.25")
    parity = Decimal(whole % 2 + (2 if whole >= 0 else -2))  # sign and parity decide, not the size
    near = (parity + stand_in).quantize(Decimal(1), _DECIMAL[rounding.mode])
    return (whole + int(near - parity)) * rounding.step


def interpret(roots: Iterable[Node], inputs: Mapping[str, Fraction | int]) -> dict[Node, Answer]:
    """
    Return state and value of every node below *roots*.

    *inputs* gives a Fraction, or a state (an int) where an input is absent.
    """
    answers: dict[Node, Answer] = {}
    waiting = list(roots)
    while waiting:
        node = waiting[-1]
        unknown = [arg for arg in node.args if arg not in answers]
        if node in answers or unknown:
            waiting.extend(unknown) if node not in answers else waiting.pop()
            continue
        state, value = _answer(node, [answers[arg] for arg in node.args], inputs)
        answers[node] = (state, None if state else value)
        waiting.pop()
    return answers


def _answer(node: Node, args: list[Answer], inputs: Mapping[str, Fraction | int]) -> Answer:
    if not args:
        return _leaf(node, inputs)
    states, values = [state for state, _ in args], [value for _, value in args]
    if node.op in ("given", "applicable"):
        return 0, not states[0] & (NOT_APPLICABLE if node.op == "applicable" else MISSING | NOT_APPLICABLE)
    if node.op == "choose":
        taken = args[1] if values[0] else args[2]
        return args[0] if states[0] else taken
    if node.op in ("and", "or"):
        return next((arg for arg in args[:-1] if arg[0] or arg[1] is (node.op == "or")), args[-1])
    state: int = reduce(operator.or_, states)
    if node.op == "divide" and states[1] == 0 and settled(values[1]) == 0:
        state |= UNDEFINED
    if not state and is_undefined(node, values):
        state = UNDEFINED
    return (state, None) if state else (0, _number(node, values))


def _leaf(node: Node, inputs: Mapping[str, Fraction | int]) -> Answer:
    if node.op == "input":
        given = inputs[str(node.value)]
        return (0, given) if isinstance(given, Fraction) else (given, None)
    if node.op == "absent":
        return (MISSING if node.value == "missing" else NOT_APPLICABLE), None
    return 0, node.value if node.op == "constant" else node.op == "true"


_NUMBERS: Mapping[str, Callable[..., Any]] = {
    "add": lambda *xs: sum(xs, Fraction(0)),
    "subtract": operator.sub,
    "multiply": lambda *xs: reduce(operator.mul, xs),
    "divide": operator.truediv,
    "least": lambda *xs: min(xs),
    "most": lambda *xs: max(xs),
    "at_least": lambda a, b: settled(a - b) >= 0,
    "above": lambda a, b: settled(a - b) > 0,
    "equal": lambda a, b: settled(a - b) == 0,
    "not": operator.not_,
    "cell": lambda x: x,
}


def _number(node: Node, values: Sequence[Any]) -> Fraction | bool:
    if node.op in ("power", "log", "exp"):
        return unending(node, values)
    found = rounded(values[0], node.value) if isinstance(node.value, Rounding) else _NUMBERS[node.op](*values)
    return found if isinstance(found, bool) else short(found)
