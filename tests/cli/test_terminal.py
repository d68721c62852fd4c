"""The program on a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def on_terminal(*arguments, **environment):
    """Return what the program prints on a terminal."""
    main, other = pty.openpty()
    given = {"PATH": "/usr/bin:/bin", "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-c", "from perfrules.cli import main; main()", *map(str, arguments)]
    env = given | {"PYTHONPATH": str(ROOT)} | environment
    with subprocess.Popen(command, env=env, stdin=other, stdout=other, stderr=other, close_fds=True) as process:
        os.close(other)
        shown = b""
        try:
            while chunk := os.read(main, 65536):
                shown += chunk
        except OSError:  # the other end is closed
            pass
        process.wait(timeout=60)
    os.close(main)
    return shown.decode()


def test_a_terminal_gets_bold(real_case):
    """On a terminal branches and headings are bold."""
    assert "\x1b[1m" in on_terminal("score", real_case)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_styles_can_be_switched_off(real_case, environment):
    """NO_COLOR and a terminal that knows no styles get none."""
    shown = on_terminal("score", real_case, **environment)
    assert "87.12" in shown
    assert "\x1b" not in shown
