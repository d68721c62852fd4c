"""Codes of problems with the tree and the names of a definition."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = ()
