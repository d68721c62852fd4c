"""`perfrules new`: files to start from."""

import os
import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from perfrules.case.template import template
from perfrules.cli.completing import SetReference
from perfrules.cli.dating import on_option
from perfrules.cli.helping import Helpful, language_option, option
from perfrules.cli.output import STDOUT, check_target, deliver, output_options
from perfrules.cli.scaffolding import (
    kind_name,
    kind_scaffold,
    plugin_name,
    plugin_scaffold,
    refuse_kind,
    set_id,
    set_text,
    title_of,
    write_files,
    write_folder,
)
from perfrules.cli.screens import screen_of, write
from perfrules.definition.library import is_path
from perfrules.language import chosen, text
from perfrules.plugins import Registry
from perfrules.scoring import load


class _Group(Helpful, click.Group):
    """A group that explains itself."""

    command_class = Helpful


@click.group(
    "new",
    cls=_Group,
    about=text("Write a file to start from."),
    examples=(
        "perfrules new case shanghai/it-operations -o case.toml",
        "perfrules new cases shanghai/it-operations -o cases.toml",
        "perfrules new set mine/roads -o roads.toml",
        "perfrules new plugin roads",
    ),
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
@on_option
@language_option
def new_case(reference: str, output: str, *, force: bool, on: date | None) -> None:
    """Write a case to fill in."""
    own = [reference] if is_path(reference) else []
    check_target(output, force=force, keep=own)
    rules = load(reference, on=on)
    named = _from(output, reference) if own else None
    deliver(template(rules.set, rules.program.inputs, chosen(), reference=named, on=on), output, force=force)


@command.command(
    "cases",
    about=text(
        "Write boundary cases of a set, in one file: each limit at, just below and just above, each point alone, each "
        "answer to absence. What the rules give for them today stands there as recorded, for a person to review."
    ),
    examples=(
        "perfrules new cases ./my-set.toml -o cases.toml",
        "perfrules new cases shanghai/it-operations --most 100 -o cases.toml",
        "perfrules test cases.toml --cover",
    ),
)
@click.argument("reference", metavar="SET", type=SetReference())
@option("--blank", about=text("Leave out what is expected: it is worked out by hand."), is_flag=True)
@option(
    "--population",
    about=text("What was found over all projects: a file of `perfrules population`."),
    metavar="FILE",
)
@option(
    "--most",
    about=text("How many cases are written, at most. Default: 500."),
    metavar="N",
    type=click.IntRange(min=1),
    default=500,
)
@output_options
@on_option
@language_option
def new_cases(
    reference: str, output: str, population: str | None, *, force: bool, blank: bool, most: int, on: date | None
) -> None:
    """Write boundary cases."""
    from perfrules.testing.generating.generated import generate_cases
    from perfrules.testing.generating.writing import generated_text

    own = [reference] if is_path(reference) else []
    check_target(output, force=force, keep=own if population is None else [*own, population])
    rules = load(reference, on=on)
    if population is not None:
        rules = rules.with_population_file(population)
    found = generate_cases(rules, most=most, language=chosen())
    named = _from(output, reference) if own else None
    given = "" if population is None else _from(output, population)
    written = generated_text(rules, found, reference=named, population=given, blank=blank, on=on, language=chosen())
    deliver(written, output, force=force)


@command.command(
    "set",
    about=text(
        "Write an indicator set to start from: two parts, each type of evidence, the usual rounding and grades. "
        "With --extends: one that amends another set."
    ),
    examples=(
        "perfrules new set mine/roads -o roads.toml",
        "perfrules new set mine/network --extends shanghai/it-operations -o network.toml",
    ),
)
@click.argument("name", metavar="ID")
@option(
    "--extends",
    about=text("The set that it extends: an id, id@edition, or a path."),
    metavar="SET",
    type=SetReference(),
)
@option("--edition", about=text("The edition. Default: this year."), metavar="EDITION")
@option("--title", about=text("The title, in any language."), metavar="TITLE")
@output_options
@language_option
def new_set(
    name: str, extends: str | None, edition: str | None, title: str | None, output: str, *, force: bool
) -> None:
    """Write an indicator set to start from."""
    check_target(output, force=force)
    year = edition or str(_year())
    if not re.fullmatch(r"[\w.-]+", year):
        raise click.BadParameter(str(text("an edition is letters, digits, dots and hyphens")), param_hint="--edition")
    set_id(name, year, Registry.installed())
    content = set_text(name, year, title_of(title, name), None if extends is None else _base(extends, output))
    deliver(content, output, force=force)
    if output != STDOUT:
        _report([output], [], _steps(output))


@command.command(
    "kind",
    about=text("Write a rubric kind to start from: a Python file with its page and formula, and a test that passes."),
    examples=("perfrules new kind late_fee --title 逾期扣分", "python -m pytest test_late_fee.py"),
)
@click.argument("name", metavar="NAME")
@option("--title", about=text("The title, in any language."), metavar="TITLE")
@option("-o", "--output", about=text("The folder for both files."), metavar="FOLDER", default=".")
@language_option
def new_kind(name: str, title: str | None, output: str) -> None:
    """Write a rubric kind to start from."""
    name = kind_name(name, Registry.installed())
    made = kind_scaffold(name, title_of(title, name))
    written, _ = write_files(Path(output), made.files)
    _report([str(Path(output) / path) for path in written], [], made.next)


@command.command(
    "plugin",
    about=text(
        "Write a package that is a plugin: an indicator set, a rubric kind, a case with what it must give, tests, "
        "a README and a workflow. It can be installed and passes as it is."
    ),
    examples=("perfrules new plugin roads --title 道路养护项目绩效评价", "perfrules new plugin roads -o ../roads"),
)
@click.argument("name", metavar="NAME")
@option("--title", about=text("The title, in any language."), metavar="TITLE")
@option("-o", "--output", about=text("The folder to write. Default: perfrules-NAME."), metavar="FOLDER")
@option("--force", about=text("Add what is lacking to a folder that is there already."), is_flag=True)
@language_option
def new_plugin(name: str, title: str | None, output: str | None, *, force: bool) -> None:
    """Write a package that is a plugin."""
    registry = Registry.installed()
    name = plugin_name(name, registry)
    refuse_kind(f"{name.replace('-', '_')}_delay", registry)
    set_id(f"{name}/projects", str(_year()), registry)
    folder = output or f"perfrules-{name}"
    made = plugin_scaffold(name, title_of(title, name), folder, _year())
    written, kept = write_folder(Path(folder), made.files, force=force)
    _report([str(Path(folder) / path) for path in written], [str(Path(folder) / path) for path in kept], made.next)


def _report(written: Sequence[str], kept: Sequence[str], steps: Sequence[str]) -> None:
    """Say what was written and what was not, and what to type next."""
    lines = [*(f"{text('written:')} {path}" for path in written), *(f"{text('kept:')} {path}" for path in kept)]
    lines += ["", str(text("Next:")), *(f"  {step}" for step in steps)]
    write(screen_of().fitted("\n".join(lines)) + "\n")


def _year() -> int:
    return date.today().year  # noqa: DTZ011 - editions are named by the year of the place


def _base(reference: str, output: str) -> dict[str, str]:
    """Return what the set that is to be extended is called in *output*, and one leaf of it."""
    base = load(reference).set
    leaves = tuple(base.leaves)
    leaf = next((node for node in leaves if node.target is not None), leaves[0] if leaves else None)
    code, name = ("total", base.title) if leaf is None else (leaf.code, leaf.name)
    called = _from(output, reference) if is_path(reference) else f"{base.id}@{base.edition}"
    return {"id": called, "code": code, "name": name}


def _steps(output: str) -> tuple[str, ...]:
    """Return what to do with a set that was written."""
    path = shlex.quote(output if is_path(output) else f"./{output}")
    return f"perfrules check {path}", f"perfrules show {path}", f"perfrules new case {path} -o case.toml"


def _from(output: str, reference: str) -> str:
    """Return the path of a set as a case in the folder of *output* names it."""
    folder = "." if output == STDOUT else os.path.dirname(output) or "."  # noqa: PTH120 - beside os.path.relpath
    path = os.path.relpath(os.path.realpath(reference), os.path.realpath(folder)).replace(os.sep, "/")
    return path if is_path(path) else f"./{path}"
