"""`perfrules explain`: everything about one indicator of a scored case."""

from datetime import date

import click

from perfrules.case import read_case
from perfrules.cli.completing import IndicatorCode
from perfrules.cli.dating import on_option
from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.screens import readable, show
from perfrules.language import text
from perfrules.rendering.explanation import explanation
from perfrules.scoring.for_case import rules_of


@make_command(
    "explain",
    about=text(
        "Explain one indicator of a case: definition, evidence, the formula with its numbers, points met and not met, "
        "branches taken and not taken, marks before and after rounding, sources."
    ),
    examples=("perfrules explain case.toml B1.1.2", "perfrules explain case.toml total --lang en"),
)
@click.argument("case", metavar="CASE", type=click.Path(readable=False))
@click.argument("code", metavar="CODE", type=IndicatorCode())
@option("--partial", about=text("Score what there is, although evidence is missing."), is_flag=True)
@on_option
@language_option
def command(case: str, code: str, *, partial: bool, on: date | None) -> None:
    """Explain one indicator of a case."""
    read = read_case(case)
    rules = rules_of(read, on=on)
    card = rules.score(read, partial=partial)
    with readable(rules.set.language):
        show(explanation(card, code))
