"""Grade scales (评价等级): ordered bands, each with one end, so that neither gap nor overlap can be written."""

from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model.fields import documented
from perfrules.model.source import Citation, Source

GradeOn = Literal["printed", "exact", "rate"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class GradeBand(ByContent):
    """One band (等级区间): the first band from the top that fits is the grade; the last has no end."""

    grade: str = documented("the grade, such as 良好")
    grade_en: str = documented("the grade in English", default="")
    at_least: Quantity | None = documented("least marks, this end included", default=None)
    above: Quantity | None = documented("least marks, this end not included", default=None)
    at_most: Quantity | None = documented("most marks, included, where less is better", default=None)
    below: Quantity | None = documented("most marks, not included, where less is better", default=None)
    when: str | None = documented("a further condition", default=None)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class GradeScale(ByContent):
    """A grade scale (评价等级): bands from the best down."""

    id: str = documented("id by which sets refer to it", default="")
    title: str = documented("title", default="")
    title_en: str = documented("title in English", default="")
    description: str = documented("what it is for", default="")
    bands: tuple[GradeBand, ...] = documented("bands from the best down; the last has no end")
    grade_on: GradeOn | None = documented("printed marks, exact marks or rate", default=None)
    source: tuple[Source, ...] = documented("sources", default=())
    cites: tuple[Citation, ...] = documented("what it stands on", default=())


@attrs.frozen(eq=False, repr=False)
class ScaleCase(ByContent):
    """One entry of a choice list of grade scales: the first whose condition holds is used; the last has none."""

    scale: str
    when: str | None = None
