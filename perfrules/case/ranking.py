"""Ranks (名次): where the marks of a project stand among those of all projects."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import accumulate

import attrs

from perfrules.content import ByContent
from perfrules.model import IndicatorSet
from perfrules.model.fields import documented
from perfrules.model.indicator import Rank


@attrs.frozen(eq=False, repr=False, kw_only=True)
class PopulationRanking(ByContent):
    """The marks of all projects for one result that is ranked (得分分布)."""

    code: str = documented("code of the result")
    marks: Mapping[str, int] = documented("how many projects have these marks, by marks, exactly; the best first")


@attrs.frozen(eq=False)
class Standing(ByContent):
    """
    The marks of all projects for one result, in order, and the rank that each has.

    Attributes:
        sign: -1 where more is better, 1 where less is.
        keys: the marks times *sign*, so that they rise from the best.
        before: how many ranks are taken before the marks at the same place, and before marks worse than all.
        count: how many projects have marks.

    """

    sign: int
    keys: tuple[Fraction, ...]
    before: tuple[int, ...]
    count: int

    @classmethod
    def of(cls, numbers: Mapping[Fraction, int], better: str, rank: Rank) -> "Standing":
        """Return the standing of the projects that *numbers* counts by their marks."""
        sign = 1 if better == "lower" else -1
        ordered = sorted(numbers, key=lambda marks: sign * marks)
        taken = (numbers[marks] if rank == "shared" else 1 for marks in ordered)
        return cls(sign, tuple(sign * marks for marks in ordered), (0, *accumulate(taken)), sum(numbers.values()))

    def __call__(self, marks: Fraction) -> int:
        """Return the rank of *marks*: 1 and how many projects, or which different marks, are better."""
        return 1 + self.before[bisect_left(self.keys, self.sign * marks)]


def standings(ranking: Iterable[PopulationRanking], whole: IndicatorSet) -> Mapping[str, Standing]:
    """Return the standing of all projects for the ranked results of *whole*, as far as *ranking* has their marks."""
    found: dict[str, Counter[Fraction]] = {}
    for entry in ranking:
        numbers = found.setdefault(entry.code, Counter())
        for marks, count in entry.marks.items():
            numbers[Fraction(marks)] += count
    ranks = {code: whole.by_code[code].rank for code in whole.ranked if code in found}
    return {code: Standing.of(found[code], whole.better[code], rank) for code, rank in ranks.items() if rank}
