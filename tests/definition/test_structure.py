"""Values of the model from data: every type that a field may have, and every fault with its path."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from pathlib import Path
from typing import Any, ClassVar, Literal, Optional

import attrs
import pytest

from perfrules.definition.faults import faults
from perfrules.definition.structure import structurer
from perfrules.formula import Quantity


class Side(Enum):
    """A choice as an enumeration."""

    LEFT = "left"
    RIGHT = "right"


@attrs.frozen
class Part:
    """A part of a kind."""

    at: Decimal
    inner: Optional["Part"] = None
    not_: int = attrs.field(default=0, metadata={"key": "not"})


@attrs.frozen
class Kind:
    """A kind with a field of every sort."""

    kind: ClassVar[str] = "all-sorts"

    parts: "tuple[Part, ...]" = ()
    side: Side = Side.LEFT
    words: frozenset[str] = frozenset()
    names: set[str] = attrs.field(factory=set)
    ends: tuple[int, int] = (0, 1)
    numbers: Mapping[str, Quantity] = attrs.field(factory=dict)
    which: Literal["a", "b"] = "a"
    rest: Sequence[Any] = ()
    hidden: int = attrs.field(default=3, kw_only=True, alias="shown", metadata={"key": "shown"})
    worked_out: int = attrs.field(init=False, default=7)

    def __attrs_post_init__(self):
        if self.ends[0] > self.ends[1]:
            message = "the ends are in the wrong order"
            raise KeyError(message)


def made(**data):
    """Return the kind that *data* say."""
    return structurer({"all-sorts": Kind}).rubric({"kind": "all-sorts", **data})


def told(**data):
    """Return path, code and text of every fault of *data*."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, `faults` reads it
        made(**data)
    return [(fault.path, fault.code, str(fault.text)) for fault in faults(caught.value, ("rubric",))]


def test_every_sort_of_field_takes_its_values():
    """Texts as types, recursion, enumerations, sets, pairs, tables, keys that are no names, and aliases."""
    part = {"at": 1, "inner": {"at": Decimal("0.5"), "not": 2}}
    found = made(parts=[part], side="right", words=["x"], names=["y"], ends=[1, 2], which="b", rest=[1, "t"], shown=4)
    assert (Part(Decimal(1), Part(Decimal("0.5"), None, 2)),) == found.parts
    assert (Side.RIGHT, frozenset("x"), {"y"}, (1, 2), "b", (1, "t"), 4, 7) == (
        *(found.side, found.words, found.names, found.ends, found.which, found.rest, found.hidden, found.worked_out),
    )
    assert {"n": Quantity(2)} == made(numbers={"n": 2}).numbers
    assert Kind() == made()


def test_all_faults_are_told_with_their_paths():
    """Nothing stops at the first fault: fields in their order, then keys that are unknown."""
    assert [
        (("rubric", "parts", 0, "at"), "PR022", "`at` is missing"),
        (("rubric", "parts", 0, "not"), "PR023", "a whole number was expected"),
        (("rubric", "parts", 0, "not_"), "PR021", "`not_` is unknown here"),
        (("rubric", "parts", 2), "PR023", "a table was expected"),
        (("rubric", "side"), "PR023", "'up' is not a valid Side"),
        (("rubric", "words"), "PR023", "a list was expected"),
        (("rubric", "ends"), "PR023", "a list of 2 was expected"),
        (("rubric", "which"), "PR023", "one of `a`, `b` was expected"),
        (("rubric", "hidden"), "PR021", "`hidden` is unknown here"),
        (("rubric", "worked_out"), "PR021", "`worked_out` is unknown here"),
    ] == told(
        parts=[{"not": "1", "not_": 1}, {"at": 1}, 3],
        side="up",
        words="xy",
        ends=[1],
        which="c",
        hidden=1,
        worked_out=2,
    )


def test_what_a_class_says_of_its_fields_together_is_a_fault():
    """An exception of the class itself, whatever it is, belongs to the whole value."""
    assert [(("rubric",), "PR023", "'the ends are in the wrong order'")] == told(ends=[2, 1])


class Shape(StrEnum):
    """A choice whose values are texts themselves."""

    ROUND = "round"


class Size(IntEnum):
    """A choice whose values are numbers themselves."""

    LARGE = 2


@attrs.frozen
class Simple:
    """A kind with fields of single values, and of types that no definition can give."""

    kind: ClassVar[str] = "all-sorts"

    name: str = ""
    count: int = 0
    shape: Shape = Shape.ROUND
    size: Size = Size.LARGE
    share: float = 0
    where: Path = Path()
    raw: bytes = b""
    wave: complex = 0j


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"name": 3}, "a text in quotes was expected"),
        ({"count": "3"}, "a whole number was expected"),
        ({"count": True}, "a whole number was expected"),
        ({"shape": "square"}, "'square' is not a valid Shape"),
        ({"size": 3}, "3 is not a valid Size"),
        ({"share": Decimal("0.5")}, "another value was expected"),
        ({"where": "here"}, "another value was expected"),
        ({"raw": "x"}, "another value was expected"),
        ({"wave": 1}, "another value was expected"),
    ],
)
def test_no_value_is_turned_into_what_it_is_not(data, expected):
    """A number is no text, a text no number, and what a field may not be takes no value at all."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, `faults` reads it
        structurer({"all-sorts": Simple}).rubric({"kind": "all-sorts", **data})
    assert [((next(iter(data)),), expected)] == [(fault.path, str(fault.text)) for fault in faults(caught.value)]


def test_choices_whose_values_are_texts_or_numbers():
    """An enumeration is one whatever else its members are."""
    found = structurer({"all-sorts": Simple}).rubric({"kind": "all-sorts", "shape": "round", "size": 2})
    assert (Shape.ROUND, Size.LARGE) == (found.shape, found.size)
