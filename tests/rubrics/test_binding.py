"""Quantities and conditions of a kind become symbols before `award` sees them."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

import attrs
import pytest

from perfrules.formula import Condition, Quantity, Symbol, number
from perfrules.formula.node import TRUE
from perfrules.language import text
from perfrules.model import Policy
from perfrules.model.fields import documented
from perfrules.problems import SymbolError
from perfrules.rubrics import (
    Checklist,
    Lookup,
    Point,
    Proportional,
    Threshold,
    Tier,
    Tiers,
    bind,
    misfits,
    quantities,
    truth,
)


@attrs.frozen
class Inner:
    """A part of a kind."""

    size: Quantity = documented("its size", default=Quantity(2))
    when: str | None = None

    def check(self) -> Iterator:
        """Yield a misfit of this part."""
        yield ("size",), text("inner")


@attrs.frozen
class Outer:
    """A kind of a stranger."""

    kind: ClassVar[str] = "outer"
    reads: ClassVar[str] = "nothing"

    parts: tuple[Inner, ...] = ()
    named: Mapping[str, Quantity] = attrs.field(factory=dict)
    class_: Quantity = documented("a word of Python", default=Quantity(1))
    test: str = attrs.field(default="x > 1", metadata={"condition": True})
    words: str = "no condition"

    def check(self) -> Iterator:
        """Yield a misfit of the whole."""
        yield (), text("outer")


def seven(*_):
    """Return a number for any quantity."""
    return number(7)


def true(*_):
    """Return a truth for any condition."""
    return Condition(TRUE)


EVERYTHING = Outer((Inner(Quantity("a")), Inner(when="b")), {"far": Quantity("c")})


def test_every_quantity_becomes_a_symbol_at_any_depth():
    """In tuples, mappings and nested parts, quantities are symbols and conditions are conditions."""
    out = bind(EVERYTHING, seven, true)
    assert all(isinstance(part.size, Symbol) for part in out.parts)
    assert isinstance(out.named["far"], Symbol)
    assert isinstance(out.class_, Symbol)
    assert isinstance(out.parts[1].when, Condition)
    assert isinstance(out.test, Condition)
    assert "no condition" == out.words


def test_binding_leaves_the_kind_as_it_was():
    """A bound kind is a new value."""
    kind = Proportional(cap=Quantity(2))
    bind(kind, seven, true)
    assert Proportional(cap=Quantity(2)) == kind


def test_paths_are_those_of_the_definition():
    """Key paths are written as an author has them, with `else` for a field of another name."""
    seen = []
    kind = Threshold(otherwise=Tiers(tiers=(Tier(at_least=Quantity("x"), marks=Quantity(1)), Tier(marks=Quantity(0)))))
    bind(kind, lambda _, path: seen.append(path) or number(0), true)
    expected = [("else", "tiers", 0, "at_least"), ("else", "tiers", 0, "marks"), ("else", "tiers", 1, "marks")]
    assert expected == seen
    assert expected == [path for path, _ in quantities(kind)]


def test_quantities_lists_conditions_too():
    """`quantities` gives every quantity and the text of every condition, in order."""
    assert [
        (("parts", 0, "size"), Quantity("a")),
        (("parts", 1, "size"), Quantity(2)),
        (("parts", 1, "when"), "b"),
        (("named", "far"), Quantity("c")),
        (("class",), Quantity(1)),
        (("test",), "x > 1"),
    ] == list(quantities(EVERYTHING))


def test_what_is_worked_out_is_bound_as_well():
    """A lookup's conditions are made from its field and options, and no author writes them."""
    kind = Lookup(of="result", marks={"good": Quantity(3)})
    assert [(("marks", "good"), Quantity(3)), (("of", "good"), "result == 'good'")] == list(quantities(kind))
    assert isinstance(bind(kind, seven, true).chosen["good"], Condition)
    assert isinstance(kind.chosen["good"], str)


def test_policies_of_points_are_bound():
    """The marks that a point's answer to absence gives are a quantity like any other."""
    kind = Checklist(points=(Point(id="a", missing=Policy("marks", Quantity("x"))),))
    assert [(("points", 0, "missing", "marks"), Quantity("x"))] == list(quantities(kind))


def test_misfits_are_found_at_any_depth():
    """The checks of a kind and of its parts are all asked, each with the path of the part."""
    found = [(path, str(text)) for path, text in misfits(EVERYTHING)]
    assert [((), "outer"), (("parts", 0, "size"), "inner"), (("parts", 1, "size"), "inner")] == found


def test_a_key_without_a_path_is_one_key():
    """A check that yields `"grace"` means the key, not its letters."""

    @attrs.frozen
    class Late:
        def check(self):
            yield "grace", text("late")

    assert [("grace",)] == [path for path, _ in misfits(Late())]
    assert [("part", "grace")] == [path for path, _ in misfits(attrs.make_class("Whole", ["part"])(Late()))]


def test_a_condition_outside_its_definition_is_an_error():
    """Text that was not bound has no truth."""
    with pytest.raises(SymbolError, match="no value outside"):
        truth("x > 1")
