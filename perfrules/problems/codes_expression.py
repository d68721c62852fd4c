"""Codes of problems with expressions."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR301",
        title="expression that cannot be read",
        meaning="The text between the quotes is not an expression of the small arithmetic language.",
        why="An expression is read once, exactly; what cannot be read cannot be scored.",
        mend="Write arithmetic on names and numbers, such as `spent / budget`.",
        bad='value = "spent /"',
        good='value = "spent / budget"',
    ),
)
