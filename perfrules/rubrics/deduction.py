"""Deductions by count (计数扣分)."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity, Symbol, least, most, number, total
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, is_below, joined, shown
from perfrules.rubrics.binding import Path


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Deduct(ByContent):
    """One sort of deduction (扣分项): so many marks for each of what is counted."""

    of: Quantity = documented("what is counted: an expression")
    marks: Quantity = documented("marks lost for each")
    at_most: Quantity | None = documented("the most that this sort can cost", default=None)
    text: str = documented("what it is for", default="")

    def cost(self) -> Symbol:
        """Return what the bound deduction costs."""
        marks = self.marks * number(self.of)
        return marks if self.at_most is None else least(marks, self.at_most)

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the deduction as it is written."""
        for key in ("marks", "at_most"):
            if is_below(getattr(self, key), 0):
                yield (key,), text("`{key}` is what is taken away, so it is not below 0", key=key)

    def summary(self) -> Text:
        """Return the deduction in a few words."""
        name = self.text or shown(self.of)
        if self.at_most is None:
            return text("{marks} less for each {what}", marks=shown(self.marks), what=name)
        template = "{marks} less for each {what}, at most {most}"
        return text(template, marks=shown(self.marks), what=name, most=shown(self.at_most))


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Deduction(ByContent):
    """
    Take away marks for what is counted, by severity, until nothing is left (计数扣分, 扣完为止).

    Formula:
        marks = most(from − Σ marks × count, floor); a sort with `at_most` costs no more than that

    Example:
        [[indicator]]
        code = "C2.3"
        name = "安全事件"
        full_marks = 6

        [indicator.rubric]
        kind = "deduction"
        deduct = [
          { of = "incidents.major", marks = 3, text = "重大安全事件" },
          { of = "incidents.minor", marks = 0.5, at_most = 2, text = "一般安全事件" },
        ]

    Source:
        Rubrics that say 每发生一起扣若干分，扣完为止, with different deductions by severity.
    """

    kind: ClassVar[str] = "deduction"
    reads: ClassVar[Reads] = "nothing"
    promises: ClassVar[Promise] = "lower"

    deduct: tuple[Deduct, ...] = documented("the sorts of deduction")
    start: Quantity | None = attrs.field(
        default=None, metadata={"doc": "marks before any deduction; none: the full marks", "key": "from"}
    )
    floor: Quantity = documented("the least marks", default=Quantity(0))

    def award(self, full: Symbol) -> Symbol:
        """Return what is left."""
        start = full if self.start is None else number(self.start)
        return most(start - total(part.cost() for part in self.deduct), self.floor)

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the rubric as it is written."""
        if not self.deduct:
            yield ("deduct",), text("there is at least one sort of deduction")

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        return joined([*(part.summary() for part in self.deduct), text("down to {floor}", floor=shown(self.floor))])
