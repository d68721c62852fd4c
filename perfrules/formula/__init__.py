"""The graph of arithmetic that every rule becomes: nodes, symbols with operators, rounding."""

from perfrules.formula.functions import (
    absent,
    all_of,
    any_of,
    cell,
    choose,
    exp,
    least,
    ln,
    log,
    most,
    power,
    read,
    sqrt,
    total,
    weighted_power,
)
from perfrules.formula.means import geometric_mean, harmonic_mean
from perfrules.formula.node import Node, postorder
from perfrules.formula.piecewise import End, Refusal, piecewise, refusal_of, refused
from perfrules.formula.rounding import MODES, Mode, Rounding, round_fraction
from perfrules.formula.symbol import Condition, Operand, Quantity, Symbol, number

__all__ = [
    "MODES",
    "Condition",
    "End",
    "Mode",
    "Node",
    "Operand",
    "Quantity",
    "Refusal",
    "Rounding",
    "Symbol",
    "absent",
    "all_of",
    "any_of",
    "cell",
    "choose",
    "exp",
    "geometric_mean",
    "harmonic_mean",
    "least",
    "ln",
    "log",
    "most",
    "number",
    "piecewise",
    "postorder",
    "power",
    "read",
    "refusal_of",
    "refused",
    "round_fraction",
    "sqrt",
    "total",
    "weighted_power",
]
