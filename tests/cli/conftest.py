"""Running the program as a user does."""

import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

from perfrules.cli.app import app

ROOT = Path(__file__).parent.parent.parent
CASE = ROOT / "perfrules_shanghai" / "cases" / "hezuo-2017" / "case.toml"
_START = "from perfrules.cli import main; main()"


@attrs.frozen
class Ended:
    """How a run of the program ended."""

    status: int
    out: str
    err: str


@attrs.frozen
class Program:
    """The program in a process of its own, in a folder of its own."""

    folder: Path

    def __call__(self, *arguments, **environment):
        """Run the program; what is in *environment* is set, None takes it out."""
        done = self.raw(*arguments, **environment)
        return Ended(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def raw(self, *arguments, **environment):
        """Run the program; the output is bytes."""
        clean = {
            key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR", "LC_ALL", "LANG"}
        }
        given = {"LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "COLUMNS": "80"} | environment
        env = clean | {key: value for key, value in given.items() if value is not None}
        command = [sys.executable, "-c", _START, *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL
        )


@pytest.fixture
def program(tmp_path):
    """Return the program, run in an empty folder."""
    return Program(tmp_path)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Return the program, run in this process, in an empty folder; faster, but without terminals and encodings."""
    monkeypatch.chdir(tmp_path)
    clean = {"LANG": "en_US.UTF-8", "LC_ALL": None, "LC_MESSAGES": None, "COLUMNS": "80"}

    def ended(*arguments, **environment):
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], env=clean | environment)
        return Ended(result.exit_code, result.stdout, result.stderr)

    return ended


@pytest.fixture
def case_text():
    """Return the text of the real project's case."""
    return CASE.read_text(encoding="utf-8")


@pytest.fixture
def broken_case(tmp_path, case_text):
    """Return a case without what was spent and with a misspelt field; its record files lie beside it."""
    for name in ("faults.csv", "answers.csv"):
        (tmp_path / name).write_bytes((CASE.parent / name).read_bytes())
    lines = [line for line in case_text.splitlines() if not line.startswith("spent = ")]
    path = tmp_path / "case.toml"
    path.write_text("\n".join(lines).replace("tasks_due = {", "taks_due = {"), encoding="utf-8")
    return path


@pytest.fixture
def partial_case(tmp_path, case_text):
    """Return a case without what was spent, otherwise whole."""
    for name in ("faults.csv", "answers.csv"):
        (tmp_path / name).write_bytes((CASE.parent / name).read_bytes())
    lines = [line for line in case_text.splitlines() if not line.startswith("spent = ")]
    path = tmp_path / "case.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def real_case():
    """Return the path of the real project's case."""
    return CASE
