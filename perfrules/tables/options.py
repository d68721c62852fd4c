"""What is asked for when a table is scored."""

import os
from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

Others = Literal["refuse", "keep", "ignore"]


@attrs.frozen
class TableOptions:
    """
    How a table is scored; `Rules.score_table` says what each means.

    Attributes:
        columns: what the table calls its columns, by flat name, or the path of a file that says so.
        key: the columns by which people know a row.
        others: what becomes of all other columns.
        outputs: what is put out of each node.
        codes: of which nodes, beside the results.
        reasons: whether the reasons of marks are put out.
        fail_fast: whether the first bad row is an error.

    """

    columns: Mapping[str, str] | str | os.PathLike[str] | None = None
    key: str | Iterable[str] = ()
    others: Others = "refuse"
    outputs: Iterable[str] = ("marks", "rate", "grade")
    codes: Iterable[str] | str | None = None
    reasons: bool = attrs.field(default=False, kw_only=True)
    fail_fast: bool = attrs.field(default=False, kw_only=True)
