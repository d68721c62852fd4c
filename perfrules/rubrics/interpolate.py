"""Marks on straight lines between points of the measure (插值赋分)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import End, Quantity, Symbol, piecewise
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, joined, share_of_full, shown
from perfrules.rubrics.binding import Path

_TWO = 2
_SIDES = {
    ("below", "refuse"): "below {measure} refused",
    ("below", "hold"): "below {measure} the same",
    ("below", "extend"): "below {measure} the first line goes on",
    ("below", ""): "below {measure}: {marks}",
    ("beyond", "refuse"): "beyond {measure} refused",
    ("beyond", "hold"): "beyond {measure} the same",
    ("beyond", "extend"): "beyond {measure} the last line goes on",
    ("beyond", ""): "beyond {measure}: {marks}",
}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Interpolate(ByContent):
    """
    Award marks on the straight lines between points of the measure (插值赋分).

    Each point is a pair: the measure, and the marks that it is worth, or with `gives = "share"` the share of the full
    marks. What holds below the first point and beyond the last is stated: `refuse` (such a measure is a problem),
    `hold` (the marks of the outermost point), `extend` (the line goes on), or a number.

    Formula:
        marks = y₁ + (measure − x₁) × (y₂ − y₁) ÷ (x₂ − x₁) between the points (x₁, y₁) and (x₂, y₂)

    Example:
        [[indicator]]
        code = "B1.2"
        name = "预算执行率"
        full_marks = 10
        measure = "spent / budget"

        [indicator.rubric]
        kind = "interpolate"
        points = [["60%", 0], ["80%", 6], ["100%", 10]]
        below = 0
        beyond = "hold"

    Source:
        Rubrics that say 60% 以下不得分，60% 至 80% 之间按 0 至 6 分插值计算, and tables of points with 内插法.
    """

    kind: ClassVar[str] = "interpolate"
    reads: ClassVar[Reads] = "measure"

    points: tuple[tuple[Quantity, Quantity], ...] = documented("points [measure, marks] from the least measure up")
    below: End | Quantity = documented('below the first point: "refuse", "hold", "extend" or a number')
    beyond: End | Quantity = documented('beyond the last point: "refuse", "hold", "extend" or a number')
    gives: Literal["marks", "share"] = documented(
        "what the points give: marks, or a share of the full marks", default="marks"
    )

    @property
    def promises(self) -> Promise:
        """The better measure never loses marks where the marks of the points, and of both ends, rise or fall."""
        marks = [_literal(marks) for _, marks in self.points]
        if isinstance(self.below, Quantity):
            marks.insert(0, _literal(self.below))
        if isinstance(self.beyond, Quantity):
            marks.append(_literal(self.beyond))
        known = [value for value in marks if value is not None]
        if len(known) != len(marks) or not self._in_order():
            return "none"
        if all(low <= high for low, high in pairwise(known)):
            return "higher"
        return "lower" if all(low >= high for low, high in pairwise(known)) else "none"

    def _in_order(self) -> bool:
        places = [_literal(place) for place, _ in self.points]
        return all(low is not None and high is not None and low < high for low, high in pairwise(places))

    def award(self, full: Symbol, measure: Symbol) -> Symbol:
        """Return the marks on the line on which *measure* lies."""
        found = piecewise(measure, self.points, self.below, self.beyond, by=self.kind)
        return full * found if self.gives == "share" else found

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the points as they are written."""
        if len(self.points) < _TWO:
            yield ("points",), text("a line needs two points")
        for index, ((low, _), (high, _)) in enumerate(pairwise(self.points), start=1):
            one, other = _literal(low), _literal(high)
            if one is not None and other is not None and one >= other:
                values = {"number": index + 1, "measure": shown(high), "before": shown(low)}
                yield (
                    ("points", index),
                    text("point {number} ({measure}) does not lie above the one before it ({before})", **values),
                )

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        inner = [text("{measure}: {marks}", measure=shown(at), marks=self._worth(marks)) for at, marks in self.points]
        return joined([*inner, *(self._side(side) for side in ("below", "beyond"))])

    def _worth(self, marks: Quantity) -> Text | str:
        return share_of_full(marks) if self.gives == "share" else shown(marks)

    def _side(self, side: Literal["below", "beyond"]) -> Text:
        end = self.below if side == "below" else self.beyond
        place = shown(self.points[0 if side == "below" else -1][0]) if self.points else ""
        word = end if isinstance(end, str) else ""
        marks = "" if isinstance(end, str) else self._worth(end)
        return text(_SIDES[side, word], measure=place, marks=marks)


def _literal(quantity: Quantity) -> Fraction | None:
    written = getattr(quantity, "written", None)
    return written if isinstance(written, Fraction) else None
