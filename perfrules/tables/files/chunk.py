"""What a file of a table (数据文件) gives, a piece at a time."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from perfrules.problems import Problem

ROWS = 65_536
"""How many rows are read at once, at most."""


@attrs.frozen(eq=False)
class Chunk:
    """
    Some rows of a file, in order.

    Attributes:
        batch: the rows as a record batch; one that is broken is all null.
        broken: by position, what is wrong with the rows that cannot be read as rows at all.

    """

    batch: Any
    broken: Mapping[int, Problem] = attrs.field(factory=dict)

    def cut(self, rows: int) -> Iterator["Chunk"]:
        """Yield it in pieces of so many *rows*."""
        for start in range(0, self.batch.num_rows, rows):
            broken = {at - start: why for at, why in self.broken.items() if start <= at < start + rows}
            yield Chunk(self.batch.slice(start, rows), broken)


@attrs.frozen(eq=False)
class Opened:
    """
    A file that is open.

    Attributes:
        schema: its columns, as Arrow has them.
        chunks: its rows, read as they are asked for.
        rows: how many there are, as far as that is known; about as many as there are lines in a file of text.
        close: lets the file go.

    """

    schema: Any
    chunks: Iterator[Chunk]
    rows: int | None = None
    close: Callable[[], object] = attrs.field(default=lambda: None)
