"""The figures of awards (得分明细) as columns of a page: full marks or scale, marks, rate and grade."""

from collections.abc import Sequence
from functools import cached_property

import attrs

from perfrules.language import Text, text
from perfrules.model import IndicatorSet
from perfrules.rendering import wording
from perfrules.rendering.wording import DASH, listed, number, places_of, span_text
from perfrules.scoring.award import Outcome


@attrs.frozen(slots=False)
class Figures:
    """
    How the figures of some awards are printed beside each other.

    Where every scale reaches from 0 to the full marks (满分值), these are printed; else every scale is. Marks have the
    same decimals where all of them go into one result on the usual scale.

    Attributes:
        awards: the awards.
        set: the set that they are of.

    """

    awards: Sequence[Outcome]
    set: IndicatorSet

    @cached_property
    def _alike(self) -> bool:
        return self._plain and len(self.set.results) == 1

    @cached_property
    def places(self) -> int:
        """How many decimals marks are printed with."""
        return places_of(award.marks for award in self.awards)

    @cached_property
    def _fulls(self) -> int:
        return places_of(award.full_marks for award in self.awards)

    @cached_property
    def _plain(self) -> bool:
        return all(award.is_plain for award in self.awards)

    @cached_property
    def _rated(self) -> bool:
        return self._plain or any(award.rate_shown for award in self.awards)

    @cached_property
    def _graded(self) -> bool:
        return any(award.grade for award in self.awards if award.parent is not None)

    @property
    def titles(self) -> tuple[Text, ...]:
        """The titles of the columns with numbers, and of the grade where indicators have one."""
        rate = (text("Rate"),) if self._rated else ()
        return text("Full marks") if self._plain else text("Scale"), text("Marks"), *rate

    @property
    def grade_title(self) -> tuple[Text, ...]:
        """The title of the grades; nothing where no indicator below the total has one."""
        return (text("Grade"),) if self._graded else ()

    def numbers(self, award: Outcome) -> tuple[str, ...]:
        """Return the numbers of an award as they are printed."""
        full = number(award.full_marks, self._fulls) if self._plain else span(award)
        rate = (award.rate_shown or DASH,) if self._rated else ()
        return full, self.marks(award), *rate

    def marks(self, award: Outcome) -> str:
        """Return the marks of an award as they are printed."""
        return number(award.marks, self.places if self._alike else places_of([award.marks]))

    def marked(self, award: Outcome) -> str:
        """Return marks and full marks in a few characters; on another scale the marks alone."""
        return f"{self.marks(award)}/{number(award.full_marks, self._fulls)}" if self._plain else self.marks(award)

    def grade(self, award: Outcome) -> tuple[str, ...]:
        """Return the grade of an award as a cell; nothing where there is no such column."""
        return (wording.grade(self.set, award.grade),) if self._graded else ()


def span(award: Outcome) -> str:
    """Return from where to where the scale of an award reaches: "1 to 7", "from 0"."""
    if award.at_least is None:
        return DASH
    return span_text(number(award.at_least), None if award.at_most is None else number(award.at_most))


def scale(award: Outcome) -> str:
    """Return the scale of an award in words: "1 to 7, less is better"."""
    return listed([span(award), str(text("less is better")) if award.better == "lower" else ""])
