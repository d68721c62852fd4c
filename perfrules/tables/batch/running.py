"""Doing many jobs, some of them at the same time; one that fails stops no other."""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from pathlib import Path
from threading import Event
from typing import Protocol

import attrs

from perfrules.language import text
from perfrules.problems import Place, Problem, ProblemsFoundError, TableError
from perfrules.tables.batch.jobs import Job
from perfrules.tables.batch.manifest import Manifest
from perfrules.tables.files.chunk import Opened
from perfrules.tables.files.scoring import score_file
from perfrules.tables.form import TableForm
from perfrules.tables.options import TableOptions
from perfrules.tables.result import TableCounts
from perfrules.tables.rules import TableRules


class Watcher(Protocol):
    """Is told how far the jobs are; from several threads."""

    def opened(self, job: Job, rows: int | None, /) -> None:
        """Note that a job has begun, with about so many rows."""

    def scored(self, job: Job, counts: TableCounts, /) -> None:
        """Note what became of some more rows."""

    def ended(self, job: Job, counts: TableCounts | None, /) -> None:
        """Note that a job is finished, with all its counts, or has failed."""


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


class _StoppedError(Exception):
    """The user has interrupted the program."""


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

    """

    rules: TableRules
    form: TableForm
    options: TableOptions
    watcher: Watcher
    manifest: Manifest | None = None
    _stop: Event = attrs.field(factory=Event, init=False)

    def __call__(self, jobs: Sequence[Job], threads: int = 1) -> Batch:
        """Do the *jobs*, so many *threads* at a time."""
        skipped = {job: counts for job in jobs if (counts := self._finished(job)) is not None}
        for job, counts in skipped.items():
            self.watcher.ended(job, counts)
        waiting = [job for job in jobs if job not in skipped]
        done: dict[Job, TableCounts] = {}
        failed: dict[Job, tuple[Problem, ...]] = {}
        for job, found in self._results(waiting, threads):
            if isinstance(found, TableCounts):
                done[job] = found
            else:
                failed[job] = found
        return Batch(done, skipped, failed)

    def _finished(self, job: Job) -> TableCounts | None:
        return None if self.manifest is None else self.manifest.finished(job)

    def _results(self, jobs: Sequence[Job], threads: int) -> Iterable[tuple[Job, TableCounts | tuple[Problem, ...]]]:
        if threads == 1 or len(jobs) <= 1:
            for job in jobs:
                yield job, self._one(job)
            return
        with ThreadPoolExecutor(threads) as pool:
            futures: dict[Future[TableCounts | tuple[Problem, ...]], Job] = {
                pool.submit(copy_context().run, self._one, job): job for job in jobs
            }
            try:
                while futures:
                    ready, _ = wait(futures, return_when=FIRST_COMPLETED)
                    for future in ready:
                        yield futures.pop(future), future.result()
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _one(self, job: Job) -> TableCounts | tuple[Problem, ...]:
        """Do one job; return what became of it, or why it failed."""
        found: TableCounts | tuple[Problem, ...]
        try:
            found = self._score(job)
        except ProblemsFoundError as error:
            found = tuple(_in_file(problem, job) for problem in error.problems)
        except OSError as error:
            reason = _reason(error)
            message = text("{file} cannot be written: {reason}", file=job.target, reason=reason)
            found = (Problem("PR824", message, Place(job.target), text("make room, or write elsewhere")),)
        self.watcher.ended(job, found if isinstance(found, TableCounts) else None)
        return found

    def _score(self, job: Job) -> TableCounts:
        def watch(counts: TableCounts) -> None:
            if self._stop.is_set():
                raise _StoppedError
            self.watcher.scored(job, counts)

        opened = _opened(job)
        self.watcher.opened(job, opened.rows)
        for path in (job.target, job.problems):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        counts = score_file(self.rules, self.form, opened, job.target, job.problems, self.options, watch)
        if not counts.problems:
            Path(job.problems).unlink(missing_ok=True)  # what an earlier run found is no longer so
        if self.manifest is not None:
            self.manifest.note(job, counts)
        return counts


def _opened(job: Job) -> Opened:
    try:
        return job.open()
    except OSError as error:
        reason = error.strerror or str(error)
        message = text("{file} cannot be read: {reason}", file=repr(job.name), reason=reason)
        raise TableError([Problem("PR003", message, Place(job.name))]) from None


def _reason(error: OSError) -> str:
    """Return why a file cannot be written; Arrow has words of its own around the system's."""
    return os.strerror(error.errno) if error.errno else str(error)


def _in_file(problem: Problem, job: Job) -> Problem:
    """Return a problem with the table that it is about; the line of a row is not known where it is counted only."""
    if problem.place.file is not None:
        return problem
    return attrs.evolve(problem, place=attrs.evolve(problem.place, file=job.name))
