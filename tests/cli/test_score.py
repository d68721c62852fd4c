"""`perfrules score`."""

import json
import re
import subprocess
import sys

import pytest

from perfrules.rendering.cells import cell_width


def test_the_real_project(program, real_case):
    """The scorecard of the real project is printed with its published sections, total and grade."""
    ended = program("score", real_case)
    assert (0, "") == (ended.status, ended.err)
    assert re.search(r"^A +项目决策 +10 +9\.00 +90\.00%$", ended.out, flags=re.MULTILINE)
    assert re.search(r"^B +项目管理 +25 +16\.94 +67\.76%$", ended.out, flags=re.MULTILINE)
    assert re.search(r"^C +项目绩效 +65 +61\.18 +94\.12%$", ended.out, flags=re.MULTILINE)
    assert "87.12" in ended.out
    assert "良好" in ended.out


def test_the_language_can_be_chosen(run, real_case):
    """With --lang en everything is English that has English."""
    ended = run("score", real_case, "--lang", "en")
    assert "Budget execution rate" in ended.out
    assert "grade Good" in ended.out


def test_json_is_for_other_programs(run, real_case):
    """The JSON is the scorecard's document."""
    document = json.loads(run("score", real_case, "--format", "json").out)
    assert "perfrules/scorecard/1" == document["format"]
    assert ("87.12", "良好") == (document["result"]["marks"], document["result"]["grade"])


def test_the_format_follows_the_file(run, real_case, tmp_path):
    """Without --format the name of the file decides."""
    assert 0 == run("score", real_case, "-o", "card.md").status
    assert (tmp_path / "card.md").read_text(encoding="utf-8").startswith("# ")
    assert 0 == run("score", real_case, "-o", "card.json").status
    assert "87.12" == json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))["result"]["marks"]


def test_an_existing_file_is_not_replaced(run, real_case, tmp_path):
    """A file that is there is refused as a wrong use, and kept; --force replaces it whole."""
    target = tmp_path / "card.txt"
    target.write_text("mine")
    ended = run("score", real_case, "-o", "card.txt")
    assert 2 == ended.status
    assert "--force" in ended.err
    assert "mine" == target.read_text()
    assert 0 == run("score", real_case, "-o", "card.txt", "--force").status
    assert "87.12" in target.read_text(encoding="utf-8")
    assert ["card.txt"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_read_is_not_replaced(run, real_case, tmp_path):
    """A scorecard never takes the place of its case or of a file of records, not even by force."""
    for path in real_case.parent.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "link.md").symlink_to("case.toml")
    for name in ("case.toml", "link.md", "faults.csv", "answers.csv"):
        before = (tmp_path / name).read_bytes()
        ended = run("score", "case.toml", "-o", name, "-f", "text", "--force")
        assert (2, True) == (ended.status, "is what this command reads" in ended.err)
        assert before == (tmp_path / name).read_bytes()
    assert "is blank" in run("score", "case.toml", "-o", "").err


def test_a_folder_is_not_replaced(run, real_case, tmp_path):
    """A folder and a device are refused even with --force."""
    (tmp_path / "folder").mkdir()
    assert 2 == run("score", real_case, "-o", "folder", "--force").status
    assert 2 == run("score", real_case, "-o", "/dev/null", "--force").status
    assert 2 == run("score", real_case, "-o", "nowhere/card.txt").status


def test_a_dash_is_standard_output(run, real_case):
    """-o - is standard output."""
    assert run("score", real_case).out == run("score", real_case, "-o", "-").out


def test_there_are_no_escape_codes_in_a_pipe(program, real_case):
    """What goes into a pipe or file has no escape codes."""
    assert "\x1b" not in program("score", real_case).out


@pytest.mark.parametrize("width", [40, 80, 100, 120])
def test_the_width_is_kept(run, real_case, width):
    """No line is wider than the terminal."""
    ended = run("score", real_case, COLUMNS=str(width))
    assert [] == [line for line in ended.out.splitlines() if cell_width(line) > width]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("card.MD", "# "), ("card.txt", "信"), ("card", "信")],
)
def test_the_name_of_the_file_chooses_the_format(run, tmp_path, real_case, name, beginning):
    """Without --format the end of the file's name says which it is; a name without an end is text."""
    assert 0 == run("score", real_case, "-o", name, "--lang", "zh").status
    assert (tmp_path / name).read_text("utf-8").startswith(beginning)


def test_an_end_that_no_format_has_is_refused(run, tmp_path, real_case):
    """A file that would not be what its name says is not written unless --format says so."""
    ended = run("score", real_case, "-o", "card.html")

    assert 2 == ended.status
    assert "no format belongs to .html; end the name with .json, .md, .txt, or give --format" in ended.err
    assert [] == list(tmp_path.iterdir())
    assert 0 == run("score", real_case, "-o", "card.html", "-f", "markdown").status


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_terminals_without_chinese(program, real_case, encoding, form):
    """A terminal that cannot encode Chinese gets English in plain characters, and never a traceback."""
    done = program.raw("score", real_case, "--format", form, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (0, b"") == (done.returncode, done.stderr)
    shown = done.stdout.decode(encoding)
    assert "87.12" in shown
    if form != "json":
        assert "Budget execution rate" in shown


def test_a_gbk_terminal_gets_chinese(program, real_case):
    """A terminal in GBK gets Chinese."""
    done = program.raw("score", real_case, PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert "项目决策" in done.stdout.decode("gbk")


@pytest.mark.usefixtures("broken_case")
def test_problems_of_a_case_come_all_at_once(run):
    """A case with several problems prints all of them on standard error, with places and their number."""
    ended = run("score", "case.toml")
    assert (1, "") == (ended.status, ended.out)
    assert re.search(r"^case\.toml:\d+:\d+: PR4\d\d: .*`taks_due`", ended.err, flags=re.MULTILINE)
    assert "did you mean `tasks_due`?" in ended.err
    assert "PR601" in ended.err
    assert re.search(r"^\d+ problems$", ended.err.splitlines()[-1])


@pytest.mark.usefixtures("partial_case")
def test_a_partial_score_says_what_is_possible(run):
    """With --partial the missing evidence is listed, with the interval of the total."""
    assert 1 == run("score", "case.toml").status
    ended = run("score", "case.toml", "--partial", "--lang", "en")
    assert 0 == ended.status
    assert "The total lies between 84.18 and 87.18." in ended.out
    assert "spent" in ended.out


def test_an_unknown_format_is_a_wrong_use(run, real_case):
    """A format that nobody brings is refused with what was probably meant."""
    ended = run("score", real_case, "--format", "markdwn")
    assert 2 == ended.status
    assert "did you mean `markdown`?" in ended.err


def test_an_unknown_set_is_placed_in_the_case(run, tmp_path):
    """The problem that a set is not there stands where the case names it."""
    (tmp_path / "case.toml").write_text('format = "perfrules/case/1"\nindicator_set = "shanghai/it-operation"\n')
    ended = run("score", "case.toml")
    assert 1 == ended.status
    assert ended.err.startswith("case.toml:2:")
    assert "did you mean `shanghai/it-operations" in ended.err


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("shanghai/four-grades", "PR104: `shanghai/four-grades` is a grade scale, and an indicator set was expected"),
        ("./none.toml", "PR001: there is no file 'none.toml'"),
        ("./folder", "PR002: 'folder' is a folder, not a file"),
        ("x" * 5000, f"PR104: there is no definition `{'x' * 100}…`"),
    ],
)
def test_what_a_case_names_as_its_set(run, tmp_path, reference, said):
    """What is no set is told of at the line of the case, in few words."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "case.toml").write_text(f'format = "perfrules/case/1"\nindicator_set = "{reference}"\n')
    ended = run("score", "case.toml")
    assert 1 == ended.status
    assert ended.err.startswith(f"case.toml:2:1: {said}")
    assert len(ended.err) < 1000


def test_a_closed_pipe_is_quiet(real_case):
    """A reader that stops early gives neither a traceback nor a complaint."""
    command = f"{sys.executable} -c 'from perfrules.cli import main; main()' score {real_case} | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert b"" == done.stderr
