"""Trials (试算): cases with what they must give, read from files and not run yet."""

from collections.abc import Mapping
from typing import Any

import attrs

from perfrules.case import Case
from perfrules.definition.document import Document
from perfrules.problems import Key, Place, Problem
from perfrules.testing.trials.expecting import Expected


@attrs.frozen(eq=False)
class Part:
    """
    The part of a file of many cases that is one case; evidence that it does not give itself stands at the top.

    Attributes:
        document: the file.
        key: the key path of the part.
        own: the names of the evidence that it gives itself.

    """

    document: Document
    key: Key
    own: frozenset[str] = frozenset()

    @property
    def file(self) -> str | None:
        """The name of the file, as it was given."""
        return self.document.file

    def place(self, key: Key = ()) -> Place:
        """Return the place of a key path of the case, which it keeps as its key."""
        shared = key[:1] == ("indicator_set",) or (key[:1] == ("evidence",) and key[1:2] and key[1] not in self.own)
        return attrs.evolve(self.document.place(key if shared else (*self.key, *key)), key=key)


@attrs.frozen(eq=False)
class RowPart:
    """The row of a CSV file that is one case."""

    file: str
    line: int
    document: Document

    def place(self, key: Key = ()) -> Place:
        """Return the place of the row; set and shared evidence stand in the file that maps its columns."""
        if key[:1] == ("indicator_set",) or (
            key[:1] == ("evidence",) and key[1:2] and key[1] in self.document.data.get("evidence", {})
        ):
            return self.document.place(key)
        return Place(self.file, self.line, key=key)


@attrs.frozen(eq=False)
class Trial:
    """
    A case with what it must give (试算).

    Attributes:
        file: the file that was read, as it was given.
        name: what the case is called in its file; "" for the only case of a file.
        case: the case.
        expected: what it must give.
        exception: why it is known to contradict the rules, and must fail; "" for others.

    """

    file: str
    name: str
    case: Case
    expected: Expected
    exception: str = ""

    @property
    def place(self) -> Place:
        """Where the case stands."""
        place = self.case.place()
        return Place(place.file or self.file, place.line, place.column)

    @property
    def title(self) -> str:
        """What the case is called in a list of all cases: file::name."""
        return f"{self.file}::{self.name}" if self.name else self.file


@attrs.frozen(eq=False)
class Trials:
    """
    What was found at some paths.

    Attributes:
        trials: the cases with what they must give.
        problems: what is wrong with the files.
        passed_over: files of one case that expects nothing, found in a folder.
        left_out: how many rows of tables their conditions leave out.

    """

    trials: tuple[Trial, ...] = ()
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()
    left_out: int = 0

    def __add__(self, other: "Trials") -> "Trials":
        """Return what both have found."""
        return Trials(
            self.trials + other.trials,
            self.problems + other.problems,
            self.passed_over + other.passed_over,
            self.left_out + other.left_out,
        )


def content(value: Any) -> object:
    """Return what makes two tables say the same: equal for equal content, whatever its order."""
    if isinstance(value, Mapping):
        return frozenset((key, content(item)) for key, item in value.items())
    return tuple(content(item) for item in value) if isinstance(value, list | tuple) else value
