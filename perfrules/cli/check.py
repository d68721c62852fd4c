"""`perfrules check`: all problems of definitions, grade scales and cases; and what a problem's code means."""

from collections.abc import Sequence
from datetime import date

import click

from perfrules.cli.checking import check_file
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.reporting import in_order, problems_text
from perfrules.cli.screens import WIDTH, readable, screen_of, show
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import CODES, Problem, suggestion
from perfrules.problems.retired import RETIRED
from perfrules.rendering.code_pages import code_list, code_page, retired_page
from perfrules.rendering.problem_lists import problems_json, problems_sarif
from perfrules.rendering.screen import Screen

_ALL = "all"


@make_command(
    "check",
    about=text(
        "Check indicator sets, grade scales and cases, told apart by their `format`. "
        "Prints all problems with file, line and column; a warning does not change the exit status."
    ),
    examples=(
        "perfrules check case.toml",
        "perfrules check sets/*.toml --strict",
        "perfrules check case.toml --format sarif -o problems.sarif",
        "perfrules check --prove my-set.toml -o counterexamples",
        "perfrules check --explain PR101",
        "perfrules check --explain",
    ),
)
@click.argument("files", metavar="[FILE]...", type=click.Path(readable=False), nargs=-1)
@option(
    "-f",
    "--format",
    "form",
    about=text("text, json (perfrules/problems/1), or sarif (SARIF 2.1.0, for forges and editors)."),
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
)
@output_options
@option("--strict", about=text("Let warnings count as problems: they change the exit status."), is_flag=True)
@option(
    "--prove",
    about=text(
        "Prove of sets (by file or id) what holds for all evidence: scales, reach, order, no division by zero. Cases "
        "against what does not hold are printed, or written to the folder of -o."
    ),
    is_flag=True,
)
@option(
    "--effort",
    about=text("With --prove: in how many parts ranges are split for one claim, at most. Default: 64."),
    metavar="N",
    type=click.IntRange(min=1),
    default=None,
)
@option(
    "--explain",
    "code",
    about=text("Print what a code means, instead of checking; without CODE: the list of all codes."),
    metavar="[CODE]",
    is_flag=False,
    flag_value=_ALL,
)
@on_option
@language_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    form: str,
    output: str,
    *,
    force: bool,
    strict: bool,
    prove: bool,
    effort: int | None,
    code: str | None,
    on: date | None,
) -> None:
    """Check files, or explain a code."""
    if code is not None:
        _explain(ctx, code, files)
        return
    if not files:
        ctx.fail(str(text("name the files to check, or give --explain")))
    if not prove and effort is not None:
        raise click.UsageError(str(text("--effort needs --prove")))
    if prove and form == "sarif":
        raise click.UsageError(str(text("--prove prints text or json")))
    if prove:
        from perfrules.cli.proving import run  # not loaded for plain checks

        ctx.exit(run(files, form, output, force=force, strict=strict, effort=effort, on=on))
    ctx.exit(_check(files, form, output, force=force, strict=strict, on=on))


def _check(files: Sequence[str], form: str, output: str, *, force: bool, strict: bool, on: date | None) -> int:
    """Print all problems of *files*, and return the exit status."""
    check_target(output, force=force, keep=files)
    registry = Registry.installed()
    problems = in_order(problem for file in files for problem in check_file(file, registry, on))
    deliver(_written(problems, form, output), output, force=force)
    return int(any(strict or problem.severity == "error" for problem in problems))


def _written(problems: Sequence[Problem], form: str, output: str) -> str:
    screen = screen_of() if output == STDOUT else Screen(WIDTH)
    if form == "text":
        return problems_text(problems, screen)
    write = problems_json if form == "json" else problems_sarif
    return write(problems, encoding=screen.encoding)


def _explain(ctx: click.Context, code: str, files: Sequence[str]) -> None:
    """Print the page of *code*, or the list of all."""
    name = code.upper()
    if files:
        ctx.fail(str(text("--explain takes one code, and no files")))
    if name in RETIRED:
        with readable():
            show(list(retired_page(RETIRED[name])))
        return
    if code != _ALL and name not in CODES:
        raise click.BadParameter(
            f"{text('there is no code `{code}`', code=code)}; {suggestion(name, CODES)}", param_hint="--explain"
        )
    with readable():
        show(list(code_list(CODES.values()) if code == _ALL else code_page(CODES[name])))
