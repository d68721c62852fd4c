"""Scoring many tables, each into a file of its own; one that fails stops no other."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from perfrules.language import text
from perfrules.problems import Place, Problem, ProblemsFoundError
from perfrules.tables.batch.jobs import Job
from perfrules.tables.batch.manifest import Manifest
from perfrules.tables.batch.working import Problems, Watcher, Working, in_file
from perfrules.tables.files.scoring import score_file
from perfrules.tables.form import TableForm
from perfrules.tables.options import TableOptions
from perfrules.tables.result import TableCounts
from perfrules.tables.rules import TableRules


@attrs.frozen(eq=False)
class Batch:
    """
    What became of jobs (批量评分).

    Attributes:
        done: the jobs that were finished now, with their counts.
        skipped: those that were finished before, with their counts.
        failed: those that could not be finished, with the reasons.

    """

    done: Mapping[Job, TableCounts]
    skipped: Mapping[Job, TableCounts]
    failed: Mapping[Job, tuple[Problem, ...]]

    @property
    def counts(self) -> TableCounts:
        """The counts of all of them together."""
        total = TableCounts()
        for counts in (*self.skipped.values(), *self.done.values()):
            total = total.plus(counts)
        return total


@attrs.define(eq=False)
class Run:
    """
    Scores tables.

    Attributes:
        rules: by what.
        form: what a table must have.
        options: how.
        watcher: who is told.
        manifest: the notes of the folder that the results go to, if they go to one.
        rows: how many rows a table had when the population was found in it.

    """

    rules: TableRules
    form: TableForm
    options: TableOptions
    watcher: Watcher
    manifest: Manifest | None = None
    rows: Mapping[Job, int] = attrs.field(factory=dict)
    _working: Working = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._working = Working(self.watcher, self.rows)

    def __call__(self, jobs: Sequence[Job], threads: int = 1) -> Batch:
        """Do the *jobs*, so many *threads* at a time."""
        skipped = {job: counts for job in jobs if (counts := self._finished(job)) is not None}
        for job, counts in skipped.items():
            self.watcher.ended(job, counts)
        waiting = [job for job in jobs if job not in skipped]
        done: dict[Job, TableCounts] = {}
        failed: dict[Job, Problems] = {}
        for job, found in self._working.each(waiting, threads, self._one):
            if isinstance(found, TableCounts):
                done[job] = found
            else:
                failed[job] = found
        return Batch(done, skipped, failed)

    def _finished(self, job: Job) -> TableCounts | None:
        return None if self.manifest is None else self.manifest.finished(job)

    def _one(self, job: Job) -> TableCounts | Problems:
        """Do one job; return what became of it, or why it failed."""
        found: TableCounts | Problems
        try:
            found = self._score(job)
        except ProblemsFoundError as error:
            found = in_file(error, job)
        except OSError as error:
            file = str(error.filename or job.target)
            message = text("{file} cannot be written: {reason}", file=file, reason=_reason(error))
            found = (Problem("PR824", message, Place(file), text("make room, or write elsewhere")),)
        self.watcher.ended(job, found if isinstance(found, TableCounts) else None)
        return found

    def _score(self, job: Job) -> TableCounts:
        opened = self._working.begin(job)
        for path in (job.target, job.problems):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        counts = score_file(
            self.rules,
            self.form,
            opened,
            job.target,
            job.problems,
            self.options,
            lambda counts: self._working.tell(job, counts),
        )
        if not counts.problems:
            Path(job.problems).unlink(missing_ok=True)  # what an earlier run found is no longer so
        if self.manifest is not None:
            self.manifest.note(job, counts)
        return counts


def _reason(error: OSError) -> str:
    """Return why a file cannot be written; Arrow has words of its own around the system's."""
    return os.strerror(error.errno) if error.errno else str(error)
