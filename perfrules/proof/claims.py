"""Claims (命题): what is to hold of a set for all evidence that is allowed, and what became of each."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

import attrs

from perfrules.content import ByContent
from perfrules.language import Text
from perfrules.model import IndicatorSet

Sort = Literal["scale", "full", "defined", "reached", "monotone"]
Verdict = Literal["proved", "refuted", "undecided"]
SORTS: tuple[Sort, ...] = get_args(Sort)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
EFFORT = 64
"""In how many parts the ranges of evidence are split for one claim, at most, where nothing else is said."""


@attrs.frozen(eq=False, repr=False)
class Example(ByContent):
    """
    A case that shows something, as exact scoring has confirmed.

    Attributes:
        evidence: the evidence, as a case writes it.
        shows: what it shows.

    """

    evidence: Mapping[str, Any] = attrs.field(hash=False)
    shows: Text


@attrs.frozen(eq=False, repr=False)
class Claim(ByContent):
    """
    A claim (命题) about a set, and what became of it.

    Attributes:
        code: the indicator it is about.
        sort: "scale" (its marks stay within its scale), "full" (its full marks can be reached), "defined" (no division
            by zero, no logarithm or root without a value), "reached" (a tier, branch, band, gate or point can be
            reached), "monotone" (marks never fall, or never rise, with what is marked).
        about: what is claimed.
        verdict: "proved", "refuted" or "undecided".
        how: how it was decided, or why it was not and what would help.
        examples: cases that show it: the counterexample of what is refuted, two of them where an order is.

    """

    code: str
    sort: Sort
    about: Text
    verdict: Verdict
    how: Text
    examples: tuple[Example, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Proof(ByContent):
    """
    What was proved of a set (论证).

    Attributes:
        set: the set.
        claims: every claim with what became of it, by indicator in order of the tree.
        effort: in how many parts ranges were split for one claim, at most.

    """

    set: IndicatorSet
    claims: tuple[Claim, ...]
    effort: int

    def of(self, verdict: Verdict) -> tuple[Claim, ...]:
        """Return the claims with this verdict."""
        return tuple(claim for claim in self.claims if claim.verdict == verdict)

    @property
    def ok(self) -> bool:
        """Whether nothing is refuted; claims may be undecided."""
        return not self.of("refuted")
