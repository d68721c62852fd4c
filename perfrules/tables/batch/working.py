"""Doing the same with many jobs, some of them at the same time; one that fails stops no other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from threading import Event
from typing import Protocol, TypeVar

import attrs

from perfrules.language import text
from perfrules.problems import Place, Problem, ProblemsFoundError, TableError
from perfrules.tables.batch.jobs import Job
from perfrules.tables.files.chunk import Opened
from perfrules.tables.passes import counted
from perfrules.tables.result import TableCounts

Result = TypeVar("Result")
Problems = tuple[Problem, ...]


class Watcher(Protocol):
    """Is told how far the jobs are; from several threads."""

    def opened(self, job: Job, rows: int | None, /) -> None:
        """Note that a job has begun, with about so many rows."""

    def scored(self, job: Job, counts: TableCounts, /) -> None:
        """Note what became of some more rows."""

    def ended(self, job: Job, counts: TableCounts | None, /) -> None:
        """Note that a job is finished, with all its counts, or has failed."""


class _StoppedError(Exception):
    """The user has interrupted the program."""


@attrs.define(eq=False)
class Working:
    """
    Does jobs, and stops when the user does.

    Attributes:
        watcher: who is told.
        rows: how many rows a table had in the pass before, and has to have again.

    """

    watcher: Watcher
    rows: Mapping[Job, int] = attrs.field(factory=dict)
    _stop: Event = attrs.field(factory=Event, init=False)

    def each(self, jobs: Sequence[Job], threads: int, do: Callable[[Job], Result]) -> Iterator[tuple[Job, Result]]:
        """Yield each job with what *do* made of it, as they are finished, so many *threads* at a time."""
        if threads == 1 or len(jobs) <= 1:
            for job in jobs:
                yield job, do(job)
            return
        with ThreadPoolExecutor(threads) as pool:
            futures: dict[Future[Result], Job] = {pool.submit(copy_context().run, do, job): job for job in jobs}
            try:
                while futures:
                    ready, _ = wait(futures, return_when=FIRST_COMPLETED)
                    for future in ready:
                        yield futures.pop(future), future.result()
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def tell(self, job: Job, counts: TableCounts) -> None:
        """Say what became of some more rows of a job, unless it is to be stopped."""
        if self._stop.is_set():
            raise _StoppedError
        self.watcher.scored(job, counts)

    def begin(self, job: Job) -> Opened:
        """Open a job; raise a TableError where that fails, or in its end where it has other rows than before."""
        try:
            opened = job.open()
        except OSError as error:
            reason = error.strerror or str(error)
            message = text("{file} cannot be read: {reason}", file=repr(job.name), reason=reason)
            raise TableError([Problem("PR003", message, Place(job.name))]) from None
        self.watcher.opened(job, opened.rows)
        if job not in self.rows:
            return opened
        return attrs.evolve(
            opened, chunks=counted(opened.chunks, self.rows[job], lambda chunk: int(chunk.batch.num_rows))
        )


def in_file(error: ProblemsFoundError, job: Job) -> Problems:
    """Return problems with the table that they are about; the line of a row is not known where it is counted only."""
    return tuple(
        attrs.evolve(problem, place=attrs.evolve(problem.place, file=job.name))
        if problem.place.file is None
        else problem
        for problem in error.problems
    )
