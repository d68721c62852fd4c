"""Codes of problems with the tree, the marks, the names and the parts of a definition."""

from perfrules.problems import (
    codes_better,
    codes_clumsy,
    codes_marks,
    codes_names,
    codes_parts,
    codes_tables,
    codes_time,
    codes_tree,
)
from perfrules.problems.code import Code

CODES: tuple[Code, ...] = tuple(
    sorted(
        (
            *codes_tree.CODES,
            *codes_names.CODES,
            *codes_marks.CODES,
            *codes_better.CODES,
            *codes_parts.CODES,
            *codes_tables.CODES,
            *codes_clumsy.CODES,
            *codes_time.CODES,
        ),
        key=lambda code: code.code,
    )
)
