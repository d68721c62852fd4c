"""`perfrules plugins`: what is installed, what is broken, and why."""

from collections.abc import Iterator

import click

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.screens import readable, show
from perfrules.language import Text, text
from perfrules.plugins import Plugin, Registry
from perfrules.rendering.blocks import Block, Column, Heading, Item, Items, Row, Table

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
    about=text("List the installed plugins: what each provides, which is broken, and why."),
    examples=("perfrules plugins", "PERFRULES_DISABLE_PLUGINS=shanghai perfrules plugins"),
)
@language_option
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the installed plugins."""
    registry = Registry.installed()
    with readable():
        show(list(_page(registry)))
    ctx.exit(int(any(problem.severity == "error" for problem in registry.problems)))


def _page(registry: Registry) -> Iterator[Block]:
    columns = [
        Column(str(text("Plugin"))),
        Column(str(text("Distribution"))),
        Column(str(text("Status"))),
        Column(str(text("Provides")), flexible=True),
    ]
    yield Table(columns, [_row(plugin) for plugin in registry.plugins])
    offered = [Item(plugin.name, _offers(plugin)) for plugin in registry.plugins if plugin.provides]
    if offered:
        yield Heading(str(text("What they provide")))
        yield Items(offered)
    if registry.problems:
        yield Heading(str(text("Problems")))
        yield Items(Item(f"{problem.place}: {problem.code}", _said(problem)) for problem in registry.problems)


def _said(problem: object) -> str:
    hint = getattr(problem, "hint", None)
    return f"{getattr(problem, 'message', '')}{f' ({hint})' if hint else ''}"


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
