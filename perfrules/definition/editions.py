"""Editions of a definition and their days: which one is in force on a day, and why none or several would be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import attrs

from perfrules.content import ByContent
from perfrules.definition.document import Document, read_document
from perfrules.language import Text, text
from perfrules.problems import Place, Problem

Because = Literal["option", "case", "today"]
_DAY: Final = timedelta(days=1)


@attrs.frozen(eq=False, repr=False)
class Day(ByContent):
    """
    The day whose rules apply (适用日), and where it is from.

    Attributes:
        on: the day.
        because: it was asked for ("option"), the case says it ("case"), or nobody says another one ("today").

    """

    on: date
    because: Because = "option"

    @classmethod
    def today(cls) -> "Day":
        """Return today, which nobody had to say."""
        return cls(date.today(), "today")  # noqa: DTZ011 - editions are in force by days

    @classmethod
    def of(cls, asked: date | None, case: date | None = None) -> "Day":
        """
        Return the day that was *asked* for, else that of the *case*, else today.

        Raises:
            TypeError: what was asked for is no day.

        """
        if isinstance(asked, datetime):
            asked = asked.date()
        if asked is not None and not isinstance(asked, date):
            message = f"on={asked!r} is no day: write datetime.date(2024, 3, 1)"
            raise TypeError(message)
        if asked is not None:
            return cls(asked)
        return cls.today() if case is None else cls(case, "case")


@attrs.frozen(eq=False, repr=False)
class Edition(ByContent):
    """An edition (版本) with its first and last day in force; None is an open end."""

    name: str
    document: Document
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether it is in force on *day*."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def id(self) -> str:
        """The id of the definition."""
        return str(self.document.data.get("id", ""))

    @classmethod
    def stated(cls, document: Document) -> "Edition":
        """Return the edition that a document says it is, with the days that it states."""
        return cls(str(document.data.get("edition", "")), document, *effective(document))

    @property
    def supersedes(self) -> str:
        """The edition that it supersedes; "" for none."""
        said = self.document.data.get("supersedes")
        return said if isinstance(said, str) else ""

    @property
    def is_empty(self) -> bool:
        """Whether there is no day on which it is in force."""
        return self.first is not None and self.last is not None and self.last < self.first


def editions_of(documents: Mapping[str, Document]) -> tuple[Edition, ...]:
    """
    Return the editions of one definition by their first day.

    One that another supersedes ends the day before that begins; where that has no first day it is in force on no day.
    """
    found = {name: Edition(name, document, *effective(document)) for name, document in documents.items()}
    ends: dict[str, date] = {}
    for edition in found.values():
        if edition.supersedes != edition.name:
            start = date.min if edition.first is None or edition.first == date.min else edition.first - _DAY
            ends[edition.supersedes] = min(start, ends.get(edition.supersedes, date.max))
    for name, end in ends.items():
        if name in found:
            one = found[name]
            never = end == date.min and one.first is None
            first = date.max if never else one.first
            found[name] = attrs.evolve(one, first=first, last=end if one.last is None else min(one.last, end))
    return tuple(sorted(found.values(), key=lambda edition: (edition.first or date.min, edition.name)))


def effective(document: Document) -> tuple[date | None, date | None]:
    """Return the first and the last day that a definition says; None where it says none."""
    found = document.data.get("effective")
    ends = found if isinstance(found, dict) else {}
    # A day with a time of day is a date to Python; it is a problem of that edition, and not compared with days.
    first, last = (value if type(value := ends.get(key)) is date else None for key in ("from", "to"))
    return first, last


def in_force(
    name: str, files: Mapping[str, Path], day: date, find: Callable[[], Place]
) -> Document | tuple[Problem, ...]:
    """Return the edition of *name* that is in force on *day*, or why there is none; *find* says where it is named."""
    documents: dict[str, Document] = {}
    for edition, path in files.items():
        document = read_document(path)
        if not isinstance(document, Document):
            return document
        documents[edition] = document
    every = editions_of(documents)
    current = [edition for edition in every if edition.holds(day)]
    if len(current) == 1:
        return current[0].document
    if current:
        return (attrs.evolve(overlap(name, current[0], current[1], day), place=find()),)
    nearest = _nearest(every, day)
    said = text("`{id}` has no edition in force on {day}; {nearest}", id=name, day=day.isoformat(), nearest=nearest)
    return (Problem("PR181", said, find(), text("name the edition: `{id}`", id=f"{name}@{every[-1].name}")),)


def overlap(name: str, one: Edition, other: Edition, day: date) -> Problem:
    """Return that two editions of *name* are in force on *day*."""
    said = text(
        "`{id}` has two editions in force on {day}: {one} and {other}",
        id=name,
        day=day.isoformat(),
        one=one.name,
        other=other.name,
    )
    advice = text(
        "the newer one says `supersedes`, or the older one ends with `effective`; or name one: `{id}`",
        id=f"{name}@{other.name}",
    )
    return Problem("PR180", said, advice=advice)


def overlaps(editions: Sequence[Edition]) -> Iterator[tuple[Edition, Edition, date]]:
    """Yield each two neighbours among *editions* that are in force on one day, with the first such day."""
    lasting = [edition for edition in editions if not edition.is_empty]
    for one, other in pairwise(lasting):
        first = other.first or date.min
        if one.last is None or first <= one.last:
            yield one, other, first


def disorders(documents: Mapping[str, Document]) -> Iterator[tuple[frozenset[str], Problem]]:
    """
    Yield what is wrong with the order of the editions of one definition, with the names of those that it is about.

    They supersede one another in a circle, or one supersedes an edition that begins on the same day or later: then an
    edition is in force on no day at all.
    """
    stated = {name: attrs.evolve(Edition.stated(document), name=name) for name, document in documents.items()}
    told: set[str] = set()
    for name in sorted(stated):
        circle = _circle(stated, name)
        if len(circle) > 1 and told.isdisjoint(circle):
            told |= set(circle)
            yield frozenset(circle), _in_circle(circle)
    for newer in stated.values():
        older = stated.get(newer.supersedes)
        if older is not None and newer.name not in told and older.name != newer.name:
            yield from _too_early(newer, older)


def _circle(stated: Mapping[str, Edition], name: str) -> list[str]:
    """Return the editions from *name* back to itself, each superseding the next; none where it is in no circle."""
    found = [name]
    while (after := stated[found[-1]].supersedes) in stated and after not in found:
        found.append(after)
    return found if after == name else []


def _in_circle(circle: Sequence[str]) -> Problem:
    said = text("the editions supersede one another in a circle: {circle}", circle=" → ".join([*circle, circle[0]]))
    return Problem("PR185", said, advice=text("only the newer one says `supersedes`: take it out of the others"))


def _too_early(newer: Edition, older: Edition) -> Iterator[tuple[frozenset[str], Problem]]:
    if older.first is None or (newer.first is not None and newer.first > older.first):
        return
    values = {"newer": newer.name, "older": older.name, "day": str(older.first), "first": str(newer.first)}
    if newer.first is None:
        said = text("{newer} supersedes {older}, which begins on {day}, and has no first day itself", **values)
    else:
        said = text("{newer} supersedes {older}, which begins on {day}, and begins on {first} itself", **values)
    advice = text("an edition begins after the one that it supersedes: correct `supersedes` or `effective`")
    yield frozenset((newer.name, older.name)), Problem("PR185", said, advice=advice)


def _nearest(every: Iterable[Edition], day: date) -> Text:
    lasting = [edition for edition in every if not edition.is_empty]
    before = [edition for edition in lasting if edition.last is not None and edition.last < day]
    after = [edition for edition in lasting if edition.first is not None and edition.first > day]
    said = [
        text("{edition} ends on {day}", edition=edition.name, day=str(edition.last))
        for edition in sorted(before, key=lambda edition: edition.last or date.min)[-1:]
    ]
    said += [
        text("{edition} begins on {day}", edition=edition.name, day=str(edition.first))
        for edition in sorted(after, key=lambda edition: edition.first or date.max)[:1]
    ]
    if not said:
        return text("there is none")
    return said[0] if len(said) == 1 else text("{one}, {other}", one=said[0], other=said[1])


__all__ = ["Because", "Day", "Edition", "disorders", "editions_of", "effective", "in_force", "overlap", "overlaps"]
