"""A command that was typed wrongly: what is wrong with it, in the language that was asked for."""

import re
import sys
from collections.abc import Sequence
from contextlib import nullcontext

import click

from perfrules.cli.screens import screen_of, write
from perfrules.language import LANGUAGES, Text, text, use
from perfrules.problems import suggestion

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def refuse(error: click.ClickException, arguments: Sequence[str]) -> None:
    """Say on standard error what is wrong with the *arguments*; where it cannot show Chinese, in English."""
    screen = screen_of(sys.stderr)
    language = _asked(arguments) if screen.shows_chinese else "en"
    with nullcontext() if language is None else use(language):
        said = str(_reason(error))
        lines = [*_usage(error), str(text("Error: {reason}", reason=said))]
    write(screen.fitted("\n".join(lines)) + "\n", sys.stderr)


def _asked(arguments: Sequence[str]) -> str | None:
    """Return the language that is asked for: what is wrong may stand before `--lang`, and it was not read then."""
    for place, word in enumerate(arguments):
        value = arguments[place + 1] if word == "--lang" and place + 1 < len(arguments) else ""
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else value
        if value in LANGUAGES:
            return value
    return None


def _usage(error: click.ClickException) -> list[str]:
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is None:
        return []
    usage = " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])
    help_ = text("`{command} --help` explains it.", command=ctx.command_path)
    return [str(text("Usage: {usage}", usage=usage)), str(help_), ""]


def _reason(error: click.ClickException) -> Text | str:
    """Return what is wrong; the sorts of errors are the parser's, the words are ours."""
    if isinstance(error, click.NoSuchOption):
        return _near(text("there is no option `{name}`", name=error.option_name), error.possibilities)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _command(error)
    if isinstance(error, click.BadOptionUsage):
        none = "does not take" in error.message  # the parser says both by the same class
        template = "the option `{name}` takes no value" if none else "the option `{name}` needs a value"
        return text(template, name=error.option_name)
    if isinstance(error, click.BadParameter):
        return _bad(error)
    extra = _EXTRA.fullmatch(error.message)
    if extra:
        return text("there is no room for `{arguments}` here", arguments=extra[1])
    return error.message


def _command(error: click.exceptions.NoSuchCommand) -> Text:
    said = text("there is no command `{name}`", name=error.command_name)
    group = None if error.ctx is None else error.ctx.command
    known = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx is not None else []
    near = suggestion(error.command_name, known)
    return said if near is None else text("{first}; {rest}", first=said, rest=near)


def _near(said: Text, possibilities: Sequence[str] | None) -> Text:
    near = suggestion(possibilities[0], possibilities) if possibilities else None
    return said if near is None else text("{first}; {rest}", first=said, rest=near)


def _bad(error: click.BadParameter) -> Text:
    if isinstance(error, click.MissingParameter):
        return text("`{name}` is missing", name=_name(error))
    kind = None if error.param is None else error.param.type
    if isinstance(kind, click.Choice) and error.param_hint is None:
        known = ", ".join(map(str, kind.choices))
        return text("`{name}` is one of {known}", name=_name(error), known=known)
    return text("{name}: {reason}", name=_name(error), reason=error.message)


def _name(error: click.BadParameter) -> str:
    """Return what the command line calls a parameter: an option by its longest name, an argument as in the usage."""
    if error.param_hint is not None:
        return error.param_hint if isinstance(error.param_hint, str) else " / ".join(error.param_hint)
    if error.param is None:
        return "?"
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx) if error.ctx is not None else str(error.param.name)
