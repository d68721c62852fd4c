"""What scoring a table needs of rules: the scoring of one case stands above, and is asked for rows that need it."""

from collections.abc import Mapping
from typing import Protocol, Self

from perfrules.case import Binder, Bound, Case
from perfrules.case.population import Population
from perfrules.case.ranking import Standing
from perfrules.model import IndicatorSet
from perfrules.plugins import Registry
from perfrules.problems import Problem
from perfrules.program import Program
from perfrules.readings.exact import Traced


class RowAward(Protocol):
    """What is told of a node in words."""

    @property
    def reason(self) -> str:
        """Why it has its marks."""

    @property
    def absence_reason(self) -> str:
        """Why it has none."""


class RowCard(Protocol):
    """The scorecard of a row."""

    def __getitem__(self, code: str, /) -> RowAward: ...


class TableRules(Protocol):
    """Rules by which a table is scored."""

    @property
    def set(self) -> IndicatorSet:
        """The indicator set."""

    @property
    def program(self) -> Program:
        """Its formulas."""

    @property
    def registry(self) -> Registry:
        """What plugins offer."""

    @property
    def binder(self) -> Binder:
        """What reads one row."""

    @property
    def traced(self) -> Traced:
        """The program with a trace."""

    @property
    def places(self) -> Mapping[str, int]:
        """The decimals that marks are printed with."""

    @property
    def sent(self) -> bool:
        """Whether these rules came from another process."""

    @property
    def population(self) -> Population | None:
        """What was found over all projects."""

    @property
    def standings(self) -> Mapping[str, Standing]:
        """By result, where all projects stand, as far as the population has their marks."""

    def with_population(self, population: Population | None, /) -> Self:
        """Return the rules with another population, or without any."""

    def check(self, case: Mapping[str, object], /) -> tuple[Problem, ...]:
        """Return all problems of one row."""

    def checked(self, case: Case, bound: Bound, /) -> tuple[Problem, ...]:
        """Return the same of a row that is bound already."""

    def score(self, case: Mapping[str, object], /) -> RowCard:
        """Return the scorecard of one row."""
