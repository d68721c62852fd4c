"""What `perfrules new` writes: sets, kinds and plugins that pass as they are, and never over anything."""

import ast
import os
import subprocess
import sys

import pytest
import tomli

from perfrules.cli.scaffolding import writing
from perfrules.cli.scaffolding.scaffolds import PLUGIN_FILES, plugin_scaffold
from perfrules.language import use


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_set_passes_as_it_is(run, tmp_path, language):
    """No problem and no warning; its title is the one given."""
    ended = run("new", "set", "mine/roads", "-o", "roads.toml", "--title", "道路养护", "--lang", language)
    assert (0, "") == (ended.status, ended.err)
    assert {"en": "written: roads.toml", "zh": "已写： roads.toml"}[language] in ended.out
    assert "perfrules check roads.toml" in ended.out
    checked = run("check", "roads.toml", "--lang", "en")
    assert (0, "no problems\n") == (checked.status, checked.out)
    written = tomli.loads((tmp_path / "roads.toml").read_text("utf-8"))
    assert ("mine/roads", "道路养护") == (written["id"], written["title"])
    assert 2 == len([node for node in written["indicator"] if "parent" not in node])
    used = {field["type"] for field in written["evidence"].values()}
    assert {"amount", "count", "number", "share", "flag", "choice", "date", "survey"} == used
    assert {"places": 2} == written["leaf"]["rounding"]


@pytest.mark.parametrize("base", ["shanghai/it-operations", "shanghai/2014-22@2014", "./base.toml"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_set_that_extends_another(run, tmp_path, base, language):
    """It amends one indicator of the other and passes; a path starts from the folder of the new file."""
    (tmp_path / "sets").mkdir()
    assert 0 == run("new", "set", "mine/base", "-o", "base.toml").status
    ended = run("new", "set", "mine/more", "--extends", base, "-o", "sets/more.toml", "--lang", language)
    assert (0, "") == (ended.status, ended.err)
    checked = run("check", "sets/more.toml", "--lang", "en")
    assert (0, "no problems\n") == (checked.status, checked.out)
    assert 1 == len(tomli.loads((tmp_path / "sets" / "more.toml").read_text("utf-8"))["amend"])


def test_the_commented_amendments_are_well(run, tmp_path):
    """With the # before them taken away, those that name something of the set pass too."""
    lines = run("new", "set", "mine/more", "--extends", "shanghai/it-operations").out.splitlines()
    code = lines.index("# [[amend]]")
    grades = lines.index('# code = "total"') - 1
    commented = [
        *lines[code + 2 : code + 4],
        *lines[grades : lines.index("# A new indicator below a branch that was left open:")],
    ]
    live = [line for line in lines[:code] if not line.startswith(("name", "reason"))]
    (tmp_path / "more.toml").write_text("\n".join([*live, *(line[2:] for line in commented)]), encoding="utf-8")
    checked = run("check", "more.toml")
    assert (0, "no problems\n") == (checked.status, checked.out)
    amended = tomli.loads((tmp_path / "more.toml").read_text("utf-8"))["amend"]
    assert ["target", "grade_scale"] == [key for one in amended for key in one if key in {"target", "grade_scale"}]


def test_a_set_on_standard_output(run):
    """Only the set itself is there, for a pipe."""
    ended = run("new", "set", "mine/roads")
    assert "mine/roads" == tomli.loads(ended.out)["id"]


@pytest.mark.slow
def test_a_kind_and_its_test(run, tmp_path):
    """The test passes as it is, and both files have the name."""
    ended = run("new", "kind", "late-fee", "--title", "逾期扣分")
    assert (0, "") == (ended.status, ended.err)
    assert {"late_fee.py", "test_late_fee.py"} == {path.name for path in tmp_path.iterdir()}
    assert "class LateFee:" in (tmp_path / "late_fee.py").read_text("utf-8")
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_late_fee.py"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert 0 == tested.returncode, tested.stdout.decode()
    again = run("new", "kind", "late_fee")
    assert 2 == again.status
    assert "late_fee.py is there already" in again.err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["roads", "road-works-2"])
def test_the_files_of_a_plugin_are_well_formed(name, language):
    """Python and TOML can be read, no placeholder is left, no line is too long, and the packages fit each other."""
    with use(language):
        made = plugin_scaffold(name, "道路养护", f"perfrules-{name}", 2026)
    package = f"perfrules_{name.replace('-', '_')}"
    assert len(PLUGIN_FILES) == len(made.files)
    for path, content in made.files.items():
        assert "${" not in content.replace("${{ matrix.python }}", "")
        assert [] == [line for line in content.splitlines() if len(line) > 150]
        if path.endswith(".py"):
            ast.parse(content)
        elif path.endswith(".toml"):
            tomli.loads(content)
    project = tomli.loads(made.files["pyproject.toml"])["project"]
    assert {name: f"{package}.plugin"} == project["entry-points"]["perfrules"]
    assert f"{package}/plugin.py" in made.files
    assert f"{package}/py.typed" in made.files


def test_a_plugin_is_written_once(run, tmp_path):
    """A folder that is there is refused; with --force what it lacks is added, and what is there stays."""
    ended = run("new", "plugin", "roads", "--title", "道路养护")
    assert (0, "") == (ended.status, ended.err)
    assert "written: perfrules-roads/pyproject.toml\n" in ended.out
    assert ["Next:", "  cd perfrules-roads"] == ended.out.splitlines()[-4:-2]
    folder = tmp_path / "perfrules-roads"
    assert 0o777 & ~writing._mask() == folder.stat().st_mode & 0o777
    (folder / "README.md").write_text("mine", encoding="utf-8")
    (folder / ".gitignore").unlink()
    refused = run("new", "plugin", "roads")
    assert 2 == refused.status
    assert "perfrules-roads is there already" in refused.err
    forced = run("new", "plugin", "roads", "--force")
    assert 0 == forced.status
    assert ["written: perfrules-roads/.gitignore"] == [s for s in forced.out.splitlines() if s.startswith("written")]
    assert "kept: perfrules-roads/README.md" in forced.out
    assert "mine" == (folder / "README.md").read_text("utf-8")
    assert ["perfrules-roads"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plugin", "道路养护"), "a Chinese name goes into --title"),
        (("plugin", "Roads"), "small Latin letters"),
        (("plugin", "../roads"), "small Latin letters"),
        (("plugin", "-o"), "-o"),
        (("plugin", ""), "small Latin letters"),
        (("plugin", "r" * 41), "at most 40"),
        (("plugin", "shanghai"), "the plugin shanghai (perfrules "),
        (("plugin", "builtin"), "the plugin builtin (perfrules "),
        (("plugin", "perfrules"), "the plugin builtin (perfrules "),
        (("plugin", "roads", "--title", 'a"b'), "without quotation marks"),
        (("plugin", "roads", "--title", "a\nb"), "one line"),
        (("plugin", "roads", "--title", " "), "one line"),
        (("plugin", "roads", "-o", "nowhere/roads"), "there is no folder nowhere"),
        (("kind", "逾期"), "a Chinese name goes into --title"),
        (("kind", "proportional"), "there is a rubric kind `proportional` already, of the plugin builtin"),
        (("kind", "class"), "is no name of a rubric kind"),
        (("kind", "con"), "is no name of a rubric kind"),
        (("kind", "lpt1"), "is no name of a rubric kind"),
        (("kind", "statistics"), "there is a Python module `statistics` already"),
        (("kind", "late", "-o", "nowhere"), "nowhere is not a folder"),
        (("set", "a b"), "is no id of a set"),
        (("set", "mine/x@2026"), "is no id of a set"),
        (("set", "./x.toml"), "is no id of a set"),
        (("set", "shanghai/it-operations", "--edition", "2014"), "is installed already"),
        (("set", "mine/x", "--edition", 'a"'), "an edition is letters"),
        (("set", "mine/x", "-o", "nowhere/x.toml"), "there is no folder nowhere"),
    ],
)
def test_names_that_cannot_be_taken(run, tmp_path, arguments, said):
    """Each is refused in words with the exit status 2, and nothing is written."""
    ended = run("new", *arguments)
    assert (2, "") == (ended.status, ended.out)
    assert said in " ".join(ended.err.split())
    assert [] == list(tmp_path.iterdir())


def test_a_set_that_extends_nothing(run, tmp_path):
    """A set that is not installed is told as everywhere."""
    ended = run("new", "set", "mine/x", "--extends", "shanghai/it-operation", "-o", "x.toml")
    assert (1, "") == (ended.status, ended.out)
    assert "PR104" in ended.err
    assert [] == list(tmp_path.iterdir())


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    """Where the last step fails, neither the folder nor what was written beside it is there."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.rename", full)
    with pytest.raises(Exception, match="No space left") as caught:
        writing.write_folder(tmp_path / "x", {"a/b.txt": "c"}, force=False)
    assert "-o" == caught.value.param_hint
    assert [] == list(tmp_path.iterdir())


def test_a_file_that_comes_there_meanwhile_stays(tmp_path, monkeypatch):
    """Two runs at the same time replace nothing of each other."""
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    (tmp_path / "a").write_text("theirs")
    with pytest.raises(Exception, match="File exists"):
        writing.write_files(tmp_path, {"a": "mine"})
    assert "theirs" == (tmp_path / "a").read_text()
    assert ["a"] == [path.name for path in tmp_path.iterdir()]
