"""Codes of problems with tables."""

from perfrules.problems.code import Code

_FIELDS = """[evidence]
distance = { type = "number", unit = "km", places = 1, at_least = 0, at_most = 20 }
category = { type = "choice", choices = ["near", "far"] }
"""
_LEAF = """
[[indicator]]
code = "A1"
name = "便利程度"
full_marks = 10
rubric = { kind = "formula", marks = "10 - passed(distance) - away(category)" }
"""
_TABLES = """
[table]
passed = { above = [5, 10, 15] }
away = { rows = { near = 0, far = 2 } }
"""
_GOOD = _FIELDS + _TABLES + _LEAF

CODES: tuple[Code, ...] = (
    Code(
        code="PR162",
        title="table without a clear shape",
        meaning="A table has nothing to look up, keys of two shapes, or lacks what its shape needs.",
        why="What a number or an option is looked up in must be one thing, and nothing about its ends is implied.",
        mend="Write one of `rows`, `above`, `at_least`, `below`, `at_most`, `tiers`, `points`, with the keys that "
        "belong to it; beside `points` say `below` and `beyond`.",
        bad=_GOOD.replace("{ above = [5, 10, 15] }", "{ points = [[0, 0], [20, 3]] }"),
        good=_GOOD.replace(
            "{ above = [5, 10, 15] }", '{ points = [[0, 0], [20, 3]], below = "hold", beyond = "hold" }'
        ),
    ),
    Code(
        code="PR163",
        title="limits or points out of order",
        meaning="The limits or points of a table do not rise from each to the next.",
        why="Out of order they are a slip: a number would be counted wrongly, or lie on two lines.",
        mend="Write them in order, each once.",
        bad=_GOOD.replace("[5, 10, 15]", "[5, 15, 10]"),
        good=_GOOD,
    ),
    Code(
        code="PR164",
        title="table that reads evidence",
        meaning="A number in a table is neither a number nor an expression of parameters, or is one without an exact "
        "number, such as `sqrt(2)`.",
        why="A table is a constant of the definition; what differs between projects is looked up in it.",
        mend="Write a number or a parameter; let a measure compute what needs evidence.",
        bad=_GOOD.replace("far = 2", 'far = "distance"'),
        good=_GOOD,
    ),
)
