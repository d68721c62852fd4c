"""What scoring a table gives: a table of results, a table of problems, and the counts of both."""

from collections.abc import Mapping
from typing import Any

import attrs


@attrs.frozen
class TableCounts:
    """
    What became of the rows (行) of a table.

    Attributes:
        rows: how many were read.
        scored: how many have a score, null ones included.
        bad: how many have an error, and no score.
        null: how many have a score whose headline result has no marks.
        careful: how many were read one by one, since something in them is not plain.
        repaired: how many were computed again one by one, since they are close to where a rounding or a choice turns.
        problems: how often each code was found, warnings too.
        grades: how many rows have each grade of the headline result, the best first.

    """

    rows: int = 0
    scored: int = 0
    bad: int = 0
    null: int = 0
    careful: int = 0
    repaired: int = 0
    problems: Mapping[str, int] = attrs.field(factory=dict)
    grades: Mapping[str, int] = attrs.field(factory=dict)

    def plus(self, other: "TableCounts") -> "TableCounts":
        """Return the counts of two parts of a table together."""
        return TableCounts(
            self.rows + other.rows,
            self.scored + other.scored,
            self.bad + other.bad,
            self.null + other.null,
            self.careful + other.careful,
            self.repaired + other.repaired,
            _joined(self.problems, other.problems),
            _joined(self.grades, other.grades),
        )


def _joined(left: Mapping[str, int], right: Mapping[str, int]) -> Mapping[str, int]:
    return {name: left.get(name, 0) + right.get(name, 0) for name in (*left, *right)}


@attrs.frozen(eq=False)
class TableResult:
    """
    The scores of a table (批量评分结果).

    Attributes:
        table: the columns that name a row and those that were asked for, row by row as the rows came in, in the kind of
            table that came in. A bad row is in it, with nulls, and with the codes of its problems as `absence_reason`.
        problems: everything that is wrong with the rows, in the same kind of table: `row` (from 1), `key`, `column`,
            `code`, `severity`, `message`, `advice`.
        counts: what became of the rows.
        metadata: what scored them: the set, its edition and the SHA-256 of its definition.
        lanes: by code, in what arithmetic the marks of a node were computed: the widest on the way, of each block.

    """

    table: Any = attrs.field(repr=False)
    problems: Any = attrs.field(repr=False)
    counts: TableCounts
    metadata: Mapping[str, str]
    lanes: Mapping[str, tuple[str, ...]] = attrs.field(repr=False)
