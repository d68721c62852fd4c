"""Proportion to the target (比例法)."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Operand, Quantity, Symbol, choose, least, most, number
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, is_below, shown
from perfrules.rubrics.binding import Path


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Proportional(ByContent):
    """
    Award marks in proportion to the measure, at most the full marks (比例法).

    The ratio is measure ÷ target, or target ÷ measure where less is better (反向比例); a measure that is better the
    lower it is gets all there is at zero and below. With a `gate` there are no marks below that ratio; with
    `from_gate` the marks rise from zero at the gate (门槛线性) instead of from zero. Nothing holds up a measure below
    zero: declare evidence `at_least = 0`, and the marks are proved to stay within the scale.

    Formula:
        marks = full × least(measure ÷ target, cap);
        less is better: full × least(target ÷ measure, cap);
        from the gate: full × least((ratio − gate) ÷ (1 − gate), cap), 0 below the gate

    Example:
        [[indicator]]
        code = "B1.1.2"
        name = "预算执行率"
        full_marks = 3
        measure = "spent / budget"
        target = "100%"
        rubric = { kind = "proportional", gate = "60%", from_gate = true }

    Source:
        资金到位率, 预算执行率 and 实际完成率 of 财预〔2020〕10号; rubrics that say 按比例得分，最高不得超过分值上限.
    """

    kind: ClassVar[str] = "proportional"
    reads: ClassVar[Reads] = "measure"

    cap: Quantity = documented(
        "the most that the ratio counts; above 1, marks may pass the full ones", default=Quantity(1)
    )
    better: Literal["higher", "lower"] = documented("which measures are better", default="higher")
    gate: Quantity | None = documented("the ratio below which there are no marks", default=None)
    from_gate: bool = documented("marks rise from zero at the gate", default=False)

    @property
    def promises(self) -> Promise:
        """The better measure never loses marks, as long as measure and target are not negative."""
        return self.better

    def award(self, full: Symbol, measure: Symbol, target: Operand = 1) -> Symbol:
        """Return the marks for *measure* against *target*."""
        # The ratio beyond which nothing is gained. Where less is better it keeps a measure of 0 from dividing.
        reach = number(self.cap)
        if self.from_gate and self.gate is not None:
            reach = self.gate + reach * (1 - self.gate)
        ratio = measure / target if self.better == "higher" else target / most(measure, target / reach)
        counted = least(ratio, reach)
        if self.gate is None:
            return full * counted
        rising = (counted - self.gate) / (1 - self.gate) if self.from_gate else counted
        return choose(ratio >= self.gate, full * rising, 0, why="the gate is reached")

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the rubric as it is written."""
        if is_below(self.cap, 0, itself=True):
            yield ("cap",), text("`{key}` is above 0", key="cap")
        if self.from_gate and self.gate is None:
            yield ("from_gate",), text("`from_gate` needs a `gate` to rise from")
        if self.from_gate and self.gate is not None and self.gate == Quantity(1):
            yield ("gate",), text("marks cannot rise from a gate of 1: there is nothing above it")

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        if self.cap == Quantity(1):
            cap = text("at most the full marks")
        else:
            cap = text("at most {cap} times the full marks", cap=shown(self.cap))
        if self.gate is None:
            way = text("in proportion") if self.better == "higher" else text("in inverse proportion")
        elif self.from_gate:
            way = text("in proportion to what is above {gate}, none below", gate=shown(self.gate))
        else:
            way = text("in proportion, none below {gate}", gate=shown(self.gate))
        return text("{way}, {most}", way=way, most=cap)
