"""Passes over a source (多遍读取): what all rows say together is found before any of them is scored."""

from collections.abc import Callable, Iterable, Iterator
from inspect import signature
from typing import Any

import attrs

from perfrules.language import Text, text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.batches import Scoring
from perfrules.tables.frames import batches_of
from perfrules.tables.populations import Census, Tallies, lacks, population_of
from perfrules.tables.rules import TableRules

Batches = tuple[Any, Iterable[Any]]
"""The columns of a source, and its rows from the first on."""
Prepare = Callable[[TableRules, Any], Scoring]
"""Makes what reads and scores tables with certain columns."""


@attrs.define(eq=False)
class Passes:
    """
    A source that is read more than once.

    Attributes:
        open: reads it from its beginning; None where it has no batch.
        rows: how many rows the first pass had; None before it.

    """

    open: Callable[[], Batches | None]
    rows: int | None = None

    def found(self, rules: TableRules, prepare: Prepare, *, ranks: bool) -> TableRules:
        """Return *rules* with the population of all rows, the *ranks* too, in as many passes as it takes."""
        while True:
            found = self._found(rules, prepare)
            self.rows = found.rows
            rules = rules.with_population(population_of(rules, found))
            if not lacks(rules, ranks=ranks):
                return rules

    def _found(self, rules: TableRules, prepare: Prepare) -> Tallies:
        opened = self.again()
        if opened is None:
            return Tallies()
        census = Census(prepare(rules, opened[0]))
        census.add(opened[1])
        return census.found

    def again(self) -> Batches | None:
        """Return the source from its beginning; its end is an error where it has other rows than in the first pass."""
        opened = self.open()
        if self.rows is None:
            return opened
        if opened is None:
            if self.rows:
                raise changed(self.rows, 0)
            return None
        return opened[0], counted(opened[1], self.rows, lambda batch: int(batch.num_rows))


def counted(parts: Iterable[Any], rows: int, size: Callable[[Any], int]) -> Iterator[Any]:
    """Yield *parts* of a table; raise a TableError where they do not have so many *rows* in all."""
    seen = 0
    for part in parts:
        seen += size(part)
        if seen > rows:
            raise changed(rows, seen)
        yield part
    if seen != rows:
        raise changed(rows, seen)


def changed(before: int, now: int) -> TableError:
    """Return the error that a table has other rows than when the population was found."""
    said = text("the table had {before} rows when the population was found, and now has {now}", before=before, now=now)
    return TableError([Problem("PR613", said, Place(), text("give what has the same rows whenever it is read"))])


def passes(reader: Any) -> Passes | None:
    """Return *reader* as a source that is read more than once; None where it can be read only once."""
    if callable(reader) and not isinstance(reader, type) and not hasattr(reader, "__arrow_c_stream__"):
        if not _takes_nothing(reader):
            message = text("a function that asks for arguments cannot be called to open a reader")
            advice = text("give a function without arguments, such as `lambda: open_reader(path)`")
            raise TableError([Problem("PR806", message, Place(), advice)])
        return Passes(lambda: batches_of(reader()))
    return None if isinstance(reader, Iterator) else Passes(lambda: batches_of(reader))


def _takes_nothing(function: Callable[..., Any]) -> bool:
    try:
        signature(function).bind()
    except TypeError:
        return False
    except ValueError:  # a function in C may keep to itself what it takes
        return True
    return True


def once_only(reader: Any) -> TableError:
    """Return the error that *reader* can be read once, and the set needs more."""
    said = text(
        "a {value} can be read once, and this set reads the population: all rows are read before any is scored",
        value=type(reader).__name__,
    )
    return TableError([Problem("PR613", said, Place(), how())])


def refuse_part(rules: TableRules) -> None:
    """Raise a TableError where *rules* came from another process: what is scored there may be a part of all rows."""
    if rules.sent:
        said = text("these rules came from another process, and the rows that came with them need not be all")
        advice = text("send them with the population: `rules.with_population(rules.population_of(all_rows))`")
        raise TableError([Problem("PR613", said, Place(), advice)])


def how() -> Text:
    """Return what is given so that the population is known."""
    return text(
        "give a table, a dataset, a list of batches, or a function that returns a new reader; or find the population "
        "before: `perfrules population SET TABLE -o FILE`, `rules.population_of(table)`"
    )
