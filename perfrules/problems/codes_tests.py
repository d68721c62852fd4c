"""Codes of problems with expectations: what cases must give, and files of many cases."""

from perfrules.problems.code import Code

CODES: tuple[Code, ...] = (
    Code(
        code="PR701",
        title="no case to run",
        meaning="A path, a file of many cases, or a table whose rows are to be cases has none that expects something.",
        why="A test run that runs nothing would pass.",
        mend="Look at the path and at the condition `where`; write `[expect]` into a case.",
        bad="# no [[case]] and no [[rows]]",
        good='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }',
    ),
    Code(
        code="PR702",
        title="case that cannot be told from another",
        meaning="A case of a file has no name, the name of another, or the same evidence and expectations as another.",
        why="A failure must say which case failed; a case that is there twice shows nothing new.",
        mend="Give each case a name of its own, and delete what says the same.",
        bad=(
            '[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n\n'
            '[[case]]\nname = "half"\nevidence = { done = 6 }\nexpect = { marks = 60 }'
        ),
        good=(
            '[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n\n'
            '[[case]]\nname = "a little more"\nevidence = { done = 6 }\nexpect = { marks = 60 }'
        ),
    ),
    Code(
        code="PR703",
        title="case that expects nothing",
        meaning="A case among others, or an indicator in `nodes`, says nothing about what must be given.",
        why="Such a case can never fail.",
        mend="Write `marks`, `grade`, `problems`, or the marks of indicators in `nodes`.",
        bad='[[case]]\nname = "half"\nevidence = { done = 5 }',
        good='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }',
    ),
    Code(
        code="PR704",
        title="problem code that does not exist",
        meaning="`problems` of an expectation has a code that no problem has.",
        why="The case could never be as expected.",
        mend="Write the code as `perfrules check` prints it.",
        bad='[[case]]\nname = "none"\nexpect = { problems = ["PR999"] }',
        good='[[case]]\nname = "none"\nexpect = { problems = ["PR601"] }',
    ),
    Code(
        code="PR705",
        title="expectations that exclude each other",
        meaning="Marks are expected of a case that must be refused, or of an indicator that must have none.",
        why="The case could never be as expected.",
        mend="Keep one of them.",
        bad='[[case]]\nname = "none"\nexpect = { marks = 0, problems = ["PR601"] }',
        good='[[case]]\nname = "none"\nexpect = { problems = ["PR601"] }',
    ),
    Code(
        code="PR706",
        title="expected value that cannot be read",
        meaning='Marks and rates are numbers, or arithmetic in quotes such as "200/3"; `null` is true or a reason.',
        why="What cannot be read cannot be compared.",
        mend="Write a number, with a point and without a unit.",
        bad='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = "50分" }',
        good='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }',
    ),
    Code(
        code="PR707",
        title="shared evidence that is not there",
        meaning="`without` names evidence that the file does not share.",
        why="It is most often a slip of the pen: what was meant would still be there.",
        mend="Write the name as it stands in `[evidence]` at the top of the file.",
        bad='[[case]]\nname = "none"\nwithout = ["doen"]\nexpect = { problems = ["PR601"] }',
        good='[evidence]\ndone = 5\n\n[[case]]\nname = "none"\nwithout = ["done"]\nexpect = { problems = ["PR601"] }',
    ),
    Code(
        code="PR708",
        title="exception that is none",
        meaning="An entry of `except` names no row of the table, or gives no reason.",
        why="A known contradiction that nobody can find, or understand, hides the next one.",
        mend="Write the name as the cells of the row give it, with a blank between them, and the reason.",
        bad=(
            '[[rows]]\nfile = "rows.csv"\nname = "id"\nevidence = { done = "done" }\nexpect = { marks = "marks" }\n'
            'except = [{ name = "z", reason = "as printed" }]'
        ),
        good=(
            '[[rows]]\nfile = "rows.csv"\nname = "id"\nevidence = { done = "done" }\nexpect = { marks = "marks" }\n'
            'except = [{ name = "b", reason = "as printed" }]'
        ),
    ),
    Code(
        code="PR709",
        title="cell that nobody has said the meaning of",
        meaning="A cell of a row is blank, is none of the column's `values`, or cannot be compared as `where` asks.",
        why="A guess at what was meant could make a case of something else.",
        mend="Say it in the mapping: `blank`, or one more entry in `values`; or correct the cell.",
        bad=(
            '[[rows]]\nfile = "rows.csv"\nname = "id"\nevidence = { done = "done" }\n'
            'expect = { marks = { column = "marks", values = { "50" = 50 } } }'
        ),
        good=(
            '[[rows]]\nfile = "rows.csv"\nname = "id"\nwhere = { id = "a" }\nevidence = { done = "done" }\n'
            'expect = { marks = { column = "marks", values = { "50" = 50 } } }'
        ),
    ),
    Code(
        code="PR710",
        title="expectation of an indicator that is not there",
        meaning="`nodes` of an expectation has a code that the indicator set does not have.",
        why="Nothing would be compared.",
        mend="Write the code as the set has it; the hint names the nearest.",
        bad='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { nodes = { A9 = 50 } }',
        good='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { nodes = { A = 50 } }',
    ),
    Code(
        code="PR711",
        title="expectation that an indicator cannot meet",
        meaning="An expected grade is none of its scale, a point none of its checklist, a branch none of its choices.",
        why="The case could never be as expected.",
        mend="Write the name as the set has it; the hint names the nearest. `perfrules explain` shows the branches.",
        bad='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { grade = "Good" }',
        good='[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }',
    ),
)
