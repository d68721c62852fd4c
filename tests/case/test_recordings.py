"""Files of records: tables as clerks save them, and everything that is wrong with them, with file and line."""

import codecs
import hashlib

import pytest

import perfrules as pr
from perfrules.case import sheets

GOOD = "开始,结束,人数\n2024-01-01 09:00,2024-01-02,3\n2024-01-01 09:00,2024-01-09,\n"
FROM_FILE = ("visits = { counts = { all = 10, quick = 9 } }", 'visits = { file = "v.csv" }')


@pytest.fixture
def read(bind, tmp_path):
    """Bind the case with a table of visits in it."""

    def bound(table, *changes):
        raw = table if isinstance(table, bytes) else table.encode()
        (tmp_path / "v.csv").write_bytes(raw)
        return bind(*(changes or FROM_FILE))

    return bound


@pytest.fixture
def counts(read, value):
    """Return the counts that a table of visits gives without a problem."""

    def counted(table):
        bound = read(table)
        assert [] == [str(problem) for problem in bound.problems]
        return value(bound, "visits/all"), value(bound, "visits/quick")

    return counted


@pytest.mark.parametrize(
    "table",
    [
        GOOD.encode(),
        codecs.BOM_UTF8 + GOOD.encode(),
        GOOD.encode("gb18030"),
        GOOD.encode("utf-16"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "，").encode(),
        GOOD.replace("\n", ",,\n").encode(),
        ("\n,,\n" + GOOD.replace("\n", "\n\n , ,\n")).encode(),
        GOOD.replace("开始", " ＳＴＡＲＴ").encode(),
        GOOD.replace(",人数", "").replace("02,3", "02").replace("09,\n", "09\n").encode(),
        GOOD.replace("2024-01-01 09:00", "2024/1/1 9:00").replace("2024-01-02", "2024年1月2日").encode(),
        GOOD.replace("2024-01-01 09:00", "２０２４－０１－０１　０９：００").encode(),
        GOOD.replace("2024-01-01 09:00", '"2024-01-01T09:00:30.5"').encode(),
        GOOD.replace("2024-01-01 09:00", "2024年1月1日9时0分").encode(),
        GOOD.replace(",3\n", ",３\n").encode(),
    ],
    ids=range(18),
)
def test_tables_as_clerks_save_them(counts, table):
    """Encodings, line ends, separators, blank rows, full-width signs and forms of dates give the same counts."""
    assert (2, 1) == counts(table)


def test_a_table_of_headings_alone_counts_nothing(counts):
    """A year without visits is a table without rows."""
    assert (0, 0) == counts("开始,结束\n")


def test_the_file_is_recorded(read):
    """Name, SHA-256 and counts of the file are kept; no path of this machine is."""
    bound = read(GOOD)
    digest = hashlib.sha256(GOOD.encode()).hexdigest()

    assert {"values": {"all": "2", "quick": "1"}, "file": "v.csv", "sha256": digest} == bound.evidence["visits"]
    assert {"all": 2, "quick": 1} == bound.records["visits"].counts


@pytest.mark.parametrize(
    ("code", "line", "table"),
    [
        ("PR442", 2, "开始,结束\n\0,2024-01-02\n"),
        ("PR442", None, b"\xff\xff\xff"),
        ("PR442", None, codecs.BOM_UTF16_LE + b"a"),
        ("PR443", 2, '开始,结束\n"2024-01-01 09:00,2024-01-02\n'),
        ("PR443", 2, '开始,结束\n"a"b,c\n'),
        ("PR443", 2, "开始,结束\n" + "x" * 200_000 + ",2024-01-02\n"),
        ("PR444", 1, ""),
        ("PR444", 1, "\n , \n"),
        ("PR445", 1, "开始,人数\n"),
        ("PR446", 1, "开始,结束,START\n"),
        ("PR447", 3, "开始,结束\n\n2024-01-01 09:00\n"),
        ("PR447", 2, "开始,结束\n2024-01-01 09:00,2024-01-02,3\n"),
        ("PR448", 2, "开始,结束\n2024-01-01,2024-01-02\n"),
        ("PR448", 2, "开始,结束\n2024-02-30 09:00,2024-03-02\n"),
        ("PR448", 3, '开始,结束,人数\n"","",""\n2024-01-01 09:00,2024-01-02,三\n'),
        ("PR448", 3, '开始,结束,"人\n数"\n2024-01-01 09:00,5.3.2024,1\n'.replace("人\n数", "人数\n")),
        ("PR449", 2, "开始,结束\n2024-01-05 09:00,2024-01-02\n"),
    ],
)
def test_what_is_wrong_with_a_table(read, code, line, table):
    """Each fault is one problem at its line of the table, and the counts are missing."""
    bound = read(table)

    assert [(code, "v.csv", line)] == [
        (one.code, one.place.file.rpartition("/")[2], one.place.line) for one in bound.problems
    ]
    assert "visits" not in bound.records


def test_the_heading_of_a_bad_cell_is_named(read):
    """The problem of a cell says its column as the reader's heading."""
    (problem,) = read("开始,结束\nx,2024-01-02\n").problems

    assert ("开始",) == problem.place.key


def test_a_missing_column_has_a_suggestion(read):
    """The nearest heading is named."""
    (problem,) = read("开始,结束期\n").problems

    assert "`结束期`" in problem.message


def test_a_table_of_faults_lists_the_first(read):
    """Of very many problems the first hundred are listed, and how many there are."""
    problems = read("开始,结束\n" + "x,2024-01-02\n" * 250).problems

    assert [*["PR448"] * 100, "PR451"] == sorted(problem.code for problem in problems)
    assert any("150" in problem.message for problem in problems)


def test_rows_are_limited(read, monkeypatch):
    """A table of more rows than any project has is refused."""
    monkeypatch.setattr(sheets, "ROWS", 3)

    assert ["PR451"] == [problem.code for problem in read("开始,结束\n" + "2024-01-01 09:00,2024-01-02\n" * 4).problems]


@pytest.mark.parametrize(
    ("code", "limit", "table"),
    [
        ("PR451", "LINES", "开始,结束\n" + "\n" * 9),
        ("PR443", "_TALLEST", '开始,结束\n"' + "\n" * 9 + '",\n'),
        ("PR443", "_LONGEST", "开始,结束\n" + "," * 99 + "\n"),
    ],
)
def test_tables_that_never_end(read, monkeypatch, code, limit, table):
    """Lines, rows over many lines and long lines are bounded: no table takes for ever."""
    monkeypatch.setattr(sheets, limit, 8 if limit != "_LONGEST" else 50)

    assert [code] == [problem.code for problem in read(table).problems]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("PR440", "missing.csv"),
        ("PR440", "folder"),
        ("PR440", "x" * 400),
        ("PR441", "../v.csv"),
        ("PR441", "folder/../../v.csv"),
        ("PR441", "/etc/passwd"),
        ("PR441", "C:\\\\v.csv"),
        ("PR441", "..\\\\v.csv"),
        ("PR441", "\\\\\\\\host\\\\v.csv"),
        ("PR441", "link.csv"),
        ("PR429", ""),
    ],
)
def test_files_that_cannot_be_used(read, tmp_path, code, name):
    """A file that is not there, is none, or lies outside of the case's folder is a problem at its key."""
    (tmp_path / "folder").mkdir()
    (tmp_path.parent / f"{tmp_path.name}.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path.parent / f"{tmp_path.name}.csv")
    bound = read(GOOD, FROM_FILE[0], f'visits = {{ file = "{name}" }}')

    assert [(code, 20, 12)] == [(one.code, one.place.line, one.place.column) for one in bound.problems]


def test_a_link_within_the_folder_is_read(read, tmp_path, value):
    """A link to a file of the same folder is as good as the file."""
    (tmp_path / "link.csv").symlink_to(tmp_path / "v.csv")

    assert 2 == value(read(GOOD, FROM_FILE[0], 'visits = { file = "link.csv" }'), "visits/all")


def test_a_misspelt_file_has_a_suggestion(read):
    """The nearest file of the folder is named."""
    (problem,) = read(GOOD, FROM_FILE[0], 'visits = { file = "vv.csv" }').problems

    assert "`v.csv`" in problem.hint


def test_a_plain_dict_needs_a_folder(binder, tmp_path, value):
    """A dict that names a file is told to say its folder."""
    (tmp_path / "v.csv").write_text(GOOD, encoding="utf-8")
    given = {"visits": {"file": "v.csv"}}

    assert ["PR441"] == [problem.code for problem in binder.bind(given).problems]
    assert 2 == value(binder.bind(given, tmp_path), "visits/all")


def test_surveys_from_a_file(read, value):
    """A survey's reader is given the answers, and counts all of them."""
    bound = read("意见\n好\n差\n好\n", OPINION, 'opinion = { file = "v.csv" }')

    assert (2, 0, 1) == tuple(value(bound, f"opinion/{answer}") for answer in ("good", "fair", "bad"))


def test_a_reader_that_fails_is_a_problem(read):
    """What a plugin raises is a problem that names the reader."""
    (problem,) = read("意见\n坏\n", OPINION, 'opinion = { file = "v.csv" }').problems

    assert ("PR450", True) == (problem.code, "test/opinions" in problem.message)


@pytest.mark.parametrize("error", [SystemExit(3), RecursionError("too deep")])
def test_a_reader_that_exits_is_a_problem(read, registry, monkeypatch, error):
    """A reader that ends the program does not end it."""

    def ends(*_):
        raise error

    monkeypatch.setattr(registry.readers["test/opinions"].value, "reduce", ends)
    (problem,) = read("意见\n好\n", OPINION, 'opinion = { file = "v.csv" }').problems

    assert ("PR450", True) == (problem.code, type(error).__name__ in problem.message)


def test_a_reader_that_is_not_installed(rules, tmp_path):
    """Without its plugin a file cannot be read, and the problem names the reader."""
    bound = type(rules.binder)(rules.set, rules.program.inputs, pr.Registry.builtin()).bind(
        {"visits": {"file": "v.csv"}}, tmp_path
    )

    assert ["PR425", "PR440"] == sorted(problem.code for problem in bound.problems)


OPINION = "opinion = { counts = { good = 3, fair = 1 }, valid = 4, sent = 5 }"
