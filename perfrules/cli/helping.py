"""Commands that explain themselves: help in the language in force, wrapped by cells; and how they end."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar

import click

from perfrules.cli.reporting import report
from perfrules.cli.screens import UnwrittenError, diverted, screen_of, write
from perfrules.language import LANGUAGES, Text, text, use
from perfrules.problems import PerfrulesError, ProblemsFoundError
from perfrules.rendering.cells import cell_width, pad, wrap

Function = TypeVar("Function", bound=Callable[..., Any])
_WIDEST_LABEL = 30
_WIDEST_HELP = 100


class Helpful(click.Command):
    """
    A command with its help as texts.

    Attributes:
        about: what it does.
        examples: command lines that work.

    """

    def __init__(self, *args: Any, about: Text, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.examples = about, tuple(examples)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, wrapped to the terminal; where that cannot show Chinese it is English."""
        screen = screen_of()
        with nullcontext() if screen.shows_chinese else use("en"):
            return screen.fitted("\n".join(self._lines(ctx, min(screen.width, _WIDEST_HELP))))

    def _lines(self, ctx: click.Context, width: int) -> list[str]:
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        lines = [str(text("Usage: {usage}", usage=usage)), ""]
        lines += ["  " + line for line in wrap(str(self.about), width - 2)]
        lines += _section(text("Options:"), self._records(ctx), width)
        if isinstance(self, click.Group):
            lines += _section(text("Commands:"), self._commands(ctx), width)
        if self.examples:
            lines += ["", str(text("Examples:")), *(f"  {example}" for example in self.examples)]
        return lines

    def _records(self, ctx: click.Context) -> list[tuple[str, str]]:
        records = [(param, param.get_help_record(ctx)) for param in self.get_params(ctx)]
        said = [(record[0], _help_of(param, record[1])) for param, record in records if record is not None]
        return [(name, words) for name, words in said if words]

    def _commands(self, ctx: click.Context) -> list[tuple[str, str]]:
        assert isinstance(self, click.Group)  # noqa: S101 - only groups have commands
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, command.get_short_help_str()) for name, command in commands if command is not None]

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """Return what the command does in a line: the text up to its first stop or colon."""
        return re.split(r"[.:](?:\s|$)|[。：]", str(self.about), maxsplit=1)[0]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; --help and --version print while they are read."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser does not always say of which command it is
            raise
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UnwrittenError(error.errno, error.strerror) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong is said in words, with the exit status 1."""
        try:
            # A group reads the arguments of its commands, and their --help is output.
            with nullcontext() if isinstance(self, click.Group) else diverted():
                return super().invoke(ctx)
        except ProblemsFoundError as error:
            report(error.problems)
        except PerfrulesError as error:
            write(f"perfrules: {error}\n", sys.stderr)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError, UnwrittenError):
            raise
        except SystemExit:
            said = text("a plugin tried to end the program; `perfrules plugins` lists them")
            write(f"perfrules: {said}\n", sys.stderr)
        except Exception as error:  # noqa: BLE001 - a user can do nothing with a traceback
            _apologise(error)
        return ctx.exit(1)


def _apologise(error: Exception) -> None:
    """Say that the program has a mistake, without a traceback unless it is asked for."""
    if os.environ.get("PERFRULES_DEBUG"):
        import traceback

        traceback.print_exception(error)
    name = type(error).__name__
    said = text(
        "perfrules has a mistake of its own ({name}). Please report it, with the command and its files.", name=name
    )
    hint = text("{variable} shows where it happened.", variable="PERFRULES_DEBUG=1")
    write(f"{said}\n{hint}\n", sys.stderr)


def _help_of(param: click.Parameter, written: str) -> str:
    if isinstance(param, Option):
        return str(param.about)
    if "--help" in param.opts:
        return str(text("Show this message and exit."))
    if "--version" in param.opts:
        return str(text("Show the version and exit."))
    return written


def _section(title: Text, records: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Return a list of names with what they mean beside them, or below them where the terminal is narrow."""
    column = min(max(cell_width(name) for name, _ in records), _WIDEST_LABEL) + 4
    lines = ["", str(title)]
    for name, said in records:
        beside = cell_width(name) + 4 <= column and width - column >= _WIDEST_LABEL
        if not beside:
            lines.append(f"  {name}")
        indent = column if width - column >= _WIDEST_LABEL else 6
        for place, line in enumerate(wrap(said, width - indent)):
            lines.append(pad(f"  {name}" if beside and place == 0 else "", indent) + line)
    return lines


class Option(click.Option):
    """An option with its help as a text."""

    def __init__(self, *args: Any, about: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about


def option(*names: str, about: Text, **settings: Any) -> Callable[[Function], Function]:
    """Return the decorator that adds an option."""
    return click.option(*names, cls=Option, about=about, **settings)


def command(name: str, *, about: Text, examples: Sequence[str]) -> Callable[[Callable[..., Any]], Helpful]:
    """Return the decorator that makes a function a command."""
    return click.command(name, cls=Helpful, about=about, examples=examples)


def _speak(ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        ctx.with_resource(use(value))
    return value


def language_option(function: Function) -> Function:
    """Add `--lang`, which puts a language in force for everything that is printed."""
    about = text("Language of everything that is printed: zh or en. Default: the set's for names and reasons.")
    return option(
        "--lang", about=about, type=click.Choice(LANGUAGES), callback=_speak, is_eager=True, expose_value=False
    )(function)
