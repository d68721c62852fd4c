"""Scoring whole tables and streams of batches: from what came in to what goes out."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pyarrow as pa

from perfrules.case.population import Population
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.batches import BatchResult, Scoring, metadata_of
from perfrules.tables.form import TableForm
from perfrules.tables.frames import batches_of, source_of
from perfrules.tables.layout import layout, names_of
from perfrules.tables.options import TableOptions
from perfrules.tables.outputs import output_columns
from perfrules.tables.passes import Passes, how, once_only, passes, refuse_part
from perfrules.tables.populations import Tallies, lacking, lacks, population_of
from perfrules.tables.ranks import ranked
from perfrules.tables.result import TableCounts, TableResult
from perfrules.tables.rules import TableRules
from perfrules.tables.source import index_of
from perfrules.tables.telling import PROBLEMS


def scored_table(rules: TableRules, form: TableForm, frame: Any, options: TableOptions) -> TableResult:
    """Return the scores of a table, in the kind that it is of; see `Rules.score_table`."""
    source = source_of(frame)
    ranks = ranked(rules, options)
    if lacks(rules, ranks=ranks):
        refuse_part(rules)
        source = attrs.evolve(source, batches=list(source.batches))
        whole = Passes(lambda: (source.schema, source.batches))
        rules = whole.found(rules, lambda found, schema: opened(found, form, schema, options), ranks=ranks)
    scoring = prepared(rules, form, source.schema, options)
    tables, problems, counts = [], [], TableCounts()
    for part in scoring.batches(source.batches):
        tables.append(part.table)
        problems.append(part.problems)
        counts = counts.plus(part.counts)
    kept = [name for name, _ in scoring.layout.kept]
    return TableResult(
        source.back(pa.Table.from_batches(tables, scoring.schema), kept),
        source.plain(pa.Table.from_batches(problems, PROBLEMS)),
        counts,
        metadata_of(rules),
        scoring.taken,
    )


def prepared(rules: TableRules, form: TableForm, schema: Any, options: TableOptions) -> Scoring:
    """Return what scores tables with these columns; raise TableError with everything that is wrong with the asking."""
    scoring = opened(rules, form, schema, options)
    if lacks(rules, ranks=scoring.ranks):
        said = text("this set reads the population, which is found over all rows before any is scored")
        raise TableError([Problem("PR613", said, Place(), how())])
    return scoring


def opened(rules: TableRules, form: TableForm, schema: Any, options: TableOptions) -> Scoring:
    """Return what reads and scores tables with these columns; raise TableError as `prepared`, the population aside."""
    names = names_of(options)
    columns, problems = output_columns(rules, options)
    plan, more = layout(rules.binder, form, schema.names, names, options.others, index_of(schema))
    taken = {name for name, _ in plan.kept}
    twice = [
        Problem(
            "PR803",
            text("the table has a column `{name}`, and so has the result", name=column.name),
            Place(key=(column.name,)),
            text("give the table's column another name"),
        )
        for column in columns
        if column.name in taken
    ]
    if problems or more or twice:
        raise TableError([*problems, *more, *twice])
    return Scoring(rules, plan, schema, columns, options.fail_fast, options.threads)


@attrs.define(eq=False, repr=False)
class ScoredBatches:
    """
    The scores of a stream (分批评分): an iterator of Arrow record batches that keeps none of them.

    Attributes:
        counts: what became of the rows so far.

    """

    _scoring: Scoring | None
    _parts: Iterator[BatchResult]
    counts: TableCounts = attrs.field(factory=TableCounts)

    @classmethod
    def of(cls, rules: TableRules, form: TableForm, reader: Any, options: TableOptions) -> "ScoredBatches":
        """Return the scores of what *reader* gives; see `Rules.score_batches`."""
        source = passes(reader)
        ranks = ranked(rules, options)
        if lacks(rules, ranks=ranks):
            if source is None:
                raise once_only(reader)
            refuse_part(rules)
            rules = source.found(rules, lambda found, schema: opened(found, form, schema, options), ranks=ranks)
        begun = batches_of(reader) if source is None else source.again()
        if begun is None:
            return cls(None, iter(()))
        schema, batches = begun
        scoring = prepared(rules, form, schema, options)
        return cls(scoring, scoring.batches(batches))

    @property
    def schema(self) -> Any:
        """The columns of the results; None where an iterator had no batch."""
        return None if self._scoring is None else self._scoring.schema

    @property
    def lanes(self) -> Mapping[str, tuple[str, ...]]:
        """By code, in what arithmetic the marks of a node were computed so far."""
        return {} if self._scoring is None else self._scoring.taken

    def parts(self) -> Iterator[BatchResult]:
        """Yield the results of each batch together with its problems and counts."""
        for part in self._parts:
            self.counts = self.counts.plus(part.counts)
            yield part

    def __iter__(self) -> Iterator[Any]:
        """Yield the results of each batch."""
        return (part.table for part in self.parts())

    def __next__(self) -> Any:
        """Return the results of the next batch."""
        return next(iter(self))


def found_population(rules: TableRules, form: TableForm, reader: Any, options: TableOptions) -> Population:
    """Return what is found over all rows of a table or a stream; see `Rules.population_of`."""
    rules = rules.with_population(None)
    source = passes(reader)
    if source is None:
        if lacking(rules, ranks=True) > 1:
            raise once_only(reader)
        source = Passes(lambda: batches_of(reader))
    found = source.found(rules, lambda made, schema: opened(made, form, schema, options), ranks=True).population
    return population_of(rules, Tallies()) if found is None else found
