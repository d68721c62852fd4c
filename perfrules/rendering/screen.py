"""From blocks to the text of a terminal: the only place that knows widths, styles and encodings."""

import io
from collections.abc import Iterable, Iterator

import attrs

from perfrules.content import ByContent
from perfrules.rendering.blocks import (
    Block,
    Blocks,
    Code,
    Column,
    Fields,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Title,
)
from perfrules.rendering.cells import can_show, cell_width, clean, fit, pad, wrap

_GAP = 2
_NARROW = 16
"""A flexible column that would get fewer cells makes the table a list of entries."""
_ROOMY = 24
"""A second flexible column keeps at least so many cells, if it can."""


@attrs.frozen(eq=False, repr=False)
class Screen(ByContent):
    """
    What a text is printed on.

    Attributes:
        width: cells in a line.
        encoding: what it can show.
        styled: whether it understands bold and colours.

    """

    width: int = 100
    encoding: str = "utf-8"
    styled: bool = False

    @property
    def shows_chinese(self) -> bool:
        """Whether Chinese can be read on it."""
        return can_show("绩效评价得分", self.encoding)

    def fitted(self, text: str) -> str:
        """Return *text* as it can be shown."""
        return fit(clean(text), self.encoding)


def compose(blocks: Blocks, screen: Screen) -> str:
    """Return the text of *blocks* on *screen*, with a newline at its end."""
    lines: list[tuple[str, str]] = []
    for place, block in enumerate(blocks):
        if place and not _clings(blocks[place - 1], block):
            lines.append(("", ""))
        lines += _lines(block, screen)
    return _painted(lines) if screen.styled else "".join(f"{line.rstrip()}\n" for line, _ in lines)


def _painted(lines: Iterable[tuple[str, str]]) -> str:
    """Return the lines with the escape codes of their styles."""
    from rich.console import Console
    from rich.text import Text

    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", legacy_windows=False, no_color=False)
    for line, style in lines:
        console.print(Text(line.rstrip(), style), soft_wrap=True)
    return stream.getvalue()


def _clings(before: Block, block: Block) -> bool:
    """Return whether there is no blank line between two blocks."""
    return isinstance(before, Heading) or (isinstance(before, Paragraph) and isinstance(block, Paragraph))


def _lines(block: Block, screen: Screen) -> Iterator[tuple[str, str]]:
    """Yield the lines of a block with their styles."""
    width = max(screen.width, 20)
    if isinstance(block, Table):
        yield from _table(block, screen, width)
    elif isinstance(block, Fields):
        yield from _fields(block, screen, width)
    elif isinstance(block, Items):
        for item in block.items:
            yield from ((line, "bold") for line in wrap(screen.fitted(item.title), width))
            if item.text:
                yield from (("  " + line, "") for line in wrap(screen.fitted(item.text), width - 2))
    else:
        style = _style(block)
        yield from ((line, style) for line in wrap(screen.fitted(block.text), width))


def _style(block: Title | Heading | Paragraph | Code) -> str:
    if isinstance(block, Title):
        return "bold"
    if isinstance(block, Heading):
        return "bold cyan"
    if isinstance(block, Code):
        return ""
    return "bold" if block.strong else ""


def _fields(block: Fields, screen: Screen, width: int) -> Iterator[tuple[str, str]]:
    rows = [(screen.fitted(label), screen.fitted(text)) for label, text in block.rows]
    column = max((cell_width(label) for label, _ in rows), default=0) + _GAP
    for label, text in rows:
        if width - column < _NARROW:
            yield from ((line, "bold") for line in wrap(label, width))
            yield from (("  " + line, "") for line in wrap(text, width - 2))
            continue
        for place, line in enumerate(wrap(text, width - column)):
            yield pad(label if place == 0 else "", column) + line, ""


def _table(block: Table, screen: Screen, width: int) -> Iterator[tuple[str, str]]:
    rows = [attrs.evolve(row, cells=[screen.fitted(cell) for cell in row.cells]) for row in block.rows]
    columns = [attrs.evolve(column, title=screen.fitted(column.title)) for column in block.columns]
    widths = _widths(columns, rows, width)
    if widths is None:
        yield from _stacked(columns, rows, width)
        return
    rule = ("-" if not can_show("─", screen.encoding) else "─") * (sum(widths) + _GAP * (len(widths) - 1))
    titles = Row([column.title for column in columns], strong=True)
    yield from _row(columns, titles, widths)
    yield rule, "dim"
    for row in rows:
        if row.rule:
            yield rule, "dim"
        yield from _row(columns, row, widths)


def _indent(columns: Iterable[Column], row: Row) -> list[int]:
    """Return by how many cells each cell of a row is indented."""
    first = next((place for place, column in enumerate(columns) if column.flexible), -1)
    return [2 * row.level if place == first else 0 for place in range(len(row.cells))]


def _widths(columns: list[Column], rows: list[Row], width: int) -> list[int] | None:
    """Return the widths of the columns; None where the table does not fit."""
    natural = [cell_width(column.title) for column in columns]
    for row in rows:
        sizes = [
            indent + max(cell_width(line) for line in cell.split("\n"))
            for cell, indent in zip(row.cells, _indent(columns, row), strict=True)
        ]
        natural = [max(pair) for pair in zip(natural, sizes, strict=True)]
    room = width - _GAP * (len(columns) - 1)
    flexible = [place for place, column in enumerate(columns) if column.flexible]
    left = room - sum(size for place, size in enumerate(natural) if place not in flexible)
    shares = _shared([natural[place] for place in flexible], left)
    if shares is None:
        return None
    for place, share in zip(flexible, shares, strict=True):
        natural[place] = share
    return natural


def _shared(wanted: list[int], room: int) -> list[int] | None:
    """Return how many of the cells in *room* each flexible column gets: the small ones all that they want."""
    if room < 0:
        return None
    if sum(wanted) <= room:
        return wanted
    given = dict.fromkeys(range(len(wanted)), 0)
    waiting = sorted(given, key=lambda place: wanted[place])
    while waiting:
        place, share = waiting[0], room // len(waiting)
        given[place] = min(wanted[place], share)
        room -= given[place]
        waiting.pop(0)
    least = [min(size, _NARROW if len(wanted) == 1 else _ROOMY - 4) for size in wanted]
    shares = [given[place] for place in range(len(wanted))]
    return None if any(share < size for share, size in zip(shares, least, strict=True)) else shares


def _row(columns: list[Column], row: Row, widths: list[int]) -> Iterator[tuple[str, str]]:
    cells = []
    for cell, indent, size in zip(row.cells, _indent(columns, row), widths, strict=True):
        shift = min(indent, max(size - _NARROW // 2, 0))
        cells.append([" " * shift + line for line in wrap(cell, size - shift)])
    style = "bold" if row.strong else ""
    for place in range(max(map(len, cells))):
        parts = [
            pad(cell[place] if place < len(cell) else "", size, right=column.right)
            for cell, size, column in zip(cells, widths, columns, strict=True)
        ]
        yield (" " * _GAP).join(parts).rstrip(), style


def _stacked(columns: list[Column], rows: list[Row], width: int) -> Iterator[tuple[str, str]]:
    """Yield the rows below each other: what names the row, then each number with its column's title."""
    for row in rows:
        pairs = list(zip(columns, row.cells, strict=True))
        split = next((place for place, (column, _) in enumerate(pairs) if column.flexible), 0) + 1
        title = " ".join(cell for _, cell in pairs[:split] if cell)
        indent = " " * min(2 * row.level, width // 4)
        yield from ((indent + line, "bold") for line in wrap(title, width - len(indent)))
        parts = [f"{column.title} {cell}" for column, cell in pairs[split:] if cell]
        indent += "  "
        yield from ((indent + line, "") for line in _flow(parts, width - len(indent)))


def _flow(parts: list[str], width: int) -> Iterator[str]:
    """Yield lines of as many whole *parts* as fit."""
    line = ""
    for part in parts:
        if line and cell_width(line) + _GAP + cell_width(part) > width:
            yield from wrap(line, width)
            line = ""
        line += (" " * _GAP if line else "") + part
    yield from wrap(line, width) if line else ()


__all__ = ["Screen", "compose"]
