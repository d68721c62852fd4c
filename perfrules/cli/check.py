"""`perfrules check`: all problems of definitions, grade scales and cases."""

import json
import sys

import click

from perfrules.cli.checking import check_file
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.reporting import as_data, in_order, report
from perfrules.cli.screens import write
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import Problem


@make_command(
    "check",
    about=text(
        "Check indicator sets, grade scales and cases, told apart by their `format`. "
        "Prints all problems with file, line and column; a warning does not change the exit status."
    ),
    examples=(
        "perfrules check case.toml",
        "perfrules check sets/*.toml",
        "perfrules check case.toml --format json",
    ),
)
@click.argument("files", metavar="FILE...", type=click.Path(readable=False), nargs=-1, required=True)
@option(
    "-f",
    "--format",
    "form",
    about=text("text, or json for other programs."),
    type=click.Choice(["text", "json"]),
    default="text",
)
@language_option
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], form: str) -> None:
    """Check files."""
    registry = Registry.installed()
    problems: list[Problem] = in_order(problem for file in files for problem in check_file(file, registry))
    if form == "json":
        write(json.dumps([as_data(problem) for problem in problems], ensure_ascii=True, indent=2) + "\n")
    else:
        report(problems, sys.stdout)
    ctx.exit(int(any(problem.severity == "error" for problem in problems)))
