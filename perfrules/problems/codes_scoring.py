"""Codes of problems with scoring."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR601",
        title="evidence that is missing",
        meaning="A value that the score needs is neither given nor marked as not applicable.",
        why=(
            "A mark without evidence would be a guess. Only what is really read is asked for: the branch "
            "not taken of a choice needs nothing."
        ),
        mend=(
            'Give the value in `[evidence]`, or say `{ not_applicable = "why" }` where the definition allows it. '
            "`--partial` shows what is possible meanwhile."
        ),
        bad="[evidence]\nbudget = 19.369",
        good="[evidence]\nbudget = 19.369\nspent = 19.000",
    ),
    Code(
        code="PR602",
        title="not applicable where the definition refuses it",
        meaning="Evidence is marked as not applicable, and an indicator that reads it has no answer to that.",
        why=(
            "Whether an indicator that does not apply raises or lowers a score is for the rule to say, "
            "never for the program."
        ),
        mend=(
            "Give the value; or the definition gets `not_applicable` at the indicator: null, zero, full, "
            "rescale, drop, move or marks."
        ),
        bad='spent = { not_applicable = "no budget" }',
        good='not_applicable = "rescale"  # at the indicator of the definition',
    ),
    Code(
        code="PR603",
        title="division by zero",
        meaning="A measure or rubric that is really read divides by a value that is 0 in this case.",
        why="There is no such quotient; the definition has to say what holds then.",
        mend="Check the value; or the definition gets `when_zero` at the measure.",
        bad='value = "repaired / faults"',
        good='value = "repaired / faults"\nwhen_zero = 1',
    ),
    Code(
        code="PR604",
        title="set with an open branch",
        meaning="The set leaves a branch open for sets that extend it, so it has no score of its own.",
        why="The marks of an open branch are not defined yet.",
        mend='Score with a set that extends this one, or write one: `extends = "…"`.',
        bad='indicator_set = "shanghai/2014-22"',
        good='indicator_set = "shanghai/it-operations"',
    ),
    Code(
        code="PR605",
        title="indicator that is not in the set",
        meaning="An indicator was asked for by a code that the set does not have.",
        why="There is nothing to show.",
        mend="`perfrules show SET` lists the codes.",
        bad="perfrules explain case.toml B1.9",
        good="perfrules explain case.toml B1.1.2",
    ),
    Code(
        code="PR606",
        title="format that is not there",
        meaning="A scorecard was asked for in a format that no installed plugin writes.",
        why="Another format would not be what was asked for.",
        mend="Check the spelling; `perfrules plugins` lists the formats. Or install the plugin that brings it.",
        bad='pr.render(card, "markdwn")',
        good='pr.render(card, "markdown")',
    ),
    Code(
        code="PR607",
        title="number that the definition refuses",
        meaning="A number lies beyond the points of a table or rubric that says `refuse` there, or a table has no row "
        "for it.",
        why="The definition says nothing about such a number; marks for it would be made up.",
        mend="Check the evidence; or the definition says what holds there: `hold`, `extend` or a number, or a row.",
        bad='points = [[0, 0], [100, 40]], below = "hold", beyond = "refuse"',
        good='points = [[0, 0], [100, 40]], below = "hold", beyond = "hold"',
    ),
)
