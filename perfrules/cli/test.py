"""`perfrules test`: cases that say what they must give, run and compared."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import click

from perfrules.case.numbers import UnfitValueError, exact
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.reporting import report as report_problems
from perfrules.cli.screens import output, readable, screen_of, write
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.rendering.json_text import json_shown
from perfrules.rendering.problem_lists import as_data
from perfrules.testing import (
    Coverage,
    Report,
    coverage,
    coverage_data,
    coverage_lines,
    report_data,
    report_lines,
    run_cases,
)


class Percent(click.ParamType[Fraction]):
    """A share from 0 to 100, exactly."""

    name = "percent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """Return the number that *value* says; end the command where it says none."""
        try:
            share = exact(str(value).removesuffix("%"))
        except UnfitValueError:
            share = Fraction(-1)
        if not 0 <= share <= 100:  # noqa: PLR2004 - all of it
            self.fail(str(text("a number from 0 to 100 was expected, not {value}", value=value)), param, ctx)
        return share


@make_command(
    "test",
    about=text(
        "Run cases that say what they must give, in `[expect]`. PATH is a file, or a folder with all cases below it. "
        "Shows expected and actual side by side, and why; with --cover, what of the sets the cases have exercised."
    ),
    examples=(
        "perfrules test cases/",
        "perfrules test cases/limits.toml -k 验收",
        "perfrules test cases/ --cover --threshold 95",
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
@option(
    "--cover", about=text("Show which parts of the rules the cases have exercised, and why not others."), is_flag=True
)
@option(
    "--threshold",
    about=text("Fail where less than this share of a set is covered, in percent; with --cover."),
    metavar="PERCENT",
    type=Percent(),
)
@language_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], keyword: str, form: str, *, cover: bool, threshold: Fraction | None
) -> None:
    """Run cases."""
    if threshold is not None and not cover:
        raise click.UsageError(str(text("--threshold needs --cover")))
    found = run_cases(*(paths or (".",)), keyword=keyword, registry=Registry.installed())
    with readable():
        covered = coverage(found) if cover else ()
        below = [each for each in covered if threshold is not None and each.share * 100 < threshold]
        if form == "json":
            write(json_shown(_data(found, covered), screen_of().encoding))
        else:
            _show(found, covered, below)
    ctx.exit(int(not found.ok or bool(below)))


def _show(found: Report, covered: Sequence[Coverage], below: Sequence[Coverage]) -> None:
    if found.problems:
        report_problems(found.problems, output())
    lines = [*report_lines(found), *(line for each in covered for line in coverage_lines(each))]
    lines += [str(text("{set} is covered by less than the threshold", set=each.rules.set.id)) for each in below]
    screen = screen_of()
    write("".join(f"{screen.fitted(line)}\n" for line in lines))


def _data(found: Report, covered: Sequence[Coverage]) -> dict[str, Any]:
    data = {**report_data(found), "problems": [as_data(problem) for problem in found.problems]}
    return data | ({"coverage": [coverage_data(each) for each in covered]} if covered else {})
