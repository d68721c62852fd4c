"""How far a batch is: a bar on a terminal, lines in a pipe, nothing where it is to be quiet."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

import attrs

from perfrules.cli.screens import UnwrittenError, screen_of, write
from perfrules.language import Text, text
from perfrules.tables.batch.jobs import Job
from perfrules.tables.result import TableCounts

_EVERY: Final = 10.0
"""Seconds between the lines in a pipe."""
_MIDDLING, _WIDE = 60, 80
"""Cells of terminals that have room for the speed, and for words before the time."""


@attrs.define(eq=False)
class Quiet:
    """Says nothing, and counts rows and problems for those that do."""

    jobs: Sequence[Job]
    step: str = ""
    scoring: bool = True
    rows: int = 0
    problems: int = 0
    known: dict[Job, int] = attrs.field(factory=dict)
    seen: dict[Job, int] = attrs.field(factory=dict)
    over: set[Job] = attrs.field(factory=set)
    start: float = attrs.field(factory=time.monotonic)
    lock: Lock = attrs.field(factory=Lock, init=False)

    def opened(self, job: Job, rows: int | None) -> None:
        """Note that a job has begun."""
        with self.lock:
            self.seen[job] = 0
            if rows:
                self.known[job] = rows

    def scored(self, job: Job, counts: TableCounts) -> None:
        """Note what became of some more rows."""
        with self.lock:
            self.rows += counts.rows
            self.seen[job] += counts.rows
            self.problems += sum(counts.problems.values())
            self.show()

    def ended(self, job: Job, counts: TableCounts | None) -> None:
        """Note that a job is over."""
        with self.lock:
            self.over.add(job)
            self.tell(job, counts)
            self.show()

    def show(self) -> None:
        """Show how far everything is."""

    def tell(self, job: Job, counts: TableCounts | None) -> None:
        """Say what became of a job."""

    @property
    def speed(self) -> str:
        """How many rows a second there were."""
        return f"{round(self.rows / max(time.monotonic() - self.start, 0.001)):,}"

    @property
    def share(self) -> float:
        """How much of everything is done, by the sizes of the files."""
        total = sum(job.size for job in self.jobs)
        parts = [
            job.size * (1.0 if job in self.over else min(self.seen.get(job, 0) / self.known.get(job, 2**62), 1.0))
            for job in self.jobs
        ]
        return sum(parts) / total if total else 1.0


@attrs.define(eq=False)
class Lines(Quiet):
    """Writes a line for each job that is over, and now and then one for all of them."""

    last: float = attrs.field(factory=time.monotonic)

    def show(self) -> None:
        """Write a line, if the last one is some time ago."""
        now = time.monotonic()
        if now - self.last >= _EVERY:
            self.last = now
            said = text(
                "{percent}%: {rows} rows, {speed} rows a second, {problems} problems",
                percent=int(self.share * 100),
                rows=f"{self.rows:,}",
                speed=self.speed,
                problems=f"{self.problems:,}",
            )
            _say(self._said(said))

    def tell(self, job: Job, counts: TableCounts | None) -> None:
        """Write what became of a job."""
        if counts is None:
            _say(self._said(text("{file}: failed", file=job.name)))
            return
        template = "{file}: {rows} rows, {bad} not scored" if self.scoring else "{file}: {rows} rows, {bad} left out"
        template = template if job in self.seen else "{file}: finished before"
        _say(self._said(text(template, file=job.name, rows=f"{counts.rows:,}", bad=f"{counts.bad:,}")))

    def _said(self, said: Text) -> str:
        return f"{self.step}: {said}" if self.step else str(said)


def _say(line: str) -> None:
    try:
        write(screen_of(sys.stderr).fitted(line) + "\n", sys.stderr)
    except (BrokenPipeError, UnwrittenError):  # scores are written whether anybody watches or not
        return


@attrs.define(eq=False)
class Bar(Quiet):
    """Moves a bar."""

    progress: Any = None
    task: Any = None

    def show(self) -> None:
        """Move the bar."""
        self.progress.update(
            self.task,
            completed=self.share * 1000,
            rows=f"{self.rows:,}",
            speed=self.speed,
            problems=f"{self.problems:,}",
            files=f"{len(self.over)}/{len(self.jobs)}" if len(self.jobs) > 1 else "",
        )


@contextmanager
def watching(jobs: Sequence[Job], *, quiet: bool, step: str = "", scoring: bool = True) -> Iterator[Quiet]:
    """Show how far *jobs* are while they are done, in a *step* of several; some are read, not for *scoring*."""
    if quiet:
        yield Quiet(jobs)
    elif screen_of(sys.stderr).styled and sys.stderr.isatty():
        with _progress() as progress:
            task = progress.add_task(step, total=1000, rows="0", speed="0", problems="0", files="")
            yield Bar(jobs, step, scoring, progress=progress, task=task)
    else:
        yield Lines(jobs, step, scoring)


def step(place: int, of: int, said: Text) -> str:
    """Return how a step of several is called, *said* of what is done in it; nothing where there is only one."""
    return f"{place}/{of} {said}" if of > 1 else ""


def _progress() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    screen = screen_of(sys.stderr)
    rows, speed, problems = text("rows"), text("rows/s"), text("problems")
    columns = [
        TextColumn("{task.description}"),
        BarColumn(None),
        TaskProgressColumn(),
        TextColumn(f"{{task.fields[rows]}} {rows}"),
    ]
    if screen.width >= _MIDDLING:
        columns.append(TextColumn(f"{{task.fields[speed]}} {speed}"))
    if screen.width >= _WIDE:
        columns.append(TextColumn(str(text("time left"))))
    columns += [
        TimeRemainingColumn(compact=True),
        TextColumn(f"{{task.fields[problems]}} {problems}"),
        TextColumn("{task.fields[files]}"),
    ]
    console = Console(file=sys.stderr, width=screen.width)
    return Progress(*columns, console=console, transient=True, expand=True)
