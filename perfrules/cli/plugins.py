"""`perfrules plugins`: what is installed, what is broken, and why."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import click

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.screens import readable, screen_of, show, write
from perfrules.language import Text, text
from perfrules.plugins import Plugin, Registry
from perfrules.plugins.installed import BLOCKING
from perfrules.problems import Problem
from perfrules.rendering.blocks import Block, Column, Heading, Item, Items, Paragraph, Row, Table
from perfrules.rendering.json_text import json_shown
from perfrules.rendering.problem_lists import as_data
from perfrules.scoring.examine import examine

FORMAT = "perfrules/plugins/1"
"""What the key `format` of a list of plugins says."""
_STATUS = {"working": text("working"), "broken": text("broken"), "blocked": text("blocked")}
_SORTS: dict[str, tuple[Text, Text]] = {
    "definition": (text("1 definition"), text("{number} definitions")),
    "kind": (text("1 rubric kind"), text("{number} rubric kinds")),
    "aggregation": (text("1 aggregation"), text("{number} aggregations")),
    "function": (text("1 function"), text("{number} functions")),
    "reader": (text("1 reader"), text("{number} readers")),
    "renderer": (text("1 renderer"), text("{number} renderers")),
}


@make_command(
    "plugins",
    about=text(
        "List the installed plugins: what each provides, which is broken, and why. "
        "Every definition is loaded, and every rubric kind is asked for its formula."
    ),
    examples=(
        "perfrules plugins",
        "perfrules plugins --format json",
        "PERFRULES_DISABLE_PLUGINS=shanghai perfrules plugins",
    ),
)
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
def command(ctx: click.Context, form: str) -> None:
    """List the installed plugins."""
    registry = Registry.installed()
    with readable():
        found = _examined(registry)
        told = tuple(dict.fromkeys([*registry.problems, *(problem for one in found for problem in one.problems)]))
        if form == "json":
            write(json_shown(_document(found, told), screen_of().encoding))
        else:
            show(list(_page(found, told)))
    ctx.exit(int(any(problem.severity == "error" for problem in told)))


def _examined(registry: Registry) -> list[Plugin]:
    """Return the plugins, those included that turn out to be broken when what they bring is used."""
    further = examine(registry)
    return [
        attrs.evolve(plugin, problems=(*plugin.problems, *further[plugin.name]), status="broken")
        if plugin.name in further
        else plugin
        for plugin in registry.plugins
    ]


def _document(plugins: Sequence[Plugin], problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "plugins": [_data(plugin) for plugin in plugins],
        "problems": [as_data(problem) for problem in problems],
    }


def _data(plugin: Plugin) -> dict[str, Any]:
    """Return a plugin as plain JSON values."""
    return {
        "name": plugin.name,
        "distribution": plugin.distribution,
        "version": plugin.version,
        "status": plugin.status,
        "provides": [{"sort": sort, "name": name} for sort, name in plugin.provides],
        "problems": [as_data(problem) for problem in plugin.problems],
    }


def _page(plugins: Sequence[Plugin], problems: Sequence[Problem]) -> Iterator[Block]:
    columns = [
        Column(str(text("Plugin"))),
        Column(str(text("Distribution"))),
        Column(str(text("Status"))),
        Column(str(text("Provides")), flexible=True),
    ]
    yield Table(columns, [_row(plugin) for plugin in plugins])
    blocked = [plugin.name for plugin in plugins if plugin.status == "blocked"]
    if blocked:
        yield Paragraph(str(text("Blocked by {variable}: {names}", variable=BLOCKING, names=", ".join(blocked))))
    offered = [Item(plugin.name, _offers(plugin)) for plugin in plugins if plugin.provides]
    if offered:
        yield Heading(str(text("What they provide")))
        yield Items(offered)
    if problems:
        yield Heading(str(text("Problems")))
        yield Items(Item(_head(problem), _said(problem)) for problem in problems)


def _head(problem: Problem) -> str:
    return f"{problem.place}: {problem.code}" if problem.place.file else problem.code


def _said(problem: Problem) -> str:
    return f"{problem.message}{f' ({problem.hint})' if problem.hint else ''}"


def _row(plugin: Plugin) -> Row:
    counts: dict[str, int] = {}
    for sort, _ in plugin.provides:
        counts[sort] = counts.get(sort, 0) + 1
    provides = [_count(sort, number) for sort, number in counts.items()]
    distribution = f"{plugin.distribution} {plugin.version}".strip()
    return Row((plugin.name, distribution, str(_STATUS[plugin.status]), ", ".join(provides)))


def _count(sort: str, number: int) -> str:
    one, many = _SORTS[sort]
    return str(one) if number == 1 else str(text(many.template, number=number))


def _offers(plugin: Plugin) -> str:
    return ", ".join(name for _, name in plugin.provides)
