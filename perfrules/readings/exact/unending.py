"""What generated code calls where numbers may have no end: each function of the formula, on fractions and reals."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, Final

from perfrules import reals
from perfrules.formula import Node, Rounding, round_fraction
from perfrules.formula.inputs import UNCERTAIN, UNDEFINED
from perfrules.formula.node import Base
from perfrules.reals import Exact, OutsideError, Real, UncertainError
from perfrules.reals.enclosure import enclosed

_ZERO: Final = 0


def call(node: Node) -> tuple[str, ...]:
    """Return the function that computes *node*, and the texts of what it is given beside the operands."""
    if isinstance(node.value, Rounding):
        step = node.value.step
        return f"{node.op}_number", f"fraction({step.numerator}, {step.denominator})", f"'{node.value.mode}'"
    if isinstance(node.value, Base):
        base = node.value.number
        return f"{node.op}_number", f"fraction({base.numerator}, {base.denominator})"
    return ("share_number" if node.op == "power" and node.args[1].op != "constant" else f"{node.op}_number",)


def _known(number: Exact | int) -> Exact:
    return Fraction(number) if isinstance(number, int) else number


def _extreme(wanted: int) -> Callable[..., Exact]:
    def pick(left: Exact, right: Exact) -> Exact:
        return right if reals.compare(right, left) == wanted else left

    return lambda *numbers: reduce(pick, numbers)


def _share(base: Exact, exponent: Exact) -> Exact:
    """Return a power whose exponent was computed: a share of weights, of which a negative base knows nothing."""
    if isinstance(exponent, Real):
        raise UncertainError
    if reals.sign(base) < 0:
        raise OutsideError
    return reals.power(base, exponent)


def _rounded(number: Exact, step: Fraction, mode: Any) -> int:
    if isinstance(number, Fraction):
        return int(round_fraction(number, Rounding(step, mode)) / step)
    return reals.rounded_steps(number, step, mode)


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "add": reals.add,
    "subtract": lambda a, b: reals.add(a, reals.scaled(b, Fraction(-1))),
    "multiply": lambda *numbers: reduce(reals.multiply, numbers),
    "divide": reals.divide,
    "least": _extreme(-1),
    "most": _extreme(1),
    "power": reals.power,
    "share": _share,
    "log": reals.logarithm,
    "exp": reals.exponential,
    "round": _rounded,
    "at_least": lambda a, b: reals.compare(a, b) >= 0,
    "above": lambda a, b: reals.compare(a, b) > 0,
    "equal": lambda a, b: reals.compare(a, b) == 0,
}


def _checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return *function* on whole numbers, fractions and reals; a result without end can be enclosed."""

    def checked(*numbers: Any) -> Any:
        found = function(*(number if isinstance(number, str) else _known(number) for number in numbers))
        if isinstance(found, Real) and not found.is_plain:
            enclosed(found)
        return found

    return checked


def _answering(function: Callable[..., Any]) -> Callable[..., tuple[int, Any]]:
    """Return *function* as one of states too: what it raises becomes a state."""

    def answer(state: int, *numbers: Any) -> tuple[int, Any]:
        if state:
            return state, _ZERO
        try:
            return 0, function(*numbers)
        except OutsideError:
            return UNDEFINED, _ZERO
        except UncertainError:
            return UNCERTAIN, _ZERO

    return answer


def _divided(state: int, left: Any, right: Any, below: int) -> tuple[int, Any]:
    """Return state and quotient; *below* is the divisor's own state: one that is there and 0 is told of in any case."""
    if not state:
        return _answering(_checked(reals.divide))(state, left, right)
    if below:
        return state, _ZERO
    try:
        return state | (0 if reals.sign(_known(right)) else UNDEFINED), _ZERO
    except UncertainError:
        return state | UNCERTAIN, _ZERO


def functions() -> dict[str, Callable[..., Any]]:
    """Return the functions by the names in the code; they raise an ArithmeticError where there is no number."""
    return {"fraction": Fraction} | {f"{name}_number": _checked(function) for name, function in FUNCTIONS.items()}


def answers() -> dict[str, Callable[..., Any]]:
    """Return the functions that are given a state first and return a state and a number, and never raise."""
    named = {f"{name}_number": _answering(_checked(function)) for name, function in FUNCTIONS.items()}
    return {"fraction": Fraction} | named | {"divide_number": _divided}
