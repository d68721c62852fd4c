"""Which installed distributions have entry points for perfrules."""

import importlib.metadata
import json
import sys
import zipfile

import pytest

from perfrules.plugins.distributions import Entry, distributions
from tests.plugins.strangers import install


def found(group="perfrules"):
    """Return the names of the distributions found."""
    return [one.name for one in distributions(group)]


@pytest.mark.parametrize("group", ["perfrules", "pytest11", "console_scripts", "no-such-group"])
def test_the_same_as_the_standard_library(group):
    """Name, version, requirements and entry points of each are those that importlib.metadata tells."""
    expected = {
        one.metadata["Name"]: (
            one.version,
            tuple(one.requires or ()),
            sorted((entry.name, entry.value) for entry in one.entry_points.select(group=group)),
        )
        for one in importlib.metadata.distributions()
        if one.entry_points.select(group=group)
    }
    ours = {
        one.name: (one.version, one.requires, [(entry.name, entry.value) for entry in one.entries(group)])
        for one in distributions(group)
    }
    assert expected == ours


def test_folders_and_archives(tmp_path, monkeypatch):
    """A distribution is found in a folder of the path, and in an archive on the path, even beside a folder."""
    install(tmp_path, "in-folder", "")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "in-folder" in found()
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("packed-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: packed\nVersion: 1.0\n")
        target.writestr("packed-1.0.dist-info/entry_points.txt", "[perfrules]\npacked = packed\n")
    monkeypatch.syspath_prepend(str(archive))
    assert {"packed", "in-folder"} <= set(found())


def test_a_finder_of_its_own_is_asked(monkeypatch):
    """What another finder tells of counts too."""

    class Told(importlib.metadata.Distribution):
        def read_text(self, filename):
            texts = {"METADATA": "Name: told\nVersion: 3\n", "entry_points.txt": "[perfrules]\ntold = told\n"}
            return texts.get(filename)

        def locate_file(self, path):
            return path

    class Finder(importlib.metadata.DistributionFinder):
        def find_distributions(self, context=None):  # noqa: ARG002
            return [Told()]

        def find_spec(self, *_):
            return None

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert "told" in found()


@pytest.mark.parametrize("damage", ["METADATA", "entry_points.txt"])
def test_damaged_files_stop_nothing(tmp_path, monkeypatch, damage):
    """A file that is no text makes a distribution nameless or leaves it out, and the others are found."""
    for name in ("damaged", "sound"):
        install(tmp_path, name, "")
    (tmp_path / "damaged-1.0.dist-info" / damage).write_bytes(b"\xff\xfe[perfrules]")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "sound" in found()
    assert (damage == "METADATA") == ("?" in found())


def test_a_folder_that_is_gone_stops_nothing(tmp_path, monkeypatch):
    """A folder of the path that does not exist is passed over."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone"), *sys.path])
    assert "perfrules" in found()


def test_an_entry_is_imported():
    """An entry point names a module, or something in it, and may end in extras."""
    assert json is Entry("x", "json").load()
    assert json.decoder.JSONDecoder.decode is Entry("x", "json : decoder.JSONDecoder.decode [fast]").load()


@pytest.mark.parametrize(("value", "error"), [("", ValueError), ("a b", ValueError), ("json:nothing", AttributeError)])
def test_an_entry_that_names_nothing_says_so(value, error):
    """What cannot be imported raises."""
    with pytest.raises(error):
        Entry("x", value).load()


def test_lines_that_are_no_entry_points(tmp_path, monkeypatch):
    """Comments and other groups are passed over; anything else is an error."""
    install(tmp_path, "noted", "", entry="# why\n\nb = noted\na = noted:x\n[ other ]\nc = noted")
    install(tmp_path, "wrong", "", entry="no equals sign")
    monkeypatch.syspath_prepend(str(tmp_path))
    ours = {one.name: one for one in distributions("perfrules")}
    assert [Entry("a", "noted:x"), Entry("b", "noted")] == ours["noted"].entries("perfrules")
    with pytest.raises(ValueError, match="no equals sign"):
        ours["wrong"].entries("perfrules")
