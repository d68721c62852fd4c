"""Fields of rubric kinds that no definition could fill are told of the plugin, not of those who write definitions."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Literal

import attrs
import pytest

from perfrules.formula import Quantity, Symbol
from perfrules.model import RoundingRule
from perfrules.plugins import Registry
from perfrules.rubrics import Point, promise_of, summary_of
from tests.plugins.strangers import plugin


class Size(Enum):
    """Words of a plugin's own."""

    SMALL = "small"


@attrs.frozen
class Row:
    """A part of a kind."""

    limit: Quantity
    size: float = 0.5


def kind(types, reads="nothing", **more):
    """Return a rubric kind with fields of these types."""
    second = [] if reads == "nothing" else [reads]
    scope = {}
    exec(f"def award(self, {', '.join(['full', *second])}): return full", scope)  # noqa: S102
    told = {"kind": ClassVar[str], "reads": ClassVar[str], **types}
    body = {"kind": "stranger/own", "reads": reads, "award": scope["award"], "__annotations__": told, **more}
    return attrs.frozen(kw_only=True)(type("Own", (), body))


def told(form):
    """Return what is wrong with a plugin that offers *form*."""
    registry = Registry.builtin().with_plugin(plugin(perfrules_rubric_kinds=[form]), "stranger")
    return [problem.text.into("en").partition(": ")[2] for problem in registry.problems]


@pytest.mark.parametrize(
    "form",
    [
        bool,
        int | str,
        Decimal | None,
        Quantity,
        tuple[Quantity, Quantity],
        tuple[tuple[Quantity, ...], ...],
        Mapping[str, Mapping[str, Quantity]],
        Literal["a", "b"],
        Size,
        dt.date,
        frozenset[str],
        tuple[RoundingRule, ...],
        Any,
    ],
    ids=str,
)
def test_types_that_a_definition_can_give(form):
    """What TOML can say, exactly, is a field's type, in lists and tables too."""
    assert [] == told(kind({"x": form}))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (float, "float"),
        (tuple[float, ...], "float"),
        (Mapping[str, Row], "float"),
        (Symbol, "Symbol"),
        (dt.datetime, "datetime"),
        (bytes | None, "bytes"),
        (Literal[1, 2], "Literal"),
    ],
)
def test_types_that_no_definition_can_give(form, name):
    """Binary floats, symbols, bytes and numbers as words are refused where the kind is offered, by the field's name."""
    (said,) = told(kind({"x": form}))
    assert said.startswith("no definition can give the field")
    assert name in said


def test_fields_without_a_type():
    """Nothing says what a definition may write for such a field, in the kind or in a part of it."""
    bare = {"lim": attrs.field(default=3), "ready": attrs.field(default=1, init=False)}
    expected = "the field `lim` of Own has no type: write `lim: int = …`, or Decimal or Quantity"
    assert [expected] == told(kind({}, **bare))
    part = attrs.frozen(type("Part", (), {"lim": attrs.field(default=3)}))
    assert [expected.replace("Own", "Part")] == told(kind({"x": tuple[part, ...]}))


def test_types_that_cannot_be_read():
    """One kind whose annotations are wrong spoils no other kind and no definition."""
    (said,) = told(kind({"x": "NoSuchType"}))
    assert "the types of the fields of Own cannot be read: name 'NoSuchType' is not defined" == said


def test_keys_that_every_rubric_has():
    """A field named like the kind's own keys would never get a value."""
    (said,) = told(kind({"when": str}))
    assert "has a field `when`, which a rubric has already" in said


def test_points_have_to_be_declared():
    """A kind that reads points has them as a field."""
    (said,) = told(kind({}, reads="points"))
    assert "reads points and has no field `points`" in said
    assert [] == told(kind({"points": tuple[Point, ...]}, reads="points"))


@pytest.mark.parametrize("promise", ["up", 3, None, lambda _: "higher"], ids=["word", "number", "none", "function"])
def test_promises_are_words_that_are_known(promise):
    """A word that promises nothing would be believed to promise something."""
    (said,) = told(kind({"promises": ClassVar[Any]}, promises=promise))
    assert said.startswith("`promises` of ")
    assert said.endswith('is none of "higher", "lower", "none"')


@pytest.mark.parametrize(
    "promise", ["higher", "lower", "none", property(lambda _: "up")], ids=["higher", "lower", "none", "property"]
)
def test_promises_that_are_taken(promise):
    """The three words, and a property, whose wrong word is as good as silence."""
    form = kind({"promises": ClassVar[Any]}, promises=promise)
    assert [] == told(form)
    assert (promise if isinstance(promise, str) else "none") == promise_of(form())


def test_words_that_fail_are_left_out():
    """A summary that raises, or is no text, is replaced by the name of the kind."""

    def broken(_):
        raise ValueError

    for summary in (broken, lambda _: None, 3):
        made = kind({}, summary=summary)()
        assert "rubric of kind stranger/own" == summary_of(made).into("en")
    assert "plain" == summary_of(kind({}, summary=lambda _: "plain")()).into("en")
