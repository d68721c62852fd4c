"""Problems: what is wrong, where, what was expected and what to do, as values; prose comes last."""

from perfrules.problems.code import Code
from perfrules.problems.codes import CODES
from perfrules.problems.errors import (
    CaseError,
    DefinitionError,
    ExpressionError,
    PerfrulesError,
    PluginError,
    ProblemsFoundError,
    SymbolError,
    UnknownNameError,
)
from perfrules.problems.problem import Place, Problem, Severity, suggestion

__all__ = [
    "CODES",
    "CaseError",
    "Code",
    "DefinitionError",
    "ExpressionError",
    "PerfrulesError",
    "Place",
    "PluginError",
    "Problem",
    "ProblemsFoundError",
    "Severity",
    "SymbolError",
    "UnknownNameError",
    "suggestion",
]
