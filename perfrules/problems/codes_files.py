"""Codes of problems with files and their form."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = ()
