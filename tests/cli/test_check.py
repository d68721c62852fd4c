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
    problems = json.loads(run("check", "case.toml", "--format", "json").out)
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
