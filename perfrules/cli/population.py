"""`perfrules population`: what is found over all projects, as the file that the score of one needs."""

import sys
from datetime import date

import click

from perfrules.cli.completing import SetReference
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.reporting import report
from perfrules.cli.screens import write
from perfrules.language import text
from perfrules.scoring import load
from perfrules.tables.options import TableOptions


@make_command(
    "population",
    about=text(
        "Find what a set reads of all projects: the least, the mean, quantiles, the marks to rank by. INPUT is a "
        "table, a folder or a pattern, as for `perfrules batch`. Prints a file that `perfrules score` and "
        "`perfrules batch` are given."
    ),
    examples=(
        "perfrules population ./my-set.toml projects.csv -o population.toml",
        "perfrules score case.toml --population population.toml",
    ),
)
@click.argument("reference", metavar="SET", type=SetReference())
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(readable=False))
@option(
    "--columns",
    about=text("The file that says what the tables call their columns (perfrules/columns/1)."),
    metavar="FILE",
)
@output_options
@on_option
@language_option
@click.pass_context
def command(
    ctx: click.Context,
    reference: str,
    inputs: tuple[str, ...],
    columns: str | None,
    output: str,
    *,
    force: bool,
    on: date | None,
) -> None:
    """Find the population."""
    from perfrules.tables.batch.jobs import found_files
    from perfrules.tables.files import needed

    needed()
    from perfrules.cli.searching import search
    from perfrules.tables.batch.jobs import file_job

    files = [path for path, _ in found_files(inputs)]
    check_target(output, force=force, keep=files)
    rules = load(reference, on=on)
    if not rules.reads_population:
        raise click.UsageError(
            str(text("{set} reads nothing of the population and ranks no projects", set=rules.set.id))
        )
    jobs = [file_job(path, output) for path in files]
    searched = search(rules, jobs, TableOptions(columns, others="ignore"), quiet=output == STDOUT)
    found = searched.rules.population
    if found is None or searched.failed:
        report([problem for faults in searched.failed.values() for problem in faults])
        ctx.exit(1)
    deliver(found.json() if output.lower().endswith(".json") else found.toml(), output, force=force)
    if output != STDOUT:
        counted = text("{rows} projects, {left_out} left out", rows=found.file.rows, left_out=found.file.left_out)
        write(f"{counted}\n", sys.stderr)
    ctx.exit(int(found.file.left_out > 0))
