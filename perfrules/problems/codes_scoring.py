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
    Code(
        code="PR608",
        title="rules of another day",
        meaning="The case says by `on` which day's rules apply, and was given to rules that were loaded for today.",
        why="Another edition, or another value of a parameter, would score the project than the case asks for.",
        mend="Load the rules for that day: `load(reference, on=case.on)`. The command line does so by itself.",
        bad='on = 2019-06-30\nindicator_set = "example/lights"  # and load("example/lights")',
        good='on = 2019-06-30\nindicator_set = "example/lights"  # and load("example/lights", on=case.on)',
    ),
    Code(
        code="PR611",
        title="logarithm or root of a number that has none",
        meaning="What is really read takes a logarithm of a number that is not above 0, or a root of one below 0.",
        why="There is no such number; `when_zero` speaks of divisions only.",
        mend="Check the value; or the definition declares its range, or keeps it inside: `ln(most(x, 1))`.",
        bad="income = 0  # where the measure is ln(income)",
        good="income = 31000",
    ),
    Code(
        code="PR612",
        title="number that cannot be told with certainty",
        meaning=(
            "A number without end is too large, or so close to a boundary of a rounding, band or comparison that a "
            "thousand digits do not tell on which side it lies."
        ),
        why="A guess could be the wrong grade. Roots of one number and logarithms of its powers are always decided.",
        mend="Round each step first in the definition: after its rounding a number is exact again.",
        bad='value = "1 / (sqrt(x) - 1) - sqrt(x)"',
        good='root = { value = "sqrt(x)", rounding = { places = 6 } }\nvalue = "1 / (root - 1) - root"',
    ),
    Code(
        code="PR613",
        title="population that is not given",
        meaning="What is really read is found over all projects, and the population's file is not given, or has no "
        "such value: no project of the case's group has the number. Or a stream can be read once only, and had to "
        "be read before it is scored; or a table had other rows when it was read again.",
        why="The least, the mean or a quantile of other projects cannot be told from one case.",
        mend="Make the file of a table of all projects: `perfrules population SET TABLE -o FILE`; then score with "
        "`--population FILE`. Of a stream give the function that opens it.",
        bad="perfrules score case.toml  # where the measure is spent / population_mean(spent)",
        good="perfrules score case.toml --population population.toml",
    ),
    Code(
        code="PR614",
        title="population of another definition",
        meaning="The population was found by another definition, by an earlier state of this one, with other values of "
        "parameters that have dates, or by an earlier version of a plugin's function that promised another range.",
        why="What is compared with other projects must be measured as theirs was.",
        mend="Make the population's file again, by the definition that scores.",
        bad='indicator_set = { id = "example/lights", edition = "2024", sha256 = "the digest of another state" }',
        good='indicator_set = { id = "example/lights", edition = "2024", sha256 = "the digest of this definition" }',
    ),
    Code(
        code="PR615",
        title="number that no project of the population has",
        meaning="What each project has of its own in the population, such as its place among all, is looked up by its "
        "number, and the case has another number than every project from which the population was found.",
        why="Its place is not known before it is counted with the others; the nearest project's would be a guess.",
        mend="Find the population again from a table that has the case too: `perfrules population SET TABLE -o FILE`.",
        bad="cost = 3.7  # where the measure is percentile(cost), and no project of the table has this cost",
        good="cost = 3.6  # which a project of the table has",
    ),
)
