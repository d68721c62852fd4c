"""Codes of problems with tables that are scored (数据表)."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR801",
        title="column that the set does not ask for",
        meaning="A column of the table, or a name in the mapping of columns, is no flat name of the indicator set.",
        why="A misspelt column would be passed over, and its evidence would be missing in every row.",
        mend="Correct the name, map the column, name it as a key, or say that other columns are kept or ignored.",
        bad="budget,spnt\n19.369,19.000",
        good="budget,spent\n19.369,19.000",
    ),
    Code(
        code="PR802",
        title="column that the table does not have",
        meaning="Every row needs this evidence, or the mapping or the key names this column, and the table has none.",
        why="Without it no row can be scored.",
        mend="Add the column, or say in the mapping what the table calls it.",
        bad="budget\n19.369",
        good="budget,spent\n19.369,19.000",
    ),
    Code(
        code="PR803",
        title="two columns of one name",
        meaning="Two columns of the table have the same name, or a column that is kept has the name of a result.",
        why="Nobody could say which of them is meant.",
        mend="Give each column a name of its own.",
        bad="spent,spent\n19.000,19.100",
        good="spent,spent before\n19.000,19.100",
    ),
    Code(
        code="PR804",
        title="unknown output",
        meaning="Something is asked for that a result does not have, or of an indicator that the set does not have.",
        why="A column that is not there would be noticed late.",
        mend="Ask for `marks`, `rate`, `grade` or `full_marks`, for `rank` where the set ranks projects, and for codes "
        "of the set.",
        bad='rules.score_table(frame, outputs=("mark",))',
        good='rules.score_table(frame, outputs=("marks",))',
    ),
    Code(
        code="PR805",
        title="number too long for a table",
        meaning="A result of this row has more digits than a column of decimals can hold, which is 38.",
        why="Cut off, it would be another number.",
        mend="Check the values of the row; score it as a case if they are meant.",
        bad="spent\n999999999999999999999999999999.999999",
        good="spent\n19.000000",
    ),
    Code(
        code="PR806",
        title="not a table",
        meaning="What was given cannot be read as a table.",
        why="Only a table has columns and rows to be scored.",
        mend="Give a table of pandas, Polars, PyArrow or DuckDB, or anything with an Arrow stream.",
        bad='rules.score_table("projects.csv")',
        good='rules.score_table(pandas.read_csv("projects.csv"))',
    ),
    Code(
        code="PR807",
        title="library for tables not installed",
        meaning="PyArrow or NumPy is not installed, and a table cannot be scored without.",
        why="They are not installed unless asked for, since scoring a case does not need them.",
        mend="Install them with the extra `tables`.",
        bad="pip install perfrules",
        good="pip install 'perfrules[tables]'",
    ),
    Code(
        code="PR808",
        title="option of a table that cannot be used",
        meaning="An option is not of its type or not among those that there are, or one column is named for two.",
        why="An option that is passed over would give another table than was meant.",
        mend="Give the option a value that it has; give each piece of evidence its own column.",
        bad='rules.score_table(frame, others="drop")',
        good='rules.score_table(frame, others="ignore")',
    ),
)
