"""Finding the population (总体) of many tables together, before any of them is scored."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

import attrs

from perfrules.problems import ProblemsFoundError
from perfrules.tables.batch.jobs import Job
from perfrules.tables.batch.working import Problems, Watcher, Working, in_file
from perfrules.tables.files.chunk import Opened
from perfrules.tables.form import TableForm
from perfrules.tables.options import TableOptions
from perfrules.tables.populations import Census, Tallies, population_of
from perfrules.tables.result import TableCounts
from perfrules.tables.rules import TableRules
from perfrules.tables.stream import opened

Rules = TypeVar("Rules", bound=TableRules)


@attrs.frozen(eq=False)
class Searched(Generic[Rules]):
    """
    What was found in the rows of all tables.

    Attributes:
        rules: the rules with the population; as they were where a table failed.
        rows: how many rows each table has.
        failed: the tables that cannot be read, with the reasons; without them no population would be the whole.

    """

    rules: Rules
    rows: Mapping[Job, int]
    failed: Mapping[Job, Problems]


@attrs.define(eq=False)
class Search(Generic[Rules]):
    """
    Finds the population, in one pass over all tables.

    Attributes:
        rules: by what.
        form: what a table must have.
        options: how tables are read.
        watcher: who is told.
        rows: how many rows each table had in the pass before, if there was one.

    """

    rules: Rules
    form: TableForm
    options: TableOptions
    watcher: Watcher
    rows: Mapping[Job, int] = attrs.field(factory=dict)
    _working: Working = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._working = Working(self.watcher, self.rows)

    def __call__(self, jobs: Sequence[Job], threads: int = 1) -> Searched[Rules]:
        """Read all *jobs*, so many *threads* at a time."""
        whole = Tallies()
        rows: dict[Job, int] = {}
        failed: dict[Job, Problems] = {}
        for job, found in self._working.each(jobs, threads, self._one):
            if isinstance(found, Tallies):
                rows[job] = found.rows
                whole.merge(found)
            else:
                failed[job] = found
        rules = self.rules if failed else self.rules.with_population(population_of(self.rules, whole))
        return Searched(rules, rows, failed)

    def _one(self, job: Job) -> Tallies | Problems:
        """Read one table; return what was found in it, or why it cannot be read."""
        try:
            found = self._find(job, self._working.begin(job))
        except ProblemsFoundError as error:
            self.watcher.ended(job, None)
            return in_file(error, job)
        self.watcher.ended(job, TableCounts(found.rows, found.rows - found.left_out, found.left_out))
        return found

    def _find(self, job: Job, table: Opened) -> Tallies:
        try:
            census = Census(opened(self.rules, self.form, table.schema, self.options))
            for chunk in table.chunks:
                before, left = census.found.rows, census.found.left_out
                census.add_chunk(chunk)
                rows, bad = census.found.rows - before, census.found.left_out - left
                self._working.tell(job, TableCounts(rows, rows - bad, bad))
        finally:
            table.close()
        return census.found
