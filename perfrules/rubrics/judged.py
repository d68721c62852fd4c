"""Marks that an evaluator gives (定性评分)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, TypeVar

import attrs

from perfrules.content import ByContent
from perfrules.formula import Symbol, least, most
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, joined
from perfrules.rubrics.binding import Path

_TRIMMED_NEEDS = 3
_Full = TypeVar("_Full", Symbol, Fraction)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class JudgedTier(ByContent):
    """A tier (档次) and the range of marks that belong to it."""

    name: str = documented("the tier's name, such as 好")
    at_least: Decimal | None = documented("least marks, this end included", default=None)
    above: Decimal | None = documented("least marks, this end not included", default=None)
    at_most: Decimal | None = documented("most marks, this end included", default=None)
    below: Decimal | None = documented("most marks, this end not included", default=None)
    text: str = documented("when a project belongs here", default="")

    def contains(self, marks: Fraction) -> bool:
        """Return whether *marks* lie in its range."""
        return (
            (self.at_least is None or marks >= Fraction(self.at_least))
            and (self.above is None or marks > Fraction(self.above))
            and (self.at_most is None or marks <= Fraction(self.at_most))
            and (self.below is None or marks < Fraction(self.below))
        )


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Judged(ByContent):
    """
    Award what an evaluator, or a panel of them, gives with a reason (定性评分, 专家评分).

    The marks are checked against what the definition allows before anything is computed: a range, a list, a step, or
    tiers (三档定性). `out_of` lets evaluators mark on a scale of their own, such as 100, or takes over the result of
    another assessment (折算). Of a panel the mean counts, or the mean without the highest and the lowest mark.

    Formula:
        marks = answer; with out_of: full × answer ÷ out_of;
        a panel's answer: Σ marks that count ÷ their number

    Example:
        [[indicator]]
        code = "A1.1"
        name = "立项依据充分性"
        full_marks = 5

        [indicator.rubric]
        kind = "judged"
        out_of = 100
        panel = "trimmed_mean"
        tiers = [
          { name = "充分", at_least = 80 },
          { name = "较充分", at_least = 60, below = 80 },
          { name = "不充分", below = 60 },
        ]

    Source:
        三档定性 of 财预〔2020〕10号 (100%–80% 含, 80%–60% 含, 60%–0%); panels of experts.
    """

    kind: ClassVar[str] = "judged"
    reads: ClassVar[Reads] = "answer"
    promises: ClassVar[Promise] = "higher"

    at_least: Decimal | None = documented("least marks; none: 0", default=None)
    at_most: Decimal | None = documented("most marks; none: the full marks, or `out_of`", default=None)
    allowed: tuple[Decimal, ...] = documented("the only marks that may be given", default=())
    step: Decimal | None = documented("marks are whole multiples of it, such as 0.5", default=None)
    tiers: tuple[JudgedTier, ...] = documented("tiers, read from the top", default=())
    out_of: Decimal | None = documented("the full marks of the evaluators' own scale", default=None)
    panel: Literal["mean", "trimmed_mean"] | None = documented("how several evaluators' marks become one", default=None)
    reason: bool = documented("a case must give the reason", default=True)
    places: int = documented("decimal places that are accepted", default=2)

    def award(self, full: Symbol, answer: Symbol) -> Symbol:
        """Return the marks for *answer*: what was given, or the quotient of a panel."""
        if self.panel is not None:
            # Each evaluator's marks lie within the limits, and so does their mean: said here, it can be proved.
            low, high = self._ends(full)
            answer = least(most(answer, low), high)
        return answer if self.out_of is None else full * answer / self.out_of

    def _ends(self, full: _Full) -> "tuple[_Full | Decimal, _Full | Decimal]":
        if self.allowed:
            return min(self.allowed), max(self.allowed)
        high = full if self.out_of is None else self.out_of
        return self.at_least or Decimal(0), high if self.at_most is None else self.at_most

    def limits(self, full: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the most marks that may be given to a leaf of *full* marks."""
        low, high = self._ends(full)
        return Fraction(low), Fraction(high)

    def refusal(self, marks: Fraction, full: Fraction) -> Text | None:
        """Return why *marks* of one evaluator may not be given to a leaf of *full* marks, or None where they may."""
        given = number_text(marks)
        if self.allowed and marks not in {Fraction(value) for value in self.allowed}:
            listed = ", ".join(number_text(Fraction(value)) for value in self.allowed)
            return text("{marks} marks cannot be given here: write one of {allowed}", marks=given, allowed=listed)
        low, high = self.limits(full)
        if not low <= marks <= high:
            template = "{marks} marks cannot be given here: write a number from {low} to {high}"
            return text(template, marks=given, low=number_text(low), high=number_text(high))
        if self.step is not None and (marks / Fraction(self.step)).denominator != 1:
            template = "{marks} marks cannot be given here: write a whole multiple of {step}"
            return text(template, marks=given, step=number_text(Fraction(self.step)))
        if (marks * 10**self.places).denominator != 1:
            template = "{marks} marks cannot be given here: write at most {places} decimal places"
            return text(template, marks=given, places=self.places)
        if self.tiers and self.tier_of(marks) is None:
            return text("{marks} marks belong to none of the tiers", marks=given)
        return None

    def tier_of(self, marks: Fraction) -> JudgedTier | None:
        """Return the first tier that *marks* belong to, or None."""
        return next((tier for tier in self.tiers if tier.contains(marks)), None)

    def fewest(self) -> int:
        """Return how many evaluators there must be."""
        return _TRIMMED_NEEDS if self.panel == "trimmed_mean" else 1

    def pooled(self, marks: Sequence[Fraction]) -> tuple[Fraction, int]:
        """
        Return the sum and the number of those *marks* of a panel that count; their quotient is the answer.

        Raises:
            ValueError: when there are fewer than `fewest()`.

        """
        if len(marks) < self.fewest():
            message = f"{len(marks)} marks are too few for {self.panel or 'an answer'}"
            raise ValueError(message)
        counted = sorted(marks)[1:-1] if self.panel == "trimmed_mean" else marks
        return sum(counted, Fraction(0)), len(counted)

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the rubric as it is written."""
        for key in ("step", "out_of"):
            value = getattr(self, key)
            if value is not None and value <= 0:
                yield (key,), text("`{key}` is above 0", key=key)
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield ("at_least",), text("`at_least` is greater than `at_most`")
        if self.allowed and any(value is not None for value in (self.at_least, self.at_most, self.step)):
            yield ("allowed",), text("`allowed` lists all marks, so `at_least`, `at_most` and `step` say nothing")

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        parts = [text("given by the evaluators with a reason") if self.reason else text("given by the evaluators")]
        if self.panel == "mean":
            parts.append(text("the mean of the panel"))
        if self.panel == "trimmed_mean":
            parts.append(text("the mean of the panel without the highest and the lowest"))
        if self.out_of is not None:
            parts.append(text("marked out of {marks}", marks=number_text(Fraction(self.out_of))))
        if self.tiers:
            parts.append(text("tiers: {tiers}", tiers=" / ".join(tier.name for tier in self.tiers)))
        return joined(parts)
