"""Plugins that end the program where they are asked: it goes on, and says who would have ended it."""

import pytest

from tests.plugins.strangers import install
from tests.plugins.test_broken import CASE, SET, program

HEAD = """
from typing import ClassVar

import attrs
import perfrules as pr


def leave(*_):
    raise SystemExit(0)


@attrs.frozen
class Kind:
    "A kind."

    kind: ClassVar[str] = "leaving"
    reads: ClassVar[str] = "measure"

    def award(self, full, measure):
        return full

    {body}


@pr.hookimpl
def perfrules_rubric_kinds():
    return [Kind]


@attrs.frozen
class Function:
    name: ClassVar[str] = "leave"
    apply = leave


@pr.hookimpl
def perfrules_functions():
    return [Function]


@attrs.frozen
class Renderer:
    name: ClassVar[str] = "leave"
    suffix: ClassVar[str] = ".leave"
    render = leave


@pr.hookimpl
def perfrules_renderers():
    return [Renderer]


@attrs.frozen
class Aggregation:
    name: ClassVar[str] = "leave"
    rescales: ClassVar[bool] = True
    combine = leave
    shares = leave


@pr.hookimpl
def perfrules_aggregations():
    return [Aggregation]
"""


def prepared(site, body="", **changes):
    """Install the plugin, and write a set with these *changes* and a case of it."""
    install(site, "leaving", HEAD.replace("{body}", body))
    source = SET.format(name="mine", kind="leaving")
    for old, new in changes.items():
        source = source.replace(old, new)
    (site / "set.toml").write_text(source, encoding="utf-8")
    (site / "case.toml").write_text(CASE.format(name="./set.toml"), encoding="utf-8")


@pytest.mark.parametrize("body", ["check = leave", "__attrs_post_init__ = leave", "award = leave"])
def test_a_rubric_that_leaves(tmp_path, body):
    """The set is refused with the place of the rubric; a status of 0 would pass for a score."""
    prepared(tmp_path, body if body != "award = leave" else "def award(self, full, measure):\n        leave()")
    for command in (("score", "case.toml"), ("check", "set.toml"), ("show", "./set.toml")):
        ended = program(tmp_path, *command)
        assert 1 == ended.returncode
        assert "set.toml:25:1" in ended.stderr + ended.stdout
        assert "SystemExit" in ended.stderr + ended.stdout


@pytest.mark.parametrize("body", ["summary = leave", "promises = property(leave)"])
def test_words_that_leave(tmp_path, body):
    """The marks do not depend on them, and are given."""
    prepared(tmp_path, body)
    ended = program(tmp_path, "score", "case.toml")
    assert (0, "") == (ended.returncode, ended.stderr)
    assert "10" in ended.stdout


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({'measure = "done"': 'measure = "leave(done)"'}, "the function `leave` failed: SystemExit"),
        ({"[total]": '[total]\naggregation = "leave"'}, "SystemExit"),
    ],
    ids=["function", "aggregation"],
)
def test_what_a_set_uses(tmp_path, changes, said):
    """A function and an aggregation that leave are told as those that raise."""
    prepared(tmp_path, **changes)
    ended = program(tmp_path, "score", "case.toml")
    assert (1, "") == (ended.returncode, ended.stdout)
    assert said in ended.stderr


def test_a_format_that_leaves(tmp_path):
    """A renderer that leaves has not written anything, and says so."""
    prepared(tmp_path)
    ended = program(tmp_path, "score", "case.toml", "--format", "leave")
    assert (1, "") == (ended.returncode, ended.stdout)
    assert "the renderer `leave` failed: SystemExit" in ended.stderr
