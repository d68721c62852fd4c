"""What is wrong with the rows of a block, row by row, and as a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
import pyarrow as pa

from perfrules.case import Binder
from perfrules.case.numbers import value_text
from perfrules.case.relations import told
from perfrules.language import text
from perfrules.problems import Place, Problem, TableError
from perfrules.tables.block import Block, Entry
from perfrules.tables.layout import Layout
from perfrules.tables.numbers import plainly
from perfrules.tables.rows import as_values, evidence_of

_HELD: Final = 2000
"""How many rows are held as evidence by name at a time."""
PROBLEMS: Final = pa.schema(
    [
        pa.field("row", pa.int64()),
        pa.field("key", pa.string()),
        pa.field("column", pa.string()),
        pa.field("code", pa.string()),
        pa.field("severity", pa.string()),
        pa.field("message", pa.string()),
        pa.field("advice", pa.string()),
    ]
)
"""The columns of a table of problems."""
_NONE: Final = pa.RecordBatch.from_pylist([], PROBLEMS)


@attrs.define(eq=False, repr=False)
class Telling:
    """
    The problems of one block.

    Attributes:
        binder: what reads one row.
        layout: where the keys of a row are.
        entries: the columns of evidence.
        batch: the rows as they came in.
        seen: how many rows came before.
        found: the problems of each row that has any.
        bad: the rows that have errors.

    """

    binder: Binder
    layout: Layout
    entries: Sequence[Entry]
    batch: Any
    seen: int
    found: dict[int, list[Problem]] = attrs.field(factory=dict)
    bad: set[int] = attrs.field(factory=set)

    def evidence(self, rows: Sequence[int]) -> Iterator[dict[str, Any]]:
        """Yield rows as evidence by name, of which only some are held at a time."""
        for start in range(0, len(rows), _HELD):
            yield from evidence_of(self.binder, self.entries, rows[start : start + _HELD])

    def tell(self, row: int, problems: Iterable[Problem]) -> None:
        """Keep what is wrong with a row."""
        known = self.found.setdefault(row, [])
        known.extend(problems)
        if any(problem.severity == "error" for problem in known):
            self.bad.add(row)

    def stop(self) -> None:
        """Raise the problems of the first bad row, if there is one."""
        if self.bad:
            row = min(self.bad)
            raise TableError(in_row(self.seen + row + 1, problem, problem.place.key[1:]) for problem in self.found[row])

    def unusual(self, block: Block) -> None:
        """Tell of values that are more than is usual, in rows that are read already."""
        for relation, broken in block.unusual:
            rows = np.flatnonzero(broken & ~block.doubt).tolist()
            both = [entry for entry in self.entries if entry.ours in relation.names]
            for row, evidence in zip(rows, evidence_of(self.binder, both, rows), strict=True):
                code, message, advice = told(relation, *(value_text(evidence[name]) for name in relation.names))
                self.tell(row, [Problem(code, message, Place(key=("evidence", relation.names[0])), advice)])

    def errors(self, row: int) -> list[Problem]:
        """Return the problems of a row that stop its score."""
        return [problem for problem in self.found[row] if problem.severity == "error"]

    @property
    def codes(self) -> Mapping[str, int]:
        """How often each code was found."""
        return Counter(problem.code for row in sorted(self.found) for problem in self.found[row])

    def table(self) -> Any:
        """Return the problems as a record batch."""
        if not self.found:
            return _NONE
        rows = sorted(self.found)
        keys = dict(zip(rows, self._keys(rows), strict=True))
        names = {entry.ours: entry.theirs for entry in self.entries}
        lines = [
            {
                "row": self.seen + row + 1,
                "key": keys[row],
                "column": column_of(problem, names),
                "code": problem.code,
                "severity": problem.severity,
                "message": problem.message,
                "advice": problem.hint,
            }
            for row in rows
            for problem in self.found[row]
        ]
        return pa.RecordBatch.from_pylist(lines, PROBLEMS)

    def _keys(self, rows: Sequence[int]) -> list[str | None]:
        at = pa.array(rows, pa.int64())
        columns = [as_values(plainly(self.batch.column(place)).take(at)) for _, place in self.layout.keys]
        if not columns:
            return [None] * len(rows)
        return [" / ".join("" if one is None else str(one) for one in row) for row in zip(*columns, strict=True)]


def column_of(problem: Problem, names: Mapping[str, str]) -> str | None:
    """Return what the table calls the column that a problem is about."""
    key = next((part for part in problem.place.key[1:2] if isinstance(part, str)), None)
    if key is None or key in names:
        return names.get(key or "")
    parts = (name for name in names if name.startswith(f"{key}/"))  # what is said of a survey, of its first column
    return names.get(next(parts, ""), key)


def in_row(row: int, problem: Problem, key: Sequence[str | int] = ()) -> Problem:
    """Return *problem* as that of a row by its number, which in few files is that of a line, and of a column."""
    said = text("row {row}: {message}", row=row, message=problem.text)
    return attrs.evolve(problem, text=said, place=Place(key=tuple(key)))
