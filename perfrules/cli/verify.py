"""`perfrules verify`: score a scorecard again from the evidence in it, and compare."""

import json
from collections.abc import Iterator
from typing import Any

import click

from perfrules.cli.helping import command as make_command
from perfrules.cli.helping import language_option, option
from perfrules.cli.screens import readable, show
from perfrules.language import text
from perfrules.receipts import Discrepancy, Verification, verify
from perfrules.rendering.blocks import Block, Column, Paragraph, Row, Table
from perfrules.rendering.wording import DASH

_MOST = 40
"""So many discrepancies are printed."""
_WIDEST = 200


@make_command(
    "verify",
    about=text(
        "Verify a scorecard: score it again from the evidence in it, by the definition that it names, and compare byte "
        "for byte. What another version of perfrules wrote is confirmed where marks, grades and definition agree."
    ),
    examples=("perfrules verify card.json", "perfrules verify card.json --set ./my-set.toml"),
)
@click.argument("scorecard", metavar="CARD.json", type=click.Path(readable=False))
@option(
    "--set",
    "set_",
    about=text("The definition: a file, or an id. Default: the installed one that the scorecard names."),
    metavar="FILE",
)
@language_option
@click.pass_context
def command(ctx: click.Context, scorecard: str, set_: str | None) -> None:
    """Verify a scorecard."""
    found = verify(scorecard, definition=set_)
    with readable():
        show(list(_page(found)))
    ctx.exit(0 if found.agrees else 1)


def _page(found: Verification) -> Iterator[Block]:
    about = found.card.set
    named = f"{about.id}@{about.edition}"
    if found.is_other_version:
        yield Paragraph(str(text("The scorecard was made by perfrules {version}.", version=found.made_by)))
    if found.agrees and not found.discrepancies:
        yield Paragraph(str(text("Confirmed: {set} gives the same scorecard.", set=named)), strong=True)
        return
    if found.agrees:
        said = text("Confirmed: {set} gives the same marks and grades; other parts read differently.", set=named)
    elif found.is_other_definition:
        said = text("Not confirmed: {set} is not the definition that this scorecard was made by.", set=named)
    else:
        said = text("Not confirmed: {set} does not give this scorecard.", set=named)
    yield Paragraph(str(said), strong=True)
    yield _table(found.failing or found.discrepancies)
    more = len(found.failing or found.discrepancies) - _MOST
    if more > 0:
        yield Paragraph(str(text("… and {number} more", number=more)))


def _table(listed: tuple[Discrepancy, ...]) -> Table:
    columns = [
        Column(str(text("Place")), flexible=True),
        Column(str(text("In the scorecard")), flexible=True),
        Column(str(text("Scored again")), flexible=True),
    ]
    rows = [Row((each.path or DASH, _shown(each.was), _shown(each.now))) for each in listed[:_MOST]]
    return Table(columns, rows)


def _shown(value: Any) -> str:
    if value is None:
        return DASH
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return said if len(said) <= _WIDEST else said[:_WIDEST] + "…"
