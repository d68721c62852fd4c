import pytest

from perfrules.testing.trials.wording import summary
from tests.testing.conftest import codes, said

ROWS = '[[rows]]\nfile = "rows.csv"\nname = "id"\nevidence = { done = "done" }\nexpect = { marks = "marks" }\n'


def test_each_row_is_a_case(run):
    """Rows have their names from a column and their places in the CSV file."""
    report = run(ROWS)
    assert ["a", "b", "c"] == [outcome.trial.name for outcome in report.outcomes]
    assert [("total", "marks", "61", "60")] == said(report)
    assert ["rows.csv:3"] == [str(o.trial.place).rpartition("/")[2] for o in report.outcomes if o.mismatches]


def test_known_exceptions_must_fail(run):
    """A row that is known to contradict the rules passes while it does, and fails when it no longer does."""
    assert run(ROWS + 'except = [{ name = "b", reason = "as printed" }]\n').ok
    report = run(ROWS + 'except = [{ name = "b", reason = "as printed" }, { name = "c", reason = "?" }]\n')
    assert ["except"] == [what for _, what, _, _ in said(report)]
    assert 1 == report.exceptions


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ('{ id = "a" }', ["a"]),
        ('{ id = ["a", "c"] }', ["a", "c"]),
        ("{ done = { above = 5, at_most = 7 } }", ["b", "c"]),
        ("{ done = 7, marks = { below = 100 } }", ["c"]),
    ],
)
def test_where_takes_rows_by_their_cells(run, where, names):
    """Values, lists of values and limits; what is left out is counted."""
    report = run(ROWS + f"where = {where}\n")
    assert names == [outcome.trial.name for outcome in report.outcomes]
    assert 3 - len(names) == report.left_out


def test_one_of_a_kind_is_said_in_the_singular(run):
    """A single row that is left out, and a single known exception, are not told as several."""
    said_of = [
        summary(run(f'{ROWS}where = {{ id = {ids} }}\nexcept = [{{ name = "b", reason = "as printed" }}]\n'))
        for ids in ('["a", "b"]', '["b"]')
    ]
    assert said_of[0].endswith("2 passed, 1 of them a known exception, 1 row left out by `where`")
    assert said_of[1].endswith("1 passed, 1 of them a known exception, 2 rows left out by `where`")


def test_where_compares_days(folder, run):
    """A limit that is a date is held against the day in the cell."""
    (folder / "rows.csv").write_text("id,day,done,marks\na,2003/1/5,5,50\nb,2002年12月31日,6,1\n", "utf-8")
    report = run(ROWS + "where = { day = { at_least = 2003-01-01 } }\n")
    assert report.ok
    assert 1 == len(report.outcomes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_are_read_as_those_of_cases(folder, run, encoding):
    """The encodings in which clerks save are understood, and full-width digits."""
    (folder / "cases").mkdir()
    source = ROWS.replace("rows.csv", "t.csv").replace('"id"', '"编号"').replace('done = "done"', 'done = "完成"')
    (folder / "cases" / "t.csv").write_bytes("编号,完成,marks\n甲,５,50\n".encode(encoding))
    assert run(source).ok


def test_values_stand_for_the_texts_of_cells(folder, run):
    """Texts are put into what they mean; a text that is not listed is a problem with its line."""
    (folder / "rows.csv").write_text("id,done,marks\na,half,C\nb,all,A\nc,most,B\n", "utf-8")
    source = (
        '[[rows]]\nfile = "rows.csv"\nname = "id"\nevidence = { done = { column = "done", values = { half = 5, all = 10'
        ' } } }\nexpect = { marks = { column = "marks", values = { A = 100, C = 50 } } }\n'
    )
    report = run(source)
    assert [("PR709", 4), ("PR709", 4)] == [(problem.code, problem.place.line) for problem in report.problems]
    assert run(source + 'where = { id = ["a", "b"] }\n').ok


@pytest.mark.parametrize(
    ("blank", "told"),
    [
        ("", ["PR429"]),
        ('blank = "missing"\n', ["PR601"]),
        ('blank = { not_applicable = "nobody looked" }\n', ["PR602"]),
    ],
)
def test_a_blank_cell_of_evidence_is_what_the_mapping_says(folder, run, blank, told):
    """Nothing said is a blank, which is a problem; else it is missing, or not applicable with the reason."""
    (folder / "rows.csv").write_text("id,done,problems\na,," + told[0] + "\n", "utf-8")
    report = run(ROWS.replace('marks = "marks"', 'problems = "problems"') + blank)
    assert [] == codes(report) + said(report)


@pytest.mark.parametrize(
    ("blank", "passes"), [('"nothing"', None), ('"null"', False), (None, None)], ids=["nothing", "null", "unsaid"]
)
def test_a_blank_cell_of_what_is_expected(folder, run, blank, passes):
    """It is a problem, unless it means that nothing is expected there, or that there are no marks."""
    (folder / "rows.csv").write_text("id,done,marks\na,5,\n", "utf-8")
    cell = '{ column = "marks" }' if blank is None else f'{{ column = "marks", blank = {blank} }}'
    report = run(ROWS.replace('marks = "marks"', f"marks = {cell}"))
    if passes is None:
        assert (["PR703"] if blank else ["PR709"]) == codes(report)
    else:
        assert [("total", "null", "no marks", "50 marks")] == said(report)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"rows.csv"', '"../rows.csv"', "PR441"),
        ('"rows.csv"', '"row.csv"', "PR440"),
        ('done = "done"', 'done = "Done it"', "PR445"),
        ('marks = "marks"', 'mraks = "marks"', "PR021"),
        ('done = "done"', "done = 5", "PR023"),
        ('name = "id"', "name = []", "PR702"),
        ('name = "id"', 'name = "done"\nwhere = { doen = 5 }', "PR445"),
        ('name = "id"', 'name = "id"\nwhere = { done = { at_leest = 5 } }', "PR021"),
        ('name = "id"', 'name = "id"\nwhere = { id = { at_least = 5 } }', "PR709"),
        ('name = "id"', 'name = "id"\nwhere = { id = "z" }', "PR701"),
        ('name = "id"', 'name = "id"\nwhere = { done = {} }', "PR023"),
        ('name = "id"', 'name = "id"\nwhere = { done = { at_least = [5] } }', "PR023"),
        ('name = "id"', 'name = "id"\nwhere = { done = { at_least = "five" } }', "PR023"),
        ('name = "id"', 'name = "id"\nwhere = { done = { at_least = 07:30:00 } }', "PR023"),
        ('name = "id"', 'name = "id"\nwhere = { done = { at_least = 2024-01-01T00:00:00 } }', "PR023"),
        ('name = "id"', 'name = "id"\nexcept = [{ name = "b", reason = "x" }, { name = "b", reason = "y" }]', "PR708"),
        ('name = "id"', 'name = "id"\nblank = "na"', "PR023"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_a_problem(run, old, new, code):
    """Files, columns, keys and words that are not there are told; nothing is passed over."""
    report = run(ROWS.replace(old, new, 1))
    assert {code} == set(codes(report))
    assert not report.ok


def test_rows_of_one_name_are_told(folder, run):
    """Two rows that cannot be told apart by the columns of their name are a problem; equal content is none."""
    (folder / "rows.csv").write_text("id,year,done,marks\na,1,5,50\na,2,5,50\n", "utf-8")
    assert ["PR702"] == codes(run(ROWS))
    assert run(ROWS.replace('name = "id"', 'name = ["id", "year"]')).ok


def test_shared_evidence_holds_for_rows(folder, run):
    """What stands at the top of the file is given to every row that does not give it itself."""
    (folder / "rows.csv").write_text("id,marks\na,50\n", "utf-8")
    assert run("[evidence]\ndone = 5\n\n" + ROWS.replace('evidence = { done = "done" }\n', "")).ok
