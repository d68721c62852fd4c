"""The summary of many scored tables: how many rows, which grades, which problems."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from perfrules.language import text
from perfrules.problems import CODES
from perfrules.rendering.blocks import Block, Column, Fields, Heading, Row, Table, Title
from perfrules.rendering.cells import can_show
from perfrules.rendering.code_pages import title_of
from perfrules.rendering.screen import Screen
from perfrules.tables.result import TableCounts

_LONGEST: Final = 40
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"


def batch_summary(title: str, counts: TableCounts, more: Sequence[tuple[str, str]], screen: Screen) -> Iterator[Block]:
    """
    Yield the summary of scored tables.

    Args:
        title: the set.
        counts: what became of the rows.
        more: further labels with their texts, such as how long it took and where results were written.
        screen: what it is printed on, which decides what bars are drawn with and how long they are.

    """
    yield Title(title)
    yield Fields([*_rows(counts), *more])
    if counts.grades:
        yield Heading(str(text("Grades")))
        yield _grades(counts.grades, screen)
    if counts.problems:
        yield Heading(str(text("Problems")))
        yield _problems(counts.problems)


def _rows(counts: TableCounts) -> Iterator[tuple[str, str]]:
    yield str(text("Rows")), f"{counts.rows:,}"
    yield str(text("Scored")), f"{counts.scored:,}"
    if counts.null:
        yield str(text("Scored without marks")), f"{counts.null:,}"
    yield str(text("Not scored")), f"{counts.bad:,}"


def _grades(grades: Mapping[str, int], screen: Screen) -> Table:
    total = sum(grades.values())
    most = max(grades.values())
    room = max(min(_LONGEST, screen.width - 40), 8)
    rows = [
        Row((name, f"{count:,}", _share(count, total), _bar(count, most, room, screen.encoding)))
        for name, count in grades.items()
    ]
    columns = (
        Column(str(text("Grade")), flexible=True),
        Column(str(text("Rows")), right=True),
        Column(str(text("Share")), right=True),
        Column(""),
    )
    return Table(columns, rows)


def _share(count: int, total: int) -> str:
    return f"{float(round(Fraction(count * 100, total), 1)):.1f}%" if total else "-"


def _bar(count: int, most: int, room: int, encoding: str) -> str:
    """Return a bar as long as *count* is of *most*; whatever is not nothing can be seen."""
    eighths = -(-count * room * 8 // most) if most else 0
    whole, rest = divmod(eighths, 8)
    if can_show(_EIGHTHS, encoding):
        return _EIGHTHS[8] * whole + (_EIGHTHS[rest] if rest else "")
    return "#" * (whole + (rest > 0))


def _problems(problems: Mapping[str, int]) -> Table:
    ordered = sorted(problems.items(), key=lambda item: (-item[1], item[0]))
    rows = [Row((code, f"{count:,}", title_of(CODES[code]))) for code, count in ordered]
    columns = (
        Column(str(text("Code"))),
        Column(str(text("Times")), right=True),
        Column(str(text("What it means")), flexible=True),
    )
    return Table(columns, rows)
