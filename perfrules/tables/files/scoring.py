"""From one file to another: each piece read, scored, written and let go, with the problems beside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perfrules.problems import Problem, TableError
from perfrules.tables.batches import BatchResult, Scoring
from perfrules.tables.files.chunk import Chunk, Opened
from perfrules.tables.files.writing import Output
from perfrules.tables.form import TableForm
from perfrules.tables.options import TableOptions
from perfrules.tables.outputs import ABSENCE
from perfrules.tables.result import TableCounts
from perfrules.tables.rules import TableRules
from perfrules.tables.stream import prepared
from perfrules.tables.telling import PROBLEMS, in_row

_EXPLAINED: Final = 1_000
"""How many rows are put into words before the next is told of them: about a second's work."""
Watch = Callable[[TableCounts], None]
"""Is told what became of each piece; what it raises stops the scoring."""


def score_file(
    rules: TableRules,
    form: TableForm,
    opened: Opened,
    target: str,
    problems: str,
    options: TableOptions,
    watch: Watch,
) -> TableCounts:
    """
    Write the scores of a file to *target*, and what is wrong with its rows to *problems*; return what became of them.

    Nothing is written where it cannot be finished; without any problem there is no file of problems.

    Raises:
        TableError: the table cannot be scored, or a row cannot, with `fail_fast`.
        OSError: a file cannot be written.

    """
    try:
        scoring = prepared(rules, form, opened.schema, options)
        outputs = [Output(target, scoring.schema)]
        try:
            chunks = opened.chunks
            scored = _told(scoring, chunks, watch, _EXPLAINED) if options.reasons else _scored(scoring, chunks, watch)
            counts = _written(scored, problems, outputs)
            for output in outputs:
                output.finish()
            for output in reversed(outputs):  # whoever finds the scores finds the problems too
                output.publish()
        except BaseException:
            for output in outputs:
                output.abandon()
            raise
    finally:
        opened.close()
    return counts


def _written(scored: Iterable[BatchResult], problems: str, outputs: list[Output]) -> TableCounts:
    counts = TableCounts()
    for part in scored:
        outputs[0].write(part.table)
        if part.problems.num_rows:
            if len(outputs) == 1:
                outputs.append(Output(problems, PROBLEMS))
            outputs[1].write(part.problems)
        counts = counts.plus(part.counts)
    return counts


def _scored(scoring: Scoring, chunks: Iterable[Chunk], watch: Watch, seen: int = 0) -> Iterator[BatchResult]:
    """Yield the scores of *chunks*, before which so many rows were *seen*; *watch* is told of each piece."""
    for chunk in chunks:
        for part in pieces(scoring, chunk, seen):
            yield part
            watch(part.counts)
        seen += chunk.batch.num_rows


def _told(scoring: Scoring, chunks: Iterable[Chunk], watch: Watch, rows: int) -> Iterator[BatchResult]:
    """Yield the scores of each chunk in one piece, though *watch* is told every so many *rows*."""
    seen = 0
    for chunk in chunks:
        parts = list(_scored(scoring, chunk.cut(rows), watch, seen)) if chunk.batch.num_rows else []
        seen += chunk.batch.num_rows
        if parts:
            yield BatchResult(
                _joined([part.table for part in parts]),
                _joined([part.problems for part in parts]),
                reduce(TableCounts.plus, (part.counts for part in parts)),
            )


def _joined(batches: Sequence[Any]) -> Any:
    whole = pa.Table.from_batches(batches, batches[0].schema).combine_chunks().to_batches()
    return whole[0] if whole else batches[0]


def pieces(scoring: Scoring, chunk: Chunk, seen: int) -> Iterator[BatchResult]:
    """Yield the scores of a chunk; rows that are broken stand among the others, without any."""
    if not chunk.broken:
        yield from scoring.batches([chunk.batch])
        return
    if scoring.fail_fast:
        place = min(chunk.broken)
        for _ in scoring.batches([chunk.batch.slice(0, place)]):  # a bad row before it is told instead
            pass
        raise TableError([in_row(seen + place + 1, chunk.broken[place])])
    whole = np.ones(chunk.batch.num_rows, np.bool_)
    whole[list(chunk.broken)] = False
    good = scoring.block(chunk.batch.filter(pa.array(whole)))
    scoring.seen = seen + chunk.batch.num_rows  # it has counted whole rows only
    rows = np.flatnonzero(whole)
    back = np.cumsum(whole) - 1
    table = good.table.take(pa.array(np.where(whole, back, 0), mask=~whole))
    told = _renumbered(good.problems, rows, seen)
    lines = pa.RecordBatch.from_pylist(
        [_line(seen + at + 1, problem) for at, problem in chunk.broken.items()], PROBLEMS
    )
    joined = pa.Table.from_batches([told, lines]).sort_by("row").combine_chunks().to_batches()[0]
    yield BatchResult(_marked(table, chunk), joined, _counted(good.counts, chunk))


def _renumbered(problems: Any, rows: np.ndarray[Any, Any], seen: int) -> Any:
    """Return *problems* of whole rows with the numbers that these have among all."""
    if not problems.num_rows:
        return problems
    at = problems.column("row").to_numpy() - seen - 1
    return problems.set_column(0, PROBLEMS.field("row"), pa.array(rows[at] + seen + 1, pa.int64()))


def _line(row: int, problem: Problem) -> dict[str, Any]:
    return {
        "row": row,
        "key": None,
        "column": None,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "advice": problem.hint,
    }


def _marked(table: Any, chunk: Chunk) -> Any:
    """Return results in which broken rows have their codes for why there are no marks."""
    for place, name in enumerate(table.schema.names):
        if name == ABSENCE or name.endswith(f"/{ABSENCE}"):
            codes = pa.array([chunk.broken[row].code if row in chunk.broken else None for row in range(table.num_rows)])
            filled = pc.coalesce(table.column(place), codes.cast(pa.string()))
            table = table.set_column(place, table.schema.field(place), filled)
    return table


def _counted(counts: TableCounts, chunk: Chunk) -> TableCounts:
    codes: dict[str, int] = {}
    for problem in chunk.broken.values():
        codes[problem.code] = codes.get(problem.code, 0) + 1
    bad = len(chunk.broken)
    return counts.plus(TableCounts(bad, 0, bad, problems=codes))


__all__ = ["Watch", "pieces", "score_file"]
