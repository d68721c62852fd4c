"""The program `perfrules`: its commands, each loaded when it is asked for, and how it ends."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import IO

import click

from perfrules._version import __version__
from perfrules.cli import INTERRUPTED
from perfrules.cli.helping import Helpful, language_option
from perfrules.cli.screens import prepare, write
from perfrules.language import text

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "score": "perfrules.cli.score",
        "batch": "perfrules.cli.batch",
        "population": "perfrules.cli.population",
        "explain": "perfrules.cli.explain",
        "check": "perfrules.cli.check",
        "test": "perfrules.cli.test",
        "sets": "perfrules.cli.sets",
        "show": "perfrules.cli.show",
        "diff": "perfrules.cli.diff",
        "verify": "perfrules.cli.verify",
        "new": "perfrules.cli.new",
        "schema": "perfrules.cli.schema",
        "plugins": "perfrules.cli.plugins",
        "completion": "perfrules.cli.completion",
    }
)
"""The commands and the modules in which they are, as `command`."""


class LazyGroup(Helpful, click.Group):
    """A group that imports a command when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command


@click.group(
    cls=LazyGroup,
    about=text("Score projects by indicator sets: exact marks, with the reason for every one."),
    examples=(
        "perfrules sets",
        "perfrules new case shanghai/it-operations -o case.toml",
        "perfrules check case.toml",
        "perfrules score case.toml",
        "perfrules explain case.toml B1.1.2",
    ),
)
@language_option
@click.version_option(__version__, prog_name="perfrules", message="%(prog)s %(version)s")
def app() -> None:
    """Score projects by indicator sets."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and exit: 0 all well, 1 problems found, 2 used wrongly, 130 interrupted."""
    sys.exit(_run(None if arguments is None else list(arguments)))


def _run(arguments: list[str] | None) -> int:
    with prepare():
        try:
            return _status(arguments)
        except BrokenPipeError:
            _silence(sys.stdout)
            return 1
        except OSError as error:  # a command tells of its own: what is left is the output
            return _unwritten(error)


def _status(arguments: list[str] | None) -> int:
    try:
        status = app.main(arguments, prog_name="perfrules", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        from perfrules.cli.refusing import refuse

        refuse(error, sys.argv[1:] if arguments is None else arguments)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return status if isinstance(status, int) else 0


def _unwritten(error: OSError) -> int:
    _silence(sys.stdout)
    try:
        write(f"{text('the output cannot be written: {reason}', reason=error.strerror or error)}\n", sys.stderr)
    except OSError:
        _silence(sys.stderr)
    return 1


def _silence(stream: IO[str]) -> None:
    """Let nothing complain at the end that nobody reads the output any more, or that there is no room for it."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
