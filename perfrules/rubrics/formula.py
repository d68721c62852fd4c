"""Marks by an expression of the author's own (公式法)."""

from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity, Symbol, number
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, shown


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Formula(ByContent):
    """
    Award what an expression gives (公式法).

    Inside it `full`, `measure` and `target` are this leaf's. Nothing is clamped: that the marks stay within the scale
    is proved, or reported where it cannot be.

    Formula:
        marks = the expression

    Example:
        [evidence.on_site]
        type = "share"

        [evidence.on_paper]
        type = "share"

        [[indicator]]
        code = "C2.1"
        name = "工作质量"
        full_marks = 10
        rubric = { kind = "formula", marks = "full * (0.6 * on_site + 0.4 * on_paper)" }

    Source:
        Rubrics that combine quantities, such as 现场评分占 60%、材料评分占 40%.
    """

    kind: ClassVar[str] = "formula"
    reads: ClassVar[Reads] = "nothing"
    promises: ClassVar[Promise] = "none"

    marks: Quantity = documented("expression of the marks")

    def award(self, full: Symbol) -> Symbol:  # noqa: ARG002 - the expression has read the full marks already
        """Return the marks."""
        return number(self.marks)

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        return text("{marks}", marks=shown(self.marks))
