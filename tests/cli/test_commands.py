"""The other commands, and what all have in common."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tomli

from perfrules._version import __version__
from perfrules.cli.app import COMMANDS
from perfrules.plugins import Registry
from perfrules.rendering.cells import cell_width

COMMAND_ROOT = Path(__file__).parent.parent.parent

EVERY = [*((name,) for name in COMMANDS), *(("new", name) for name in ("case", "set", "kind", "plugin"))]


def test_the_version(program):
    """--version prints name and version."""
    assert f"perfrules {__version__}\n" == program("--version").out


@pytest.mark.parametrize("command", [(), *EVERY])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help(run, command, language):
    """Every command has help with examples, within the width, in both languages."""
    for width in ("40", "80"):
        ended = run(*command, "--lang", language, "--help", COLUMNS=width)
        assert (0, "") == (ended.status, ended.err)
        assert ("Examples:" if language == "en" else "示例") in ended.out
        examples = ended.out.partition("Examples:" if language == "en" else "示例")[2].splitlines()
        wide = [line for line in ended.out.splitlines() if cell_width(line) > int(width)]
        assert [] == [line for line in wide if line not in examples and not re.match("Usage|用法", line)]


def test_every_option_is_explained(run):
    """No option of any command is without a text."""
    for command in EVERY:
        shown = run(*command, "--help").out
        options = shown.partition("Options:")[2].partition("Examples:")[0]
        assert [] == re.findall(r"^  -\S+(?: \S+)?$", options, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("scroe",),
        ("score",),
        ("score", "a", "b"),
        ("score", "--nonsense", "a"),
        ("score", "a", "--lang", "fr"),
        ("check",),
        ("check", "a", "--format", "xml"),
        ("explain", "a"),
        ("schema", "sets"),
        ("completion", "tcsh"),
        ("new", "case"),
        ("new", "set"),
        ("new", "kinds", "x"),
    ],
)
def test_wrong_uses(run, arguments):
    """A wrong use has the status 2 and says what is right."""
    ended = run(*arguments)
    assert 2 == ended.status
    assert "Usage" in ended.err + ended.out
    assert "Traceback" not in ended.err


def test_a_misspelt_command_is_recognised(program):
    """A command that is nearly right is suggested."""
    assert "did you mean `score`?" in program("scroe").err
    assert "did you mean `plugin`?" in program("new", "plugn", "x").err


def test_explain(run, real_case):
    """One indicator is explained with evidence, numbers and rounding, in the set's language."""
    ended = run("explain", real_case, "B1.1.2")
    assert 0 == ended.status
    assert "19.000 ÷ 19.369 = 98.09%" in ended.out
    assert "预算金额" in ended.out


def test_explain_an_unknown_code(run, real_case):
    """A code that the set does not have is a problem with a suggestion."""
    ended = run("explain", real_case, "B1.1.9")
    assert 1 == ended.status
    assert "PR605" in ended.err
    assert "did you mean" in ended.err


def test_sets(run):
    """The installed sets and grade scales are listed."""
    ended = run("sets")
    assert 0 == ended.status
    assert {"shanghai/2014-22", "shanghai/it-operations", "shanghai/four-grades"} <= set(ended.out.split())


def test_show(run):
    """A set is shown as a tree with full marks, by id, by id@edition, and by path; one indicator with origins."""
    ended = run("show", "shanghai/it-operations")
    assert 0 == ended.status
    assert re.search(r"^C +项目绩效 +65", ended.out, flags=re.MULTILINE)
    assert ended.out == run("show", "shanghai/it-operations@2014").out
    one = run("show", "shanghai/it-operations", "C1.2.2", "--lang", "en").out
    assert "shanghai/it-operations@2014:" in one


def test_show_an_open_set(run):
    """A set that cannot be scored by itself can be shown."""
    assert 0 == run("show", "shanghai/2014-22").status


def test_formulas_name_the_options(run, tmp_path):
    """The formula of an indicator has the options of a choice and the answers of a flag by name, not by number."""
    (tmp_path / "set.toml").write_text(
        """
        format = "perfrules/indicator-set/1"
        id = "example/options"
        edition = "2026"
        title = "选项"
        source = [{ id = "plan", title = "方案" }]
        total = { full_marks = 100, grade_scale = "shanghai/four-grades" }
        leaf = { rounding = { places = 2 }, source = "plan" }

        [evidence]
        season.name = "季节"
        season.type = "choice"
        season.choices = [{ id = "dry", name = "旱季" }, { id = "wet", name = "雨季" }]
        opened = { name = "开放", type = "flag" }

        [[indicator]]
        code = "A"
        name = "养护"
        full_marks = 100
        applies = "opened"
        not_applicable = "full"
        rubric = { kind = "lookup", of = "season", share = { dry = 1, wet = 0.5 } }
        """,
        encoding="utf-8",
    )
    shown = "".join(run("show", "set.toml", "A", COLUMNS="200").out.split())
    assert "季节=旱季时为100；季节=雨季时为50" in shown
    assert "开放≠是" in shown


def test_show_what_is_not_there(run):
    """An unknown set, edition or code is a problem."""
    assert "PR104" in run("show", "shanghai/it").err
    assert "PR104" in run("show", "shanghai/it-operations@1999").err
    assert "among rubric kinds and aggregations, known here: checklist" in run("show", "nonsense", COLUMNS="100").err
    assert "did you mean `proportional`?" in run("show", "proportionl").err
    ended = run("show", "shanghai/it-operations", "X1")
    assert (1, True) == (ended.status, "PR605" in ended.err)


def test_new_case(run, tmp_path):
    """A new case is valid TOML; checking it finds its blanks and nothing else."""
    assert 0 == run("new", "case", "shanghai/it-operations", "-o", "case.toml").status
    document = tomli.loads((tmp_path / "case.toml").read_text(encoding="utf-8"))
    assert "shanghai/it-operations@2014" == document["indicator_set"]
    ended = run("check", "case.toml")
    assert 1 == ended.status
    assert {"PR429"} == set(re.findall(r"PR\d{3}", ended.out))
    assert 2 == run("new", "case", "shanghai/it-operations", "-o", "case.toml").status


def test_new_case_of_a_set_in_a_file(run, tmp_path, real_case):
    """The case names a set that is not installed by the path from its own folder, and `check` finds it there."""
    (tmp_path / "sets").mkdir()
    (tmp_path / "cases").mkdir()
    source = (real_case.parent.parent.parent / "sets" / "2014-22.toml").read_text(encoding="utf-8")
    (tmp_path / "sets" / "mine").write_text(source.replace("open = true", 'rubric = { kind = "judged" }'), "utf-8")
    assert 0 == run("new", "case", "./sets/mine", "-o", "cases/case.toml").status
    assert 'indicator_set = "../sets/mine"' in (tmp_path / "cases" / "case.toml").read_text(encoding="utf-8")
    assert {"PR429"} == set(re.findall(r"PR\d{3}", run("check", "cases/case.toml").out))
    assert 'indicator_set = "./sets/mine"' in run("new", "case", "./sets/mine").out
    assert "is what this command reads" in run("new", "case", "./sets/mine", "-o", "sets/mine", "--force").err


@pytest.mark.parametrize("form", ["set", "scale", "case"])
def test_schema(program, form):
    """Each schema is JSON with its own id."""
    assert "$id" in json.loads(program("schema", form).out)
    done = program.raw("schema", form, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(program("schema", form).out) == json.loads(done.stdout)


def test_plugins(program):
    """The installed plugins are listed with what they provide; a blocked one is named."""
    ended = program("plugins")
    assert 0 == ended.status
    assert re.search(r"^shanghai +perfrules \S+ +working +\S", ended.out, flags=re.MULTILINE)
    blocked = program("plugins", PERFRULES_DISABLE_PLUGINS="shanghai").out
    assert re.search(r"^shanghai .* blocked", blocked, flags=re.MULTILINE)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(run, shell):
    """Each shell gets its script."""
    ended = run("completion", shell)
    assert 0 == ended.status
    assert "_PERFRULES_COMPLETE" in ended.out


def completed(program, words):
    """Return what bash would complete of the last of *words*."""
    environment = {
        "_PERFRULES_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    return [line.partition(",")[2] for line in program(**environment).out.splitlines()]


@pytest.mark.slow
def test_completion(program, real_case):
    """Commands, sets, editions, codes and formats are completed."""
    assert ["score"] == completed(program, ["perfrules", "sc"])[:1]
    assert ["shanghai/it-operations"] == completed(program, ["perfrules", "show", "shanghai/i"])
    assert ["shanghai/it-operations@2014"] == completed(program, ["perfrules", "show", "shanghai/it-operations@"])
    assert ["B2.2"] == completed(program, ["perfrules", "show", "shanghai/it-operations", "B2.2"])
    assert ["C2.3", "C2.3.1"] == completed(program, ["perfrules", "explain", str(real_case), "C2.3"])
    assert ["markdown"] == completed(program, ["perfrules", "score", str(real_case), "--format", "mark"])


def test_a_mistake_of_the_program_is_admitted(tmp_path):
    """An unexpected exception gives a short message, and a traceback only where it is asked for."""
    code = (
        "import perfrules.rendering.sets as sets\n"
        "def broken(*_): raise ZeroDivisionError('inner')\n"
        "sets.set_page = broken\n"
        "from perfrules.cli import main; main(['show', 'shanghai/it-operations'])"
    )
    for debug in ("", "1"):
        command = [sys.executable, "-c", code]
        environment = {"PERFRULES_DEBUG": debug, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(COMMAND_ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60)
        assert 1 == done.returncode
        assert b"ZeroDivisionError" in done.stderr
        assert bool(debug) == (b"Traceback" in done.stderr)


def test_an_interruption_is_quiet(tmp_path):
    """Ctrl-C ends the program with 130 and no traceback."""
    code = (
        "import perfrules.rendering.sets as sets, sys, time\n"
        "sets.set_page = lambda *_: (print('ready', flush=True, file=sys.__stdout__), time.sleep(30))\n"
        "from perfrules.cli import main; main(['show', 'shanghai/it-operations'])"
    )
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(COMMAND_ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert b"ready\n" == process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert 130 == process.returncode
    assert b"Traceback" not in err


def test_help_on_a_screen_without_chinese(program):
    """Where Chinese cannot be shown the help is English, whatever language is asked for."""
    shown = program.raw("--lang", "zh", "--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout.decode("ascii")
    assert "Commands:" in shown
    assert "?" not in shown


def test_it_runs_as_a_module():
    """`python -m perfrules` is the same program, by the same name."""
    command = [sys.executable, "-m", "perfrules", "--version"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=COMMAND_ROOT, timeout=60)
    assert f"perfrules {__version__}" == done.stdout.decode().strip()


def test_a_grade_scale_is_shown(run, tmp_path):
    """A grade scale is shown with its bands and sources, installed or from a file."""
    installed = run("show", "shanghai/four-grades")
    (tmp_path / "scale.toml").write_text(
        'format = "perfrules/grade-scale/1"\nid = "x/two"\ntitle = "两档"\n'
        'source = [{ id = "s", title = "办法" }]\n'
        'bands = [{ grade = "好", at_least = 60 }, { grade = "差" }]\n',
        encoding="utf-8",
    )
    own = run("show", "./scale.toml")

    assert (0, True) == (installed.status, "良好" in installed.out)
    assert (0, True) == (own.status, "好  ≥ 60\n差  其余\n\n依据\n办法\n" in own.out)


@pytest.mark.parametrize("name", [*Registry.builtin().kinds, *Registry.builtin().aggregations])
def test_kinds_and_aggregations_are_shown(run, name):
    """What a definition may name is shown with what it says of itself and its keys."""
    ended = run("show", name, "--lang", "zh")

    assert 0 == ended.status
    assert f"{name}（" in ended.out
    assert "示例" in ended.out


def test_a_kind_is_shown_with_its_keys(run):
    """Each key of a kind has its meaning, and its default."""
    shown = run("show", "proportional", "--lang", "en").out

    assert re.search(r"^cap +the most that.* 1$", shown, flags=re.MULTILINE)
    assert "better" in shown
    assert 1 == run("show", "proportional", "B1").status


def test_whatever_can_be_shown_is_completed(program):
    """Kinds, aggregations and scales are completed beside the sets."""
    assert ["proportional"] == completed(program, ["perfrules", "show", "propo"])
    assert "shanghai/four-grades" in completed(program, ["perfrules", "show", "shanghai/f"])
