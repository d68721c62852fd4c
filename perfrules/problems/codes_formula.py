"""Codes of problems with what a definition's formulas can give."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = ()
