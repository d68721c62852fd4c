"""`perfrules check`."""

import json
import os
import re

import pytest

from perfrules.problems import CODES

ONE = """format = "perfrules/indicator-set/1"
id = "t/t"
edition = "1"
title = "t"
titel = "t"
"""


def test_all_of_ours_is_without_problems(run, real_case):
    """The case, the sets and the scales that are shipped have no problems."""
    files = sorted((real_case.parent.parent.parent / "sets").glob("*.toml"))
    ended = run("check", real_case, *files)
    assert (0, "no problems\n", "") == (ended.status, ended.out, ended.err)


@pytest.mark.usefixtures("broken_case")
def test_problems_have_places(run):
    """Every problem has its file, line and column, a code, and the key; their number stands at the end."""
    ended = run("check", "case.toml")
    assert 1 == ended.status
    places = re.findall(r"^case\.toml:(\d+):\d+: PR\d{3}: .*\[evidence\.\S+\]$", ended.out, flags=re.MULTILINE)
    assert places == sorted(places, key=int)
    assert f"{len(places)} problems" == ended.out.splitlines()[-1]


@pytest.mark.usefixtures("broken_case")
def test_json_is_for_other_runs(run):
    """With --format json every problem is an object."""
    document = json.loads(run("check", "case.toml", "--format", "json").out)
    problems = document["problems"]
    assert ("perfrules/problems/1", len(problems), 0) == tuple(
        document[key] for key in ("format", "errors", "warnings")
    )
    assert {"code", "severity", "file", "line", "column", "key", "message", "hint"} == set(problems[0])
    assert {problem["code"] for problem in problems} <= set(CODES)


def test_several_files_are_sorted(run, tmp_path):
    """Problems of several files come in order of file and line."""
    (tmp_path / "b.toml").write_text(ONE)
    (tmp_path / "a.toml").write_text(ONE)
    lines = [line for line in run("check", "b.toml", "a.toml").out.splitlines() if re.match(r"[ab]\.toml", line)]
    assert lines == sorted(lines, key=lambda line: (line[0], int(line.split(":")[1])))
    assert {"a", "b"} == {line[0] for line in lines}


def test_a_warning_does_not_change_the_status(run, tmp_path, case_text, real_case):
    """Spending above the budget is a warning: it is printed, and the status stays 0."""
    for name in ("faults.csv", "answers.csv"):
        (tmp_path / name).write_bytes((real_case.parent / name).read_bytes())
    (tmp_path / "case.toml").write_text(case_text.replace("value = 19.000", "value = 19.500"), encoding="utf-8")
    ended = run("check", "case.toml")
    assert 0 == ended.status
    assert "warning" in ended.out


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("no-format.toml", b'id = "x"\n', "PR020"),
        ("other-format.toml", b'format = "perfrules/case/9"\n', "PR020"),
        ("not.toml", b"a = = 1\n", "PR006"),
        ("latin.toml", b'a = "\xe9"\n', "PR005"),
        ("empty.toml", b"", "PR020"),
        ("huge.toml", b"a = 1e999999999\n", "PR009"),
        ("deep.toml", b"a = " + b"[" * 3000, "PR010"),
        ("bom.toml", b'\xef\xbb\xbfformat = "perfrules/case/1"\r\n', "PR022"),
        ("not.json", b"{", "PR007"),
    ],
)
def test_bad_files_are_problems(run, tmp_path, name, content, code):
    """A file that cannot be used is a problem with a code, never a traceback."""
    (tmp_path / name).write_bytes(content)
    ended = run("check", name)
    assert 1 == ended.status
    assert code in ended.out
    assert "Traceback" not in ended.out + ended.err


def test_what_is_not_a_file(run, tmp_path):
    """A folder, a pipe, and a file that is not there are problems; nothing hangs."""
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    ended = run("check", "folder.toml", "pipe.toml", "missing.toml")
    assert 1 == ended.status
    assert {"PR001", "PR002"} == set(re.findall(r"PR\d{3}", ended.out))


@pytest.mark.parametrize(("name", "told"), [("", True), ("@2014", True), ("@1999", False), ("-not", False)])
def test_the_id_of_a_set_is_no_file(run, name, told):
    """Who names an installed set is told how to look at it."""
    ended = run("check", f"shanghai/it-operations{name}", LANG="en_US.UTF-8")
    assert 1 == ended.status
    hint = f"it is the id of an installed set: `perfrules show shanghai/it-operations{name}`"
    assert told == (hint in ended.out)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(run, tmp_path):
    """A file that may not be read is a problem."""
    path = tmp_path / "secret.toml"
    path.write_text("")
    path.chmod(0)
    assert "PR003" in run("check", "secret.toml").out


def test_a_name_that_is_no_text(program):
    """A file name that is not UTF-8 is printed somehow."""
    ended = program("check", os.fsdecode(b"\xff.toml"))
    assert 1 == ended.status
    assert "PR001" in ended.out


@pytest.mark.usefixtures("broken_case")
def test_chinese_problems_on_a_plain_terminal(program):
    """Where the terminal cannot show Chinese, problems are told in English, whatever the locale."""
    done = program.raw("check", "case.toml", LANG="zh_CN.UTF-8", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert b"did you mean" in done.stdout


def test_names_of_files_stay_in_their_line(program, tmp_path):
    """A line end or an escape code in the name of a file is escaped: no name looks like a problem of another."""
    (tmp_path / "a\nb: PR000: \x1b[31mred.toml").write_text("x")
    ended = program("check", "a\nb: PR000: \x1b[31mred.toml")
    assert ended.out.startswith("a\\nb: PR000: \\x1b[31mred.toml:1:2: PR006: ")


CLUMSY = """format = "perfrules/indicator-set/1"
id = "t/t"
edition = "1"
title = "测试"
source = [{ id = "s", title = "s" }]

[evidence]
x = { name = "完成", type = "number", at_least = 0, at_most = 9 }

[[indicator]]
code = "A"
name = "数量"
full_marks = 2
rubric = { kind = "formula", marks = "2 if x > 1 else 0" }
"""


def test_the_line_stands_below_the_problem_with_a_caret(run, tmp_path):
    """The message comes first, then what to do, then the line; the caret is below the place, Chinese or not."""
    (tmp_path / "a.toml").write_text(CLUMSY.replace("x > 1", "y > 1").replace('name = "完成"', 'nam = "完成"'), "utf-8")
    lines = run("check", "a.toml").out.splitlines()
    assert '    8 | x = { nam = "完成", type = "number", at_least = 0, at_most = 9 }' in lines
    row = '    14 | rubric = { kind = "formula", marks = "2 if y > 1 else 0" }'
    carets = [lines[place + 1] for place, line in enumerate(lines) if line == row]
    assert ["2", "y"] == [row[len(caret) - 1] for caret in carets]


def test_problems_of_one_place_share_its_line(run, tmp_path):
    """Two problems of one line have two carets; two of one place have one."""
    (tmp_path / "a.toml").write_text(CLUMSY.replace("at_most = 9", "at_mist = 9, at_last = 9"), "utf-8")
    out = run("check", "a.toml").out
    assert 2 == out.count("    8 | ")
    (tmp_path / "b.toml").write_text(ONE)
    assert 1 == run("check", "b.toml").out.count("    1 | ")


def test_what_has_no_text_has_no_line(run, tmp_path):
    """A file that is not there, or is not text, has problems without lines."""
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.toml", "x.toml"):
        out = run("check", name).out
        assert " | " not in out
        assert out.startswith(name)


def test_tables_in_other_encodings_have_their_lines(run, tmp_path, case_text, real_case):
    """A row of a table as Chinese Windows saves it is shown."""
    for name in ("faults.csv", "answers.csv"):
        (tmp_path / name).write_bytes((real_case.parent / name).read_bytes())
    rows = (tmp_path / "faults.csv").read_text("utf-8-sig").splitlines()
    (tmp_path / "faults.csv").write_bytes("\n".join([*rows, rows[-1] + ",多"]).encode("gb18030"))
    (tmp_path / "case.toml").write_text(case_text, encoding="utf-8")
    assert f"    {len(rows) + 1} | {rows[-1][:20]}" in run("check", "case.toml").out


def test_strict_lets_warnings_count(run, tmp_path):
    """Clumsy rules are warnings: they change the exit status only with --strict."""
    (tmp_path / "a.toml").write_text(CLUMSY, "utf-8")
    ended = run("check", "a.toml")
    assert (0, True) == (ended.status, "PR170 warning" in ended.out)
    assert 1 == run("check", "a.toml", "--strict").status
    (tmp_path / "a.toml").write_text(CLUMSY.replace("2 if x > 1 else 0", "2 * x / 9"), "utf-8")
    assert 0 == run("check", "a.toml", "--strict").status


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_problems_go_into_a_file(run, tmp_path, form):
    """With -o the list is in the file, in Chinese where it is asked for, and the status is the same."""
    (tmp_path / "a.toml").write_text(ONE)
    ended = run("check", "a.toml", "--format", form, "-o", "out", "--lang", "zh")
    assert (1, "") == (ended.status, ended.out)
    assert "此处没有 `titel`" in (tmp_path / "out").read_text("utf-8")
    assert 2 == run("check", "a.toml", "-o", "out").status
    assert 2 == run("check", "a.toml", "-o", "a.toml", "--force").status


def test_sarif_is_for_forges(run, tmp_path):
    """The log has the code, the level and the place of every problem."""
    (tmp_path / "a.toml").write_text(CLUMSY, "utf-8")
    (found,) = json.loads(run("check", "a.toml", "--format", "sarif").out)["runs"][0]["results"]
    assert ("PR170", "warning") == (found["ruleId"], found["level"])
    place = found["locations"][0]["physicalLocation"]
    assert ("a.toml", 14) == (place["artifactLocation"]["uri"], place["region"]["startLine"])


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(run, code):
    """The page says what is wrong, why it matters, wrong and right, and what to do; no file is needed."""
    ended = run("check", "--explain", code.lower(), COLUMNS="2000")
    assert (0, "") == (ended.status, ended.err)
    item = CODES[code]
    assert [] == [part for part in (code, item.title, item.meaning, item.why, item.mend) if part not in ended.out]


def test_the_codes_are_listed(run):
    """--explain without a code lists every code with its title, in the language that is asked for."""
    for language, title in (("en", "file that is not there"), ("zh", "文件不存在")):
        ended = run("check", "--explain", "--lang", language)
        assert 0 == ended.status
        assert title in ended.out
        assert [] == [code for code in CODES if code not in ended.out]


def test_a_retired_code_is_explained_as_such(run):
    """Who finds the code in an old report learns what it said, and what there is now."""
    ended = run("check", "--explain", "pr306", "--lang", "en", COLUMNS="200")
    assert 0 == ended.status
    assert ended.out.startswith("PR306: operation of a later version\n")
    assert "Retired: no problem has this code any more" in ended.out


def test_an_unknown_code_is_told_with_a_suggestion(run):
    """A code that is nearly right is told with the right one; files and a code together are refused."""
    ended = run("check", "--explain", "PR1O1")
    assert 2 == ended.status
    assert "did you mean `PR" in ended.err
    assert 2 == run("check", "a.toml", "--explain", "PR101").status
    assert 2 == run("check").status
