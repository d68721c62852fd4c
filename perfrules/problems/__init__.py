"""Problems: what is wrong, where, what was expected and what to do, as values; prose comes last."""

from typing import TYPE_CHECKING

from perfrules.problems.errors import (
    CaseError,
    DefinitionError,
    ExpressionError,
    PerfrulesError,
    PluginError,
    ProblemsFoundError,
    SymbolError,
    TableError,
    UnknownNameError,
)
from perfrules.problems.problem import Key, Place, Problem, Severity, suggestion

if TYPE_CHECKING:
    from perfrules.problems.code import Code
    from perfrules.problems.codes import CODES

__all__ = [
    "CODES",
    "CaseError",
    "Code",
    "DefinitionError",
    "ExpressionError",
    "Key",
    "PerfrulesError",
    "Place",
    "PluginError",
    "Problem",
    "ProblemsFoundError",
    "Severity",
    "SymbolError",
    "TableError",
    "UnknownNameError",
    "suggestion",
]


def __getattr__(name: str) -> object:
    """Load the codes and their pages when they are asked for: nothing needs them where there is no problem."""
    if name not in {"CODES", "Code"}:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from perfrules.problems.code import Code
    from perfrules.problems.codes import CODES

    return Code if name == "Code" else CODES
