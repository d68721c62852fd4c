"""Walking a definition: every value that an author writes is found, with its path."""

from typing import ClassVar

import attrs

from perfrules.definition.checks.walk import walk
from perfrules.formula import Quantity
from perfrules.model import Measure


@attrs.frozen(kw_only=True)
class Own:
    """A kind of a plugin with a field that has the name of an internal one of the model."""

    kind: ClassVar[str] = "own"
    reads: ClassVar[str] = "nothing"

    key: Quantity
    origin: str = ""
    else_: Quantity | None = None


def test_fields_of_plugins_have_any_name():
    """What is internal to the model is none of its values; a plugin's field of the same name is."""
    found = {each.path for each in walk(Own(key=Quantity("x"), else_=Quantity(1)))}

    assert {(), ("key",), ("else",)} == found
    assert {(), ("value",)} == {each.path for each in walk(Measure(key="m", value=Quantity("x")))}
