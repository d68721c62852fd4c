"""Streams and files that cannot be used: told in words, and never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfrules.definition.files import read_file
from perfrules.problems import Problem

ROOT = Path(__file__).parent.parent.parent
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="the system has no full device")


def shell(line):
    """Return how a command line for the shell ends; `perfrules` is the program."""
    program = f"{sys.executable} -c 'from perfrules.cli import main; main()'"
    done = subprocess.run(
        ["/bin/sh", "-c", line.replace("perfrules", program, 1)],
        capture_output=True,
        check=False,
        timeout=60,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LANG": "en_US.UTF-8"},
    )
    return done.returncode, done.stderr.decode()


@needs_full
@pytest.mark.parametrize("arguments", ["sets", "--help", "--version", "show --help", "completion bash", "schema"])
def test_no_room_for_the_output(arguments):
    """Where there is no room for the output the reason is told, and the exit status is 1."""
    assert (1, "the output cannot be written: No space left on device\n") == shell(f"perfrules {arguments} > /dev/full")


@needs_full
@pytest.mark.parametrize("arguments", ["check nowhere.toml", "score nowhere.toml", "nonsense"])
def test_no_room_for_problems(arguments):
    """Where there is no room for problems the exit status still tells of them."""
    status, _ = shell(f"perfrules {arguments} 2> /dev/full")
    assert status in {1, 2}


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams(closed):
    """Streams that are closed from the start are no mistake of the program."""
    assert (0, "") == shell(f"perfrules sets {closed} > /dev/null" if closed == "<&-" else f"perfrules sets {closed}")


def test_a_folder_that_may_not_be_seen(monkeypatch):
    """A file in a folder that this user may not enter is a problem, not an exception."""

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)
    found = read_file("secret/case.toml")
    assert isinstance(found, Problem)
    assert "PR003" == found.code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(program, tmp_path):
    """A file without permission is told of beside the other problems."""
    path = tmp_path / "case.toml"
    path.write_text("")
    path.chmod(0)
    ended = program("check", "case.toml", "other.toml")
    assert 1 == ended.status
    assert "case.toml: PR003" in ended.err + ended.out
    assert "other.toml: PR001" in ended.err + ended.out
