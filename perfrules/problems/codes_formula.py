"""Codes of problems with what a definition's formulas can give."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR201",
        title="leaf that can never reach its full marks",
        meaning="For no evidence inside the declared ranges does the rubric give the full marks.",
        why="A flawless project would lose marks, and nobody would see why.",
        mend="Check the full marks, the cap, the marks of the tiers, and the ranges of the evidence.",
        bad='full_marks = 5\nrubric = { kind = "tiers", tiers = [{ at_least = "90%", marks = 4 }, { marks = 0 }] }',
        good='full_marks = 5\nrubric = { kind = "tiers", tiers = [{ at_least = "90%", marks = 5 }, { marks = 0 }] }',
    ),
    Code(
        code="PR202",
        title="node that can leave its scale",
        meaning=(
            "Evidence inside the declared ranges gives marks below the least or above the most; the message "
            "has an example."
        ),
        why="Full marks are a promise: a leaf that passes them lets one indicator make up for another.",
        mend="Cap or clamp the marks; or declare what holds of the evidence: `part_of`, `at_least`, `at_most`.",
        bad='fixed = { type = "count", … }\nvalue = "fixed / faults"',
        good='fixed = { type = "count", part_of = "faults", … }\nvalue = "fixed / faults"',
    ),
    Code(
        code="PR203",
        title="division that can be by zero",
        meaning="A division that is really read has a divisor that can be 0; the message has an example.",
        why="There is no such quotient, and the rule does not say what holds instead.",
        mend='Say `when_zero = 1` (or 0, or "missing") at the measure, or declare the divisor `above = 0`.',
        bad='value = "in_time / faults"',
        good='value = "in_time / faults"\nwhen_zero = 1',
    ),
    Code(
        code="PR204",
        title="tier or choice that can never be taken",
        meaning="What stands above it takes all cases, or the measure cannot have such a value.",
        why="A rule that never applies is mostly a slip in an order or in a limit.",
        mend="Read the list from the top: the first that fits is taken.",
        bad='tiers = [{ at_least = "60%", marks = 3 }, { at_least = "90%", marks = 5 }, { marks = 0 }]',
        good='tiers = [{ at_least = "90%", marks = 5 }, { at_least = "60%", marks = 3 }, { marks = 0 }]',
    ),
    Code(
        code="PR205",
        title="grade that can never be given",
        meaning="The band lies outside the scale of the node's marks.",
        why="Readers would believe that the grade is possible.",
        mend='Check the ends of the bands against the full marks; with `grade_on = "rate"` they are shares: "90%".',
        bad='full_marks = 50\ngrade_scale = "shanghai/four-grades"',
        good='full_marks = 50\ngrade_scale = { bands = [{ grade = "好", at_least = 40 }, { grade = "差" }] }',
    ),
    Code(
        code="PR207",
        title="evidence that gets no marks",
        meaning="The rubric says nothing of some evidence that is allowed; the message has an example.",
        why="Such a project could not be scored, and nobody would know before it comes.",
        mend="Give every option of the choice its marks, or write `else`.",
        bad='rubric = { kind = "lookup", of = "result", marks = { good = 3 } }  # bad is a choice, too',
        good='rubric = { kind = "lookup", of = "result", marks = { good = 3 }, else = 0 }',
    ),
    Code(
        code="PR206",
        title="scale that cannot be shown to hold",
        meaning=(
            "It could neither be proved that the marks stay within the scale, nor was evidence found that leaves it."
        ),
        why="Full marks are a promise that the program proves where it can.",
        mend="Cap or clamp the marks, or declare ranges and relations of the evidence.",
        bad='marks = "full * a * b / (a * b + c)"',
        good='marks = "clamp(full * a * b / (a * b + c), 0, full)"',
        severity="warning",
    ),
    Code(
        code="PR208",
        title="leaf whose marks no evidence lowers",
        meaning="The rubric reads evidence, and gives the full marks for all of it inside the declared ranges.",
        why="Every project gets these marks, and a fault that the indicator was made for costs none.",
        mend="Check `better`, the target, and the ranges of the evidence; marks that all should get need no measure.",
        bad='measure = "1 if passed else 0"\nrubric = { kind = "proportional", better = "lower" }',
        good='measure = "1 if passed else 0"\nrubric = { kind = "proportional" }',
        severity="warning",
    ),
    Code(
        code="PR209",
        title="rows that do not fit what is looked up",
        meaning="A table has no row for an option, or a row that is none; or it is asked for whole numbers, and has a "
        "row that is none, or none for some of them.",
        why="Some projects would have no value; a row that is no option is mostly a slip in writing.",
        mend='Write a row for every option, or `otherwise`: a value, or "refuse".',
        bad='category = { type = "choice", choices = ["near", "far"] }\nreach = { rows = { near = 1, fer = 2 } }',
        good='category = { type = "choice", choices = ["near", "far"] }\nreach = { rows = { near = 1, far = 2 } }',
    ),
    Code(
        code="PR210",
        title="row that a table does not have",
        meaning="A table is asked for a row by a text in quotes, and has none of this name.",
        why="There is no value to compute with.",
        mend="Write the name of a row, or give the table `otherwise`.",
        bad="reach = { rows = { near = 1, far = 2 } }\nvalue = \"reach('nearby')\"",
        good="reach = { rows = { near = 1, far = 2 } }\nvalue = \"reach('near')\"",
    ),
    Code(
        code="PR211",
        title="logarithm or root without a value",
        meaning="A logarithm of what may not be above 0, or a root of what may be below 0; the message has an example.",
        why="There is no such number, and the rule does not say what holds instead.",
        mend="Declare the range of the evidence, `above = 0`; or keep the number inside: `ln(most(x, 1))`.",
        bad='income = { type = "amount", at_least = 0 }\nmeasure = "ln(income)"',
        good='income = { type = "amount", above = 0 }\nmeasure = "ln(income)"',
    ),
    Code(
        code="PR212",
        title="number without end that is never rounded",
        meaning="Marks are a root, power, logarithm or exponential, and are shown without any rounding.",
        why="What is not declared is not rounded, and the digits of such a number never end: they cannot be printed.",
        mend="Declare a rounding at the indicator: `rounding = { places = 2 }`.",
        bad='aggregation = "geometric_mean"',
        good='aggregation = "geometric_mean"\nrounding = { places = 3 }',
    ),
)
