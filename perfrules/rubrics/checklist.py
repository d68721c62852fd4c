"""The checklist (要素法)."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final

import attrs

from perfrules.content import ByContent
from perfrules.formula import Symbol, absent, any_of, choose, total
from perfrules.formula.node import TRUE
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise
from perfrules.rubrics.binding import Path
from perfrules.rubrics.points import Point, PointSymbol

POINT_APPLIES: Final = text("the point applies").template
ANY_POINT_APPLIES: Final = text("a point applies").template
"""What the choices are called by which a checklist passes over points that are out."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Checklist(ByContent):
    """
    Add up the marks of the points that are met (要素法).

    Each point has its own marks, or a weight, or they share the full marks equally. A case says of each point that it
    is met, met in part (0 to 1), has so many faults, or is not applicable. Points that drop out by `rescale` leave
    their marks to the others in proportion.

    Formula:
        marks = Σ marks of the points;
        with points out: full × Σ marks ÷ Σ full marks of the points that take part

    Example:
        [[indicator]]
        code = "B2.2"
        name = "项目过程管理制度建立与落实情况"
        full_marks = 3

        [indicator.rubric]
        kind = "checklist"
        points = [
          { id = "rules", marks = 1, text = "已建立过程管理制度" },
          { id = "ledger", marks = 1, text = "台账完整", per_fault = 0.25, zero_at = 3 },
          { id = "reviews", marks = 1, text = "定期检查有记录", not_applicable = "rescale" },
        ]

    Source:
        The usual form of 财预〔2020〕10号 and 财预〔2013〕53号 for 决策 and 过程: 评价要点 that each count the same or
        have their own marks.
    """

    kind: ClassVar[str] = "checklist"
    reads: ClassVar[Reads] = "points"
    promises: ClassVar[Promise] = "higher"

    points: tuple[Point, ...] = documented("the points, in order")

    def award(self, full: Symbol, points: Sequence[PointSymbol]) -> Symbol:
        """Return the sum of the points' marks, out of those that take part."""
        if all(point.takes_part.node is TRUE for point in points):
            return total(point.marks for point in points)
        given = total(choose(point.takes_part, point.marks, 0, why=POINT_APPLIES) for point in points)
        possible = total(choose(point.takes_part, point.full, 0, why=POINT_APPLIES) for point in points)
        marks = full * given / possible
        if any(point.takes_part.node is TRUE for point in points):
            return marks
        some = any_of(*(point.takes_part for point in points))
        return choose(some, marks, absent("not_applicable"), why=ANY_POINT_APPLIES)

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the points together."""
        if not self.points:
            yield ("points",), text("a checklist has at least one point")
        seen: set[str] = set()
        for place, point in enumerate(self.points):
            if point.id in seen:
                yield ("points", place, "id"), text("two points have the id `{id}`", id=point.id)
            seen.add(point.id)
        for key in ("marks", "weight"):
            stated = [getattr(point, key) is not None for point in self.points]
            if any(stated) and not all(stated):
                place = stated.index(False)
                yield ("points", place), text("either all points of a checklist have `{key}`, or none has", key=key)

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        if any(point.marks is not None for point in self.points):
            return text("points with marks of their own: {number}", number=len(self.points))
        if any(point.weight is not None for point in self.points):
            return text("points that share the full marks by weight: {number}", number=len(self.points))
        return text("points that share the full marks equally: {number}", number=len(self.points))
