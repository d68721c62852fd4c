"""Codes of problems with the names of a definition."""

from perfrules.problems.code import Code

_READ = """
[[indicator]]
code = "A1"
name = "预算执行率"
full_marks = 3
measure = "execution"
target = 1
rubric = { kind = "proportional" }
"""
_FIELDS = """[evidence]
spent = { type = "amount", at_least = 0 }
budget = { type = "amount", above = 0 }
"""
_MEASURE = """
[measure]
execution = { value = "spent / budget" }
"""
_THRESHOLD = """[evidence]
complaints = { type = "count" }

[[indicator]]
code = "A1"
name = "投诉"
full_marks = 3
measure = "complaints"
rubric = { kind = "threshold", better = "lower" }
"""

CODES: tuple[Code, ...] = (
    Code(
        code="PR114",
        title="name that is declared twice",
        meaning="Two of evidence fields, measures, parameters, tables and grade scales have the same name.",
        why="Expressions have one namespace: a name must mean one thing. A set cannot redeclare what it inherits.",
        mend="Give one of the two another name; to change what is inherited write `[[amend]]`.",
        bad=_FIELDS + '\n[measure]\nspent = { value = "budget" }\nexecution = { value = "spent / budget" }\n' + _READ,
        good=_FIELDS + _MEASURE + _READ,
    ),
    Code(
        code="PR115",
        title="two names that are equal when they are read",
        meaning="Two names differ only in characters that mean the same (NFKC), such as full-width letters.",
        why="Nobody could tell them apart in an expression.",
        mend="Rename one of them.",
        bad=_FIELDS + '"ｂudget" = { type = "amount" }\n' + _MEASURE + _READ,
        good=_FIELDS + _MEASURE + _READ,
    ),
    Code(
        code="PR116",
        title="name that expressions cannot read",
        meaning="A name is no identifier, is not in its plain form, or is kept for something else: a function, or "
        "`measure`, `full` and `target`, which are a leaf's own.",
        why="An expression would read something else, or nothing.",
        mend="Begin it with a letter (Chinese too), and use letters, digits and _ only.",
        bad=_FIELDS
        + '\n[measure]\nfull = { value = "spent / budget" }\n'
        + _READ.replace("execution", "spent / budget"),
        good=_FIELDS + _MEASURE + _READ,
    ),
    Code(
        code="PR117",
        title="name that nothing reads",
        meaning="An evidence field, a measure, a parameter or a table plays no part in the score.",
        why="Evaluators would collect it for nothing; often another name was meant where it should be read.",
        mend="Read it somewhere, or take it out.",
        bad=_FIELDS + 'staff = { type = "count" }\n' + _MEASURE + _READ,
        good=_FIELDS + _MEASURE + _READ,
        severity="warning",
    ),
    Code(
        code="PR130",
        title="name that is defined by itself",
        meaning="A measure or parameter reads itself, directly or through others.",
        why="It has no value.",
        mend="Let one of them read evidence only.",
        bad=_FIELDS
        + '\n[measure]\nexecution = { value = "ratio" }\nratio = { value = "execution * spent / budget" }\n'
        + _READ,
        good=_FIELDS + '\n[measure]\nexecution = { value = "ratio" }\nratio = { value = "spent / budget" }\n' + _READ,
    ),
    Code(
        code="PR131",
        title="marks that depend on themselves",
        meaning="An indicator, or a gate on it, reads the marks of an indicator that depends on it.",
        why="They cannot be computed in any order.",
        mend="Let one of them read evidence instead of marks.",
        bad=_FIELDS + _MEASURE + _READ + "applies = 'marks(\"total\") > 1'\n",
        good=_FIELDS + _MEASURE + _READ + "applies = 'budget > 1'\n",
    ),
    Code(
        code="PR133",
        title="rubric without the measure that it marks",
        meaning="A leaf's rubric is of a kind that reads a measure, and the leaf has no `measure`.",
        why="There is nothing to mark.",
        mend="Add `measure`: the name of a measure, or an expression.",
        bad=_FIELDS + _MEASURE + _READ.replace('measure = "execution"\n', ""),
        good=_FIELDS + _MEASURE + _READ,
    ),
    Code(
        code="PR134",
        title="rubric without the target that it needs",
        meaning="A leaf's rubric holds the measure against a target, and the leaf has no `target`.",
        why="Nothing says when it has its full marks.",
        mend='Add `target`: a number such as 1 or "100%", or an expression.',
        bad=_THRESHOLD,
        good=_THRESHOLD + "target = 0\n",
    ),
    Code(
        code="PR136",
        title="part of what is not there",
        meaning="`part_of` or `usually_at_most` names no number of the evidence: neither a field nor a "
        "count of records.",
        why="The relation is checked in every case, and proofs about the marks rely on it.",
        mend='Name another evidence field that is a number, or a count such as "fault_log.faults"; '
        "in records `part_of` is a table from count to count.",
        bad=_FIELDS.replace("at_least = 0", 'at_least = 0, part_of = "budgett"') + _MEASURE + _READ,
        good=_FIELDS.replace("at_least = 0", 'at_least = 0, part_of = "budget"') + _MEASURE + _READ,
    ),
)
