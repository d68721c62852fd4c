"""`perfrules show`: an indicator set, or one indicator of it."""

import click

from perfrules.cli.completing import IndicatorCode, SetReference
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option
from perfrules.cli.screens import readable, show
from perfrules.language import text
from perfrules.rendering.sets import indicator_page, set_page
from perfrules.scoring import load


@make_command(
    "show",
    about=text(
        "Show an indicator set: the tree with full marks and rubrics. "
        "With CODE: one indicator, its rubric in words, and where each of its values came from."
    ),
    examples=(
        "perfrules show shanghai/it-operations",
        "perfrules show shanghai/it-operations@2014 B1.1.2",
        "perfrules show ./my-set.toml",
    ),
)
@click.argument("reference", metavar="SET[@EDITION]", type=SetReference())
@click.argument("code", metavar="[CODE]", type=IndicatorCode(), required=False)
@language_option
def command(reference: str, code: str | None) -> None:
    """Show a set."""
    rules = load(reference)
    with readable(rules.set.language):
        show(set_page(rules) if code is None else indicator_page(rules, code))
