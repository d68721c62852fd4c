"""Codes of problems with the day whose rules apply: which of the installed editions is in force."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR180",
        title="two editions in force on one day",
        meaning="Two installed editions of an id are both in force on the day whose rules are asked for.",
        why="Which of them scores would be chance.",
        mend=(
            "The newer edition says which one it `supersedes`: that ends the day before. Or the older one says its "
            "last day in `effective`. Until then name the edition: id@edition."
        ),
        bad='edition = "2026"\neffective = { from = 2026-01-01 }  # and "2024" has no last day',
        good='edition = "2026"\nsupersedes = "2024"\neffective = { from = 2026-01-01 }',
    ),
    Code(
        code="PR181",
        title="no edition in force on a day",
        meaning="No installed edition of an id is in force on the day whose rules are asked for.",
        why="Rules that were not in force then would score the project.",
        mend="Check the day (`on` in the case, `--on`), install the edition of that day, or name one: id@edition.",
        bad='on = 2019-06-30\nindicator_set = "example/lights"  # in force from 2026-01-01',
        good='on = 2026-06-30\nindicator_set = "example/lights"',
    ),
    Code(
        code="PR185",
        title="editions whose order leaves one without a day",
        meaning="Installed editions of an id supersede one another in a circle, or one supersedes an edition that "
        "begins on the same day or later.",
        why="What is superseded ends the day before the other begins: an edition would be in force on no day.",
        mend="Only the newer edition says `supersedes`, and begins later: correct `supersedes` or `effective`.",
        bad='edition = "2026"\nsupersedes = "2024"\neffective = { from = 2023-01-01 }  # "2024": from 2024-01-01',
        good='edition = "2026"\nsupersedes = "2024"\neffective = { from = 2026-01-01 }',
    ),
)
