"""Codes of problems with plugins."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = ()
