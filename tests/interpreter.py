"""An interpreter of formulas over fractions: slow, plain, written apart from the library's readings, to compare them with."""

from collections.abc import Iterable, Mapping
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

from perfrules.formula import Node, Rounding

MISSING, NOT_APPLICABLE, UNDEFINED = 1, 2, 4
Answer = tuple[int, Fraction | bool | None]

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
    """Round by `decimal`: a number of steps is put where it stands among whole numbers, halves and what lies between."""
    steps = value / rounding.step
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    stand_in = Decimal(0) if not rest else Decimal("0.5") + (rest > Fraction(1, 2)) * Decimal("0.25")
    if 0 < rest < Fraction(1, 2):
        stand_in = Decimal("0.25")
    parity = Decimal(whole % 2 + (2 if whole >= 0 else -2))  # the sign and the last digit's parity decide, not the size
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
    states, values = [state for state, _ in args], [value for _, value in args]
    match node.op:
        case "constant":
            return 0, node.value
        case "true" | "false":
            return 0, node.op == "true"
        case "input":
            given = inputs[node.value]
            return (0, given) if isinstance(given, Fraction) else (given, None)
        case "absent":
            return (MISSING if node.value == "missing" else NOT_APPLICABLE), None
        case "given":
            return 0, states[0] == 0
        case "applicable":
            return 0, not states[0] & NOT_APPLICABLE
        case "choose":
            taken = args[1] if values[0] else args[2]
            return args[0] if states[0] else taken
        case "and" | "or":
            return next((arg for arg in args[:-1] if arg[0] or arg[1] is (node.op == "or")), args[-1])
    state = 0
    for one in states:
        state |= one
    if node.op == "divide" and states[1] == 0 and values[1] == 0:
        state |= UNDEFINED
    return (state, None) if state else (0, _number(node, values))


def _number(node: Node, values: list) -> Fraction | bool:
    match node.op:
        case "add":
            return sum(values, Fraction(0))
        case "subtract":
            return values[0] - values[1]
        case "multiply":
            out = Fraction(1)
            for value in values:
                out *= value
            return out
        case "divide":
            return values[0] / values[1]
        case "least":
            return min(values)
        case "most":
            return max(values)
        case "at_least":
            return values[0] >= values[1]
        case "above":
            return values[0] > values[1]
        case "equal":
            return values[0] == values[1]
        case "not":
            return not values[0]
        case "round":
            return rounded(values[0], node.value)
        case "cell":
            return values[0]
    raise AssertionError(node.op)
