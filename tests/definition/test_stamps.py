"""A set that was checked without any finding is not checked again, until anything changes that the checks depend on."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import perfrules as pr
from perfrules.definition import stamps
from perfrules.definition.load import load_set
from perfrules.plugins import Registry

from .builders import HEAD, LEAF, SHANGHAI, SOURCE

SET = HEAD + LEAF + SOURCE
KIND = '''
from typing import ClassVar

import attrs

from perfrules import hookimpl


@attrs.frozen
class Half:
    """Half of the marks (半数法)."""

    kind: ClassVar[str] = "half"
    reads: ClassVar[str] = "nothing"

    def award(self, full):
        return full / 2


@hookimpl
def perfrules_rubric_kinds():
    return [Half]
'''


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder of the cache; all code counts as older than this process."""
    monkeypatch.setenv("PERFRULES_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(stamps, "STARTED", 2**63)
    stamps._changes.cache_clear()
    return tmp_path / "cache" / "checked"


@pytest.fixture
def file(tmp_path):
    """Return the file of a set without any finding."""
    path = tmp_path / "set.toml"
    path.write_text(SET, encoding="utf-8")
    return path


def found(path, registry=None):
    """Return whether the set at *path* has a stamp."""
    stamp = load_set(path, registry or Registry.installed(), stamps=True).stamp
    return stamp is not None and stamp.found


def put(path, registry):
    """Load the set at *path* with a registry that is not the installed one, and stamp it."""
    load_set(path, registry, stamps=True).stamp.put()


def test_a_set_without_findings_is_stamped_when_it_is_loaded(folder, file):
    """The first load leaves one empty file, and the second finds it and leaves no other."""
    assert not found(file)
    pr.load(file)
    assert [b""] == [path.read_bytes() for path in folder.iterdir()]
    assert found(file)
    pr.load(file)
    assert 1 == len(list(folder.iterdir()))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["it-operations-2014", "2014-22"])
def test_a_stamp_changes_nothing_of_what_is_loaded(name):
    """Set, program, warnings, places and scorecard are the same with and without a stamp."""
    path = SHANGHAI / f"{name}.toml"
    first, second = pr.load(path), pr.load(path)
    assert second.definition.stamp.found
    assert first.set == second.set
    assert first.set.digest == second.set.digest
    for field in attrs.fields(type(first.program)):
        assert getattr(first.program, field.name) == getattr(second.program, field.name)
    assert () == first.warnings == second.warnings
    for node in first.set.indicators:
        assert first.place(("indicator", node.code, "rubric")) == second.place(("indicator", node.code, "rubric"))
        assert node.origins == second.set.by_code[node.code].origins


@pytest.mark.usefixtures("folder")
def test_a_stamp_changes_nothing_of_a_scorecard():
    """The real case gives the same document, byte for byte, from a stamped set."""
    case = pr.read_case(SHANGHAI.parent / "cases" / "hezuo-2017" / "case.toml")
    first, second = pr.load(case.indicator_set), pr.load(case.indicator_set)
    assert (False, True) == (first.definition.stamp.found, second.definition.stamp.found)
    assert first.score(case).to_dict() == second.score(case).to_dict()


def test_checks_are_not_even_imported_for_a_stamped_set(tmp_path, file):
    """A process that loads a stamped set has no module of the schema or of the checks."""
    modules = ["perfrules.checks", "perfrules.definition.checks", "perfrules.definition.validate"]
    code = (
        "import sys, perfrules as pr, perfrules.definition.stamps as stamps; stamps.STARTED = 2**63; "
        f"pr.load({str(file)!r}); print(sorted(set(sys.modules) & {set(modules)}))"
    )
    environment = os.environ | {"PERFRULES_CACHE": str(tmp_path / "cache")}
    said = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True).stdout
        for _ in range(2)
    ]
    assert [f"{modules}\n", "[]\n"] == said


@pytest.mark.usefixtures("folder")
def test_any_byte_of_a_definition_counts(file):
    """A set that was changed is checked again, and its problems are told."""
    pr.load(file)
    file.write_text(SET.replace("示例", "示范"), encoding="utf-8")
    assert not found(file)
    file.write_text(SET.replace("full_marks = 2", "full_marks = 2\nfull_mark = 2"), encoding="utf-8")
    with pytest.raises(pr.DefinitionError, match="full_mark"):
        pr.load(file)
    file.write_text(SET, encoding="utf-8")
    assert found(file)


@pytest.mark.usefixtures("folder")
def test_what_a_set_extends_counts(tmp_path):
    """A set whose base was changed is checked again."""
    base, own = tmp_path / "base.toml", tmp_path / "own.toml"
    base.write_text(SET.replace("example/set", "example/base"), encoding="utf-8")
    own.write_text(HEAD + 'extends = "./base.toml"\n', encoding="utf-8")
    pr.load(own)
    assert found(own)
    base.write_text(SET.replace("example/set", "example/base") + "\n# changed\n", encoding="utf-8")
    assert not found(own)


@pytest.mark.usefixtures("folder")
def test_an_installed_grade_scale_counts(file):
    """The document of a scale that is referred to by its id is part of what a stamp stands for."""
    scaled = SET.replace("full_marks = 2", "full_marks = 100")
    file.write_text(scaled + '\n[total]\nfull_marks = 100\ngrade_scale = "shanghai/four-grades"\n', encoding="utf-8")
    seen = []
    original = stamps.stamp_of

    def spy(documents, *rest):
        seen.extend(Path(document.file).name for document in documents)
        return original(documents, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("perfrules.definition.load.stamp_of", spy)
        pr.load(file)
    assert ["set.toml", "four-grades.toml"] == seen


@pytest.mark.usefixtures("folder")
def test_the_code_of_plugins_counts(file, tmp_path, monkeypatch):
    """A file that changes in the package of a plugin, and a plugin that is not there, make the checks run again."""
    home = tmp_path / "halves"
    home.mkdir()
    (home / "__init__.py").write_text(KIND, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    registry = Registry.installed().with_plugin(importlib.import_module("halves"))
    put(file, registry)
    assert found(file, registry)
    assert not found(file)
    (home / "limits.csv").write_text("1,2\n", encoding="utf-8")
    stamps._changes.cache_clear()
    assert not found(file, registry)
    (home / "limits.csv").unlink()
    stamps._changes.cache_clear()
    assert found(file, registry)
    (home / "__init__.py").write_text(KIND + "\n# changed\n", encoding="utf-8")
    stamps._changes.cache_clear()
    assert not found(file, registry)
    (home / "again").symlink_to(home, target_is_directory=True)
    stamps._changes.cache_clear()
    assert load_set(file, registry, stamps=True).stamp is None


@pytest.mark.usefixtures("folder")
def test_a_plugin_without_files_has_no_stamps(file):
    """What a plugin does that was made by hand cannot be told by any file."""
    namespace = {"__name__": "made_by_hand"}
    exec(KIND, namespace)  # noqa: S102 - a plugin without a file
    registry = Registry.builtin().with_plugin(type(sys)("made_by_hand"))
    assert load_set(file, registry, stamps=True).stamp is not None
    made = type("Made", (), {"perfrules_rubric_kinds": staticmethod(namespace["perfrules_rubric_kinds"])})
    registry = Registry.builtin().with_plugin(made(), "made")
    assert load_set(file, registry, stamps=True).stamp is None


@pytest.mark.usefixtures("folder")
def test_the_version_counts(file, monkeypatch):
    """Another version of the library or of Python checks again."""
    pr.load(file)
    with monkeypatch.context() as patch:
        patch.setattr(stamps, "__version__", "0.0.0")
        assert not found(file)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "4.0.0")
        assert not found(file)
    assert found(file)


def test_code_that_changed_since_it_was_imported_stamps_nothing(folder, file, monkeypatch):
    """A process that runs older code than the files hold says nothing about the newer code."""
    monkeypatch.setattr(stamps, "STARTED", 0)
    pr.load(file)
    assert not folder.exists()


def test_a_warning_is_never_stamped(folder, file):
    """A set with a warning is checked, and warned of, every time."""
    file.write_text(SET + '\n[parameter.unused]\nvalue = 1\nname = "未用"\n', encoding="utf-8")
    for _ in range(2):
        assert pr.load(file).warnings
    assert not folder.exists()


def test_a_registry_that_is_handed_over_has_no_stamps(folder, file):
    """Only the installed plugins are known by their files."""
    pr.load(file, registry=Registry.builtin())
    assert not folder.exists()


@pytest.mark.parametrize("value", ["", "file", "file/below"])
def test_without_a_folder_everything_works(tmp_path, file, monkeypatch, value):
    """A variable that is empty or no folder, or a folder that cannot be made, changes nothing."""
    monkeypatch.setattr(stamps, "STARTED", 2**63)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFRULES_CACHE", value)
    for _ in range(2):
        assert "A1" in pr.load(file).set.by_code


def test_garbage_in_the_folder_does_no_harm(folder, file):
    """A folder in the place of a stamp is none, and what is no stamp stays where it is."""
    pr.load(file)
    stamp = next(folder.iterdir())
    stamp.unlink()
    stamp.mkdir()
    (folder / "notes.txt").write_text("?", encoding="utf-8")
    assert not found(file)
    pr.load(file)
    assert {"notes.txt", stamp.name} == {path.name for path in folder.iterdir()}


def test_many_stamps_become_fewer(folder, file, monkeypatch):
    """The older half goes when there are too many; what is no stamp stays."""
    monkeypatch.setattr(stamps, "MOST", 4)
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("?", encoding="utf-8")
    for day in range(4):
        (folder / f"{day}.checked").touch()
        os.utime(folder / f"{day}.checked", (day, day))
    pr.load(file)
    assert found(file)
    assert {"notes.txt", "3.checked"} < {path.name for path in folder.iterdir()}
    assert 3 == len(list(folder.iterdir()))


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/var/own"}, "/var/own/perfrules/checked"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/li/.cache/perfrules/checked"),
        ("linux", {}, "/home/li/.cache/perfrules/checked"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/perfrules/checked"),
        ("linux", {"PERFRULES_CACHE": "/mine"}, "/mine/checked"),
    ],
)
def test_stamps_are_kept_where_the_system_keeps_such_files(monkeypatch, platform, variables, expected):
    """The folder is the user's for what can be made again."""
    for name in ("PERFRULES_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/li", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert Path(expected) == stamps._folder()
