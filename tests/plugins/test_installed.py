"""Plugins as they are really installed: each broken one is named, and the others work."""

import json
import subprocess
import sys

import pytest

from tests.plugins.strangers import DEFINITION, KIND, install, run

REPORT = """
import json
from perfrules.plugins import Registry
registry = Registry.installed()
print(json.dumps({
    "plugins": {one.name: [one.distribution, one.version, one.status] for one in registry.plugins},
    "problems": {one.name: [[p.code, p.message] for p in one.problems] for one in registry.plugins if one.problems},
    "stray": [[p.code, p.severity, p.message] for p in registry.problems if p.code == "PR507"],
    "kinds": {name: given.plugin for name, given in registry.kinds.items()},
    "definitions": [list(key) for key in registry.definitions],
    "missing": str(registry.explain_missing("kind", "stepwise")),
}))
"""
MISSPELT = KIND.replace("def perfrules_rubric_kinds", "def perfrules_rubric_kind").format(name="misspelt")
HOOK = "from perfrules.plugins import hookimpl\n\n@hookimpl\ndef perfrules_functions():\n    {body}\n"
NOTING = "with open('imported', 'a') as stream:\n    stream.write('x')\n"
BROKEN = {
    "absent-module": (None, "PR501", "ModuleNotFoundError"),
    "raising": ("raise RuntimeError('no luck')", "PR501", "RuntimeError: no luck"),
    "leaving": ("raise SystemExit(3)", "PR501", "SystemExit: 3"),
    "half": ("x = (", "PR501", "SyntaxError"),
    "curious": ("from perfrules.plugins import Registry\nRegistry.installed()", "PR501", "PluginError"),
    "failing-hook": (HOOK.format(body="return 1 / 0"), "PR502", "ZeroDivisionError"),
    "wrong-type": (HOOK.format(body="return 3"), "PR503", "returned int, no list"),
    "misspelt": (MISSPELT, "PR504", "`perfrules_rubric_kind`"),
    "one-more": (KIND.format(name="proportional"), "PR505", "claimed by plugins"),
}


def report(site, **environment):
    """Return what the registry of a new process says, with the distributions in *site*."""
    return json.loads(run(site, REPORT, **environment))


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """Return the report of a process in which all broken plugins and a good one are installed."""
    site = tmp_path_factory.mktemp("site")
    for name, (source, _, _) in BROKEN.items():
        install(site, name, source or "", version="2.1")
        if source is None:
            (site / f"{name.replace('-', '_')}.py").unlink()
    install(site, "good", KIND.format(name="stepwise"))
    return report(site)


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_plugin_is_named(everything, name):
    """Its distribution, version and the reason are told."""
    _, code, reason = BROKEN[name]
    plugin = name.replace("-", "_")
    assert [name, "2.1"] == everything["plugins"][plugin][:2]
    assert [code] == list(dict.fromkeys(found for found, _ in everything["problems"][plugin]))
    messages = [message for _, message in everything["problems"][plugin]]
    assert any(reason in message and f"{plugin} ({name} 2.1)" in message for message in messages)


def test_the_others_work(everything):
    """Beside nine broken plugins a good one and the library itself provide what they have."""
    assert "working" == everything["plugins"]["good"][2]
    assert "good" == everything["kinds"]["stepwise"]
    assert "builtin" == everything["kinds"]["checklist"]


def test_what_two_claim_is_nobodys(everything):
    """The library's own kind is not replaced by a stranger's, nor the reverse."""
    assert "proportional" not in everything["kinds"]
    assert "PR505" == everything["problems"]["builtin"][0][0]


def test_plugins_are_blocked_by_name(tmp_path):
    """A plugin is blocked by its entry point's or its distribution's name, and is not imported then."""
    install(tmp_path, "good", KIND.format(name="stepwise"))
    install(tmp_path, "raising-too", "raise RuntimeError", entry="bang = raising_too")
    found = report(tmp_path, PERFRULES_DISABLE_PLUGINS="good, Raising.Too, god")
    assert ["blocked", "blocked"] == [found["plugins"][name][2] for name in ("good", "bang")]
    assert "stepwise" not in found["kinds"]
    assert "the plugin good (good 1.0) is blocked by PERFRULES_DISABLE_PLUGINS" in found["missing"]
    assert {} == found["problems"]
    ((code, severity, message),) = found["stray"]
    assert ("PR507", "warning") == (code, severity)
    assert "`god`" in message


def test_names_of_entry_points_may_meet(tmp_path):
    """Where two distributions call their plugins alike, both are there, told apart by the distribution."""
    install(tmp_path, "acme", KIND.format(name="one"), entry="rules = acme")
    install(tmp_path, "other", KIND.format(name="two"), entry="rules = other")
    found = report(tmp_path)
    assert {"rules", "rules@other"} <= found["plugins"].keys() or {"rules", "rules@acme"} <= found["plugins"].keys()
    assert {"one", "two"} <= found["kinds"].keys()


def test_entry_points_that_cannot_be_read_are_told(tmp_path):
    """A damaged file of one distribution leaves the others alone."""
    install(tmp_path, "damaged", "", entry="no equals sign")
    install(tmp_path, "good", KIND.format(name="stepwise"))
    found = report(tmp_path)
    assert "good" == found["kinds"]["stepwise"]
    assert ["PR501"] == [code for code, _ in found["problems"]["damaged"]]


def test_nothing_is_loaded_at_import(tmp_path):
    """Importing perfrules.plugins imports no plugin."""
    install(tmp_path, "noted", NOTING + KIND.format(name="stepwise"))
    run(tmp_path, "import perfrules.plugins")
    assert not (tmp_path / "imported").exists()
    run(tmp_path, "from perfrules.plugins import Registry; Registry.installed()")
    assert "x" == (tmp_path / "imported").read_text("utf-8")


def test_the_registry_is_made_once(tmp_path):
    """Threads that ask at the same time get the same registry."""
    install(tmp_path, "slow", "import time\ntime.sleep(0.2)\n" + NOTING + KIND.format(name="stepwise"))
    code = """
from concurrent.futures import ThreadPoolExecutor
from perfrules.plugins import Registry
with ThreadPoolExecutor(8) as pool:
    print(len({id(registry) for registry in pool.map(lambda _: Registry.installed(), range(8))}))
"""
    assert "1\n" == run(tmp_path, code)
    assert "x" == (tmp_path / "imported").read_text("utf-8")


PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "acme-rules"
version = "0.3"

[project.entry-points.perfrules]
acme = "acme_rules.plugin"
"""


@pytest.mark.install
def test_a_plugin_installed_with_pip(tmp_path):
    """A package with a kind and a folder of definitions, built and installed by pip, is found."""
    package = tmp_path / "project" / "acme_rules"
    (package / "sets").mkdir(parents=True)
    (package.parent / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (package / "__init__.py").touch()
    folder = "\n\n@hookimpl\ndef perfrules_definitions():\n    from pathlib import Path\n\n"
    folder += "    return [Path(__file__).parent / 'sets']\n"
    (package / "plugin.py").write_text(KIND.format(name="stepwise") + folder, encoding="utf-8")
    (package / "sets" / "roads.toml").write_text(DEFINITION.format(name="acme/roads"), encoding="utf-8")
    site = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--target", str(site), str(package.parent)], check=True, timeout=120)
    found = report(site)
    assert ["acme-rules", "0.3", "working"] == found["plugins"]["acme"]
    assert "acme" == found["kinds"]["stepwise"]
    assert ["indicator-set", "acme/roads", "2024"] in found["definitions"]


def test_places_are_in_the_plugin_or_nowhere(tmp_path):
    """What is wrong with a plugin is placed in its own file, and never in what loads it."""
    install(tmp_path, "garbled", "x = 1\ndef (\n")
    install(tmp_path, "ghost", "", entry="ghost = no_such_module")
    install(tmp_path, "hollow", "", entry="hollow = hollow:nothing")
    install(tmp_path, "greedy", "from perfrules import hookimpl\n\n\n@hookimpl\ndef perfrules_functions(x): ...\n")
    code = "from perfrules.plugins import Registry\nfor p in Registry.installed().problems: print(p.code, p.place)"
    found = [line.split(" ", 1) for line in run(tmp_path, code).splitlines()]
    assert [["PR501", f"{tmp_path / 'garbled.py'}:2"], ["PR501", "-"], ["PR501", "-"], ["PR501", "-"]] == sorted(
        found, key=lambda line: line[1] == "-"
    )


def test_the_command_says_that_a_plugin_is_broken(tmp_path):
    """`perfrules plugins` ends with 1 where a plugin is broken, and names it; scripts can rely on that."""
    install(tmp_path, "raising", "raise RuntimeError('no luck')")
    called = "from perfrules.cli import main\ntry:\n    main(['plugins'])\n"
    printed = run(tmp_path, called + "except SystemExit as end:\n    print(end.code)")

    assert "1" == printed.splitlines()[-1]
    assert "no luck" in printed
