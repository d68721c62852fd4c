"""
Write every generated page of the docs: `python docs/build.py` before `zensical build --strict`.

The catalogue and what is read off the library come from `perfrules.catalogue`, the commands from the command line.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from perfrules import use
from perfrules.catalogue import build_catalogue, write
from perfrules.catalogue.markdown import block, cell, code, joined, table
from perfrules.cli.app import app

DOCS = Path(__file__).parent
CACHE = (
    "the folder in which is noted that a set was checked without any finding, so that it is not checked again until "
    "it, a plugin or perfrules changes; empty: nothing is noted. Default: the system's for such files, on Linux "
    "`~/.cache/perfrules`. It may be deleted at any time, and `perfrules check` always checks"
)


def commands_page() -> str:
    """Return the page of every command with its arguments and options."""
    context = click.Context(app, info_name="perfrules")
    return joined(
        [
            "# Command line",
            "What `perfrules --help` and `perfrules COMMAND --help` say.",
            *(part for each, names in _commands(app, context, ("perfrules",)) for part in _command(each, names)),
            "## Exit status",
            table(
                ("Status", "Meaning"),
                ((0, "all well"), (1, "problems were found"), (2, "used wrongly"), (130, "interrupted")),
            ),
            "## Environment",
            table(
                ("Variable", "Meaning"),
                (
                    (code("PERFRULES_DISABLE_PLUGINS"), "plugins or distributions, separated by commas, to shut out"),
                    (code("PERFRULES_CACHE"), CACHE),
                    (code("PERFRULES_DEBUG"), "1 shows where an unexpected error of perfrules happened"),
                    (code("NO_COLOR"), "anything takes colours away"),
                    (code("COLUMNS"), "the width to write for"),
                ),
            ),
        ]
    )


def _commands(
    command: click.Command, context: click.Context, names: tuple[str, ...]
) -> Iterator[tuple[click.Command, tuple[str, ...]]]:
    yield command, names
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _commands(found, context, (*names, name))


def _command(command: click.Command, names: tuple[str, ...]) -> Iterator[str]:
    arguments = [
        item.make_metavar(click.Context(command)) for item in command.params if isinstance(item, click.Argument)
    ]
    yield f"## {' '.join(names)}"
    if arguments:
        yield block(" ".join([*names, *arguments]), "text")
    yield inspect.cleandoc(str(getattr(command, "about", None) or command.help or ""))
    examples = getattr(command, "examples", ())
    yield block("\n".join(examples), "console")
    options = (item for item in command.params if isinstance(item, click.Option) and not item.hidden)
    yield table(("Option", "Meaning"), (_option(option) for option in options))


def _option(option: click.Option) -> tuple[str, str]:
    names = ", ".join(code(name) for name in (*option.opts, *option.secondary_opts))
    kind = option.type
    words = "|".join(str(choice) for choice in kind.choices) if isinstance(kind, click.Choice) else kind.name.upper()
    value = "" if option.is_flag else f" {code(option.metavar or words)}"
    return names + value, cell(option.help or str(getattr(option, "about", "")))


def build(folder: Path = DOCS) -> int:
    """Write the pages into *folder* and return how many there are."""
    with use("en"):
        written = write(build_catalogue(), folder)
        page = folder / "reference" / "commands.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(commands_page(), "utf-8", newline="\n")
    return written + 1


if __name__ == "__main__":
    print(build(), "pages in", DOCS)
    sys.exit(0)
