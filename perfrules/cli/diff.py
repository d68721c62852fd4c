"""`perfrules diff`: what was changed between two definitions, and what it does to scores."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from perfrules.case import FORMAT, Case, read_case
from perfrules.case.expecting import MANY_FORMAT
from perfrules.case.finding import files_below
from perfrules.case.population import read_population
from perfrules.cli.completing import SetReference
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.reporting import report
from perfrules.cli.screens import WIDTH, readable, screen_of
from perfrules.comparison import Comparison, diff
from perfrules.comparison.documents import to_dict
from perfrules.comparison.pages import page
from perfrules.definition.document import Document, read_document
from perfrules.language import text
from perfrules.problems import CaseError, Place, Problem, ProblemsFoundError
from perfrules.rendering.json_text import json_shown
from perfrules.rendering.markdown_page import compose_markdown
from perfrules.rendering.screen import Screen, compose
from perfrules.scoring import Rules, load
from perfrules.testing import read_file_trials

NO_TABLE = "PR012"
"""The problem of a JSON file that holds a list or the like: no file of perfrules."""
TROUBLE = 2
"""The exit status where there is nothing to compare, as `diff` has it."""


@make_command(
    "diff",
    about=text(
        "Compare two definitions: what was changed, in words, and whether scores stay comparable. "
        "With --cases: which cases change by how much, and why. "
        "Ends with 0 where all scores are the same, 1 where some can differ, 2 where it cannot be said."
    ),
    examples=(
        "perfrules diff old.toml new.toml",
        "perfrules diff shanghai/it-operations@2014 ./draft.toml --cases cases/",
        "perfrules diff old.toml new.toml --format markdown -o changes.md",
    ),
)
@click.argument("old", metavar="OLD", type=SetReference())
@click.argument("new", metavar="NEW", type=SetReference())
@option(
    "--cases",
    "paths",
    about=text("A case, a file of many cases, or a folder with such at any depth; may be given several times."),
    metavar="PATH",
    multiple=True,
)
@option(
    "--population",
    "populations",
    about=text("What was found over all projects, for the definition that found it; may be given several times."),
    metavar="FILE",
    multiple=True,
)
@option(
    "-f",
    "--format",
    "form",
    about=text("text, markdown, or json (perfrules/comparison/1)."),
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
)
@output_options
@on_option
@language_option
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    paths: tuple[str, ...],
    populations: tuple[str, ...],
    form: str,
    output: str,
    on: date | None,
    *,
    force: bool,
) -> None:
    """Compare two definitions."""
    check_target(output, force=force, keep=[old, new, *paths, *populations])
    try:
        rules = _with_populations((load(old, on=on), load(new, on=on)), populations)
        compared = diff(*rules, [case for path in paths for case in _cases(path)])
    except ProblemsFoundError as error:
        report(error.problems)
        ctx.exit(TROUBLE)
    with readable(rules[1].set.language):
        deliver(_written(compared, form, output), output, force=force)
    ctx.exit(int(compared.verdict != "same"))


def _with_populations(both: tuple[Rules, Rules], files: Sequence[str]) -> tuple[Rules, Rules]:
    """Return two rules, each with the population that was found by its definition, where it is among *files*."""
    one, other = both
    for file in files:
        found = read_population(file).file.indicator_set.sha256
        if found == one.set.digest:
            one = one.with_population_file(file)
        if found == other.set.digest or found != one.set.digest:  # that of a stranger is told
            other = other.with_population_file(file)
    return one, other


def _cases(path: str) -> Sequence[Case]:
    """Return the cases at *path*: those of one file, or all cases of a folder, in order of their names."""
    if not Path(path).is_dir():
        return _of_file(Path(path))
    found = [case for file in sorted(files_below(Path(path), ".toml", ".json")) for case in _in_folder(file)]
    if not found:
        said = text("there is no case in {folder}", folder=path)
        raise CaseError([Problem("PR761", said, Place(path), text("name a case, or a folder that has some"))])
    return found


def _of_file(file: Path) -> Sequence[Case]:
    """Return the case of a file, or those of a file of many cases and of the tables that it names."""
    document = read_document(file)
    if not isinstance(document, Document) or document.data.get("format") != MANY_FORMAT:
        return [read_case(file)]
    trials = read_file_trials(file)
    if trials.problems:
        raise CaseError(trials.problems)
    return [trial.case for trial in trials.trials]


def _in_folder(file: Path) -> Sequence[Case]:
    """Return the cases of a file in a folder: none of what has another format, or is JSON without any."""
    document = read_document(file)
    if isinstance(document, Document):
        return _of_file(file) if document.data.get("format") in (FORMAT, MANY_FORMAT) else ()
    if all(problem.code == NO_TABLE for problem in document):
        return ()
    raise CaseError(document)


def _written(compared: Comparison, form: str, output: str) -> str:
    screen = screen_of() if output == STDOUT else Screen(WIDTH)
    if form == "markdown":
        return compose_markdown(page(compared))
    if form == "text":
        return compose(list(page(compared)), screen)
    return json_shown(to_dict(compared), screen.encoding)
