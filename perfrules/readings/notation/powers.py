"""Powers, roots, logarithms and exponentials as people write them: √x, x^2, x^(1/3), ln(x), log_2(x), e^x."""

from collections.abc import Sequence
from fractions import Fraction

from perfrules.formula import Node
from perfrules.formula.build import value_of
from perfrules.formula.node import Base
from perfrules.formula.printing import number_text
from perfrules.readings.notation.term import ATOM, POWER, Term, inside

POWERS = frozenset(("power", "log", "exp"))
_ROOT = Fraction(1, 2)


def power_text(node: Node, parts: Sequence[Term]) -> Term:
    """Return the term of a power, logarithm or exponential of *parts*."""
    if node.op == "exp":
        return Term(f"e^{inside(parts[0], ATOM)}", strength=POWER)
    if node.op == "log":
        name = f"log_{number_text(node.value.number)}" if isinstance(node.value, Base) else "ln"
        return Term(f"{name}({parts[0].text})")
    exponent = value_of(node.args[1])
    if exponent == _ROOT:
        return Term(f"√{inside(parts[0], ATOM)}", strength=POWER)
    base = inside(parts[0], ATOM)
    if exponent is None:
        return Term(f"{base}^{inside(parts[1], ATOM)}", strength=POWER)
    above, below = exponent.numerator, exponent.denominator
    return Term(f"{base}^{above}" if below == 1 else f"{base}^({above}/{below})", strength=POWER)
