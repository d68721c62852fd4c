"""Smart constructors: constant folding and the few simplifications that hold whatever the operands' absence."""

import operator
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce
from typing import Final

from perfrules.formula.node import FALSE, TRUE, Base, Node, constant
from perfrules.formula.rounding import Rounding, round_fraction
from perfrules.problems import SymbolError
from perfrules.reals import Exact, OutsideError, UncertainError, exponential, logarithm
from perfrules.reals import power as raised

MOST_EXPONENT: Final = 100
"""The greatest exponent of a power that is written."""
MOST_DEGREE: Final = 10**9
"""The greatest denominator of such an exponent."""
ZERO, ONE = constant(Fraction(0)), constant(Fraction(1))


def value_of(node: Node) -> Fraction | None:
    """Return the number of a constant, else None."""
    return node.value if node.op == "constant" and isinstance(node.value, Fraction) else None


def _numbers(nodes: Iterable[Node]) -> list[Fraction] | None:
    values = [value_of(node) for node in nodes]
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else None


def _fold_many(op: str, nodes: tuple[Node, ...], fold: Callable[[list[Fraction]], Fraction], unit: Node | None) -> Node:
    """Gather the constants of an n-ary operation into one: the factor of a product comes first, else it comes last."""
    flat = [part for node in nodes for part in (node.args if node.op == op else (node,))]
    numbers = [value for node in flat if (value := value_of(node)) is not None]
    others = [node for node in flat if value_of(node) is None]
    if not others:
        return constant(fold(numbers))
    kept = [constant(fold(numbers))] if numbers else []
    if kept and kept[0] is unit:
        kept = []
    parts = (*kept, *others) if op == "multiply" else (*others, *kept)
    return parts[0] if len(parts) == 1 else Node(op, parts)


def add(*nodes: Node) -> Node:
    """Return the sum of *nodes*; constants are gathered, nested sums are one."""
    return _fold_many("add", nodes, lambda xs: reduce(operator.add, xs) if xs else Fraction(0), ZERO)


def multiply(*nodes: Node) -> Node:
    """Return the product of *nodes*; a factor 0 stays, since what is absent times 0 is absent."""
    return _fold_many("multiply", nodes, lambda xs: reduce(operator.mul, xs) if xs else Fraction(1), ONE)


def subtract(left: Node, right: Node) -> Node:
    """Return *left* minus *right*."""
    numbers = _numbers((left, right))
    if numbers:
        return constant(numbers[0] - numbers[1])
    return left if right is ZERO else Node("subtract", (left, right))


def divide(left: Node, right: Node) -> Node:
    """Return *left* by *right*; a division by the constant 0 is kept, and is undefined wherever it is reached."""
    numbers = _numbers((left, right))
    if numbers and numbers[1]:
        return constant(numbers[0] / numbers[1])
    return left if right is ONE else Node("divide", (left, right))


def power(base: Node, exponent: Node) -> Node:
    """
    Return *base* to the power *exponent*, kept where it is no fraction; a negative constant power is a division.

    With an exponent that is no constant the base is at least 0, else the power is undefined.
    """
    value = value_of(exponent)
    if value is None:
        return Node("power", (base, exponent))
    if value < 0:
        return divide(ONE, power(base, constant(-value)))
    if value == 1:
        return base
    if value == 0:  # 1, but absent or undefined where the base is
        return add(ONE, multiply(ZERO, base))
    known = value_of(base)
    folded = None if known is None else _fraction(lambda: raised(known, value))
    return Node("power", (base, exponent)) if folded is None else folded


def constant_power(base: Node, exponent: Node) -> Node:
    """Return *base* to the power *exponent*; raise SymbolError for one that is no constant, or beyond all use."""
    value = value_of(exponent)
    if value is None:
        message = "the exponent of `**` is a constant: write exp(y * ln(x)) for x to the power y"
        raise SymbolError(message)
    if abs(value) > MOST_EXPONENT or value.denominator > MOST_DEGREE:
        message = (
            f"an exponent lies between -{MOST_EXPONENT} and {MOST_EXPONENT}; as a fraction it has at most 9 digits"
        )
        raise SymbolError(message)
    return power(base, exponent)


def log(number: Node, base: Fraction | None = None) -> Node:
    """Return the logarithm of *number* to *base* (None: e); what has none is kept, and undefined where it is read."""
    known = value_of(number)
    folded = None if known is None else _fraction(lambda: logarithm(known, base))
    return Node("log", (number,), base and Base(base)) if folded is None else folded


def exp(number: Node) -> Node:
    """Return e to the power *number*."""
    known = value_of(number)
    folded = None if known is None else _fraction(lambda: exponential(known))
    return Node("exp", (number,)) if folded is None else folded


def _fraction(compute: Callable[[], Exact]) -> Node | None:
    """Return the constant that *compute* gives, None where it has no end or no value."""
    try:
        found = compute()
    except (OutsideError, UncertainError):
        return None
    return constant(found) if isinstance(found, Fraction) else None


def extreme(op: str, nodes: Iterable[Node]) -> Node:
    """Return the least or most of *nodes* (*op*); equal operands are one, constants are gathered."""
    pick = min if op == "least" else max
    flat = [part for node in nodes for part in (node.args if node.op == op else (node,))]
    distinct = tuple(dict.fromkeys(flat))
    return distinct[0] if len(distinct) == 1 else _fold_many(op, distinct, pick, None)


def choose(condition: Node, then: Node, otherwise: Node) -> Node:
    """Return *then* where *condition* holds, else *otherwise*; only the arm that is taken is read."""
    if condition is TRUE or condition is FALSE:
        return then if condition is TRUE else otherwise
    if condition.op == "not":
        return choose(condition.args[0], otherwise, then)
    return Node("choose", (condition, then, otherwise))


def compare(op: str, left: Node, right: Node) -> Node:
    """Return the condition *left* at_least, above or equal (*op*) *right*."""
    numbers = _numbers((left, right))
    if numbers:
        a, b = numbers
        return TRUE if {"at_least": a >= b, "above": a > b, "equal": a == b}[op] else FALSE
    return Node(op, (left, right))


def both(op: str, nodes: Iterable[Node]) -> Node:
    """Return the conjunction or disjunction (*op* "and" or "or") of *nodes*, read from the left, lazily."""
    neutral, final = (TRUE, FALSE) if op == "and" else (FALSE, TRUE)
    parts: dict[Node, None] = {}
    for node in nodes:
        for part in node.args if node.op == op else (node,):
            if part is neutral:
                continue
            parts[part] = None
            if part is final:
                return final if len(parts) == 1 else Node(op, parts)
    if not parts:
        return neutral
    return next(iter(parts)) if len(parts) == 1 else Node(op, parts)


def negate(node: Node) -> Node:
    """Return the contrary of a condition."""
    if node is TRUE or node is FALSE:
        return FALSE if node is TRUE else TRUE
    return node.args[0] if node.op == "not" else Node("not", (node,))


def rounded(node: Node, rounding: Rounding) -> Node:
    """Return *node* rounded."""
    value = value_of(node)
    if value is not None:
        return constant(round_fraction(value, rounding))
    return node if node.op == "round" and node.value == rounding else Node("round", (node,), rounding)


def state(op: str, node: Node) -> Node:
    """Return the condition that *node* is "given" or "applicable" (*op*); both hold of constants."""
    if node.op == "constant":
        return TRUE
    if node.op == "absent":
        return TRUE if op == "applicable" and node.value == "missing" else FALSE
    return Node(op, (node,))
