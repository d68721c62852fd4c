"""Codes of problems with files of tables (数据文件), in and out."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR820",
        title="table of an unknown form",
        meaning="The name of the file does not end as those of CSV, Parquet, Arrow, JSON Lines or Excel do.",
        why="The form of a table is told by its name, not guessed from its bytes.",
        mend="Give the file its usual end, or save it in one of these forms; an .xls is saved as .xlsx.",
        bad="perfrules batch shanghai/it-operations projects.xls -o scores.parquet",
        good="perfrules batch shanghai/it-operations projects.xlsx -o scores.parquet",
    ),
    Code(
        code="PR821",
        title="table that cannot be read",
        meaning="The file, or a line of JSON Lines, is not what its name says, or is cut off or broken.",
        why="What cannot be read has no score; the other lines have theirs.",
        mend="Mend the line, or write the file once more.",
        bad='{"budget": 19.369, "spent": }',
        good='{"budget": 19.369, "spent": 19.000}',
    ),
    Code(
        code="PR822",
        title="result that its form cannot hold",
        meaning="A sheet of Excel has no room for so many rows or for a character, or CSV none for a list.",
        why="Cut off or changed it would be another result.",
        mend="Write Parquet, which holds everything.",
        bad="perfrules batch shanghai/it-operations nation.parquet -o scores.xlsx",
        good="perfrules batch shanghai/it-operations nation.parquet -o scores.parquet",
    ),
    Code(
        code="PR823",
        title="query that fails",
        meaning="DuckDB cannot do the query: a slip in it, a file or a column that is not there.",
        why="Without it there are no rows to score.",
        mend="Correct the query; files stand in it in single quotes.",
        bad='perfrules batch shanghai/it-operations --sql "select * from projects.parquet" -o scores.csv',
        good="perfrules batch shanghai/it-operations --sql \"select * from 'projects.parquet'\" -o scores.csv",
    ),
    Code(
        code="PR824",
        title="result that cannot be written",
        meaning="There is no room for a file, or no permission to write it. Nothing half-written is left.",
        why="A file that is there is whole.",
        mend="Make room, or write elsewhere; what was finished before is not done again.",
        bad="perfrules batch shanghai/it-operations 2026/ -o /full-disk/scores/",
        good="perfrules batch shanghai/it-operations 2026/ -o /roomy-disk/scores/",
    ),
    Code(
        code="PR825",
        title="results that would take each other's place",
        meaning="Two inputs would have results of the same name, or a result would replace an input.",
        why="One of the two would be lost.",
        mend="Score them into different folders.",
        bad="perfrules batch shanghai/it-operations north/a.csv south/a.csv -o scores/",
        good="perfrules batch shanghai/it-operations regions/ -o scores/",
    ),
)
