"""Marks by the place of the measure between two goalposts (极差法, 上下限法)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity, Symbol, least, ln, log, most, number
from perfrules.formula.build import value_of
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, is_below, shown
from perfrules.rubrics.binding import Path


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Goalposts(ByContent):
    """
    Award marks by where the measure lies between two goalposts (极差法).

    At `from` there are no marks, at `to` the full marks. Where less is better, `from` is the greater of the two. What
    lies outside is clamped to the nearer goalpost; with `clamp = false` the line goes on, and the indicator's own scale
    has to allow it. With `scale = "log"` equal ratios of the measure are worth equal marks, and both goalposts are
    above 0 (对数尺度).

    Formula:
        marks = full × share, share = (measure − from) ÷ (to − from), clamped to 0 and 1;
        with `scale = "log"`: share = ln(measure ÷ from) ÷ ln(to ÷ from)

    Example:
        [[indicator]]
        code = "C2.1"
        name = "一般事件数"
        full_marks = 5
        measure = "incidents.minor"
        rubric = { kind = "goalposts", from = 12, to = 0 }

    Source:
        Composite indices with stated minima and maxima, and rubrics that say 极差法,
        (实际值 − 最小值) ÷ (最大值 − 最小值).
    """

    kind: ClassVar[str] = "goalposts"
    reads: ClassVar[Reads] = "measure"

    from_: Quantity = attrs.field(metadata={"doc": "the measure that is worth no marks", "key": "from"})
    to: Quantity = documented("the measure that is worth the full marks")
    clamp: bool = documented("whether what lies outside counts as the nearer goalpost", default=True)
    scale: Literal["linear", "log"] = documented("whether equal steps or equal ratios count alike", default="linear")

    @property
    def promises(self) -> Promise:
        """The measure nearer to `to` never loses marks, where both goalposts are numbers."""
        low, high = _literal(self.from_), _literal(self.to)
        if low is None or high is None or low == high:
            return "none"
        return "higher" if low < high else "lower"

    def award(self, full: Symbol, measure: Symbol) -> Symbol:
        """Return the marks for *measure*."""
        if self.scale == "log":
            return full * self._by_ratio(measure)
        share = (measure - self.from_) / (self.to - self.from_)
        return full * (most(least(share, 1), 0) if self.clamp else share)

    def _by_ratio(self, measure: Symbol) -> Symbol:
        """Return the share by ratios; the measure itself is clamped, since at 0 and below it has no logarithm."""
        if self.clamp:
            measure = most(least(measure, most(self.from_, self.to)), least(self.from_, self.to))
        whole = number(self.to) / self.from_
        base = value_of(whole.node)
        if base is None or base <= 0 or base == 1:
            return ln(measure / self.from_) / ln(whole)
        return log(measure / self.from_, base)  # which is exact at both goalposts and wherever it has an end

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the goalposts as they are written."""
        low, high = _literal(self.from_), _literal(self.to)
        if low is not None and low == high:
            yield ("to",), text("both goalposts stand at {measure}", measure=shown(self.to))
        for key, end in (("from", self.from_), ("to", self.to)):
            if self.scale == "log" and is_below(end, 0, itself=True):
                yield (key,), text("on a logarithmic scale both goalposts are above 0")

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        ends = {"low": shown(self.from_), "high": shown(self.to)}
        if self.scale == "log":
            return text("no marks at {low}, the full marks at {high}, by equal ratios between them", **ends)
        if self.clamp:
            return text("no marks at {low}, the full marks at {high}, in proportion between them", **ends)
        return text("no marks at {low}, the full marks at {high}, in proportion between and beyond them", **ends)


def _literal(quantity: Quantity) -> Fraction | None:
    written = getattr(quantity, "written", None)
    return written if isinstance(written, Fraction) else None
