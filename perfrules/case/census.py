"""Whether what a population's file says fits together: exact numbers, counts that can be, and nothing twice."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from perfrules.case.numbers import shown
from perfrules.case.ranking import PopulationRanking
from perfrules.definition import forms
from perfrules.language import Text, text
from perfrules.problems import Key

if TYPE_CHECKING:
    from perfrules.case.population import PopulationEntry, PopulationFile

Report = Callable[[str, Text, Key, Text | None], None]
_LONGEST: Final = 2_000
_EXACT: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")
_MOST_ROWS: Final = 10**18


def check_census(written: "PopulationFile", report: Report) -> None:
    """Report what cannot be in a population's file, whatever the definition is."""
    _counted(written.rows, 0, _MOST_ROWS, ("rows",), report)
    _counted(written.left_out, 0, written.rows, ("left_out",), report)
    read = max(written.rows - written.left_out, 0)
    for position, entry in enumerate(written.measure):
        key = ("measure", position)
        _counted(entry.count, max(1, len(entry.each)), read, (*key, "count"), report)
        _values(entry, key, report)
    for at in _again((entry.name, entry.group) for entry in written.measure):
        _twice(written.measure[at].name, ("measure", at), report)
    for position, ranking in enumerate(written.ranking):
        _marks(ranking, read, ("ranking", position, "marks"), report)
    for at in _again(ranking.code for ranking in written.ranking):
        _twice(written.ranking[at].code, ("ranking", at), report)


def _counted(count: int, least: int, most: int, key: Key, report: Report) -> None:
    if not least <= count <= most:
        said = text(
            "a number of projects from {least} to {most} was expected, not {count}",
            least=least,
            most=max(least, most),
            count=shown(count),
        )
        report("PR023", said, key, None)


def _values(entry: "PopulationEntry", key: Key, report: Report) -> None:
    if entry.value and entry.each:
        report("PR023", text("either `value` or `each` was expected, and both are here"), (*key, "value"), None)
    if (entry.value or not entry.each) and not _is_exact(entry.value):
        said = text("an exact number such as 12/7 was expected, not {value}", value=shown(entry.value))
        report("PR023", said, (*key, "value"), None)
    exact = []
    for number, value in entry.each.items():
        if _is_exact(number) and isinstance(value, str) and _is_exact(value):
            exact.append(number)
            continue
        told = shown(f"{number} = {value}")
        said = text("an exact number and its exact value were expected, not {value}", value=told)
        report("PR023", said, (*key, "each", number), None)
    for at in _again(map(Fraction, exact)):
        _twice(exact[at], (*key, "each", exact[at]), report)


def _marks(ranking: PopulationRanking, read: int, key: Key, report: Report) -> None:
    ranked = 0
    for marks, count in ranking.marks.items():
        if _is_exact(marks) and forms.fits(count, int) and count > 0:
            ranked += count
            continue
        told = shown(f"{marks} = {count}")
        said = text("exact marks and how many projects have them were expected, not {value}", value=told)
        report("PR023", said, (*key, marks), None)
    _counted(ranked, 0, read, key, report)


def _again(values: Iterable[object]) -> Iterator[int]:
    """Yield the positions of *values* that were there before."""
    seen: Counter[object] = Counter()
    for position, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            yield position


def _twice(name: str, key: Key, report: Report) -> None:
    report("PR023", text("{name} is here twice", name=shown(name)), key, text("make the file again"))


def _is_exact(written: str) -> bool:
    return len(written) <= _LONGEST and _EXACT.fullmatch(written) is not None
