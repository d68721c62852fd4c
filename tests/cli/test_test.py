import json
from pathlib import Path

import pytest

from tests.testing.conftest import HEAD, ROWS, SIMPLE

CASES = '[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n'
WRONG = '\n[[case]]\nname = "most"\nevidence = { done = 9 }\nexpect = { marks = 91 }\n'


@pytest.fixture
def cases(tmp_path):
    """Return a function that writes a file of cases beside its set."""
    (tmp_path / "simple.toml").write_text(SIMPLE, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")

    def written(source):
        path = tmp_path / "cases.toml"
        path.write_text(HEAD.format(set="simple").replace("../", "./") + source, encoding="utf-8")
        return path.name

    return written


def test_all_well(run, cases):
    """A line with the counts, and the status 0; without a path the current folder is searched."""
    cases(CASES)
    for arguments in (("test",), ("test", "cases.toml"), ("test", ".", "-k", "HALF")):
        ended = run(*arguments)
        assert (0, "1 case: 1 passed\n", "") == (ended.status, ended.out, ended.err)


def test_a_failure(run, cases):
    """Expected and actual stand side by side below the place, with the calculation; the status is 1."""
    ended = run("test", cases(CASES + WRONG))
    assert 1 == ended.status
    assert "FAILED cases.toml:9:3 most" in ended.out
    line = next(line for line in ended.out.splitlines() if "marks" in line)
    assert ["total", "marks", "91", "90"] == line.split()
    assert "2 cases: 1 passed, 1 failed" in ended.out


def test_json(run, cases):
    """The same for programs."""
    ended = run("test", cases(CASES + WRONG), "--format", "json")
    data = json.loads(ended.out)
    assert (1, False, ["passed", "failed"]) == (ended.status, data["ok"], [case["status"] for case in data["cases"]])
    assert [] == data["problems"]


def test_in_chinese(run, cases):
    """The headings and counts are in the language asked for."""
    ended = run("test", cases(CASES + WRONG), "--lang", "zh")
    assert "预期" in ended.out
    assert "2 个案卷：通过 1，未通过 1" in ended.out


@pytest.mark.parametrize("arguments", [("test", "nowhere"), ("test", "simple.toml"), ("test", "-k", "nothing")])
def test_nothing_to_run_is_a_problem(run, cases, arguments):
    """A path that is not there, has no case, or a keyword that chooses none: a test run never passes for nothing."""
    cases(CASES)
    ended = run(*arguments)
    assert 1 == ended.status
    assert "PR" in ended.out
    assert "Traceback" not in ended.out + ended.err


def test_used_wrongly(run):
    """An unknown option is the status 2."""
    assert 2 == run("test", "--nonsense").status


def test_check_looks_at_expectations(run, cases):
    """`check` says what is wrong with them, and leaves out the problems that a case expects."""
    ended = run("check", cases(CASES.replace("{ marks = 50 }", '{ grade = "A" }')))
    assert (1, True) == (ended.status, "PR711" in ended.out)
    refused = CASES.replace("done = 5", "done = 50").replace("marks = 50", 'problems = ["PR410"]')
    assert 0 == run("check", cases(refused)).status
    assert 0 == run("check", cases(WRONG)).status


def test_coverage(run, cases):
    """`--cover` shows what the cases have exercised and why not the rest; below `--threshold` the status is 1."""
    name = cases(CASES)
    ended = run("test", "--cover", name)
    assert 0 == ended.status
    assert "example/simple@1: 2 of 2 covered (100.00%), 1 case" in ended.out
    simple = SIMPLE.replace(", at_most = 10", "")
    name = cases(CASES)
    Path("simple.toml").write_text(simple, encoding="utf-8")
    assert 0 == run("test", "--cover", name, "--threshold", "75").status
    ended = run("test", "--cover", name, "--threshold", "76")
    assert 1 == ended.status
    assert "the limit holds" in ended.out
    assert "example/simple is covered by less than the threshold" in ended.out
    [found] = json.loads(run("test", "--cover", name, "--format", "json").out)["coverage"]
    assert (3, 4, "75.00%") == (found["covered"], found["total"], found["share"])


@pytest.mark.parametrize(
    "arguments", [("--threshold", "95"), ("--cover", "--threshold", "101"), ("--cover", "--threshold", "1e99999999")]
)
def test_a_threshold_that_makes_no_sense(run, arguments):
    """It is a share in percent, and needs `--cover`."""
    assert 2 == run("test", *arguments).status
