"""Problems as people read them: place, code, message, what to do, the line itself; and how many there are."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache
from typing import IO

from perfrules.case.sheets import decoded
from perfrules.cli.screens import WIDTH, screen_of, write
from perfrules.definition.files import decode, read_file
from perfrules.language import text, use
from perfrules.problems import Place, Problem
from perfrules.rendering.excerpt import excerpt
from perfrules.rendering.screen import Screen
from perfrules.rendering.wording import listed

_COLOURS = {"error": "31", "warning": "33"}


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file and place, each once."""
    return sorted(
        dict.fromkeys(problems),
        key=lambda problem: (problem.place.file or "", problem.place.line or 0, problem.place.column or 0),
    )


def report(problems: Sequence[Problem], stream: IO[str] | None = None) -> None:
    """Print *problems* and their number on *stream* (default: standard error)."""
    stream = sys.stderr if stream is None else stream
    write(problems_text(problems, screen_of(stream)), stream)


def problems_text(problems: Iterable[Problem], screen: Screen) -> str:
    """Return *problems* with the lines of the files that they are about, and their number."""
    ordered = in_order(problems)
    lines_of = cache(_lines_of)
    with nullcontext() if screen.shows_chinese else use("en"):
        lines: list[str] = []
        for place, problem in enumerate(ordered):
            lines += _said(problem, screen)
            following = ordered[place + 1].place if place + 1 < len(ordered) else None
            if following is None or _spot(following) != _spot(problem.place):
                lines += _shown(problem, lines_of(problem.place.file), screen)
        lines.append(screen.fitted(count(ordered)))
    return "".join(f"{line}\n" for line in lines)


def _spot(place: Place) -> tuple[object, ...]:
    return place.file, place.line, place.column


def _said(problem: Problem, screen: Screen) -> Iterator[str]:
    said = str(problem)
    first, *others = map(screen.fitted, (said if problem.place.file else said.removeprefix("-: ")).split("\n"))
    yield first.replace(problem.code, _painted(problem.code, problem, screen), 1)
    yield from others


def _shown(problem: Problem, lines: Sequence[str], screen: Screen) -> Iterator[str]:
    """Yield the line that *problem* is about, and the caret below it; nothing where there is no such line."""
    number = problem.place.line
    if number is None or not 1 <= number <= len(lines) or not lines[number - 1].strip():
        return
    room = min(screen.width, WIDTH)
    line, *carets = excerpt(lines[number - 1], number, problem.place.column, width=room, encoding=screen.encoding)
    yield line
    for caret in carets:
        yield caret[:-1] + _painted("^", problem, screen)


def _painted(word: str, problem: Problem, screen: Screen) -> str:
    return f"\x1b[1;{_COLOURS[problem.severity]}m{word}\x1b[0m" if screen.styled else word


def _lines_of(file: str | None) -> Sequence[str]:
    """Return the lines of the file in which problems stand; none where it cannot be read."""
    raw = b"" if file is None else read_file(file)
    if isinstance(raw, Problem):
        return ()
    source = decode(raw)
    if isinstance(source, Problem):  # tables may be in other encodings
        source = decoded(raw, file or "")
    return () if isinstance(source, Problem) else source.split("\n")


def count(problems: Iterable[Problem]) -> str:
    """Return how many problems there are, in words."""
    severities = [problem.severity for problem in dict.fromkeys(problems)]
    errors, warnings = severities.count("error"), severities.count("warning")
    if not severities:
        return str(text("no problems"))
    parts = []
    if errors:
        parts.append(text("1 problem") if errors == 1 else text("{number} problems", number=errors))
    if warnings:
        parts.append(text("1 warning") if warnings == 1 else text("{number} warnings", number=warnings))
    return listed(map(str, parts))


__all__ = ["count", "in_order", "problems_text", "report"]
