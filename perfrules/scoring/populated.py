"""Rules with a population (总体): what was found over all projects, given to them or named by a case."""

import os
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import attrs

from perfrules.case import Case
from perfrules.language import text
from perfrules.model import IndicatorSet
from perfrules.problems import CaseError, Place, Problem
from perfrules.program import Program
from perfrules.scoring.peers import unkept

if TYPE_CHECKING:
    from perfrules.case.population import Population
    from perfrules.case.ranking import Standing

_SHARED: Final = frozenset(
    {"aggregations", "fast", "parameters", "places", "table_form", "traced", "_open", "_results"}
)
"""What is made of a definition alone, and the same with every population."""
_KEPT: Final = 8
"""The rules with so many populations are kept."""


class Populated:
    """What rules do with what was found over all projects."""

    if TYPE_CHECKING:
        program: Program
        population: Population | None

        @property
        def set(self) -> IndicatorSet:
            """The indicator set."""

        @property
        def parameters(self) -> Mapping[str, Any]:
            """The numbers of the parameters."""

    def with_population(self, population: "Population | None") -> Self:
        """
        Return these rules with what was found over all projects (总体); None takes it away.

        That is what the set's population functions read, and the marks that projects are ranked by.

        Raises:
            CaseError: the population was found by another definition.

        """
        if population is not None:
            problems = list(population.problems(self.set, self.parameters))
            problems = problems or list(unkept(population, self.program, self.set.ranked))
            if problems:
                raise CaseError(problems)
        made = attrs.evolve(self, population=population)  # type: ignore[misc]  # the class that inherits is of attrs
        vars(made).update({name: value for name, value in vars(self).items() if name in _SHARED})
        return made

    @cached_property
    def standings(self) -> "Mapping[str, Standing]":
        """By result, where all projects stand: of those that are ranked, as far as the population has their marks."""
        if self.population is None:
            return {}
        from perfrules.case.ranking import standings

        return standings(self.population.file.ranking, self.set)

    @property
    def reads_population(self) -> bool:
        """Whether anything is found over all projects: what population functions read, or marks to rank by."""
        return bool(self.program.populations or self.set.ranked)

    def for_case(self, case: Case) -> Self:
        """
        Return these rules with the population that *case* names, if they read one and have none.

        Raises:
            CaseError: the file cannot be read, or is the population of another definition.

        """
        if self.population is not None or not case.population or not self.reads_population:
            return self
        return self.with_population_file((case.folder or Path()) / case.population)

    def with_population_file(self, path: str | os.PathLike[str]) -> Self:
        """
        Return these rules with the population in the file at *path*, as `perfrules population` writes it.

        The same bytes give the same rules again.

        Raises:
            CaseError: the file cannot be read, or is the population of another definition.

        """
        from perfrules.case.population import population_bytes, population_in

        raw = population_bytes(path)
        digest = sha256(raw).hexdigest()
        known = self._named.get(digest)
        if known is not None:
            return known
        try:
            made = self.with_population(population_in(raw, os.fspath(path)))
        except CaseError as error:
            raise CaseError(_in_file(problem, os.fspath(path)) for problem in error.problems) from None
        if len(self._named) >= _KEPT:
            self._named.clear()
        self._named[digest] = made
        return made

    def refuse_unfound(self) -> None:
        """Raise a CaseError where the set reads the population and these rules have none: no case can be made up."""
        if self.population is None and self.program.populations:
            said = text("{set} reads the population, so cases are made for one", set=self.set.id)
            advice = text("give it: `--population FILE`, or `rules.with_population(population)`")
            raise CaseError([Problem("PR613", said, Place(), advice)])

    @cached_property
    def _named(self) -> dict[str, Self]:
        """The rules with the populations of files, by digest."""
        return {}


def _in_file(problem: Problem, file: str) -> Problem:
    """Return a problem of a population with its file."""
    if problem.place.file is not None:
        return problem
    return attrs.evolve(problem, place=attrs.evolve(problem.place, file=file))
