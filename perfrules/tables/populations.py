"""Finding the population (总体): one pass over all projects, before any of them is scored."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from perfrules.case.population import FORMAT, Population, PopulationEntry, PopulationFile, PopulationSet, dated
from perfrules.definition.constants import Constants
from perfrules.formula import Node
from perfrules.formula.printing import number_text
from perfrules.program import PopulationMeasure
from perfrules.readings.columns import ColumnReading, Given, columns
from perfrules.tables.batches import ROWS, Scoring
from perfrules.tables.files.chunk import Chunk, Opened
from perfrules.tables.form import TableForm
from perfrules.tables.options import TableOptions
from perfrules.tables.rules import TableRules

Numbers = Counter[Fraction]
"""How many projects have each number."""


@attrs.define(eq=False, repr=False, slots=False)
class Finding:
    """
    Finds the population in batches of rows, of which nothing is kept but how often each number stands there.

    Attributes:
        scoring: what reads the rows.
        rows: how many projects there were.
        left_out: how many of them have evidence that cannot be read.
        found: the numbers by formula, by the formula that groups, and by group.

    """

    scoring: Scoring
    rows: int = 0
    left_out: int = 0
    found: dict[tuple[Node, Node | None, int], Numbers] = attrs.field(factory=dict)

    @property
    def rules(self) -> TableRules:
        """The rules that say what is found."""
        return self.scoring.rules

    @cached_property
    def pairs(self) -> tuple[tuple[Node, Node | None], ...]:
        """What is found: each formula with the one that groups."""
        return tuple(dict.fromkeys((item.of, item.by) for item in self.rules.program.populations.values()))

    @cached_property
    def reading(self) -> ColumnReading:
        """What is computed of each project."""
        return columns(self.rules.program.inputs, dict.fromkeys(node for pair in self.pairs for node in pair if node))

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
        self.rows += len(chunk.broken)
        self.left_out += len(chunk.broken)
        self.add([batch])

    def _block(self, batch: Any) -> None:
        block, telling = self.scoring.read(batch)
        self.rows += batch.num_rows
        self.left_out += len(telling.bad)
        good = np.ones(batch.num_rows, np.bool_)
        good[list(telling.bad)] = False
        kept = block.kept(good)
        inputs = zip(self.rules.program.inputs, kept.numbers, kept.states, strict=True)
        table = {item.name: Given(numbers, states) for item, numbers, states in inputs}
        result = self.reading.run(table, rows=kept.rows)
        read = {node: list(column.numbers()) for node, column in zip(self.reading.roots, result.columns, strict=True)}
        for of, by in self.pairs:
            groups: Iterable[Fraction | None] = [Fraction(0)] * kept.rows if by is None else read[by]
            for number, group in zip(read[of], groups, strict=True):
                if number is not None and group is not None:
                    self.found.setdefault((of, by, int(group)), Counter())[number] += 1

    def population(self) -> Population:
        """Return what was found; what no project has is not in it."""
        measures = self.rules.program.populations.values()
        entries = tuple(entry for measure in measures for entry in self._entries(measure))
        return Population(_file(self.rules, self.rows, self.left_out, entries))

    def _entries(self, measure: PopulationMeasure) -> Iterable[PopulationEntry]:
        for position, group in enumerate(measure.groups):
            numbers = self.found.get((measure.of, measure.by, position))
            if numbers:
                value = value_of(measure, numbers)
                yield PopulationEntry(name=measure.name, group=group, count=numbers.total(), value=number_text(value))


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


def population_of_files(
    rules: TableRules, form: TableForm, files: Iterable[Opened], names: str | None = None
) -> Population:
    """
    Return what is found over the rows of all *files*; *names* is the file that says what they call their columns.

    Raises:
        TableError: a file or its columns cannot be used.

    """
    from perfrules.tables.stream import opened

    whole: Finding | None = None
    for file in files:
        try:
            scoring = opened(rules, form, file.schema, TableOptions(names, others="ignore"))
            if whole is None:
                whole = Finding(scoring)
            whole.scoring = scoring
            for chunk in file.chunks:
                whole.add_chunk(chunk)
        finally:
            file.close()
    return whole.population() if whole is not None else Population(_file(rules, 0, 0, ()))


def value_of(measure: PopulationMeasure, numbers: Numbers) -> Fraction:
    """Return what *measure* is for the *numbers* of the projects, exactly; of a deviation its square."""
    match measure.function:
        case "population_minimum":
            return min(numbers)
        case "population_maximum":
            return max(numbers)
        case "population_quantile":
            return quantile(numbers, measure.share or Fraction(0))
    mean = _mean(numbers)
    if measure.function == "population_mean":
        return mean
    return _mean(numbers, 2) - mean**2


def quantile(numbers: Numbers, share: Fraction) -> Fraction:
    """Return the number at *share* of the way from the least to the greatest, on the line between its neighbours."""
    place = share * (numbers.total() - 1)
    low = place.numerator // place.denominator
    ordered = sorted(numbers)
    ends = list(accumulate(numbers[value] for value in ordered))
    below, above = (ordered[bisect_right(ends, at)] for at in (low, min(low + 1, ends[-1] - 1)))
    return below + (place - low) * (above - below)


def _mean(numbers: Numbers, power: int = 1) -> Fraction:
    return sum((value**power * count for value, count in numbers.items()), Fraction(0)) / numbers.total()
