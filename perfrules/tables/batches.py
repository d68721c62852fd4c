"""Scoring a table batch by batch: each row is read, scored and told of once, and nothing is kept of it."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs
import numpy as np
import pyarrow as pa

from perfrules._version import __version__
from perfrules.case import Case
from perfrules.case.own import NO_OWN
from perfrules.language import text
from perfrules.problems import Place, Problem
from perfrules.tables.block import Block, Entry
from perfrules.tables.cells import everywhere, is_everywhere
from perfrules.tables.computing import Computation, Computed
from perfrules.tables.decoding import Decoder
from perfrules.tables.encoding import decimal_column, decimal_type, grade_column, text_column, too_long
from perfrules.tables.layout import Layout
from perfrules.tables.numbers import plainly
from perfrules.tables.outputs import ABSENCE, RANK, REASON, OutputColumn
from perfrules.tables.own import OwnColumns, own_columns
from perfrules.tables.ranks import RANKS, Ranks, counted, marks_columns
from perfrules.tables.result import TableCounts
from perfrules.tables.rules import TableRules
from perfrules.tables.tallies import Distribution
from perfrules.tables.telling import Telling
from perfrules.tables.words import Words

ROWS: Final = 65_536
"""How many rows are scored at once."""


@attrs.frozen
class BatchResult:
    """
    The scores of one batch.

    Attributes:
        table: a record batch of results, row by row.
        problems: a record batch of what is wrong with the rows.
        counts: what became of the rows.

    """

    table: Any
    problems: Any
    counts: TableCounts


@attrs.define(eq=False, repr=False, slots=False)
class Scoring:
    """Scores the batches of one table."""

    rules: TableRules
    layout: Layout
    schema_in: Any
    columns: tuple[OutputColumn, ...]
    fail_fast: bool = False
    threads: int = 1
    seen: int = 0
    lanes: dict[str, dict[str, None]] = attrs.field(factory=dict)
    decoder: Decoder = attrs.field(init=False)
    computation: Computation = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.decoder = Decoder(self.rules.binder)
        self.computation = Computation(self.rules, self.columns, self.threads)

    @cached_property
    def own(self) -> OwnColumns:
        """What rows have of their own in the population."""
        return own_columns(self.rules.binder.own or NO_OWN)

    @cached_property
    def schema(self) -> Any:
        """The columns of the result."""
        kept = [self.schema_in.field(at) for _, at in self.layout.kept]
        made = [pa.field(column.name, self._type(column)) for column in self.columns]
        return pa.schema([*kept, *made], {b"perfrules": json.dumps(metadata_of(self.rules)).encode()})

    def _type(self, column: OutputColumn) -> Any:
        if column.output == RANK:
            return RANKS
        return pa.string() if column.is_text else decimal_type(self._places(column))

    def _places(self, column: OutputColumn) -> int:
        found = None if column.node is None else self.computation.places[column.node]
        return found or 0

    @property
    def ranks(self) -> bool:
        """Whether the result has ranks."""
        return any(column.output == RANK for column in self.columns)

    @property
    def taken(self) -> Mapping[str, tuple[str, ...]]:
        """By code, the lanes that the marks of a node took so far."""
        return {code: tuple(lanes) for code, lanes in self.lanes.items()}

    def batches(self, batches: Iterable[Any]) -> Iterator[BatchResult]:
        """Yield the results of *batches*, cut into blocks."""
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                yield self.block(batch.slice(start, ROWS))

    def block(self, batch: Any) -> BatchResult:
        """Return the results of one block of rows."""
        rows = batch.num_rows
        block, telling = self.read(batch)
        telling.unusual(block)
        careful = int(np.count_nonzero(block.doubt))
        computed, whole = self.computed(block, telling)
        if self.fail_fast:
            telling.stop()
        table, counts = self._table(batch, computed, whole, telling)
        self.seen += rows
        for code, lanes in computed.lanes.items():
            self.lanes.setdefault(code, {}).update(dict.fromkeys(lanes))
        return BatchResult(table, telling.table(), attrs.evolve(counts, careful=careful, repaired=computed.repaired))

    def read(self, batch: Any) -> tuple[Block, Telling]:
        """Return the evidence of one block of rows, and what is wrong with it; nothing is known of bad rows."""
        entries = [Entry(ours, theirs, plainly(batch.column(at))) for ours, theirs, at in self.layout.evidence]
        block = self.decoder.block(entries, batch.num_rows)
        telling = Telling(self.rules.binder, self.layout, entries, batch, self.seen)
        self._carefully(block, telling)
        return block, telling

    def marks(self, block: Block, telling: Telling) -> Iterator[tuple[str, Distribution]]:
        """Yield each result that is ranked with how many rows of a block have which marks; bad rows do not count."""
        computed, whole = self._for_ranks.computed(block, telling)
        good = _still(whole, telling.bad)
        for column in self._for_ranks.columns:
            if column.node is not None:
                numbers = computed.numbers[column.node]
                yield column.code, counted(numbers, numbers.there & good)

    @cached_property
    def _for_ranks(self) -> "Scoring":
        return attrs.evolve(self, columns=marks_columns(self.rules), fail_fast=False)

    def computed(self, block: Block, telling: Telling) -> tuple[Computed, np.ndarray[Any, Any]]:
        """Return what is computed of the rows of a block that can be read, and which rows these are; tell of others."""
        good = _still(np.arange(block.rows), telling.bad)
        kept = block.kept(good)
        self.own.put(kept)
        computed = self.computation(kept)
        whole = np.flatnonzero(good)
        self._refuse(whole[computed.refused], telling)
        self._shorten(whole, computed, telling)
        return computed, whole

    def _carefully(self, block: Block, telling: Telling) -> None:
        """Read rows in doubt one by one, as cases."""
        at = np.flatnonzero(block.doubt).tolist()
        fine, bound = [], []
        for place, evidence in zip(at, telling.evidence(at), strict=True):
            case = Case(evidence=evidence)
            read = self.rules.binder.bind(case)
            if read.problems:
                telling.tell(place, self.rules.checked(case, read) if read.errors else read.problems)
            if not read.errors:
                fine.append(place)
                bound.append(read.row)
        block.replace(fine, bound)

    def _refuse(self, rows: np.ndarray[Any, Any], telling: Telling) -> None:
        """Ask of each row in which something is not there whether it can be scored without."""
        at = rows.tolist()
        for place, evidence in zip(at, telling.evidence(at), strict=True):
            if place not in telling.bad:
                telling.found.pop(place, None)  # it is told again
                telling.tell(place, self.rules.check(evidence))

    def _shorten(self, rows: np.ndarray[Any, Any], computed: Computed, telling: Telling) -> None:
        """Refuse rows with numbers that a column of decimals cannot hold."""
        for column in self.columns:
            if column.node is None or column.places is None or column.is_text:
                continue
            for place in rows[too_long(computed.numbers[column.node])].tolist():
                message = text("the number of `{name}` has more digits than a table can hold", name=column.name)
                telling.tell(place, [Problem("PR805", message, Place(), text("check the values of this row"))])

    def _table(
        self, batch: Any, computed: Computed, whole: np.ndarray[Any, Any], telling: Telling
    ) -> tuple[Any, TableCounts]:
        """Return the results, null in bad rows, and what became of the rows."""
        rows, bad = batch.num_rows, len(telling.bad)
        take = _back(rows, whole, telling.bad) if bad else None
        arrays = [batch.column(at) for _, at in self.layout.kept]
        words = Words(self.rules, computed, whole, telling)
        for column in self.columns:
            if column.output in (REASON, ABSENCE):
                arrays.append(words.column(column, rows))
            else:
                numbers = self._numbers(column, computed, len(whole))
                arrays.append(numbers if take is None else numbers.take(take))
        table = pa.RecordBatch.from_arrays(arrays, schema=self.schema)
        nulls = self._nulls(computed, whole, telling)
        grades = self._grades(computed, whole, telling)
        return table, TableCounts(rows, rows - bad, bad, nulls, problems=telling.codes, grades=grades)

    @cached_property
    def _ranks(self) -> Mapping[str, Ranks]:
        ranked = (column for column in self.columns if column.output == RANK)
        return {column.code: Ranks(self.rules.standings.get(column.code), column.places) for column in ranked}

    def _numbers(self, column: OutputColumn, computed: Computed, rows: int) -> Any:
        if column.node is None:
            return pa.nulls(rows, self._type(column))
        numbers = computed.numbers[column.node]
        there = numbers.there
        if column.output == "grade":
            return grade_column(numbers, self.rules.program.grades[column.code], there)
        if column.output == RANK:
            return self._ranks[column.code].column(numbers, there)
        if column.is_text:
            return text_column(numbers.values, there)
        return decimal_column(numbers, self._places(column), there & ~too_long(numbers))

    def _nulls(self, computed: Computed, whole: np.ndarray[Any, Any], telling: Telling) -> int:
        null = computed.null[self.rules.set.results[0]]
        return int(np.count_nonzero(null & _still(whole, telling.bad)))

    def _grades(self, computed: Computed, whole: np.ndarray[Any, Any], telling: Telling) -> Mapping[str, int]:
        code = self.rules.set.results[0]
        root = self.rules.program.nodes[code].grade
        if root is None or root not in computed.numbers:
            return {}
        names, numbers = self.rules.program.grades[code], computed.numbers[root]
        there = numbers.there & _still(whole, telling.bad)
        values = numbers.values if is_everywhere(there) else numbers.values[there]
        counts = np.bincount(values.astype(np.int64, copy=False), minlength=len(names))
        found: Counter[str] = Counter()
        for name, count in zip(names, counts.tolist(), strict=True):
            found[name] += count
        return dict(found)


def _back(rows: int, whole: np.ndarray[Any, Any], bad: Collection[int]) -> Any:
    """Return where each row's numbers are among those of the rows *whole*; null for those of *bad* rows."""
    back = np.full(rows, len(whole), np.int64)
    back[whole] = np.arange(len(whole))
    back[list(bad)] = len(whole)
    return pa.array(back, mask=back == len(whole))


def _still(whole: np.ndarray[Any, Any], bad: Collection[int]) -> np.ndarray[Any, Any]:
    """Return which of the rows *whole* are not *bad* after all."""
    return ~np.isin(whole, list(bad)) if bad else everywhere(len(whole))


def metadata_of(rules: TableRules) -> dict[str, str]:
    """Return what scores: the set, its edition, the SHA-256 of its definition, and the version of the library."""
    chosen = rules.set
    made = {"indicator_set": chosen.id, "edition": chosen.edition, "sha256": chosen.digest, "perfrules": __version__}
    return made if rules.population is None else {**made, "population": rules.population.sha256}
