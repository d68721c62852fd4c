"""Indicators (指标) and gates (一票否决 / 封顶)."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model.absence import Policy
from perfrules.model.fields import documented
from perfrules.model.grade import GradeOn, ScaleCase
from perfrules.model.origin import Origin
from perfrules.model.rounding import RoundingRule
from perfrules.model.source import Citation

Reads = Literal["measure", "points", "answer", "nothing"]
Rank = Literal["shared", "dense"]


@runtime_checkable
class RubricKind(Protocol):
    """
    How one leaf turns what it reads into marks (评分方法).

    A kind is a frozen attrs class with `kind`, `reads` and a method `award(self, full, …)`: the second argument is what
    `reads` says; a third named `target` gets the indicator's target; with `reads = "nothing"` there is only *full*.
    """

    kind: ClassVar[str]
    reads: ClassVar[Reads]


@attrs.frozen(eq=False, repr=False)
class RubricCase(ByContent):
    """One entry of a choice list of rubrics: the first whose condition holds is taken; the last has none."""

    rubric: RubricKind
    when: str | None = None

    @property
    def points(self) -> tuple[Any, ...]:
        """The points (要点) that a case answers; none of a kind that reads something else, whatever its keys."""
        listed = getattr(self.rubric, "points", ()) if self.rubric.reads == "points" else ()
        return listed if isinstance(listed, tuple) else ()


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Indicator(ByContent):
    """
    A node of the tree (指标): a leaf has a rubric, a branch has children; the root's code is "total".

    Attributes that are None or empty were not stated; `origins` says where each stated one came from.
    """

    code: str = documented("code as printed, such as B1.1.2")
    parent: str | None = documented("code of the parent; none: a child of the total", default=None)
    name: str = documented("name as printed", default="")
    name_en: str = documented("name in English", default="")
    description: str = documented("what is evaluated (指标说明)", default="")
    explanation: str = documented("what the indicator means (指标解释)", default="")
    full_marks: Quantity | None = documented("marks that it can give: a number or a parameter", default=None)
    at_least: Quantity | None = documented("least marks of another scale", default=None)
    at_most: Quantity | None = documented("most marks of another scale", default=None)
    better: Literal["higher", "lower"] = documented("which marks are better", default="higher")
    weight: Quantity | None = documented("factor in the parent's aggregation, default 1", default=None)
    measure: Quantity | None = documented("the quantity marked: a measure's name or an expression", default=None)
    target: Quantity | None = documented("what the measure is held against", default=None)
    rubric: tuple[RubricCase, ...] = documented("how the leaf is marked: one rubric or a choice list", default=())
    aggregation: str = documented("how a branch combines its children, default sum", default="")
    rounding: tuple[RoundingRule, ...] = documented("roundings, done in order", default=())
    applies: str | None = documented("condition without which the node is not applicable", default=None)
    not_applicable: Policy | None = documented("answer where it is not applicable", default=None)
    missing: Policy | None = documented("answer where its evidence is missing", default=None)
    needs: Quantity | str | None = documented(
        "children (2) or share of the weight (50%) without which it is not applicable", default=None
    )
    bonus: bool = documented("adds marks but no full marks", default=False)
    clamp: tuple[Quantity | None, Quantity | None] | None = documented(
        'limits of the marks, such as [0, "full"]', default=None
    )
    open: bool = documented("left for sets that extend this one", default=False)
    restore: bool = documented("total only: take the ratio once where children were dropped", default=False)
    grade_scale: tuple[ScaleCase, ...] = documented("grade scale by name or id, or a choice list", default=())
    grade_on: GradeOn | None = documented("what is graded: printed marks, exact marks or rate", default=None)
    rank: Rank | None = documented(
        "results only: rank of a project among all; after equal marks ranks are left out, or none is", default=None
    )
    rate_rounding: tuple[RoundingRule, ...] = documented(
        "how the rate is shown, default half-up to 4 places", default=()
    )
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origins: Mapping[str, Origin] = attrs.field(factory=dict, eq=False)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Gate(ByContent):
    """A condition outside the sum that sets or limits marks or a grade (一票否决 / 封顶)."""

    name: str = documented("name as printed")
    name_en: str = documented("name in English", default="")
    on: str = documented("code of the node, default the total", default="total")
    when: str = documented("condition")
    marks: Quantity | None = documented("marks that are set", default=None)
    marks_at_least: Quantity | None = documented("floor of the marks", default=None)
    marks_at_most: Quantity | None = documented("cap of the marks", default=None)
    grade: str | None = documented("grade that is set", default=None)
    grade_at_most: str | None = documented("best grade that stays possible", default=None)
    source: tuple[Citation, ...] = documented("what it stands on", default=())
    note: str = documented("what a reader should know of it", default="")
    origin: Origin | None = attrs.field(default=None, eq=False)

    @property
    def limit(self) -> tuple[str, Quantity] | None:
        """What it does to marks, as the key and the number or expression; None for a gate on the grade."""
        stated = ((key, getattr(self, key)) for key in ("marks", "marks_at_least", "marks_at_most"))
        return next(((key, quantity) for key, quantity in stated if quantity is not None), None)
