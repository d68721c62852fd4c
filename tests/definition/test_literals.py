"""Numbers that stand in quotes inside a rubric are numbers to its kind, and are shown as they were written."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

import attrs
import pytest

from perfrules.definition.structure import structurer
from perfrules.formula import Quantity, Symbol
from perfrules.language import text
from perfrules.model import RubricKind
from perfrules.rubrics import KINDS, misfits
from perfrules.rubrics.awarding import shown


@attrs.frozen
class Step:
    """A part of a kind."""

    above: Quantity


@attrs.frozen
class Late:
    """A kind of somebody else's, whose check compares what was written."""

    kind: ClassVar[str] = "late"
    reads: ClassVar[str] = "measure"

    grace: Quantity = attrs.field(factory=lambda: Quantity(0))
    steps: tuple[Step, ...] = ()
    when: str = "5"

    def award(self, full: Symbol, measure: Symbol) -> Symbol:
        """Return the marks."""
        return full * measure

    def check(self) -> Iterator:
        """Yield that the grace is below 0."""
        if not isinstance(self.grace.written, str) and self.grace.written < 0:
            yield ("grace",), text("below 0")


def rubric(**keys):
    """Return the rubric that a table says."""
    return structurer({"late": Late, **{form.kind: form for form in KINDS}}).structure(keys, RubricKind)


@pytest.mark.parametrize("written", ["-5%", "-0.05", "- 5 %"])
def test_a_check_sees_numbers(written):
    """A share in quotes is below 0 for the check of a kind."""
    assert ["below 0"] == [str(said) for _, said in misfits(rubric(kind="late", grace=written))]


def test_numbers_are_found_at_any_depth_and_expressions_stay():
    """Quantities of parts are numbers too; arithmetic, names and conditions are left alone."""
    made = rubric(kind="late", grace="1 / 3", steps=[{"above": "90%"}, {"above": "limit"}])
    assert Late(Quantity("1 / 3"), (Step(Quantity(Fraction(9, 10))), Step(Quantity("limit")))) == made


def test_what_was_written_is_shown():
    """The words of a rubric have 60%, not 0.6; it is the same quantity."""
    gate = rubric(kind="proportional", gate="60%").gate
    assert Quantity(Fraction(3, 5)) == gate
    assert "60%" == shown(gate)


def test_a_built_in_check_sees_shares():
    """A cap in quotes that is no cap is told like a number."""
    assert [("cap",)] == [path for path, _ in misfits(rubric(kind="proportional", cap="0%"))]
