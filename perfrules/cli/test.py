"""`perfrules test`: cases that say what they must give, run and compared."""

import json
from typing import Any

import click

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.reporting import report as report_problems
from perfrules.cli.screens import output, readable, write
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.rendering.problem_lists import as_data
from perfrules.testing import Report, report_data, report_lines, run_cases


@make_command(
    "test",
    about=text(
        "Run cases that say what they must give, in `[expect]`. PATH is a file, or a folder with all cases below it. "
        "Shows expected and actual side by side, and why."
    ),
    examples=(
        "perfrules test cases/",
        "perfrules test cases/limits.toml -k 验收",
        "perfrules test cases/ --format json",
    ),
)
@click.argument("paths", metavar="[PATH...]", type=click.Path(readable=False), nargs=-1)
@option("-k", "keyword", about=text("Only cases whose file::name contains this."), metavar="TEXT", default="")
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
def command(ctx: click.Context, paths: tuple[str, ...], keyword: str, form: str) -> None:
    """Run cases."""
    found = run_cases(*(paths or (".",)), keyword=keyword, registry=Registry.installed())
    if form == "json":
        write(json.dumps(_data(found), ensure_ascii=True, indent=2) + "\n")
    else:
        _show(found)
    ctx.exit(int(not found.ok))


def _show(found: Report) -> None:
    with readable() as screen:
        if found.problems:
            report_problems(found.problems, output())
        write("".join(f"{screen.fitted(line)}\n" for line in report_lines(found)))


def _data(found: Report) -> dict[str, Any]:
    return {**report_data(found), "problems": [as_data(problem) for problem in found.problems]}
