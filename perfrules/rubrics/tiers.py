"""Marks by tiers of the measure (区间赋分)."""

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

import attrs

from perfrules.content import ByContent
from perfrules.formula import Condition, Quantity, Symbol, all_of, choose, number
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.model.indicator import Reads
from perfrules.rubrics.awarding import Promise, joined, share_of_full, shown
from perfrules.rubrics.binding import Path, truth

_LOWER, _UPPER = ("at_least", "above"), ("at_most", "below")
_TESTS: dict[str, Callable[[Symbol, Quantity], Condition]] = {
    "at_least": operator.ge,
    "above": operator.gt,
    "at_most": operator.le,
    "below": operator.lt,
}
_SIGNS = {"at_least": "≥ ", "above": "> ", "at_most": "≤ ", "below": "< "}


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Tier(ByContent):
    """A tier (档次): all that it states must hold; it gives `marks`, or a `share` of the full marks."""

    at_least: Quantity | None = documented("least measure, this end included", default=None)
    above: Quantity | None = documented("least measure, this end not included", default=None)
    at_most: Quantity | None = documented("greatest measure, this end included", default=None)
    below: Quantity | None = documented("greatest measure, this end not included", default=None)
    when: str | None = documented("a further condition", default=None)
    marks: Quantity | None = documented("marks of the tier", default=None)
    share: Quantity | None = documented("marks of the tier, as a share of the full marks", default=None)
    text: str = documented("what the tier is called or means", default="")

    @property
    def limits(self) -> dict[str, Quantity]:
        """The limits that are stated, by key."""
        limits = {key: getattr(self, key) for key in (*_LOWER, *_UPPER)}
        return {key: limit for key, limit in limits.items() if limit is not None}

    @property
    def is_open(self) -> bool:
        """Whether it has no condition at all."""
        return not self.limits and self.when is None

    def sole_limit(self) -> tuple[tuple[str, Fraction], ...]:
        """Return key and number of the limit, where it is a number and the only condition."""
        if len(self.limits) != 1 or self.when is not None:
            return ()
        return tuple((key, value) for key, limit in self.limits.items() if (value := _literal(limit)) is not None)

    def holds(self, measure: Symbol) -> Condition:
        """Return the condition of the bound tier."""
        parts = [_TESTS[key](measure, limit) for key, limit in self.limits.items()]
        return all_of(*parts, *([] if self.when is None else [truth(self.when)]))

    def gives(self, full: Symbol) -> Symbol:
        """Return the marks of the bound tier."""
        if self.share is not None:
            return full * self.share
        return number(0 if self.marks is None else self.marks)

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the tier as it is written."""
        if (self.marks is None) == (self.share is None):
            yield (), text("a tier has either `marks` or `share`")
        for pair in (_LOWER, _UPPER):
            if all(key in self.limits for key in pair):
                yield (pair[1],), text("a tier has `{one}` or `{other}`, not both", one=pair[0], other=pair[1])

    def summary(self) -> Text:
        """Return the tier in a few words."""
        gives = shown(self.marks) if self.share is None else share_of_full(self.share)
        tests = [_SIGNS[key] + shown(limit) for key, limit in self.limits.items()]
        if self.when is not None:
            tests.append(str(self.when))
        if not tests:
            return text("otherwise {marks}", marks=gives)
        return text("{condition}: {marks}", condition=", ".join(tests), marks=gives)


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Tiers(ByContent):
    """
    Award the marks of the first tier, read from the top, that the measure falls into (区间赋分).

    The last tier has no condition, so that every measure has marks; each end belongs to exactly one tier.

    Formula:
        marks = the marks (or full × share) of the first tier whose conditions hold

    Example:
        [[indicator]]
        code = "B1.2"
        name = "预算执行率"
        full_marks = 10
        measure = "spent / budget"

        [indicator.rubric]
        kind = "tiers"
        tiers = [
          { at_least = "95%", marks = 10 },
          { at_least = "85%", marks = 7 },
          { at_least = "70%", marks = 5 },
          { marks = 0 },
        ]

    Source:
        Rubrics with a table of intervals, such as 执行率 95%（含）以上 10 分、85%（含）至 95% 7 分.
    """

    kind: ClassVar[str] = "tiers"
    reads: ClassVar[Reads] = "measure"

    tiers: tuple[Tier, ...] = documented("the tiers from the top; the last has no condition")

    @property
    def promises(self) -> Promise:
        """The better measure never loses marks where limits and marks both fall from the top, or the reverse."""
        rows = self.tiers[:-1]
        marks = [_worth(tier) for tier in self.tiers]
        if any(tier.when is not None or len(tier.limits) != 1 for tier in rows) or not _falls(marks):
            return "none"
        keys = {key for tier in rows for key in tier.limits}
        limits = [_literal(limit) for tier in rows for limit in tier.limits.values()]
        if keys <= set(_LOWER) and _falls([("", limit) for limit in limits]):
            return "higher"
        rising = [("", limit) for limit in reversed(limits)]
        return "lower" if keys <= set(_UPPER) and _falls(rising) else "none"

    def award(self, full: Symbol, measure: Symbol) -> Symbol:
        """Return the marks of the first tier that fits."""
        *upper, last = self.tiers
        marks = last.gives(full)
        for tier in reversed(upper):
            marks = choose(tier.holds(measure), tier.gives(full), marks, why=tier.text)
        return marks

    def check(self) -> Iterator[tuple[Path, Text]]:
        """Yield what is wrong with the tiers together."""
        if not self.tiers:
            yield ("tiers",), text("there is at least one tier")
            return
        if not self.tiers[-1].is_open:
            yield ("tiers", len(self.tiers) - 1), text("the last tier has no condition: it holds for all that is left")
        for place, tier in enumerate(self.tiers[:-1]):
            if tier.is_open:
                yield ("tiers", place), text("only the last tier is without a condition: those below are never reached")
        yield from self._unreachable()

    def _unreachable(self) -> Iterator[tuple[Path, Text]]:
        """Yield the tiers whose only limit is one that a tier above it has taken already."""
        for (closed, ended), sign in ((_LOWER, 1), (_UPPER, -1)):
            ends = [
                (place, key, sign * value)
                for place, tier in enumerate(self.tiers)
                for key, value in tier.sole_limit()
                if key in (closed, ended)
            ]
            for (_, above, high), (place, key, low) in pairwise(ends):
                if low > high or (low == high and (above, key) != (ended, closed)):
                    yield ("tiers", place, key), text("this tier is never reached: one above it takes all of it")

    def summary(self) -> Text:
        """Return the rubric in a few words."""
        return joined([tier.summary() for tier in self.tiers])


def _literal(limit: Quantity | None) -> Fraction | None:
    written = getattr(limit, "written", None)
    return written if isinstance(written, Fraction) else None


def _worth(tier: Tier) -> tuple[str, Fraction | None]:
    return ("marks", _literal(tier.marks)) if tier.share is None else ("share", _literal(tier.share))


def _falls(values: list[tuple[str, Fraction | None]]) -> bool:
    """Return whether all are numbers of one sort, none greater than the one before."""
    numbers = [value for _, value in values if value is not None]
    same = len({sort for sort, _ in values}) <= 1 and len(numbers) == len(values)
    return same and all(high >= low for high, low in pairwise(numbers))
