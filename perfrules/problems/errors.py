"""The exceptions of the library: one base class, and problems as their contents."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfrules.language import Text
    from perfrules.problems.problem import Problem


class PerfrulesError(Exception):
    """The base of every exception that this library raises on purpose."""


class ProblemsFoundError(PerfrulesError):
    """
    Something could not be used because of problems; `problems` has all of them.

    The exception prints one problem a line, in order of place.
    """

    def __init__(self, problems: "Iterable[Problem]") -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class DefinitionError(ProblemsFoundError):
    """An indicator set (指标体系) or grade scale cannot be used as it is written."""


class CaseError(ProblemsFoundError):
    """A case (案卷) or its evidence cannot be scored as it is given."""


class TableError(ProblemsFoundError):
    """A table (数据表) cannot be scored as it is given, or the scoring of one was stopped at its first bad row."""


class UnknownNameError(ProblemsFoundError):
    """A set, edition, renderer or indicator was asked for that is not there."""


class PluginError(PerfrulesError):
    """A plugin is broken, and what was asked for depends on it."""


class SymbolError(PerfrulesError, TypeError):
    """A rubric kind or aggregation used a symbol as if it were a number: in an `if`, `min`, `int()` or loop."""


class ExpressionError(PerfrulesError):
    """An expression in a definition cannot be read: `text` says why, `column` (from 0) where in the expression."""

    def __init__(self, text: "Text", column: int = 0, code: str = "PR301", advice: "Text | None" = None) -> None:
        self.text, self.column, self.code, self.advice = text, column, code, advice
        super().__init__(text)

    def __str__(self) -> str:
        return str(self.text)
