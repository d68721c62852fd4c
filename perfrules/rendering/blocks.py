"""What a page for a terminal is made of: blocks that know nothing of widths, colours and encodings."""

from collections.abc import Iterable, Sequence

import attrs

from perfrules.content import ByContent


@attrs.frozen(eq=False, repr=False)
class Title(ByContent):
    """The title of a page."""

    text: str


@attrs.frozen(eq=False, repr=False)
class Heading(ByContent):
    """The heading of a part of a page."""

    text: str


@attrs.frozen(eq=False, repr=False)
class Paragraph(ByContent):
    """A paragraph; it is wrapped. *strong* ones are conclusions."""

    text: str
    strong: bool = False


@attrs.frozen(eq=False, repr=False)
class Code(ByContent):
    """Lines that are printed as they are where they fit."""

    text: str


def _pairs(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(values)


@attrs.frozen(eq=False, repr=False)
class Fields(ByContent):
    """Labels with their texts: the texts stand below each other, and are wrapped beside their labels."""

    rows: tuple[tuple[str, str], ...] = attrs.field(converter=_pairs)


@attrs.frozen(eq=False, repr=False)
class Item(ByContent):
    """One entry of a list: a line, and a text below it."""

    title: str
    text: str = ""


def _items(values: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(values)


@attrs.frozen(eq=False, repr=False)
class Items(ByContent):
    """A list of entries."""

    items: tuple[Item, ...] = attrs.field(converter=_items)


@attrs.frozen(eq=False, repr=False)
class Column(ByContent):
    """A column of a table; numbers stand to the *right*, and only a *flexible* one is wrapped."""

    title: str
    right: bool = False
    flexible: bool = False


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@attrs.frozen(eq=False, repr=False)
class Row(ByContent):
    """A row of a table; *level* indents its first flexible cell, *rule* draws a line above it."""

    cells: tuple[str, ...] = attrs.field(converter=_texts)
    strong: bool = False
    level: int = 0
    rule: bool = False


def _columns(values: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(values)


def _rows(values: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(values)


@attrs.frozen(eq=False, repr=False)
class Table(ByContent):
    """A table."""

    columns: tuple[Column, ...] = attrs.field(converter=_columns)
    rows: tuple[Row, ...] = attrs.field(converter=_rows)


Block = Title | Heading | Paragraph | Code | Fields | Items | Table
Blocks = Sequence[Block]
