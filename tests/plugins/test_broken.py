"""Broken plugins as a user of the program meets them: each is explained, and nothing else suffers."""

import json
import os
import subprocess
import sys

import attrs
import pytest

from tests.plugins.strangers import KIND, ROOT, install

SET = """format = "perfrules/indicator-set/1"
id = "{name}"
edition = "2026"
title = "道路养护"

[[source]]
id = "plan"
title = "评价方案"

[leaf]
rounding = {{ places = 2 }}
source = "plan"

[total]
full_marks = 10

[evidence]
done = {{ name = "完成数", type = "count", at_least = 0 }}

[[indicator]]
code = "A"
name = "完成"
full_marks = 10
measure = "done"
rubric = {{ kind = "{kind}" }}
"""
FOLDER = """

@hookimpl
def perfrules_definitions():
    from pathlib import Path

    return [Path(__file__).parent / "{folder}"]
"""
CASE = 'format = "perfrules/case/1"\nindicator_set = "{name}"\n\n[project]\nname = "x"\n\n[evidence]\ndone = 1\n'
AWARD = "return choose(measure >= 1, full, full / 2)"
SOUND = KIND.replace("{name}", "sound")
HEAD = "from perfrules.plugins import hookimpl\n"
ENDLESS = "def again():\n    return again()\n\n\n"


def kind(name, award):
    """Return a module with a rubric kind whose `award` is this line."""
    return KIND.replace("{name}", name).replace(AWARD, award)


@attrs.frozen
class Stranger:
    """A plugin that is broken: its module, and what is told of it."""

    source: str
    code: str
    said: str
    set: str = ""
    requires: str = ""
    status: str = "broken"


STRANGERS = {
    "raises": Stranger("raise RuntimeError('no luck')", "PR501", "RuntimeError: no luck"),
    "leaves": Stranger("raise SystemExit(0)", "PR501", "SystemExit: 0"),
    "interrupts": Stranger("raise KeyboardInterrupt", "PR501", "KeyboardInterrupt"),
    "endless": Stranger(ENDLESS + "again()", "PR501", "RecursionError"),
    "hooks": Stranger(
        f"{HEAD}\n@hookimpl\ndef perfrules_functions():\n    raise ValueError('x')", "PR502", "ValueError: x"
    ),
    "hooks-endless": Stranger(
        f"{HEAD}{ENDLESS}@hookimpl\ndef perfrules_functions():\n    return again()", "PR502", "RecursionError"
    ),
    "wrong-type": Stranger(
        f"{HEAD}\n@hookimpl\ndef perfrules_functions():\n    return 3", "PR503", "returned int, no list"
    ),
    "misspelt": Stranger(
        KIND.replace("{name}", "misspelt").replace("def perfrules_rubric_kinds", "def perfrules_rubric_kind"),
        "PR504",
        "`perfrules_rubric_kind`",
    ),
    "newer": Stranger(kind("newer", AWARD), "PR508", "newer 2.1 needs `perfrules>=99`", requires="perfrules>=99"),
    "prints": Stranger(
        "print('hello\\nyou')\n" + kind("prints", AWARD), "PR509", "while it was loaded: hello you", status="working"
    ),
    "set-faulty": Stranger(HEAD + FOLDER.format(folder="faulty"), "PR025", "no rubric kind `nonsense`", set="nonsense"),
    "award-raises": Stranger(
        kind("award-raises", "return full / 0 * {}['x']") + FOLDER.format(folder="award_raises"),
        "PR510",
        "`award` raised",
        set="award-raises",
    ),
    "award-branches": Stranger(kind("award-branches", "return full if measure >= 1 else full / 2"), "PR510", "choose"),
    "award-endless": Stranger(kind("award-endless", "return self.award(full, measure)"), "PR510", "RecursionError"),
    "check-leaves": Stranger(
        kind("check-leaves", AWARD + "\n\n    def check(self):\n        raise SystemExit(0)"),
        "PR139",
        "failed in its own check: SystemExit: 0",
    ),
    "award-interrupts": Stranger(kind("award-interrupts", "raise KeyboardInterrupt"), "PR510", "KeyboardInterrupt"),
    "award-leaves": Stranger(kind("award-leaves", "raise SystemExit(0)"), "PR510", "SystemExit"),
}


def program(site, *arguments, **environment):
    """Return how the program ends that sees the distributions in *site*."""
    paths = os.pathsep.join([str(ROOT), str(site)])
    settings = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    command = [sys.executable, "-c", "from perfrules.cli import main; main()", *arguments]
    return subprocess.run(
        command,
        env={**settings, **environment},
        cwd=site,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a folder of distributions: all broken ones, two that claim one id, and a sound one with a set."""
    site = tmp_path_factory.mktemp("site")
    for name, stranger in STRANGERS.items():
        install(site, name, stranger.source, version="2.1", requires=stranger.requires)
        if stranger.set:
            folder = site / name.replace("-", "_")
            folder = site / ("faulty" if name == "set-faulty" else folder.name)
            folder.mkdir()
            (folder / "set.toml").write_text(SET.format(name=f"{name}/set", kind=stranger.set), encoding="utf-8")
    for name in ("twin-one", "twin-two"):
        install(site, name, kind("twin", AWARD))
    install(site, "sound", SOUND + FOLDER.format(folder="sound_sets"))
    (site / "sound_sets").mkdir()
    (site / "sound_sets" / "set.toml").write_text(SET.format(name="sound/set", kind="sound"), encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def told(site):
    """Return what `perfrules plugins --format json` says of all of them."""
    ended = program(site, "plugins", "--format", "json")
    assert (1, "") == (ended.returncode, ended.stderr)
    return json.loads(ended.stdout)


def test_the_list_names_its_format(told):
    """What is for other programs says what it is, and has plugins and problems."""
    assert ["format", "plugins", "problems"] == list(told)
    assert "perfrules/plugins/1" == told["format"]


@pytest.mark.parametrize("name", STRANGERS)
def test_each_is_explained(told, name):
    """By its distribution and version, with a code and the reason."""
    stranger = STRANGERS[name]
    (plugin,) = (plugin for plugin in told["plugins"] if plugin["distribution"] == name)
    assert ("2.1", stranger.status) == (plugin["version"], plugin["status"])
    problem = next(problem for problem in plugin["problems"] if problem["code"] == stranger.code)
    assert stranger.said in problem["message"]
    assert problem in told["problems"]


def test_each_is_explained_on_the_screen(site, told):
    """Every message of the JSON is in the text, and so are status and distribution."""
    ended = program(site, "plugins", COLUMNS="2000")
    assert (1, "") == (ended.returncode, ended.stderr)
    assert [] == [problem["message"] for problem in told["problems"] if problem["message"] not in ended.stdout]
    assert any("newer 2.1" in line and "broken" in line for line in ended.stdout.splitlines())


def test_two_that_claim_one_id(told):
    """Both are named, and neither is broken for it."""
    twins = [plugin for plugin in told["plugins"] if plugin["distribution"].startswith("twin")]
    for twin in twins:
        (problem,) = twin["problems"]
        assert "PR505" == problem["code"]
        assert "twin_one (twin-one 1.0)" in problem["message"]
        assert "twin_two (twin-two 1.0)" in problem["message"]


def test_the_rest_works_and_the_output_is_clean(site):
    """A case of the sound plugin is scored as if it were alone; nothing else is on either stream."""
    (site / "sound.toml").write_text(CASE.format(name="sound/set"), encoding="utf-8")
    ended = program(site, "score", "sound.toml", "--format", "json")
    assert (0, "") == (ended.returncode, ended.stderr)
    assert "10" == json.loads(ended.stdout)["results"]["total"]["marks"].partition(".")[0]


def test_what_is_printed_later_is_kept_out_too(tmp_path):
    """A kind that prints while its formula is made writes on standard error."""
    install(tmp_path, "chatty", kind("chatty", f"print('chat'); {AWARD}"))
    (tmp_path / "chatty.toml").write_text(SET.format(name="mine", kind="chatty"), encoding="utf-8")
    (tmp_path / "case.toml").write_text(CASE.format(name="./chatty.toml"), encoding="utf-8")
    ended = program(tmp_path, "score", "case.toml", "--format", "json")
    assert (0, "chat\n") == (ended.returncode, ended.stderr)
    assert "perfrules/scorecard/1" == json.loads(ended.stdout)["format"]


@pytest.mark.parametrize(
    ("used", "said"),
    [
        ("newer", "needs `perfrules>=99`"),
        ("raises", "RuntimeError: no luck"),
        ("misspelt", "there is no such hook"),
        ("twin", "claimed by plugins"),
        ("award-raises", "it comes from the plugin award_raises (award-raises 2.1)"),
        ("award-branches", "it comes from the plugin award_branches (award-branches 2.1)"),
        ("award-endless", "RecursionError"),
        ("award-leaves", "`award` raised SystemExit"),
        ("check-leaves", "failed in its own check: SystemExit(0)"),
    ],
)
def test_what_depends_on_a_broken_one_fails_with_the_reason(site, used, said):
    """A set that uses the kind cannot be scored with, and the problem says what is wrong with the plugin."""
    (site / f"{used}.toml").write_text(SET.format(name="mine", kind=used), encoding="utf-8")
    (site / "case.toml").write_text(CASE.format(name=f"./{used}.toml"), encoding="utf-8")
    ended = program(site, "score", "case.toml", COLUMNS="2000")
    assert (1, "") == (ended.returncode, ended.stdout)
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_blocked_plugin_is_shown_and_named_where_it_is_missed(site):
    """By entry point or distribution; a name that blocks nothing is told."""
    blocked = {"PERFRULES_DISABLE_PLUGINS": "sound, award-raises, soud"}
    ended = program(site, "plugins", **blocked)
    assert "Blocked by PERFRULES_DISABLE_PLUGINS: " in ended.stdout
    assert "PERFRULES_DISABLE_PLUGINS names `soud`, and no such plugin is installed" in ended.stdout
    (site / "case.toml").write_text(CASE.format(name="sound/set"), encoding="utf-8")
    ended = program(site, "score", "case.toml", COLUMNS="2000", **blocked)
    assert (1, "") == (ended.returncode, ended.stdout)
    assert "the plugin sound (sound 1.0) is blocked by PERFRULES_DISABLE_PLUGINS" in ended.stderr


def test_a_broken_plugin_that_is_blocked_is_not_looked_at(site):
    """With all of them blocked, nothing is wrong."""
    names = ",".join([*STRANGERS, "twin-one"])
    assert 0 == program(site, "plugins", PERFRULES_DISABLE_PLUGINS=names).returncode
