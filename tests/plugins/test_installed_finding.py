"""Where plugins are looked for: folders, archives and finders, whatever else stands there."""

import importlib.metadata
import json
import sys
import zipfile

import pytest

from perfrules.plugins.installed import installed
from tests.plugins.strangers import install, run

EMPTY = "from perfrules.plugins import hookimpl\n\n@hookimpl\ndef perfrules_functions():\n    return []\n"


def found():
    """Return the plugins found beside the library's own, by the name of their distribution."""
    plugins, _ = installed()
    return {plugin.identity.distribution: plugin for plugin in plugins[1:]}


def names(tmp_path):
    """Return the names of the entry points that a new process finds in the folder, in their order."""
    code = "import json\nfrom perfrules.plugins.installed import installed\n"
    code += "print(json.dumps([one.identity.name for one in installed()[0] if one.identity.name != 'shanghai']))"
    return json.loads(run(tmp_path, code))[1:]


def reasons(plugin):
    """Return code and message of each problem of a plugin."""
    return [(problem.code, problem.message) for problem in plugin.problems]


def test_folders_and_archives(tmp_path, monkeypatch):
    """A distribution is found in a folder of the path, and in an archive on the path, even beside a folder."""
    install(tmp_path, "in-folder", EMPTY)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "in-folder" in found()
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("packed-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: packed\nVersion: 1.0\n")
        target.writestr("packed-1.0.dist-info/entry_points.txt", "[perfrules]\npacked = packed\n")
        target.writestr("packed.py", EMPTY)
    monkeypatch.syspath_prepend(str(archive))
    ours = found()
    assert {"packed", "in-folder"} <= ours.keys()
    assert ("1.0", ()) == (ours["packed"].identity.version, ours["packed"].problems)


def test_a_finder_of_its_own_is_asked(monkeypatch):
    """What another finder tells of counts too."""

    class Told(importlib.metadata.Distribution):
        def read_text(self, filename):
            texts = {"METADATA": "Name: told\nVersion: 3\n", "entry_points.txt": "[perfrules]\ntold = no_told\n"}
            return texts.get(filename)

        def locate_file(self, path):
            return path

    class Finder(importlib.metadata.DistributionFinder):
        def find_distributions(self, context=None):  # noqa: ARG002
            return [Told()]

        def find_spec(self, *_):
            return None

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert "3" == found()["told"].identity.version


@pytest.mark.parametrize("damage", ["METADATA", "entry_points.txt"])
def test_damaged_files_stop_nothing(tmp_path, monkeypatch, damage):
    """A file that is no text makes a distribution nameless or leaves it out, and the others are found."""
    for name in ("damaged", "sound"):
        install(tmp_path, name, EMPTY)
    (tmp_path / "damaged-1.0.dist-info" / damage).write_bytes(b"\xff\xfe[perfrules]")
    monkeypatch.syspath_prepend(str(tmp_path))
    ours = found()
    assert "sound" in ours
    assert (damage == "METADATA") == ("?" in ours)


def test_a_folder_that_is_gone_stops_nothing(tmp_path, monkeypatch):
    """A folder of the path that does not exist is passed over."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone"), *sys.path])
    assert "perfrules" in found()


@pytest.mark.parametrize("value", ["a b", "3-4", ""])
def test_an_entry_that_names_nothing_says_so(tmp_path, monkeypatch, value):
    """The message says which words are no module."""
    install(tmp_path, "vague", "", entry=f"vague = {value}")
    monkeypatch.syspath_prepend(str(tmp_path))
    ((code, message),) = reasons(found()["vague"])
    assert "PR501" == code
    assert f"`{value}` is no module, nor a module and an attribute" in message


def test_comments_and_other_groups_are_passed_over(tmp_path):
    """Of one distribution the entry points come by name, whatever else the file holds."""
    install(tmp_path, "noted", EMPTY, entry="# why\n\nb = noted\na = noted : hookimpl [fast]\n[ other ]\nc = noted")
    assert ["a", "b"] == names(tmp_path)


def test_the_first_of_two_distributions_counts(tmp_path, monkeypatch):
    """A distribution that is found twice is that of the folder that stands earlier in the path."""
    for folder, version in (("earlier", "1.0"), ("later", "2.0")):
        (tmp_path / folder).mkdir()
        install(tmp_path / folder, "twice_there", EMPTY, version=version)
    for folder in ("later", "earlier"):
        monkeypatch.syspath_prepend(str(tmp_path / folder))
    assert "1.0" == found()["twice_there"].identity.version


def test_only_the_metadata_of_plugins_are_read(tmp_path, monkeypatch):
    """Of a distribution without plugins nothing but its entry points is read."""
    install(tmp_path, "plain", "")
    (tmp_path / "plain-1.0.dist-info" / "entry_points.txt").write_text("[other]\nx = y\n", "utf-8")
    install(tmp_path, "with-plugin", EMPTY)
    monkeypatch.syspath_prepend(str(tmp_path))
    read = []
    original = importlib.metadata.PathDistribution.read_text

    def noting(self, name):
        read.append((self._path.name, name))
        return original(self, name)

    monkeypatch.setattr(importlib.metadata.PathDistribution, "read_text", noting)
    found()
    folders = {folder for folder, name in read if name != "entry_points.txt"}
    assert "with_plugin-1.0.dist-info" in folders
    assert "plain-1.0.dist-info" not in folders


def test_another_perfrules_is_asked_for(tmp_path, monkeypatch):
    """A plugin that needs another perfrules is refused, and the extras of perfrules itself are no such need."""
    install(tmp_path, "from-the-future", "raise RuntimeError", requires="perfrules>=99")
    monkeypatch.syspath_prepend(str(tmp_path))
    ours = found()
    assert ["PR508"] == [code for code, _ in reasons(ours["from-the-future"])]
    assert () == ours["perfrules"].problems
