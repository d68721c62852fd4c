"""Problems as people and editors read them: file:line:column, code, message, what to do; and how many there are."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import IO, Any

from perfrules.cli.screens import screen_of, write
from perfrules.language import text, use
from perfrules.problems import Problem
from perfrules.problems.problem import key_text
from perfrules.rendering.wording import listed


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file and place, each once."""
    return sorted(
        dict.fromkeys(problems),
        key=lambda problem: (problem.place.file or "", problem.place.line or 0, problem.place.column or 0),
    )


def report(problems: Sequence[Problem], stream: IO[str] | None = None) -> None:
    """Print *problems* and their number on *stream* (default: standard error)."""
    stream = sys.stderr if stream is None else stream
    screen = screen_of(stream)
    with nullcontext() if screen.shows_chinese else use("en"):
        lines = [*(line for problem in in_order(problems) for line in _lines(problem)), count(problems)]
    write("".join(f"{screen.fitted(line)}\n" for line in lines), stream)


def _lines(problem: Problem) -> Iterator[str]:
    said = str(problem)
    yield from (said if problem.place.file else said.removeprefix("-: ")).split("\n")


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


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain JSON values."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "key": key_text(problem.place.key),
        "message": problem.message,
        "hint": problem.hint,
    }


__all__ = ["as_data", "count", "in_order", "report"]
