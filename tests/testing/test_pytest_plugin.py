"""The plugin of pytest: it collects cases with expectations, leaves other files alone, and tells failures in words."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.testing.conftest import HEAD, ROWS, SIMPLE

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
CASE = 'format = "perfrules/case/1"\nindicator_set = "./simple.toml"\n[evidence]\ndone = 5\n'
HALF = '[[case]]\nname = "half done"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n'
WRONG = '\n[[case]]\nname = "most"\nevidence = { done = 9 }\nexpect = { marks = 91 }\n'
TABLE = '\n[[rows]]\nfile = "rows.csv"\nname = "id"\nevidence = { done = "done" }\nexpect = { marks = "marks" }\n'


@pytest.fixture
def tests(pytester, monkeypatch):
    """Return a function that writes files beside a set and runs pytest on them."""
    monkeypatch.syspath_prepend(ROOT)
    (pytester.path / "simple.toml").write_text(SIMPLE, encoding="utf-8")
    (pytester.path / "rows.csv").write_text(ROWS, encoding="utf-8")

    def ran(*arguments, **files):
        for name, source in files.items():
            (pytester.path / f"{name}.toml").write_text(source, encoding="utf-8")
        return pytester.runpytest_inprocess(*arguments)

    return ran


def many(source):
    """Return the text of a file of many cases."""
    return HEAD.format(set="simple").replace("../", "./") + source


def test_each_case_and_each_row_is_an_item(tests):
    """A file with one case, one with many and a table; those that differ fail."""
    result = tests("-v", one=CASE + "[expect]\nmarks = 50\n", many=many(HALF + TABLE))
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*one.toml::one PASSED*"])


def test_a_failure_is_told_in_words(tests):
    """Expected and actual stand side by side, with the reason, and without a traceback."""
    result = tests(many=many(HALF + WRONG))
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*most*", "many.toml:9:*", "*expected  actual*", "*total*marks*91*90*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin*")


def test_a_row_is_named_with_its_line_in_the_table(tests):
    """The place of a failure is where the row stands."""
    result = tests(many=many(TABLE))
    result.stdout.fnmatch_lines(["rows.csv:3*"])


def test_what_is_no_test_is_left_alone(tests):
    """Sets, cases that expect nothing, other TOML and broken TOML of strangers are not collected."""
    result = tests(plain=CASE, other='format = "other/case/1"\n[expect]\nmarks = 3\n', broken="x = \n")
    assert pytest.ExitCode.NO_TESTS_COLLECTED == result.ret


def test_what_is_wrong_with_a_file_fails(tests):
    """A broken file of cases, and one with a faulty expectation, is a failure with the problem."""
    result = tests(broken=many("[[case]\n"), faulty=many(HALF.replace("marks", "mraks")))
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["*broken.toml:4:*PR0*", "*faulty.toml:7:*PR021*"])


def test_problems_of_a_set_are_told_once(tests):
    """The other cases of the set fail as well, and refer to it."""
    result = tests(simple="format = 5\n", many=many(HALF + WRONG))
    result.assert_outcomes(failed=2)
    assert 1 == sum(line.startswith("simple.toml:1:1: PR020") for line in result.outlines)
    result.stdout.fnmatch_lines(["*not run: its set has problems, told above*"])


def test_the_keyword_of_pytest_chooses(tests):
    """Names of cases are names of items."""
    tests("-k", "half", many=many(HALF + WRONG)).assert_outcomes(passed=1, deselected=1)


def test_importing_it_imports_nothing_else_of_perfrules():
    """Whoever runs pytest beside perfrules pays for it only where there is a case."""
    listed = "sorted(name for name in sys.modules if name.split('.')[0] == 'perfrules')"
    code = f"import sys, perfrules.pytest_plugin; print(*{listed})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ["perfrules", "perfrules._version", "perfrules.pytest_plugin"] == done.stdout.split()


@pytest.mark.install
def test_installed(tmp_path):
    """Installed, it is found by its entry point, and `-p no:perfrules` turns it off."""
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    made = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*made, "--target", site, ROOT], check=True, capture_output=True)
    (work / "simple.toml").write_text(SIMPLE, encoding="utf-8")
    (work / "many.toml").write_text(many(HALF + WRONG), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", work, work]
    env = {"PYTHONPATH": str(site), "PATH": "", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=work, env=env, check=False, capture_output=True, text=True)
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    off = subprocess.run([*command, "-p", "no:perfrules"], cwd=work, env=env, check=False, capture_output=True)
    assert pytest.ExitCode.NO_TESTS_COLLECTED == off.returncode
