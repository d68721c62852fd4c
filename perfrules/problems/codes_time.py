"""Codes of problems with time within a definition: editions and values with dates."""

from perfrules.problems.code import Code

_READ = """
[[indicator]]
code = "A1"
name = "修复时间"
full_marks = 2
measure = "least(hours / 48, 1)"
rubric = { kind = "proportional" }
"""

CODES: tuple[Code, ...] = (
    Code(
        code="PR182",
        title="edition to supersede that is not there",
        meaning="`supersedes` names an edition of the same id that is not installed, or the edition itself.",
        why="The edition that is meant would stay in force beside this one.",
        mend="Write the name of the edition before this one as its file has it, or install that.",
        bad='supersedes = "2023"\n\n[[indicator]]\ncode = "A1"\nname = "管理制度"\nfull_marks = 2\n'
        'rubric = { kind = "judged" }\n',
        good='[[indicator]]\ncode = "A1"\nname = "管理制度"\nfull_marks = 2\nrubric = { kind = "judged" }\n',
        severity="warning",
    ),
    Code(
        code="PR183",
        title="value with a date that never holds, or days without a value",
        meaning="The values of a parameter are not in order: read from the top, an entry is hidden by one above it, or "
        "begins after the edition ends; or the last has a first day, so that there is no value before it.",
        why="The value that somebody wrote would never be used, or there would be none to use.",
        mend="Write the newest value first, each with its first day `from`, and the oldest last, without one.",
        bad="[parameter]\n"
        "hours = [{ from = 2020-03-01, value = 24 }, { from = 2022-01-01, value = 12 }, { value = 9 }]\n" + _READ,
        good="[parameter]\n"
        "hours = [{ from = 2022-01-01, value = 12 }, { from = 2020-03-01, value = 24 }, { value = 9 }]\n" + _READ,
    ),
)
