"""Codes of problems with scoring."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = ()
