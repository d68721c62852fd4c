"""From blocks to Markdown: how plain text is written there, tables, and whole pages."""

import re
from collections.abc import Iterable, Iterator, Sequence

from perfrules.rendering.blocks import Block, Code, Fields, Heading, Items, Paragraph, Table, Title
from perfrules.rendering.cells import clean

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_IN_QUOTES = re.compile(r"(`[^`\n|\\]+`)")
"""What messages put between backticks: names and keys, which Markdown shows as code."""


def escape(value: str) -> str:
    """Return *value* as plain text of Markdown, in one line: nothing in it is markup, and no cell ends early."""
    return _SPECIAL.sub(r"\\\1", " ".join(clean(value).split()))


def rows_of_table(titles: Sequence[object], rows: Iterable[Sequence[str]], *, right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a table of escaped cells; the columns that are *right* hold numbers."""
    yield "| " + " | ".join(map(str, titles)) + " |"
    yield "| " + " | ".join("---:" if is_right else "---" for is_right in right) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def compose_markdown(blocks: Iterable[Block]) -> str:
    """Return the page of *blocks* as Markdown."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield f"# {_plain(text)}"
        case Heading(text):
            yield f"## {_plain(text)}"
        case Paragraph(text, strong):
            yield _strong(text) if strong else _plain(text)
        case Code(text):
            yield f"```text\n{text}\n```"
        case Fields(rows):
            yield from (f"- {_strong(label)}: {_plain(said)}" for label, said in rows)
        case Items(items):
            yield from (f"- {_strong(each.title)}" + (f": {_plain(each.text)}" if each.text else "") for each in items)
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    rows = ([_strong(cell) if row.strong else _plain(cell) for cell in row.cells] for row in table.rows)
    titles = [_plain(column.title) for column in table.columns]
    return rows_of_table(titles, rows, right=[column.right for column in table.columns])


def _strong(words: str) -> str:
    return f"**{_plain(words)}**" if words.strip() else ""


def _plain(words: str) -> str:
    """Return *words* as plain text, with the lines that they have, and as code what stands between backticks."""
    return "<br>".join(
        "".join(part if place % 2 else _SPECIAL.sub(r"\\\1", part) for place, part in enumerate(_IN_QUOTES.split(line)))
        for line in clean(words).split("\n")
    )


__all__ = ["compose_markdown", "escape", "rows_of_table"]
