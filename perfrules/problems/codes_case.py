"""Codes of problems with cases and evidence."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = ()
