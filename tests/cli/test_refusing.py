"""Commands that are typed wrongly: told in the language that was asked for, wherever it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
WRONG = {
    ("score", "--nonsense", "a"): ("there is no option `--nonsense`", "没有选项 `--nonsense`"),
    ("score", "--partail", "a"): ("did you mean `--partial`?", "`--partial`"),
    ("score",): ("`CASE` is missing", "缺少 `CASE`"),
    ("score", "a", "b", "c"): ("there is no room for `b c` here", "多出了 `b c`"),
    ("score", "a", "-o"): ("the option `-o` needs a value", "选项 `-o` 需要一个值"),
    ("score", "--force=1", "a"): ("the option `--force` takes no value", "选项 `--force` 不带值"),
    ("schema", "sets"): ("is one of set, scale, case", "应为 set, scale, case"),
    ("check", "a", "--format", "xml"): ("`--format` is one of text, json", "`--format` 应为 text, json"),
    ("new", "kinds", "x"): ("there is no command `kinds`", "没有命令 `kinds`"),
    ("scroe",): ("there is no command `scroe`", "没有命令 `scroe`"),
    ("new", "plugin", "路"): ("a Chinese name goes into --title", "中文名称请写在 --title 中"),
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
@pytest.mark.parametrize("place", ["before", "after", "locale"])
def test_what_is_wrong_is_told_in_both_languages(program, arguments, place):
    """The same sentence in English and in Chinese, with the usage above it; the status is 2, and no output."""
    for language, said in zip(("en", "zh"), WRONG[arguments], strict=True):
        asked = {"before": ["--lang", language], "after": [], "locale": []}[place]
        after = [f"--lang={language}"] if place == "after" else []
        locale = {"LANG": f"{language}_CN.UTF-8"} if place == "locale" else {}
        ended = program(*asked, *arguments, *after, **locale)
        if arguments[-1] == "-o" and after:
            continue  # what stands after it is its value
        assert (2, "") == (ended.status, ended.out)
        assert said in ended.err
        assert ("Usage: perfrules" if language == "en" else "用法") in ended.err
        assert (language == "en") == ("Error: " in ended.err)


def test_a_wrong_language(program):
    """What is known is told."""
    ended = program("score", "a", "--lang", "fr")
    assert 2 == ended.status
    assert "`--lang` is one of en, zh" in ended.err


def test_a_screen_without_chinese(program):
    """Where Chinese cannot be shown, it is English, whatever was asked for."""
    done = program.raw("score", "--lang", "zh", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "`CASE` is missing" in done.stderr.decode("ascii")


@pytest.mark.parametrize(
    ("environment", "styled"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": ""}, False),
    ],
)
def test_colours_that_are_asked_for(program, tmp_path, environment, styled):
    """FORCE_COLOR gives colours where there is no terminal, unless NO_COLOR takes them; a file never gets any."""
    assert styled == ("\x1b[" in program("show", "shanghai/four-grades", **environment).out)
    (tmp_path / "x.toml").write_text('format = "perfrules/case/1"\n', encoding="utf-8")
    checked = program("check", "x.toml", "-o", "problems.txt", **environment)
    assert 1 == checked.status
    assert "\x1b" not in (tmp_path / "problems.txt").read_text("utf-8")


@pytest.mark.parametrize("module", ["click", "perfrules.cli.helping", "perfrules.cli.show"])
def test_an_early_interruption_is_quiet(tmp_path, module):
    """Ctrl-C while the program starts, or loads a command, ends it with 130 and not a word."""
    code = (
        "import signal, sys\n"
        "class Slow:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Slow())\n"
        "from perfrules.cli import main; main(['show', 'shanghai/four-grades'])"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60
    )
    assert (130, b"", b"") == (done.returncode, done.stdout, done.stderr.strip())
