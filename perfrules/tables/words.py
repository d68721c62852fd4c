"""The texts of a result: reasons of marks, and why there are none."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
import pyarrow as pa

from perfrules.tables.computing import Computed
from perfrules.tables.outputs import ABSENCE, OutputColumn
from perfrules.tables.rules import RowCard, TableRules
from perfrules.tables.telling import Telling


@attrs.define(eq=False, repr=False)
class Words:
    """Puts the rows *whole* into words, each scored once by itself: reasons take longer than scores."""

    rules: TableRules
    computed: Computed
    whole: np.ndarray[Any, Any]
    telling: Telling
    cards: dict[int, RowCard] = attrs.field(factory=dict)

    def column(self, column: OutputColumn, rows: int) -> Any:
        """Return the texts of a column; in bad rows the codes of what is wrong stand for why there are no marks."""
        null = self.computed.null[column.code]
        absent = column.output == ABSENCE
        there = self.whole[null if absent else ~null].tolist()
        at = [place for place in there if place not in self.telling.bad]
        told = self.telling.bad if absent else ()
        if not at and not told:
            return pa.nulls(rows, pa.string())
        values: list[str | None] = [None] * rows
        self._score(at)
        for place in at:
            award = self.cards[place][column.code]
            values[place] = award.absence_reason if absent else award.reason
        for place in told:
            values[place] = " ".join(dict.fromkeys(problem.code for problem in self.telling.errors(place)))
        return pa.array(values, pa.string())

    def _score(self, rows: Sequence[int]) -> None:
        new = [place for place in rows if place not in self.cards]
        for place, evidence in zip(new, self.telling.evidence(new), strict=True):
            self.cards[place] = self.rules.score(evidence)
