"""Codes of problems with the tree and the names of a definition."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = tuple(Code(code=f"PR{n}", title="", meaning="", why="", mend="") for n in range(101, 170))
