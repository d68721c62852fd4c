"""Ranks (名次) in tables: how many rows have which marks, and the rank of each row among all."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, Final

import attrs
import numpy as np
import pyarrow as pa

from perfrules.case.ranking import PopulationRanking, Standing
from perfrules.formula.printing import number_text
from perfrules.tables.computing import Numbers
from perfrules.tables.numbers import LARGEST, Array
from perfrules.tables.options import TableOptions
from perfrules.tables.outputs import RANK, OutputColumn, output_columns
from perfrules.tables.rules import TableRules
from perfrules.tables.tallies import Distribution

RANKS: Final = pa.int64()
"""The type of a column of ranks."""


def counted(numbers: Numbers, rows: np.ndarray[Any, Any]) -> Distribution:
    """Return how many of the *rows* have which marks: whole numbers of the last decimal, or fractions."""
    found, values = Distribution(), numbers.values[rows]
    if values.dtype == np.object_:
        made = np.empty(len(values), np.object_)
        made[:] = [Fraction(value) for value in values]
        values = made
    found.add(values)
    return found


def ranked(rules: TableRules, options: TableOptions) -> bool:
    """Return whether the result that *options* ask for has ranks."""
    found, _ = output_columns(rules, options)
    return any(column.output == RANK for column in found)


def marks_columns(rules: TableRules) -> tuple[OutputColumn, ...]:
    """Return the marks of the results of *rules* that are ranked."""
    found, _ = output_columns(rules, TableOptions(outputs="marks"))
    return tuple(column for column in found if column.output == "marks" and column.code in rules.set.ranked)


def rankings(rules: TableRules, found: Mapping[str, Distribution]) -> Iterator[PopulationRanking]:
    """Yield the marks of all projects that were *found*, of each result of *rules* that is ranked, the best first."""
    for column in marks_columns(rules):
        unit = Fraction(1, 10 ** (column.places or 0))
        values, counts = (one.tolist() for one in found.get(column.code, Distribution()).settled())
        marks = {number_text(value * unit): count for value, count in zip(values, counts, strict=True)}
        best = marks if rules.set.better[column.code] == "lower" else dict(reversed(marks.items()))
        yield PopulationRanking(code=column.code, marks=best)


@attrs.frozen(eq=False, repr=False, slots=False)
class Ranks:
    """
    The ranks of rows by their marks.

    Attributes:
        standing: where all projects stand; None where that is not known.
        places: how many decimals marks are held with; None where they are texts.

    """

    standing: Standing | None
    places: int | None

    @cached_property
    def _keys(self) -> np.ndarray[Any, Any]:
        """The marks of all projects in whole numbers of the last decimal, from the best; a rest is cut off."""
        keys = [] if self.standing is None else [floor(key * 10 ** (self.places or 0)) for key in self.standing.keys]
        fits = all(abs(key) <= LARGEST for key in keys)
        return np.array(keys, np.int64 if fits else np.object_)

    @cached_property
    def _before(self) -> np.ndarray[Any, Any]:
        return np.array((0,) if self.standing is None else self.standing.before, np.int64)

    def column(self, numbers: Numbers, there: np.ndarray[Any, Any]) -> Array:
        """Return the ranks of marks, null in rows that are not *there*."""
        if self.standing is None:
            return pa.nulls(len(there), RANKS)
        if self.places is None:
            return self._of_texts(numbers.values, there, self.standing)
        values = np.where(there, numbers.values, 0) * self.standing.sign
        keys = self._keys.astype(np.object_) if values.dtype == np.object_ else self._keys
        at = np.searchsorted(keys, values.astype(keys.dtype, copy=False))
        return pa.array(1 + self._before[at], RANKS, mask=~there)

    def _of_texts(self, values: np.ndarray[Any, Any], there: np.ndarray[Any, Any], standing: Standing) -> Array:
        ranks = {text: standing(Fraction(text)) for text in set(values[there].tolist())}
        return pa.array([ranks[text] if given else None for text, given in zip(values, there, strict=True)], RANKS)
