"""`perfrules score`: the scorecard of a case."""

from datetime import date
from pathlib import Path, PurePath
from typing import Any

import click

from perfrules.case import read_case
from perfrules.cli.completing import Format
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.screens import WIDTH, screen_of
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.rendering import rendered
from perfrules.scoring.for_case import rules_of


@make_command(
    "score",
    about=text("Score a case. Prints the tree with marks, the largest losses with their reasons, and the grade."),
    examples=(
        "perfrules score case.toml",
        "perfrules score case.toml --format markdown -o scorecard.md",
        "perfrules score case.toml --format json | jq .result",
        "perfrules score case.toml --partial",
        "perfrules score case.toml --population population.toml",
    ),
)
@click.argument("case", metavar="CASE", type=click.Path(readable=False))
@option(
    "-f",
    "--format",
    "name",
    about=text("text, markdown, json, or a plugin's format. Default: by the name of FILE, else text."),
    metavar="FORMAT",
    type=Format(),
)
@output_options
@option(
    "--partial", about=text("Score what there is: lists missing evidence and what is still possible."), is_flag=True
)
@option(
    "--population",
    about=text("What was found over all projects: a file of `perfrules population`."),
    metavar="FILE",
    type=click.Path(readable=False),
)
@on_option
@language_option
def command(
    case: str,
    name: str | None,
    output: str,
    population: str | None,
    *,
    force: bool,
    partial: bool,
    on: date | None,
) -> None:
    """Score a case."""
    registry = Registry.installed()
    check_target(output, force=force, keep=[case])
    renderer = _renderer(registry, name, output)
    read = read_case(case)
    rules = rules_of(read, on=on)
    if population is not None:
        check_target(output, force=force, keep=[population])
        rules = rules.with_population_file(population)
    card = rules.score(read, partial=partial)
    check_target(output, force=force, keep=[Path(case).parent / file.name for file in card.bound.records.values()])
    deliver(rendered(renderer, card, **_options(output)), output, force=force)


def _renderer(registry: Registry, name: str | None, output: str) -> Any:
    """Return the renderer of that name, else the one for the output's name."""
    if name is None:
        name = "text" if output == STDOUT else _named_by(registry, output)
    if name not in registry.renderers:
        raise click.BadParameter(str(registry.explain_missing("renderer", name)), param_hint="--format")
    return registry.renderers[name].value


def _named_by(registry: Registry, output: str) -> str:
    """Return the name of the renderer whose files end as *output* does; a name without an end means text."""
    suffix = PurePath(output).suffix.lower()
    known: dict[str, str] = {}
    for name, given in registry.renderers.items():
        known.setdefault(given.value.suffix.lower(), name)
    if not suffix or suffix in known:
        return known.get(suffix, "text")
    said = text("no format belongs to {suffix}", suffix=suffix)
    hint = text("end the name with {known}, or give --format", known=", ".join(sorted(known)))
    raise click.BadParameter(f"{said}; {hint}", param_hint="--output")


def _options(output: str) -> dict[str, Any]:
    """Return what a renderer is told of where its output goes."""
    if output != STDOUT:
        return {"width": WIDTH, "encoding": "utf-8", "styled": False}
    screen = screen_of()
    return {"width": screen.width, "encoding": screen.encoding, "styled": screen.styled}
