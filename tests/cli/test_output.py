"""Where results go."""

import os
import stat

import click
import pytest

from perfrules.cli import output
from perfrules.cli.output import check_target, deliver


def test_bytes_are_written_as_they_are(tmp_path):
    """What a renderer gives as bytes is the content of the file."""
    deliver(b"\x00\xff", str(tmp_path / "a.bin"))
    assert b"\x00\xff" == (tmp_path / "a.bin").read_bytes()


def test_bytes_go_into_a_pipe(capfdbinary):
    """Bytes go to standard output where that is no terminal."""
    deliver(b"\x00\xff", "-")
    assert b"\x00\xff" == capfdbinary.readouterr().out


def test_a_new_file_has_the_usual_permissions(tmp_path):
    """A new file has the permissions that any new file gets; one that is replaced keeps its own."""
    (tmp_path / "usual").write_text("")
    deliver("x", str(tmp_path / "new"))
    assert (tmp_path / "usual").stat().st_mode == (tmp_path / "new").stat().st_mode
    (tmp_path / "new").chmod(0o600)
    deliver("y", str(tmp_path / "new"), force=True)
    assert 0o600 == stat.S_IMODE((tmp_path / "new").stat().st_mode)


def test_a_link_stays_a_link(tmp_path):
    """What a link leads to is replaced, not the link."""
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    deliver("new", str(tmp_path / "link"), force=True)
    assert (tmp_path / "link").is_symlink()
    assert "new" == (tmp_path / "real").read_text()


def test_a_failed_write_leaves_everything_as_it_was(tmp_path, monkeypatch):
    """Where writing fails the old file is whole, and nothing lies beside it."""
    (tmp_path / "card.txt").write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.Path, "replace", full)
    with pytest.raises(click.BadParameter, match="No space left"):
        deliver("new", str(tmp_path / "card.txt"), force=True)
    assert ["card.txt"] == [path.name for path in tmp_path.iterdir()]
    assert "old" == (tmp_path / "card.txt").read_text()


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_file_is_refused(tmp_path, force):
    """A folder, a pipe, a device, and a place in a folder that is not there are refused, by force too."""
    os.mkfifo(tmp_path / "pipe")
    for target in (
        tmp_path,
        tmp_path / "pipe",
        "/dev/null",
        tmp_path / "nowhere" / "x",
        "a\0b",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(click.BadParameter):
            check_target(str(target), force=force)
