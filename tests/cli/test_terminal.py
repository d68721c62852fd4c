"""The program on a terminal."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tables.planting import SET, SORTS, planted

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


@pytest.mark.parametrize(
    ("language", "columns", "bar", "summary"),
    [
        ("en", 100, "100% 2,000 rows # rows/s time left 00:00 100 problems", "Not scored  100\n"),
        ("zh", 80, "100% 2,000 行 # 行/秒 剩余 00:00 100 个问题", "未评分    100\n"),
        ("en", 50, "100% 2,000 rows 00:00 100 problems", "Not scored  100\n"),
    ],
)
def test_a_batch_has_a_bar_and_a_summary(tmp_path, language, columns, bar, summary):
    """The bar tells rows, their speed, the time left and problems, as far as there is room; grades have a chart."""
    (tmp_path / "set.toml").write_text(SET, "utf-8")
    (tmp_path / "in.csv").write_bytes(planted(list(SORTS.values()), 2_000, 100).lines())
    files = (tmp_path / "set.toml", tmp_path / "in.csv", "-o", tmp_path / "out.csv", "--key", "no")
    shown = on_terminal("batch", *files, "--lang", language, COLUMNS=str(columns))
    lines = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line).strip() for line in re.split(r"\r|\x1b\[2K", shown)]
    bars = [line for line in lines if "━" in line]
    assert re.search(re.escape(bar).replace("\\#", "[0-9,]+") + "$", bars[-1])
    assert max(map(len, bars)) <= columns
    rest = shown.replace("\r", "").partition(summary)[2]
    assert "█" in rest
    assert "PR601" in rest
