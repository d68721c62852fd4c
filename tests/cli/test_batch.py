"""`perfrules batch`: files of every form, in and out, by the program as people run it."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.slow  # whole processes

SET = """format = "perfrules/indicator-set/1"
id = "example/lights"
edition = "2026"
title = "路灯养护项目绩效评价指标体系"
source = [{ id = "plan", title = "评价工作方案" }]
total = { full_marks = 100, grade_scale = "shanghai/four-grades" }
leaf = { rounding = { places = 2 }, rubric = { kind = "proportional" }, source = "plan" }

[evidence]
lights = { name = "路灯数", type = "count", above = 0 }
lit = { name = "亮灯数", type = "count", at_least = 0, part_of = "lights" }
cost = { name = "支出", type = "number", places = 3, at_least = 0 }

[[indicator]]
code = "A"
name = "亮灯率"
full_marks = 60
measure = "lit / lights"
target = "98%"

[[indicator]]
code = "B"
name = "节约"
full_marks = 40
measure = "cost / 2.675"
"""
ROWS = [("东街", 1000, 980, "2.675"), ("西街", 1000, 900, "1.005"), ("南路", 7, 5, "0.335")]
MARKS = ["100.00", "70.13", "48.74"]
HEAD = "road,lights,lit,cost\n"


def text_of(rows):
    """Return rows as CSV."""
    return HEAD + "".join(f"{road},{lights},{lit},{cost}\n" for road, lights, lit, cost in rows)


def arrow(rows=ROWS):
    """Return rows as a table with decimals."""
    names = ("road", "lights", "lit", "cost")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    columns["cost"] = pa.array([Decimal(cost) for cost in columns["cost"]], pa.decimal128(12, 3))
    return pa.table(columns)


@pytest.fixture
def folder(tmp_path):
    """Return the folder of the program, with a set and the same rows in files of every form."""
    (tmp_path / "lights.toml").write_text(SET, "utf-8")
    (tmp_path / "plain.csv").write_text(text_of(ROWS), "utf-8")
    (tmp_path / "mark.csv").write_text(text_of(ROWS).replace("\n", "\r\n"), "utf-8-sig")
    (tmp_path / "clerk.csv").write_text(text_of(ROWS), "gb18030")
    (tmp_path / "wide.csv").write_text(text_of(ROWS), "utf-16")
    (tmp_path / "tabs.tsv").write_text(text_of(ROWS).replace(",", "\t"), "utf-8")
    (tmp_path / "quotes.csv").write_text(text_of(ROWS).replace("东街", '"东街"').replace("980", '"980"'), "utf-8")
    pq.write_table(arrow(), tmp_path / "a.parquet")
    pyarrow.feather.write_feather(arrow(), str(tmp_path / "a.feather"))
    with pa.OSFile(str(tmp_path / "stream.arrow"), "wb") as sink, pa.ipc.new_stream(sink, arrow().schema) as writer:
        writer.write(arrow())
    lines = [
        f'{{"road": "{road}", "lights": {lights}, "lit": {lit}, "cost": {cost}}}' for road, lights, lit, cost in ROWS
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    book = openpyxl.Workbook()
    for row in (HEAD.strip().split(","), *((road, lights, lit, float(cost)) for road, lights, lit, cost in ROWS)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path


@pytest.fixture
def batch(program, folder):
    """Return the command with the set."""
    assert program.folder == folder
    return lambda *arguments, **environment: program("batch", "lights.toml", *arguments, **environment)


def scores(path, column="marks"):
    """Return a column of a Parquet file of scores, as texts."""
    return [None if value is None else str(value) for value in pq.read_table(path).column(column).to_pylist()]


SOURCES = ("plain.csv", "mark.csv", "clerk.csv", "wide.csv", "tabs.tsv", "quotes.csv", "a.parquet", "a.feather",
           "stream.arrow", "a.jsonl", "a.xlsx")  # fmt: skip


def test_every_form_gives_the_same_scores(batch, folder):
    """Whatever a table is saved in, marks are the same to the last digit, and the key stands beside them."""
    ended = batch(*SOURCES, "-o", "all/", "--key", "road", "--format", "arrow", "--quiet")
    assert (1, "") == (ended.status, ended.out)  # a.parquet, a.feather … have one name
    assert "a.arrow would have the scores of" in ended.err
    for source in SOURCES:
        ended = batch(source, "-o", f"{source}.parquet", "--key", "road", "--quiet")
        assert (0, "", "") == (ended.status, ended.out, ended.err), source
        assert MARKS == scores(folder / f"{source}.parquet"), source
        assert [row[0] for row in ROWS] == scores(folder / f"{source}.parquet", "road")


def test_scores_are_written_in_every_form(batch, folder):
    """Decimals keep all their digits in CSV, Arrow, JSON Lines and Excel."""
    for suffix in ("csv", "arrow", "jsonl", "xlsx"):
        assert 0 == batch("a.parquet", "-o", f"s.{suffix}", "--key", "road", "--outputs", "marks,grade").status
    assert '"东街",100.00,"优秀",' in (folder / "s.csv").read_text("utf-8")
    assert MARKS == [str(mark) for mark in pyarrow.feather.read_table(str(folder / "s.arrow"))["marks"].to_pylist()]
    lines = (folder / "s.jsonl").read_text("utf-8").splitlines()
    assert '{"road": "东街", "marks": 100.00, "grade": "优秀", "absence_reason": null}' == lines[0]
    rows = list(openpyxl.load_workbook(folder / "s.xlsx").active.values)
    assert ("road", "marks", "grade", "absence_reason") == rows[0]
    assert [100, 70.13, 48.74] == [row[1] for row in rows[1:]]


def test_a_workbook_is_made_to_be_read(batch, folder):
    """Headings stay and can be filtered by, marks show all their decimals, columns are as wide as their texts."""
    batch("a.parquet", "-o", "s.xlsx", "--key", "road")
    sheet = openpyxl.load_workbook(folder / "s.xlsx").active
    assert ("A2", "A1:E4") == (sheet.freeze_panes, sheet.auto_filter.ref)
    assert (True, "0.00", "0.0000") == (sheet["B1"].font.bold, sheet["B2"].number_format, sheet["C2"].number_format)
    assert (6, 16) == (sheet.column_dimensions["A"].width, sheet.column_dimensions["E"].width)


def test_a_workbook_without_rows_has_its_headings(batch, folder):
    """A table with headings only gives a sheet with headings only."""
    (folder / "empty.csv").write_text(HEAD, "utf-8")
    assert 0 == batch("empty.csv", "-o", "none.xlsx", "--key", "road").status
    rows = list(openpyxl.load_workbook(folder / "none.xlsx").active.values)
    assert [("road", "marks", "rate", "grade", "absence_reason")] == rows


BAD = [
    "坏一,1000,many,1.0",
    "坏二,1000,1001,1.0",
    "坏三,1000,900",
    "坏四,1000,900,1.0,7",
    "坏五,1000,900,1.0001",
    "坏六,,900,1.0",
    '坏七,1000,"9"00,1.0',
]


def test_bad_rows_are_told_and_the_others_scored(batch, folder):
    """Each has its number, key, column and code; it stands in the scores without any, and the status is 1."""
    lines = text_of(ROWS).splitlines()
    (folder / "bad.csv").write_text("\n".join([*lines[:3], *BAD, lines[3]]) + "\n", "gb18030")
    ended = batch("bad.csv", "-o", "s.parquet", "--key", "road", "--lang", "en")
    assert 1 == ended.status
    assert "Not scored  7" in ended.out
    assert [*MARKS[:2], *[None] * 7, MARKS[2]] == scores(folder / "s.parquet")
    told = pq.read_table(folder / "s.problems.parquet").to_pylist()
    assert [
        (3, "坏一", "lit", "PR407"),
        (4, "坏二", "lit", "PR411"),
        (5, None, None, "PR447"),
        (6, None, None, "PR447"),
        (7, "坏五", "cost", "PR408"),
        (8, "坏六", "lights", "PR601"),
        (9, None, None, "PR443"),
    ] == [(line["row"], line["key"], line["column"], line["code"]) for line in told]
    assert [None, None, "PR407"] == scores(folder / "s.parquet", "absence_reason")[:3]
    assert "PR447" == scores(folder / "s.parquet", "absence_reason")[4]


@pytest.mark.parametrize(("most", "odd"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "latin-1")])
def test_a_row_in_another_encoding_is_told(batch, folder, most, odd):
    """Where most of a table is in one encoding, a row in another one is bad, and no other row becomes it."""
    lines = [line.encode(most) for line in text_of(ROWS * 4).splitlines()]
    word = "Café" if odd == "latin-1" else "坏"
    (folder / "mixed.csv").write_bytes(b"\n".join([*lines, f"{word},1000,900,1".encode(odd), lines[1]]))
    rows = [f'{{"road": "{road}", "lights": 9, "lit": 9, "cost": 1}}' for road in ("东街", "西街") * 6]
    objects = [*(row.encode(most) for row in rows), rows[0].replace("东街", word).encode(odd)]
    (folder / "mixed.jsonl").write_bytes(b"\n".join(objects))
    for name, place, key in (("mixed.csv", 13, "东街"), ("mixed.jsonl", 13, "西街")):
        assert 1 == batch(name, "-o", "s.parquet", "--key", "road", "--problems", "p.parquet", "--force").status
        told = [(line["row"], line["code"]) for line in pq.read_table(folder / "p.parquet").to_pylist()]
        assert [(place, "PR442")] == told
        assert key == scores(folder / "s.parquet", "road")[0 if name == "mixed.csv" else 11]


def test_a_table_in_an_unknown_encoding_is_refused(batch, folder):
    """Headings or many rows that nothing can read are not a few broken rows."""
    (folder / "big5.csv").write_bytes(HEAD.encode() + "東街,1,1,1\n".encode("big5") * 5 + b"\x80\xff,1,1,1\n" * 5)
    (folder / "heading.csv").write_bytes(b"r\xe9gion,lights,lit,cost\n" + "东街,1,1,1\n".encode() * 50)
    for name in ("big5.csv", "heading.csv"):
        ended = batch(name, "-o", "s.parquet")
        assert (1, "") == (ended.status, ended.out)
        assert f"{name}: PR442" in ended.err


def test_half_a_character_in_json_is_told(batch, folder):
    """An escape that stands for nothing cannot be written anywhere."""
    rows = [
        '{"road": "\\ud83d", "lights": 9, "lit": 9, "cost": 1}',
        '{"road": "\\ud83d\\ude00", "lights": 9, "lit": 9, "cost": 1}',
    ]
    (folder / "half.jsonl").write_text("\n".join(rows), "utf-8")
    assert 1 == batch("half.jsonl", "-o", "s.parquet", "--key", "road", "--problems", "p.csv").status
    assert [None, "\U0001f600"] == scores(folder / "s.parquet", "road")
    assert '1,,,"PR821"' in (folder / "p.csv").read_text("utf-8")


def test_lines_that_are_no_json_are_told(batch, folder):
    """So are keys that stand there twice and values that are no cells; long numbers lose no digit."""
    lines = [
        '{"lights": 1000, "lit": 980, "cost": 2.675}',
        '{"lights": 1000, "lit": 980, "cost": }',
        '{"lights": 1000, "lit": 980, "cost": {"sum": 1}}',
        '{"lights": 1000, "lit": 980, "lit": 981, "cost": 1}',
        "[1, 2]",
        '{"lights": 1000, "lit": 980, "cost": 2.67500000000000000000001}',
        '{"lights": 1000, "lit": 900, "cost": "1.005"}',
    ]
    (folder / "bad.jsonl").write_text("\n".join(lines), "utf-8")
    assert 1 == batch("bad.jsonl", "-o", "s.parquet", "--problems", "p.csv").status
    assert ["100.00", *[None] * 5, "70.13"] == scores(folder / "s.parquet")
    codes = [line.split(",")[3] for line in (folder / "p.csv").read_text("utf-8").splitlines()[1:]]
    assert ['"PR821"', '"PR821"', '"PR821"', '"PR821"', '"PR408"'] == codes


def test_fail_fast_stops_at_the_first_bad_row(batch, folder):
    """Nothing is written, and the row is named."""
    (folder / "bad.csv").write_text(text_of(ROWS) + "北路,1000,many,1\n", "utf-8")
    ended = batch("bad.csv", "-o", "s.csv", "--key", "road", "--fail-fast")
    assert 1 == ended.status
    assert "bad.csv: PR407: row 4: " in ended.err
    assert "4 |" not in ended.err  # the headings are a line as well, so that the fourth line is another row
    assert not list(folder.glob("s.*"))


@pytest.mark.parametrize(("order", "said"), [((1, 0), "PR447: row 4: "), ((0, 1), "PR407: row 4: ")])
def test_of_bad_and_broken_rows_the_first_is_told(batch, folder, order, said):
    """A row with too few cells is one among the others, wherever it stands."""
    bad = ["北路,1000,many,1", "西街,10"]
    lines = text_of(ROWS) + "".join(f"{bad[row]}\n" for row in order)
    (folder / "bad.csv").write_text(lines, "utf-8")
    ended = batch("bad.csv", "-o", "s.csv", "--key", "road", "--fail-fast")
    assert (1, True) == (ended.status, said in ended.err), ended.err


def test_a_query_is_scored(batch, folder):
    """DuckDB reads files by their names, and inputs by their stems; what it refuses is said in a line."""
    query = "select road, lights, lit, cost from 'a.parquet' where lights > 10"
    assert 0 == batch("--sql", query, "-o", "s.parquet", "--key", "road").status
    assert MARKS[:2] == scores(folder / "s.parquet")
    query = "select * from clerk order by lit::int"
    assert 0 == batch("clerk.csv", "--sql", query, "-o", "t.parquet", "--key", "road").status
    assert MARKS[::-1] == scores(folder / "t.parquet")
    ended = batch("--sql", "select * from 'nothing.parquet'", "-o", "u.parquet")
    assert 1 == ended.status
    assert "PR823: DuckDB cannot do this query: IO Error" in ended.err


def test_columns_are_mapped_and_others_kept(batch, folder):
    """A mapping names columns and key; what else there is is refused, unless it is kept or ignored."""
    (folder / "columns.toml").write_text(
        'format = "perfrules/columns/1"\nkey = "道路"\n[columns]\nlights = "灯"\nlit = "亮"\ncost = "元"\n', "utf-8"
    )
    (folder / "zh.csv").write_text("道路,灯,亮,元,备注\n东街,1000,980,2.675,好\n", "utf-8")
    ended = batch("zh.csv", "-o", "s.csv", "--columns", "columns.toml")
    assert 1 == ended.status
    assert "zh.csv: PR801: the column `备注`" in ended.err
    assert 0 == batch("zh.csv", "-o", "s.csv", "--columns", "columns.toml", "--others", "keep", "--codes", "B").status
    text = (folder / "s.csv").read_text("utf-8")
    assert '"道路","备注","marks","rate","grade","absence_reason","B/marks"' in text.splitlines()[0]
    assert '"东街","好",100.00,1.0000,"优秀",,40.00' in text


def test_a_run_over_a_folder_is_taken_up_again(batch, folder):
    """What is finished, newer and made the same way is not done again; what is asked otherwise is refused."""
    for name in ("north/a.csv", "north/b.jsonl", "c.parquet"):
        (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "in/north/a.csv").write_text(text_of(ROWS), "utf-8")
    (folder / "in/north/b.jsonl").write_bytes((folder / "a.jsonl").read_bytes())
    pq.write_table(arrow(), folder / "in/c.parquet")
    ended = batch("in", "-o", "out", "--key", "road", "--jobs", "2")
    assert 0 == ended.status
    assert "in/north/a.csv: 3 rows, 0 not scored" in ended.err
    made = sorted(str(path.relative_to(folder / "out")) for path in (folder / "out").rglob("*.parquet"))
    assert ["c.parquet", "north/a.parquet", "north/b.parquet"] == made
    (folder / "out/c.parquet").unlink()
    ended = batch("in", "-o", "out", "--key", "road", "--lang", "en")
    assert 2 == ended.err.count("finished before")
    assert "Rows             9" in ended.out
    time.sleep(0.01)
    (folder / "in/north/a.csv").write_text(text_of(ROWS[:2]), "utf-8")
    assert 2 == batch("in", "-o", "out", "--key", "road").err.count("finished before")
    assert MARKS[:2] == scores(folder / "out/north/a.parquet")
    ended = batch("in", "-o", "out")
    assert 2 == ended.status
    assert "is there already; --force replaces it" in ended.err
    assert 0 == batch("in", "-o", "out", "--others", "ignore", "--force").status


def test_an_interrupted_run_leaves_whole_files_only(folder, program):
    """What was finished stays and is not done again; nothing half-written is left."""
    (folder / "in").mkdir()
    (folder / "in/a.csv").write_text(text_of(ROWS), "utf-8")
    with (folder / "in/b.csv").open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(f'"路{number}",1000,{number % 1000},1.{number % 1000:03}\n' for number in range(600_000))
    start = "from perfrules.cli import main; main()"
    command = [sys.executable, "-c", start, "batch", "lights.toml", "in", "-o", "out", "--key", "road"]
    running = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)
    assert "a.csv" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert 130 == running.returncode
    assert [".perfrules-batch.json", "a.parquet"] == sorted(path.name for path in (folder / "out").iterdir())
    (folder / "in/b.csv").write_text(text_of(ROWS), "utf-8")
    ended = program("batch", "lights.toml", "in", "-o", "out", "--key", "road")
    assert 0 == ended.status
    assert "a.csv: finished before" in ended.err
    assert "b.csv: 3 rows" in ended.err


def test_a_full_disk_leaves_no_half_file(folder):
    """The reason is said, and what was being written is gone."""
    with (folder / "big.csv").open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(f"路{number},1000,{number % 1000},1.{number % 1000:03}\n" for number in range(20_000))
    start = "from perfrules.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "batch", "lights.toml", "big.csv", "-o", "s.csv", "--key", "road"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert 1 == done.returncode
    assert "PR824" in done.stderr
    assert "s.csv cannot be written: File too large" in done.stderr
    assert not [path for path in folder.iterdir() if path.name.startswith(("s.", ".s."))]


def test_an_interrupted_run_puts_no_more_rows_into_words(folder):
    """With reasons, which take long, it ends within a piece of a table, also where several are scored at a time."""
    (folder / "in").mkdir()
    for name in "ab":
        with (folder / f"in/{name}.csv").open("w", encoding="utf-8") as file:
            file.write(HEAD)
            file.writelines(f'"路{number}",1000,{number % 1000},1.{number % 1000:03}\n' for number in range(60_000))
    code = """
import sys
from perfrules.cli import main
from perfrules.tables.batch.working import Working
told = Working.tell
def tell(self, job, counts):
    assert counts.rows <= 1_000
    print(job.name, file=sys.stderr, flush=True)
    told(self, job, counts)
Working.tell = tell
main()
"""
    options = ["-o", "out", "--key", "road", "--reasons", "--jobs", "2", "--quiet"]
    command = [sys.executable, "-c", code, "batch", "lights.toml", "in", *options]
    running = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)
    running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert 130 == running.returncode
    assert said.count("\n") < 20
    assert [] == [path.name for path in (folder / "out").iterdir()]


def test_reasons_stand_in_few_pieces_of_parquet(batch, folder):
    """Rows are put into words a thousand at a time and written many at a time, with the numbers that they have."""
    rows = [(f"路{number}", 10, number % 12, "1.5") for number in range(2_500)]
    (folder / "many.csv").write_text(text_of(rows), "utf-8")
    assert 1 == batch("many.csv", "-o", "s.parquet", "--key", "road", "--reasons", "--codes", "A").status
    assert (2_500, 1) == (
        pq.read_metadata(folder / "s.parquet").num_rows,
        pq.read_metadata(folder / "s.parquet").num_row_groups,
    )
    told = pq.read_table(folder / "s.problems.parquet").to_pylist()
    assert [(row + 1, f"路{row}") for row in range(2_500) if row % 12 == 11] == [
        (one["row"], one["key"]) for one in told
    ]


def test_a_folder_that_cannot_be_read_is_not_passed_over(folder, monkeypatch):
    """Else its tables would be missing in silence, from a population too."""
    from perfrules.problems import TableError
    from perfrules.tables.batch.jobs import found_files

    (folder / "in/closed").mkdir(parents=True)
    (folder / "in/a.csv").write_text(text_of(ROWS), "utf-8")
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(TableError) as caught:
        found_files([str(folder / "in")])
    assert ["PR003"] == [each.code for each in caught.value.problems]
    assert "closed' cannot be read: Permission denied" in caught.value.problems[0].text.into("en")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "arrow", "jsonl"])
def test_a_full_disk_is_told_once(folder, suffix):
    """What was begun is thrown away without complaints, and the file is named that could not be written."""
    rows = [(f"路{number}", 1000, 1000 + (number == 9), "1.5") for number in range(2_000)]
    (folder / "big.csv").write_text(text_of(rows), "utf-8")
    start = "from perfrules.cli import main; main()"
    (folder / "there").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", start, "batch", "lights.toml", "big.csv", "-o", f"s.{suffix}", "--key", "road",
         "--problems", f"there/p.{suffix}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000)),
    )  # fmt: skip
    assert 1 == done.returncode
    assert "PR824" in done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be written: File too large" in done.stderr
    assert not [path for path in folder.iterdir() if path.name.startswith(("s.", ".s."))]
    assert not list((folder / "there").iterdir())


def test_problems_appear_with_their_scores_only(folder, monkeypatch, capsys):
    """Where the scores cannot be finished, there is no table of problems either."""
    from perfrules.cli.app import main
    from perfrules.tables.files.writing import JsonWriter

    def close(writer):
        writer.stream.close()
        if ".s.jsonl." in writer.stream.name:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(JsonWriter, "close", close)
    monkeypatch.chdir(folder)
    (folder / "bad.csv").write_text(text_of(ROWS) + "北路,1000,many,1\n", "utf-8")
    with pytest.raises(SystemExit):
        main(["batch", "lights.toml", "bad.csv", "-o", "s.jsonl", "--key", "road", "--quiet"])
    assert "s.jsonl cannot be written: No space left on device" in capsys.readouterr().err
    assert not [path for path in folder.iterdir() if path.name.startswith(("s.", ".s."))]


def test_headings_that_stand_elsewhere_are_told_of(batch, folder):
    """Where no mapped column is there, the advice says where headings stand, and none is told of twice."""
    (folder / "title.csv").write_text("路灯养护项目,,,\n" + text_of(ROWS), "utf-8")
    (folder / "columns.toml").write_text(
        'format = "perfrules/columns/1"\nkey = "road"\n[columns]\nlights = "lights"\nlit = "lit"\ncost = "cost"\n',
        "utf-8",
    )
    ended = batch("title.csv", "-o", "s.csv", "--columns", "columns.toml", "--others", "ignore", "--lang", "en")
    assert 1 == ended.status
    assert 4 == ended.err.count("PR802")
    assert "headings stand in the first row" in ended.err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("plain.csv",), 2, "`--output` is missing"),
        (("-o", "s.csv"), 2, "nothing to score"),
        (("plain.csv", "-o", "s.docx"), 2, "end the name of the file with .parquet"),
        (("plain.csv", "a.jsonl", "-o", "s.csv"), 2, "give a folder"),
        (("plain.csv", "-o", "plain.csv", "--force"), 2, "is what this command reads"),
        (("plain.csv", "-o", "lights.toml/s.csv"), 2, "lights.toml"),
        (("plain.csv", "-o", "s.csv", "--problems", "./s.csv"), 2, "write the problems to another file"),
        (("plain.csv", "-o", "s.csv", "--problems", "plain.csv"), 2, "--problems: plain.csv is what"),
        (("plain.csv", "-o", "s.csv", "--problems", "no/p.csv"), 2, "--problems: there is no folder no"),
        (("plain.csv", "-o", "s.csv", "--outputs", "points"), 1, "PR804"),
        (("plain.csv", "-o", "s.csv"), 1, "PR801"),
        (("missing.csv", "no*.csv", "-o", "s/"), 1, "2 problems"),
        (("lights.toml", "-o", "s.csv"), 1, "PR820"),
        (("--sql", "select 1", "-o", "here/"), 2, "a query has one output"),
        (("plain.csv", "-o", "s.csv", "--key", "street"), 1, "PR802"),
    ],
)
def test_what_is_asked_wrongly_is_said(batch, folder, arguments, status, said):
    """Before anything is scored, and nothing is written."""
    ended = batch(*arguments)
    assert (status, "") == (ended.status, ended.out)
    assert said in ended.err
    assert not (folder / "s.csv").exists()


def test_files_that_are_not_what_their_names_say(batch, folder):
    """Each is told of with its reason, and the others are scored."""
    (folder / "in").mkdir()
    for name in ("a.parquet", "b.arrow", "c.jsonl", "d.xlsx"):
        (folder / "in" / name).write_bytes(b"not that at all\n")
    (folder / "in/e.csv").write_bytes(b"")
    (folder / "in/f.csv").write_bytes(b"\xff\x81,\xff\n")
    (folder / "in/g.csv").write_text(HEAD + '东街,1000,"980,2.675\n' * 3, "utf-8")
    (folder / "in/h.csv").write_text(text_of(ROWS), "utf-8")
    ended = batch("in", "-o", "out", "--key", "road", "--lang", "en")
    assert 1 == ended.status
    for name, code in zip("abcdefg", ("PR821",) * 4 + ("PR444", "PR442", "PR443"), strict=True):
        assert any(line.startswith(f"in/{name}.") and code in line for line in ended.err.splitlines()), name
    assert ["h.parquet"] == [path.name for path in (folder / "out").glob("*.parquet")]
    assert "Failed      7" in ended.out


def test_an_output_that_is_there_is_kept_without_force(batch, folder):
    """So is a table of problems beside it; with force both are replaced, and what is no longer so goes."""
    assert 0 == batch("plain.csv", "-o", "s.csv", "--key", "road").status
    before = (folder / "s.csv").read_bytes()
    assert 2 == batch("plain.csv", "-o", "s.csv").status
    assert before == (folder / "s.csv").read_bytes()
    (folder / "s.problems.csv").write_text("old", "utf-8")
    assert 0 == batch("plain.csv", "-o", "s.csv", "--key", "road", "--force").status
    assert not (folder / "s.problems.csv").exists()


def test_the_summary_fits_what_it_is_printed_on(batch):
    """Bars and words are in signs that the terminal has; a narrow one has shorter lines."""
    wide = batch("plain.csv", "-o", "a.csv", "--key", "road", "--lang", "zh")
    assert "等级分布" in wide.out
    assert "█" in wide.out
    ended = batch("plain.csv", "-o", "b.csv", "--key", "road", COLUMNS="40", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "#" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 40
    assert ended.out.isascii()


def test_the_notes_of_a_folder_say_what_scored(batch, folder):
    """The definition by its hash, the options, and each input with its counts."""
    batch("plain.csv", "-o", "out/", "--key", "road")
    noted = json.loads((folder / "out/.perfrules-batch.json").read_text("utf-8"))
    assert ("perfrules/batch/1", "example/lights", 64) == (
        noted["format"],
        noted["made"]["indicator_set"],
        len(noted["made"]["sha256"]),
    )
    assert 3 == noted["outputs"]["plain.parquet"]["counts"]["rows"]
