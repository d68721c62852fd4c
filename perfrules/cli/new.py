"""`perfrules new`: files to start from."""

import os

import click

from perfrules.case import template
from perfrules.cli.completing import SetReference
from perfrules.cli.helping import Helpful, language_option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.definition.library import is_path
from perfrules.language import chosen, text
from perfrules.scoring import load


class _Group(Helpful, click.Group):
    """A group that explains itself."""

    command_class = Helpful


@click.group(
    "new",
    cls=_Group,
    about=text("Write a file to start from."),
    examples=("perfrules new case shanghai/it-operations -o case.toml",),
)
@language_option
def command() -> None:
    """Write a file to start from."""


@command.command(
    "case",
    about=text("Write a case to fill in: every evidence field with its unit, its range and what to collect."),
    examples=(
        "perfrules new case shanghai/it-operations -o case.toml",
        "perfrules new case ./my-set.toml --lang en",
    ),
)
@click.argument("reference", metavar="SET", type=SetReference())
@output_options
@language_option
def new_case(reference: str, output: str, *, force: bool) -> None:
    """Write a case to fill in."""
    own = [reference] if is_path(reference) else []
    check_target(output, force=force, keep=own)
    rules = load(reference)
    named = _from(output, reference) if own else None
    deliver(template(rules.set, rules.program.inputs, chosen(), reference=named), output, force=force)


def _from(output: str, reference: str) -> str:
    """Return the path of a set as a case in the folder of *output* names it."""
    folder = "." if output == STDOUT else os.path.dirname(output) or "."  # noqa: PTH120 - beside os.path.relpath
    path = os.path.relpath(os.path.realpath(reference), os.path.realpath(folder)).replace(os.sep, "/")
    return path if is_path(path) else f"./{path}"
