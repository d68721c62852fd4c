"""The points (要点) of a checklist: what an author writes of one, and what `award` gets of it."""

from collections.abc import Iterator

import attrs

from perfrules.content import ByContent
from perfrules.formula import Condition, Quantity, Symbol
from perfrules.language import Text, text
from perfrules.model import Citation, Policy, RoundingRule
from perfrules.model.fields import documented
from perfrules.rubrics.binding import Path

_OF_NODES = ("drop", "move")
"""Answers to absence that only indicators can give."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Point(ByContent):
    """
    A point (要点): a leaf in small, met or not, in part, or with so many faults.

    Points state `marks`, or all state `weight`, or none states either: then they share the full marks equally.
    """

    id: str = documented("what a case writes")
    text: str = documented("the requirement", default="")
    text_en: str = documented("the requirement in English", default="")
    marks: Quantity | None = documented("marks where it is met", default=None)
    weight: Quantity | None = documented("its share of the full marks, against the other points' weights", default=None)
    per_fault: Quantity | None = documented("the share of its marks that each fault costs", default=None)
    zero_at: Quantity | None = documented("so many faults leave nothing", default=None)
    credit: Quantity | None = documented("expression from 0 to 1 instead of an answer of the case", default=None)
    rounding: tuple[RoundingRule, ...] = documented("roundings of its marks, done in order", default=())
    not_applicable: Policy | None = documented("answer where it is not applicable", default=None)
    missing: Policy | None = documented("answer where the case says nothing of it", default=None)
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")

    @property
    def counts_faults(self) -> bool:
        """Whether its answer is a number of faults, not a share from 0 to 1."""
        return self.per_fault is not None or self.zero_at is not None

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with this point as it is written."""
        if self.marks is not None and self.weight is not None:
            yield ("weight",), text("a point has `marks` or `weight`, not both")
        for key in ("not_applicable", "missing"):
            policy = getattr(self, key)
            if policy is not None and policy.answer in _OF_NODES:
                yield (key,), text("a point cannot `{answer}`: its marks stay in the checklist", answer=policy.answer)
        if self.credit is not None and self.counts_faults:
            yield ("credit",), text("a point with `credit` has no answer, so `per_fault` and `zero_at` say nothing")


@attrs.frozen(eq=False)
class PointSymbol:
    """
    A point as `award` gets it.

    Attributes:
        id: its id.
        marks: its marks, after credit, rounding and what it does where it is absent.
        full: its full marks.
        takes_part: the condition that it counts; constant true unless it drops out by `rescale`.

    """

    id: str
    marks: Symbol
    full: Symbol
    takes_part: Condition
