"""Full marks at the target (达标即满分)."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Symbol, choose, number
from perfrules.language import Text, text
from perfrules.model import RubricKind
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, award, promise_of, summary_of
from perfrules.rubrics.binding import Path

_INSIDE = ("measure", "nothing")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Threshold(ByContent):
    """
    Award the full marks where the target is met, else none, or what another rubric gives (达标即满分; 是否型).

    The target itself is met. `else` holds a whole rubric of a kind that reads the measure, or nothing. A flag as the
    measure `1 if flag else 0` with the target 1 is 是否型; a count with `better = "lower"` and the target 0 is 零容忍.

    Formula:
        marks = full where measure ≥ target (less is better: measure ≤ target);
        else 0, or the marks of the other rubric

    Example:
        [[indicator]]
        code = "C3.1"
        name = "验收合格率"
        full_marks = 10
        measure = "accepted / delivered"
        target = "95%"
        rubric = { kind = "threshold", else = { kind = "proportional" } }

    Source:
        Rubrics that say 达到目标值得满分，未达到的按比例得分; 重大故障 0 次得满分，否则不得分.
    """

    kind: ClassVar[str] = "threshold"
    reads: ClassVar[Reads] = "measure"

    better: Literal["higher", "lower"] = documented("which measures are better", default="higher")
    otherwise: RubricKind | None = attrs.field(
        default=None, metadata={"doc": "the rubric where the target is not met; none: no marks", "key": "else"}
    )

    @property
    def promises(self) -> Promise:
        """The better measure never loses marks where the other rubric promises the same and keeps to the full marks."""
        if self.otherwise is None:
            return self.better
        return self.better if promise_of(self.otherwise) == self.better else "none"

    def award(self, full: Symbol, measure: Symbol, target: Symbol) -> Symbol:
        """Return the marks for *measure* against *target*."""
        met = measure >= target if self.better == "higher" else measure <= target
        return choose(met, full, self._rest(full, measure, target), why="the target is met")

    def _rest(self, full: Symbol, measure: Symbol, target: Symbol) -> Symbol:
        if self.otherwise is None:
            return number(0)
        return award(self.otherwise, full, measure=measure, target=target)

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the other rubric."""
        if self.otherwise is not None and self.otherwise.reads not in _INSIDE:
            yield (
                ("else", "kind"),
                text(
                    "`{kind}` reads {reads}, and inside a threshold there is only the measure",
                    kind=self.otherwise.kind,
                    reads=self.otherwise.reads,
                ),
            )

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        if self.otherwise is None:
            return text("full marks where the target is met, else none")
        return text("full marks where the target is met, else {rest}", rest=summary_of(self.otherwise))
