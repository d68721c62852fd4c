"""`perfrules batch`: tables in, tables out."""

from datetime import date
from typing import Any

import click

from perfrules.cli.completing import SetReference
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.language import text

_FORMATS = ("parquet", "csv", "arrow", "jsonl", "xlsx")


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        """Return the names."""
        return value if isinstance(value, tuple) else tuple(name.strip() for name in value.split(",") if name.strip())


@make_command(
    "batch",
    about=text(
        "Score tables: a case a row. INPUT is CSV (also GB18030), Parquet, Arrow, JSON Lines or Excel; a folder, or a "
        "pattern. Rows that cannot be scored stop nothing: they are listed in a table of problems."
    ),
    examples=(
        "perfrules batch shanghai/it-operations projects.csv -o scores.parquet --key project",
        "perfrules batch shanghai/it-operations projects.xlsx -o scores.xlsx --columns columns.toml",
        "perfrules batch shanghai/it-operations 2026/ -o scores/ --jobs 4",
        "perfrules batch ./my-set.toml --sql \"select * from 'all/*.parquet' where year = 2026\" -o scores.csv",
    ),
)
@click.argument("reference", metavar="SET", type=SetReference())
@click.argument("inputs", metavar="[INPUT]...", nargs=-1, type=click.Path(readable=False))
@option(
    "-o",
    "--output",
    about=text("The file of the scores (.parquet, .csv, .arrow, .jsonl, .xlsx); for many inputs a folder."),
    metavar="OUT",
    required=True,
)
@option("--force", about=text("Replace what is there already."), is_flag=True)
@option(
    "-f",
    "--format",
    "form",
    about=text("The form of scores in a folder: parquet, csv, arrow, jsonl or xlsx. Default: parquet."),
    metavar="FORMAT",
    type=click.Choice(_FORMATS),
    default="parquet",
)
@option(
    "--sql",
    about=text("Score what a query of DuckDB gives; it finds files by their names in quotes, INPUTs by their stems."),
    metavar="QUERY",
)
@option(
    "--columns",
    about=text("The file that says what the tables call their columns (perfrules/columns/1)."),
    metavar="FILE",
)
@option(
    "--population",
    about=text("What was found over all projects: a file of `perfrules population`."),
    metavar="FILE",
)
@option(
    "--key",
    about=text("The columns by which people know a row; the scores have them too."),
    metavar="NAMES",
    type=Names(),
)
@option(
    "--others",
    about=text("What becomes of columns that are neither evidence nor key. Default: refuse."),
    type=click.Choice(["refuse", "keep", "ignore"]),
    default="refuse",
)
@option(
    "--outputs",
    about=text(
        "What is put out: marks, rate, grade, full_marks, rank. Default: the first three, and a rank that is there."
    ),
    metavar="NAMES",
    type=Names(),
)
@option(
    "--codes", about=text("The indicators that are put out beside the results, or all."), metavar="CODES", type=Names()
)
@option("--reasons", about=text("Put out the reasons of marks too, which takes far longer."), is_flag=True)
@option(
    "--problems",
    about=text("The file of the problems, for many inputs a folder. Default: beside the scores."),
    metavar="FILE",
)
@option("--fail-fast", about=text("Stop a table at its first row that cannot be scored."), is_flag=True)
@option(
    "--jobs",
    "threads",
    about=text("How many tables are scored at the same time. Default: 1."),
    metavar="N",
    type=click.IntRange(1, 256),
    default=1,
)
@option("--quiet", about=text("Show neither progress nor summary."), is_flag=True)
@on_option
@language_option
@click.pass_context
def command(ctx: click.Context, /, reference: str, on: date | None, **asked: Any) -> None:
    """Score tables."""
    import gc

    gc.enable()  # a short run does without; this one may be long
    from perfrules.cli.batching import Asked, run

    ctx.exit(run(reference, on, Asked(**asked)))
