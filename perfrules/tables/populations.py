"""Finding the population (总体): passes over all projects, before any of them is scored."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from perfrules.case.population import FORMAT, Population, PopulationEntry, PopulationFile, PopulationSet, dated
from perfrules.definition.constants import Constants
from perfrules.formula import Node
from perfrules.formula.printing import number_text
from perfrules.program import PopulationMeasure
from perfrules.readings.columns import Column
from perfrules.tables.batches import ROWS, Scoring
from perfrules.tables.files.chunk import Chunk
from perfrules.tables.formulas import Formulas
from perfrules.tables.functions import value_of, values_of
from perfrules.tables.own import rows_of
from perfrules.tables.ranks import rankings
from perfrules.tables.rules import TableRules
from perfrules.tables.tallies import Distribution, Tally

Pair = tuple[Node, Node | None]
"""The formula of a number, and the one of the choice that groups the projects."""


@attrs.define(eq=False, repr=False)
class Tallies:
    """
    What was found in some of the projects: parts of a table are counted apart, and `merge` puts them together.

    Attributes:
        rows: how many projects there were.
        left_out: how many of them have evidence that cannot be read.
        numbers: what is kept of the numbers, by the position of the pair of formulas, and by group.
        marks: how many projects have which marks, by the result that is ranked.

    """

    rows: int = 0
    left_out: int = 0
    numbers: dict[tuple[int, int], Tally] = attrs.field(factory=dict)
    marks: dict[str, Distribution] = attrs.field(factory=dict)

    def merge(self, other: "Tallies") -> None:
        """Add what was found in other projects."""
        self.rows += other.rows
        self.left_out += other.left_out
        for key, tally in other.numbers.items():
            if key in self.numbers:
                self.numbers[key].merge(tally)
            else:
                self.numbers[key] = tally
        for code, marks in other.marks.items():
            self.marks.setdefault(code, Distribution()).merge(marks)


@attrs.define(eq=False, repr=False, slots=False)
class Census:
    """
    Finds the population in batches of rows, of which nothing is kept but tallies of their numbers.

    One pass finds what population functions read; where marks are ranked, a pass after it finds these: `lacks` says
    whether there is something left to be found.

    Attributes:
        scoring: what reads the rows.
        found: what was found so far.

    """

    scoring: Scoring
    found: Tallies = attrs.field(factory=Tallies)

    @property
    def rules(self) -> TableRules:
        """The rules that say what is found."""
        return self.scoring.rules

    @cached_property
    def pairs(self) -> Mapping[Pair, int]:
        """What is counted: each formula with the one that groups, and its position."""
        return pairs(self.rules)

    @cached_property
    def formulas(self) -> Formulas:
        """What is computed of each project."""
        roots = dict.fromkeys(node for pair in self.pairs for node in pair if node)
        return Formulas(self.rules.program.inputs, tuple(roots))

    def add(self, batches: Iterable[Any]) -> None:
        """Count the numbers of *batches*; rows whose evidence cannot be read are left out."""
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                self._block(batch.slice(start, ROWS))

    def add_chunk(self, chunk: Chunk) -> None:
        """Count the numbers of a piece of a file; rows that are broken are left out as well."""
        batch = chunk.batch
        if chunk.broken:
            whole = np.ones(batch.num_rows, np.bool_)
            whole[list(chunk.broken)] = False
            batch = batch.filter(pa.array(whole))
        self.found.rows += len(chunk.broken)
        self.found.left_out += len(chunk.broken)
        self.add([batch])

    def _block(self, batch: Any) -> None:
        block, telling = self.scoring.read(batch)
        self.found.rows += batch.num_rows
        self.found.left_out += len(telling.bad)
        if not lacks(self.rules, ranks=False):
            for code, marks in self.scoring.marks(block, telling):
                self.found.marks.setdefault(code, Distribution()).merge(marks)
            return
        good = np.ones(batch.num_rows, np.bool_)
        good[list(telling.bad)] = False
        kept = block.kept(good)
        read, _ = self.formulas.read(kept)
        for (of, by), at in self.pairs.items():
            for group, rows in rows_of(read[of], None if by is None else read[by]):
                self._tally(at, group, read[of], rows)

    def _tally(self, at: int, group: int, column: Column, rows: Any) -> None:
        tally = self.found.numbers.get((at, group))
        if tally is None:
            tally = self.found.numbers[at, group] = self._empty(at, column.unit)
        tally.add(column.values[rows], None if column.divisors is None else column.divisors[rows])

    def _empty(self, at: int, unit: Fraction) -> Tally:
        """Return a tally that keeps what the functions of a pair need: the distribution only where it must."""
        kept = {
            item.form.keeps for item in self.rules.program.populations.values() if self.pairs[item.of, item.by] == at
        }
        return Tally(unit, sums=kept != {"ends"}, distribution=Distribution() if "numbers" in kept else None)

    def population(self) -> Population:
        """Return what was found; what no project has is not in it."""
        return population_of(self.rules, self.found)


def pairs(rules: TableRules) -> Mapping[Pair, int]:
    """Return what is counted for the population that *rules* read, with positions."""
    measures = rules.program.populations.values()
    return {pair: at for at, pair in enumerate(dict.fromkeys((item.of, item.by) for item in measures))}


def population_of(rules: TableRules, found: Tallies) -> Population:
    """Return the population that was *found* by *rules*; what no project has is not in it."""
    if not lacks(rules, ranks=False):
        return _ranked(rules, found)
    places = pairs(rules)
    entries = []
    for measure in rules.program.populations.values():
        for position, group in enumerate(measure.groups):
            tally = found.numbers.get((places[measure.of, measure.by], position))
            if tally is not None:
                entries.append(_entry(rules, measure, group, tally))
    return Population(_file(rules, found.rows, found.left_out, tuple(entries)))


def lacks(rules: TableRules, *, ranks: bool) -> bool:
    """Return whether *rules* lack something of the population: what is read of it, or with *ranks* the marks of all."""
    return lacking(rules, ranks=ranks) > 0


def lacking(rules: TableRules, *, ranks: bool) -> int:
    """Return how many passes over all rows find what `lacks` tells of: one what is read, and one the marks of all."""
    read = rules.population is None and bool(rules.program.populations)
    return read + (ranks and any(code not in rules.standings for code in rules.set.ranked))


def _ranked(rules: TableRules, found: Tallies) -> Population:
    """Return the population of *rules* with the marks of all projects."""
    known = rules.population
    file = _file(rules, found.rows, found.left_out, ()) if known is None else known.file
    return Population(attrs.evolve(file, ranking=tuple(rankings(rules, found.marks))))


def _entry(rules: TableRules, measure: PopulationMeasure, group: str, tally: Tally) -> PopulationEntry:
    if not measure.each:
        value = number_text(value_of(rules, measure, tally))
        return PopulationEntry(name=measure.name, group=group, count=tally.count, value=value)
    found = values_of(rules, measure, tally)
    each = {number_text(number): number_text(value) for number, value in found.items()}
    return PopulationEntry(name=measure.name, group=group, count=tally.count, each=each)


def _file(rules: TableRules, rows: int, left_out: int, entries: tuple[PopulationEntry, ...]) -> PopulationFile:
    about = rules.set
    return PopulationFile(
        format=FORMAT,
        indicator_set=PopulationSet(id=about.id, edition=about.edition, sha256=about.digest),
        parameters=dated(about, Constants(about.parameter).values),
        rows=rows,
        left_out=left_out,
        measure=entries,
    )
