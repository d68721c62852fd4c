"""Files that people hand in: what is no ordinary, readable, small UTF-8 file is a problem."""

import os
from pathlib import Path

import pytest

from perfrules.definition.files import decode, read_file
from perfrules.problems import Place, Problem


def test_contents(tmp_path):
    """An ordinary file gives its bytes."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"a = 1\r\n")

    assert b"a = 1\r\n" == read_file(path)
    assert b"a = 1\r\n" == read_file(str(path), limit=7)


def test_missing(tmp_path):
    """A missing file is a problem that names the nearest folder; so is a path through a file."""
    (tmp_path / "a").write_text("")

    for path in (tmp_path / "x" / "y.toml", tmp_path / "a" / "y.toml"):
        problem = read_file(path)
        assert ("PR001", Place(str(path))) == (problem.code, problem.place)
    assert f"the folder that is there: {tmp_path}" == read_file(tmp_path / "x" / "y").advice.into("en")


def test_not_a_file(tmp_path):
    """Folders, pipes and devices are refused without waiting."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")

    for path in (tmp_path, tmp_path / "pipe", tmp_path / "link", Path("/dev/zero"), Path("/dev/null")):
        assert "PR002" == read_file(path).code


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\udcff" * 3000])
def test_impossible_names(name):
    """A name that the system does not accept is a problem."""
    assert "PR003" == read_file(name).code


def test_loop(tmp_path):
    """A link to itself is a problem."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert "PR003" == read_file(tmp_path / "loop").code


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_permission(tmp_path):
    """A file that this user may not read is a problem."""
    path = tmp_path / "a.toml"
    path.write_text("a = 1")
    path.chmod(0)

    assert "PR003" == read_file(path).code


def test_permission_refused_by_the_system(tmp_path, monkeypatch):
    """The system's refusal is a problem, whoever asks."""
    path = tmp_path / "a.toml"
    path.write_text("a = 1")

    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)

    assert "PR003" == read_file(path).code


def test_too_large(tmp_path, monkeypatch):
    """A file that is too large is refused without being read; so is one that says that it is empty."""
    path = tmp_path / "a.toml"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with monkeypatch.context() as patch:
        patch.setattr(os, "read", None)
        assert "PR004" == read_file(path).code
    assert "the file is larger than 8 MiB" == read_file(path).text.into("en")

    path.write_bytes(b"12345")
    assert "the file is larger than 4 bytes" == read_file(path, limit=4).text.into("en")
    if Path("/proc/self/maps").exists():
        assert "PR004" == read_file("/proc/self/maps", limit=10).code


def test_not_utf_8():
    """The first bad byte is named with line and column, and the likely encoding."""
    problem = decode(b"a = 1\nb = '\xe4\xb8\xad" + "良好".encode("gb18030") + b"'", "a.toml")

    assert ("PR005", Place("a.toml", 2, 7)) == (problem.code, problem.place)
    problem = decode("名称 = '良好'".encode("gb18030"))
    assert problem.advice.into("en").startswith("it looks like GB18030")
    assert decode("a = 1".encode("utf-16")).advice.into("en").startswith("it begins like UTF-16")
    assert "save the file as UTF-8" == decode(b"\xff").advice.into("en")


def test_decoding():
    """A byte order mark is left out and Windows line ends become newlines."""
    assert "a\nb" == decode(b"\xef\xbb\xbfa\r\nb")


def test_a_blank_name_is_no_file():
    """A blank name, as a variable that is not set leaves it, is no file; it does not mean the current folder."""
    found = read_file("")
    assert isinstance(found, Problem)
    assert "PR001" == found.code
