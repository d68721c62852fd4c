"""The line of a file about which a problem is, with a caret under the place: by cells, so that Chinese fits too."""

from collections.abc import Sequence

from perfrules.rendering.cells import cell_width, clean, fit, pad

TAB = 4
"""Cells that a tab takes."""
_LEAST = 16
"""A line is never cut to fewer cells than these."""
_BEFORE = 2
"""The part of the room, as its divisor, that what stands before the place may keep."""


def excerpt(line: str, number: int, column: int | None, *, width: int = 100, encoding: str = "utf-8") -> Sequence[str]:
    """
    Return *line* with its *number* in front, and below it a caret under *column* (from 1; None: no caret).

    What does not fit into *width* cells is cut away around the place, with an ellipsis where something is missing. A
    column beyond the end of the line is just after it.
    """
    gutter = f"    {number} | "
    room = max(width - len(gutter), _LEAST)
    dots = "…" if fit("…", encoding) == "…" else "..."
    place = 0 if column is None else min(max(column - 1, 0), len(line))
    before, after = (fit(_plain(part), encoding) for part in (line[:place], line[place:]))
    before, after = _cut(before, after.rstrip(), room, dots)
    shown = (gutter + before + after).rstrip()
    if column is None:
        return (shown,)
    return shown, pad("", len(gutter) - 2) + "| " + pad("", cell_width(before)) + "^"


def _plain(part: str) -> str:
    return clean(part.replace("\t", " " * TAB)).replace("\n", "")


def _cut(before: str, after: str, room: int, dots: str) -> tuple[str, str]:
    """Return both parts within *room* cells; where not both fit, what stands before the place keeps half at most."""
    if cell_width(before) + cell_width(after) <= room:
        return before, after
    left = max(room - cell_width(after), room // _BEFORE)
    if cell_width(before) > left:
        before = dots + _fitting(before[::-1], left - len(dots))[::-1]
    right = room - cell_width(before)
    if cell_width(after) > right:
        after = _fitting(after, right - len(dots)) + dots
    return before, after


def _fitting(part: str, room: int) -> str:
    """Return as much of the beginning of *part* as takes at most *room* cells."""
    used = 0
    for place, character in enumerate(part):
        used += cell_width(character)
        if used > room:
            return part[:place]
    return part


__all__ = ["excerpt"]
