"""Rounding (取舍规则) as a definition declares it."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Mode, Rounding
from perfrules.model.fields import documented


@attrs.frozen(eq=False, repr=False, kw_only=True)
class RoundingRule(ByContent):
    """One declared rounding: to `places`, or to whole multiples of `to`; what is passed on is `carry`."""

    places: int | str | None = documented("decimal places, or the name of a parameter", default=None)
    to: Decimal | None = documented("the step, such as 0.5 for halves", default=None)
    mode: Mode = documented("what happens to what lies between", default="half_up")
    carry: Literal["rounded", "exact"] = documented(
        "what the parent reads: the rounded or the exact value", default="rounded"
    )

    def rounding(self, places: int | None = None) -> Rounding:
        """Return the rounding of the formula; *places* replaces a parameter's name by its value."""
        if self.to is not None:
            return Rounding(Fraction(self.to), self.mode)
        count = places if places is not None else self.places
        return Rounding.places(int(count or 0), self.mode)
