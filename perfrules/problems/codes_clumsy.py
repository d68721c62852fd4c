"""Codes of what is right in a definition, but clumsy: all of them warnings."""

from perfrules.problems.code import Code

_EVIDENCE = """[evidence]
spent = { name = "实际支出", type = "amount", at_least = 0 }
budget = { name = "预算金额", type = "amount", above = 0 }

"""
_LEAF = """[[indicator]]
code = "A1"
name = "预算执行率"
full_marks = 2
"""
_PROPORTIONAL = 'rubric = { kind = "proportional" }\n'
_LONG = (
    "most(0, least(1, (spent - 10% * budget) / (90% * budget))) * full + 0 * (spent - budget) + 0 * (budget - spent)"
)

CODES: tuple[Code, ...] = (
    Code(
        code="PR170",
        title="`if` where a choice list would do",
        meaning="The marks of a rubric are an expression that chooses by `if`.",
        why="A choice list says in a scorecard which branch was taken, and coverage and proofs look at each branch; "
        "inside an expression the branches are hidden.",
        mend="Write the rubric as a list whose entries have `when`, the last without; or as `tiers` of a measure.",
        bad=_EVIDENCE + _LEAF + 'rubric = { kind = "formula", marks = "full if spent >= budget else 1" }\n',
        good=_EVIDENCE
        + _LEAF
        + 'rubric = [\n  { when = "spent >= budget", kind = "formula", marks = "full" },\n'
        + '  { kind = "formula", marks = 1 },\n]\n',
        severity="warning",
    ),
    Code(
        code="PR171",
        title="expression of more than 100 characters",
        meaning="An expression is too long to be read at a glance.",
        why="Whoever checks the rule against the policy has to take it apart first.",
        mend="Give its parts names under `[measure]`: a measure may read other measures.",
        bad=_EVIDENCE + _LEAF + f'rubric = {{ kind = "formula", marks = "{_LONG}" }}\n',
        good=_EVIDENCE
        + '[measure]\nabove_base = { value = "(spent - 10% * budget) / (90% * budget)" }\n\n'
        + _LEAF
        + 'rubric = { kind = "formula", marks = "most(0, least(1, above_base)) * full" }\n',
        severity="warning",
    ),
    Code(
        code="PR172",
        title="one calculation written several times",
        meaning="Several indicators work out the same expression, each for itself.",
        why="When the rule changes, one of them is easily forgotten; and a scorecard has no name to show the value by.",
        mend="Declare the value once under `[measure]` and let the indicators name it.",
        bad=_EVIDENCE
        + _LEAF
        + f'measure = "spent / budget"\n{_PROPORTIONAL}\n'
        + _LEAF.replace("A1", "A2")
        + 'measure = "spent / budget"\nrubric = { kind = "threshold" }\ntarget = "100%"\n',
        good=_EVIDENCE
        + '[measure]\nexecution = { name = "预算执行率", value = "spent / budget", unit = "%" }\n\n'
        + _LEAF
        + f'measure = "execution"\n{_PROPORTIONAL}\n'
        + _LEAF.replace("A1", "A2")
        + 'measure = "execution"\nrubric = { kind = "threshold" }\ntarget = "100%"\n',
        severity="warning",
    ),
    Code(
        code="PR173",
        title="share rounded to whole percents",
        meaning="A measure with the unit % (or a share of the evidence) is rounded to `places = 2`.",
        why='A share is a number from 0 to 1: two places of it are whole percents. "Two decimals" of a policy usually '
        "means 98.76%, which has four.",
        mend="Write `places = 4` for two decimals of a percent; write `to = 0.01` where whole percents are meant.",
        bad=_EVIDENCE
        + '[measure]\nexecution = { value = "spent / budget", unit = "%", rounding = { places = 2 } }\n\n'
        + _LEAF
        + f'measure = "execution"\n{_PROPORTIONAL}',
        good=_EVIDENCE
        + '[measure]\nexecution = { value = "spent / budget", unit = "%", rounding = { places = 4 } }\n\n'
        + _LEAF
        + f'measure = "execution"\n{_PROPORTIONAL}',
        severity="warning",
    ),
)
