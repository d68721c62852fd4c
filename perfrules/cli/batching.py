"""Running `perfrules batch`: what is asked for, where results go, and what is told at the end."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from perfrules.cli.output import check_target
from perfrules.cli.progress import step, watching
from perfrules.cli.reporting import report
from perfrules.cli.screens import readable, show, write
from perfrules.language import Text, text
from perfrules.problems import Problem
from perfrules.rendering.batch import batch_summary
from perfrules.rendering.wording import named
from perfrules.scoring import Rules, load
from perfrules.tables.batch.jobs import Job, file_job, folder_jobs, found_files, problems_of
from perfrules.tables.files import needed
from perfrules.tables.options import Others, TableOptions

if TYPE_CHECKING:
    from perfrules.cli.searching import Found
    from perfrules.tables.batch.manifest import Manifest
    from perfrules.tables.batch.running import Batch


@attrs.frozen
class Asked:
    """What the command line asks for, by the names of its options."""

    inputs: tuple[str, ...]
    output: str
    force: bool
    form: str
    sql: str | None
    columns: str | None
    population: str | None
    key: tuple[str, ...] | None
    others: Others
    outputs: tuple[str, ...] | None
    codes: tuple[str, ...] | None
    reasons: bool
    problems: str | None
    fail_fast: bool
    threads: int
    quiet: bool

    @property
    def options(self) -> TableOptions:
        """How tables are scored."""
        codes = "all" if self.codes == ("all",) else self.codes
        return TableOptions(
            self.columns,
            self.key or (),
            self.others,
            self.outputs,
            codes,
            reasons=self.reasons,
            fail_fast=self.fail_fast,
        )


def run(reference: str, on: date | None, asked: Asked) -> int:
    """Score the tables, say what became of them, and return the exit status."""
    needed()
    from perfrules.cli.searching import search

    if not asked.inputs and asked.sql is None:
        raise click.UsageError(str(text("nothing to score: name tables, or give --sql")))
    started = time.monotonic()
    rules = _rules(reference, on, asked)
    jobs, folder = _jobs(asked)
    manifest = None if folder is None else _manifest(rules, asked, folder)
    _check([job for job in jobs if manifest is None or not manifest.knows(job)], asked, in_folder=folder is not None)
    searched = search(rules, jobs, asked.options, asked.threads, quiet=asked.quiet, before=True)
    if searched.failed:
        return _without_population(searched.failed)
    found = _scored(searched, jobs, asked, manifest)
    if found.failed:
        report([problem for faults in found.failed.values() for problem in faults])
    if not asked.quiet and (found.done or found.skipped):
        _summarise(searched.rules, found, asked.output, time.monotonic() - started)
    return int(bool(found.failed) or found.counts.bad > 0)


def _rules(reference: str, on: date | None, asked: Asked) -> Rules:
    rules = load(reference, on=on)
    rules.refuse_open()
    return rules if asked.population is None else rules.with_population_file(asked.population)


def _manifest(rules: Rules, asked: Asked, folder: str) -> "Manifest":
    """Return what the folder of the results notes; with `--force` nothing that was noted before counts."""
    from perfrules.tables.batch.manifest import Manifest, made_by

    made = made_by(rules, asked.options, None if rules.day is None else str(rules.day.on))
    return Manifest(folder, made) if asked.force else Manifest.read(folder, made)


def _scored(searched: "Found", jobs: Sequence[Job], asked: Asked, manifest: "Manifest | None") -> "Batch":
    """Score the tables by the population that was found in them, or was given."""
    from perfrules.tables.batch.running import Run

    rules = searched.rules
    if manifest is not None and rules.population is not None:
        manifest.population = rules.population.sha256
    last = step(searched.passes + 1, searched.passes + 1, text("scores"))
    with watching(jobs, quiet=asked.quiet, step=last) as watcher:
        return Run(rules, rules.table_form, asked.options, watcher, manifest, searched.rows)(jobs, asked.threads)


def _without_population(failed: Mapping[Job, tuple[Problem, ...]]) -> int:
    """Say that nothing is scored while some of the tables cannot be read."""
    report([problem for faults in failed.values() for problem in faults])
    said = text("nothing is scored: the population would be without {number} of the tables", number=len(failed))
    write(f"{said}\n", sys.stderr)
    return 1


def _jobs(asked: Asked) -> tuple[list[Job], str | None]:
    """Return the jobs, and the folder that their results go to, if it is one."""
    from perfrules.tables.files.writing import WRITERS

    out = asked.output
    named = Path(out).suffix.lower() in WRITERS
    into = Path(out).is_dir() or out.endswith(("/", "\\"))
    if asked.sql is not None:
        if into or not named:
            raise _refused(
                text("a query has one output: end the name of the file with {known}", known=", ".join(WRITERS))
            )
        return [_query_job(asked, asked.sql)], None
    found = found_files(asked.inputs, out if into else "")
    several = len(found) > 1 or any(Path(name).is_dir() or not Path(name).exists() for name in asked.inputs)
    if into or (several and not named):
        return folder_jobs(found, out, f".{asked.form}", asked.problems), out
    if len(found) > 1:
        raise _refused(text("{number} tables have an output each: give a folder, such as scores/", number=len(found)))
    if not named:
        raise _refused(text("end the name of the file with {known}", known=", ".join(WRITERS)))
    return [file_job(found[0][0], out, asked.problems)], None


def _query_job(asked: Asked, query: str) -> Job:
    from perfrules.tables.files.queries import open_query
    from perfrules.tables.files.reading import open_file

    found = found_files(asked.inputs)
    problems = asked.problems or problems_of(asked.output)
    return Job(
        "--sql",
        asked.output,
        problems,
        lambda: open_query(query, {Path(path).stem: open_file(path) for path, _ in found}),
    )


def _check(jobs: Sequence[Job], asked: Asked, *, in_folder: bool) -> None:
    """Refuse results that cannot or must not be written, before anything is scored."""
    read = [job.source for job in jobs if job.source]
    if in_folder:
        _check_folder(asked.output)
        if asked.problems is not None:
            _check_folder(asked.problems)
    for job in jobs:
        if os.path.realpath(job.target) == os.path.realpath(job.problems):
            why = text("{file} is where the scores go: write the problems to another file", file=job.problems)
            raise click.BadParameter(str(why), param_hint="--problems")
        for target in (job.target, job.problems):
            if not in_folder or Path(target).exists():
                _check_target(target, asked, read, "--problems" if target == asked.problems else "-o")
    if not in_folder and asked.problems is not None:
        from perfrules.tables.files.writing import WRITERS

        if Path(asked.problems).suffix.lower() not in WRITERS:
            known = ", ".join(WRITERS)
            raise click.BadParameter(
                str(text("end the name of the file with {known}", known=known)), param_hint="--problems"
            )


def _check_target(target: str, asked: Asked, read: Sequence[str], option: str) -> None:
    try:
        check_target(target, force=asked.force, keep=read)
    except click.BadParameter as error:
        error.param_hint = option
        raise


def _check_folder(name: str) -> None:
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(
            text("{file} cannot be written: {reason}", file=name, reason=error.strerror or str(error))
        ) from None


def _refused(why: Text) -> click.UsageError:
    return click.BadParameter(str(why), param_hint="-o")


def _time(seconds: float, speed: float) -> tuple[str, str]:
    return str(text("Time")), f"{seconds:.1f} s, {text('{number} rows a second', number=f'{round(speed):,}')}"


def _summarise(rules: Rules, found: "Batch", output: str, seconds: float) -> None:
    """Print how many rows there were, their grades and their problems."""
    with readable(rules.set.language) as screen:
        files = [(str(text("Scores")), output)]
        told = [job.problems for counts in (found.done, found.skipped) for job in counts if counts[job].problems]
        if told:
            more = f" (+{len(told) - 1})" if len(told) > 1 else ""
            files.append((str(text("Problems")), told[0] + more))
        if found.skipped:
            files.append((str(text("Finished before")), f"{len(found.skipped):,}"))
        if found.failed:
            files.append((str(text("Failed")), f"{len(found.failed):,}"))
        title = f"{named(rules.set.title, rules.set.title_en)} ({rules.set.id}@{rules.set.edition})"
        speed = sum(counts.rows for counts in found.done.values()) / max(seconds, 0.001)
        show(list(batch_summary(title, found.counts, [_time(seconds, speed), *files], screen)))
