"""Tables (参数表) as tables: what each gives for what it is asked."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.language import Text, text
from perfrules.model import NumberTable, Table, TableRow
from perfrules.rendering import blocks
from perfrules.rendering.blocks import Block, Heading, Paragraph, Row
from perfrules.rendering.wording import joined, named, quantity
from perfrules.scoring.rules import Rules

_SIGNS = {"at_least": "≥ ", "above": "> ", "at_most": "≤ ", "below": "< "}
_WORDS: Mapping[str, Text] = {
    "refuse": text("refused"),
    "hold": text("as at the last point"),
    "extend": text("the line goes on"),
}


@attrs.frozen(eq=False, repr=False)
class Layout(ByContent):
    """A table as people read it: headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def layout(table: Table) -> Layout:
    """Return what *table* says, in the language in force."""
    value = str(text("Value")) + (f" ({table.unit})" if table.unit else "")
    if table.rows is not None:
        rows = [*_rows(table.rows), *_otherwise(table)]
        keys = (str(text("Key")), str(text("Other key"))) if table.is_double else (str(text("Key")),)
        return Layout((*keys, value), tuple((*row[:-1], *[""] * (len(keys) + 1 - len(row)), row[-1]) for row in rows))
    asked = str(text("Number")) + (f" ({table.of_unit})" if table.of_unit else "")
    return Layout((asked, value), tuple(_numbers(table)))


def _rows(rows: Mapping[str, TableRow], *before: str) -> Iterator[tuple[str, ...]]:
    for name, row in rows.items():
        if isinstance(row, NumberTable):
            yield from ((*before, name, *cells) for cells in _numbers(row))
        elif isinstance(row, Mapping):
            yield from _rows(dict(row), *before, name)
        else:
            yield (*before, name, quantity(row))


def _otherwise(table: Table) -> Iterator[tuple[str, ...]]:
    if table.otherwise is not None:
        yield str(text("otherwise")), _end(table.otherwise)


def _numbers(table: NumberTable) -> Iterator[tuple[str, str]]:
    if table.points is not None:
        first, last = quantity(table.points[0][0]), quantity(table.points[-1][0])
        yield f"< {first}", _end(table.below)
        yield from ((quantity(place), quantity(value)) for place, value in table.points)
        yield f"> {last}", _end(table.beyond)
    elif table.tiers is not None:
        for tier in table.tiers:
            said = ", ".join(_SIGNS[key] + quantity(limit) for key, limit in tier.limits.items())
            yield said or str(text("otherwise")), _end(tier.given[1])
    else:
        yield from _counted(table)


def _counted(table: NumberTable) -> Iterator[tuple[str, str]]:
    """Yield what holds by how many limits are passed, from the most."""
    key = table.shape
    limits: Sequence[Quantity] = getattr(table, key)
    values = [str(count) for count in range(len(limits) + 1)]
    if table.values is not None:
        values = [quantity(value) for value in table.values]
    ordered = limits if key in ("above", "at_least") else limits[::-1]
    for limit, value in reversed(list(zip(ordered, values[1:], strict=True))):
        yield _SIGNS[key] + quantity(limit), value
    yield str(text("otherwise")), values[0]


def _end(end: object) -> str:
    if isinstance(end, Quantity):
        return quantity(end)
    return str(_WORDS[str(end)]) if end in _WORDS else ""


def tables(rules: Rules) -> Iterator[Block]:
    """Yield the tables of a set, each under its name."""
    for table in rules.set.table:
        called = named(table.name, table.name_en)
        yield Heading(str(text("Table {name}", name=f"{called} ({table.key})" if called else table.key)))
        if table.note.strip():
            yield Paragraph(joined(table.note))
        laid = layout(table)
        columns = [blocks.Column(heading, right=index > 0) for index, heading in enumerate(laid.headings)]
        yield blocks.Table(columns, [Row(row) for row in laid.rows])
