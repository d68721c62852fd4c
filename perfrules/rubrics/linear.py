"""Marks lost by distance from the target (线性扣分)."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity, Symbol, choose, least, most, number
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, is_below, shown
from perfrules.rubrics.binding import Path

Step = Literal["continuous", "started", "whole"]


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Linear(ByContent):
    """
    Take marks away for each step by which the measure misses the target (线性扣分).

    `step` says how distance becomes steps: as it is (`continuous`), each started step (`started`, 不足一个按一个计) or
    whole steps only (`whole`). `both` counts the distance on either side of the target (双向偏离). With `gain` a
    measure beyond the target adds marks, its steps counted in the same way, up to `cap`; without it, it changes
    nothing. `start` is what the target itself is worth.

    Formula:
        marks = most(start − lose × steps, floor), steps = distance ÷ per (started: ⌈…⌉, whole: ⌊…⌋);
        beyond the target, with gain: least(start + gain × steps, cap)

    Example:
        [[indicator]]
        code = "C1.3"
        name = "验收合格率"
        full_marks = 8
        measure = "accepted / delivered"
        target = "100%"
        rubric = { kind = "linear", lose = "5% * full", per = "1%", step = "started" }

    Source:
        Rubrics that say 每降低 1 个百分点扣 5%，扣完为止; whether a part of a point counts must be said.
    """

    kind: ClassVar[str] = "linear"
    reads: ClassVar[Reads] = "measure"

    lose: Quantity = documented("marks lost for each step")
    per: Quantity = documented("the size of a step, in the measure's unit; above 0")
    step: Step = documented("which steps count: as they are, started ones, or whole ones", default="continuous")
    start: Quantity | None = documented("marks at the target; none: the full marks", default=None)
    gain: Quantity | None = documented("marks gained for each step beyond the target", default=None)
    better: Literal["higher", "lower"] = documented("which measures are better", default="higher")
    both: bool = documented("the distance counts on both sides of the target", default=False)
    floor: Quantity = documented("the least marks", default=Quantity(0))
    cap: Quantity | None = documented("the most marks with `gain`; none: the full marks", default=None)

    @property
    def promises(self) -> Promise:
        """The better measure never loses marks; with `both` only the nearer one."""
        return "none" if self.both else self.better

    def award(self, full: Symbol, measure: Symbol, target: Symbol) -> Symbol:
        """Return the marks for *measure* against *target*."""
        start = full if self.start is None else number(self.start)
        if self.both:
            return self._lost(start, most(target - measure, measure - target))
        behind = target - measure if self.better == "higher" else measure - target
        if self.gain is None:
            return self._lost(start, most(behind, 0))
        cap = full if self.cap is None else number(self.cap)
        gained = least(start + self.gain * self._steps(-behind), cap)
        return choose(behind > 0, self._lost(start, behind), gained, why="the target is missed")

    def _lost(self, start: Symbol, distance: Symbol) -> Symbol:
        return most(start - self.lose * self._steps(distance), self.floor)

    def _steps(self, distance: Symbol) -> Symbol:
        steps = distance / self.per
        if self.step == "continuous":
            return steps
        return steps.rounded(0, "ceiling" if self.step == "started" else "floor")

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the rubric as it is written."""
        if is_below(self.per, 0, itself=True):
            yield ("per",), text("`per` is the size of a step, so it is above 0")
        for key in ("lose", "gain"):
            if is_below(getattr(self, key), 0):
                yield (key,), text("`{key}` is a size, so it is not below 0", key=key)
        if self.both and self.gain is not None:
            yield ("gain",), text("with `both` nothing lies beyond the target, so `gain` says nothing")
        if self.cap is not None and self.gain is None:
            yield ("cap",), text("`cap` limits what `gain` adds, and there is no `gain`")

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        return text(_WORDING[self.step], lose=shown(self.lose), per=shown(self.per), floor=shown(self.floor))


_WORDING = {
    "continuous": "{lose} less for each {per} off the target, in proportion, down to {floor}",
    "started": "{lose} less for each started {per} off the target, down to {floor}",
    "whole": "{lose} less for each whole {per} off the target, down to {floor}",
}
