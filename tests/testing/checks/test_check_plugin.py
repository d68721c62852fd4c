"""What `check_plugin` finds: nothing with good plugins, and each planted fault."""
# ruff: noqa: D102 - written as strangers write them

import itertools
from typing import ClassVar

import attrs
import pytest

import perfrules as pr
import perfrules_shanghai.plugin
from perfrules.testing import FaultsError, check_plugin
from tests.plugins.strangers import plugin
from tests.testing.checks.strangers import BAD, GOOD, Weakest

SET = """
format = "perfrules/indicator-set/1"
id = "{id}"
edition = "1"
title = "Own"
source = [{{ id = "own", title = "Own" }}]
leaf = {{ source = "own" }}

[evidence]
done = {{ name = "done", type = "count", at_least = 0, at_most = 10 }}
{more}
[[indicator]]
code = "A"
name = "A"
full_marks = 10
measure = "done / 10"
rubric = {{ kind = "proportional" }}
"""
CASE = """
format = "perfrules/case/1"
indicator_set = "own/set"
evidence = {{ done = 5 }}
expect = {{ marks = {marks} }}
"""


@attrs.frozen
class Above:
    """The part of a number that is above another (超出部分)."""

    name: ClassVar[str] = "above_limit"

    def apply(self, number, limit):
        return pr.most(number - limit, 0)


@attrs.frozen
class Lines:
    """Count the lines (行数)."""

    name: ClassVar[str] = "own/lines"
    counts: ClassVar[dict[str, str]] = {"all": "lines"}
    columns: ClassVar[tuple[pr.Column, ...]] = (pr.Column("line"),)

    def reduce(self, records):
        return {"all": sum(1 for _ in records)}


@attrs.frozen
class Short:
    """The total alone (总分)."""

    name: ClassVar[str] = "short"
    suffix: ClassVar[str] = ".txt"

    def render(self, card):
        return f"{card.grade} {card.marks}"


def changed(form, **body):
    """Return *form* with other parts."""
    return attrs.frozen(type(form.__name__, (form,), {"__doc__": form.__doc__, **body}))


def folder(path, *, name="own/set", more="", marks=None):
    """Return a folder with a set, and perhaps a case beside it."""
    sets = path / "sets"
    sets.mkdir()
    (sets / "set.toml").write_text(SET.format(id=name, more=more), "utf-8")
    if marks is not None:
        (path / "cases").mkdir()
        (path / "cases" / "one.toml").write_text(CASE.format(marks=marks), "utf-8")
    return sets


def told(*arguments, **hooks):
    """Return what is wrong with a plugin that implements *hooks*."""
    with pytest.raises(FaultsError) as caught:
        check_plugin(*arguments, *([plugin(**hooks)] if hooks else []), drawn=10)
    return str(caught.value)


@pytest.mark.parametrize("name", ["shanghai", perfrules_shanghai.plugin], ids=["installed", "module"])
def test_nothing_is_wrong_with_the_plugin_of_shanghai(name):
    """Installed, or as a module: sets, scales, readers and cases."""
    check_plugin(name, drawn=5)


def test_nothing_is_wrong_with_a_strangers_plugin(tmp_path):
    """One of each sort of thing, and a case."""
    stranger = plugin(
        perfrules_definitions=[folder(tmp_path, marks=5)],
        perfrules_rubric_kinds=list(GOOD),
        perfrules_aggregations=[Weakest],
        perfrules_functions=[Above],
        perfrules_evidence_readers=[Lines],
        perfrules_renderers=[Short],
    )
    check_plugin(stranger, drawn=5)
    check_plugin(stranger, drawn=5, cases=tmp_path / "cases")


def test_a_plugin_that_is_not_there():
    """A name that nothing has is told."""
    assert "there is no plugin `nowhere`" in told("nowhere")


def test_a_plugin_that_fails():
    """What loading it finds is told: hooks with other names, and hooks that raise."""
    assert "PR504" in told(perfrules_rubric_kind=[])
    assert "PR502" in told(perfrules_renderers=ZeroDivisionError())
    assert "it brings nothing" in told(perfrules_renderers=[])


def test_faults_of_definitions(tmp_path):
    """An id without a namespace, a warning, a problem."""
    for place, (more, name, said) in enumerate(
        [
            ("", "set", 'write "name/set"'),
            ("never = { name = 'n', type = 'count' }", "own/set", "never"),
            ("never = 3", "own/set", "PR0"),
        ]
    ):
        path = tmp_path / str(place)
        path.mkdir()
        assert said in told(perfrules_definitions=[folder(path, name=name, more=more)])


def test_a_case_that_fails(tmp_path):
    """Expected and actual are told."""
    said = told(perfrules_definitions=[folder(tmp_path, marks=6)])
    assert "one.toml" in said
    assert "6" in said


def test_faults_of_kinds_are_told_with_their_names():
    """All that `check_kind` finds."""
    kind, said = BAD["breaks its promise"]
    assert f"bad_promise: {said}" in told(perfrules_rubric_kinds=[kind])


_COUNT = itertools.count()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (changed(Above, apply=lambda _, a, b: max(b, a)), "above_limit: `apply`"),
        (changed(Above, apply=lambda _, a, b: a - b - next(_COUNT)), "another formula each time"),
        (changed(Above, apply=lambda *_: None), "`apply`"),
        (changed(Above, __doc__=None), "no docstring"),
    ],
    ids=["branches", "counts", "gives nothing", "says nothing"],
)
def test_faults_of_functions(form, said):
    """A function that asks a symbol, changes, gives no number, or has no docstring."""
    assert said in told(perfrules_functions=[form])


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (changed(Lines, reduce=lambda *_: {"some": 0}), "it should count all"),
        (changed(Lines, reduce=lambda *_: {"all": 1}), "of a file without rows"),
        (changed(Lines, reduce=lambda *_: 1 / 0), "ZeroDivisionError"),
        (changed(Lines, name="lines"), "has no namespace"),
    ],
    ids=["other counts", "counts nothing", "raises", "has no namespace"],
)
def test_faults_of_readers(form, said):
    """A reader that counts something else, counts without rows, raises, or has a name that others may have."""
    assert said in told(perfrules_evidence_readers=[form])


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (changed(Short, render=lambda *_: 3), "gave int, no text"),
        (changed(Short, render=lambda *_: str(next(_COUNT))), "differently each time"),
        (changed(Short, render=lambda *_: 1 / 0), "ZeroDivisionError"),
        (changed(Short, suffix="txt"), "does not begin with a dot"),
    ],
    ids=["number", "changes", "raises", "suffix"],
)
def test_faults_of_renderers(form, said):
    """A renderer that gives no text, another text each time, raises, or ends names without a dot."""
    assert said in told(perfrules_renderers=[form])
