"""What a set answers where evidence is missing (缺失) or does not apply (不适用), node by node."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

from perfrules.content import ByContent
from perfrules.formula import Quantity
from perfrules.model import Indicator, IndicatorSet, Policy
from perfrules.model.indicator_set import TOTAL
from perfrules.program.absence import WHY

OUT: Final = ("rescale", "drop", "move")
"""Answers by which a node leaves its parent."""


@attrs.frozen(eq=False, repr=False, slots=False)
class Answers(ByContent):
    """The answers of one set."""

    set: IndicatorSet

    @cached_property
    def moves(self) -> Mapping[str, tuple[tuple[Indicator, str, Quantity], ...]]:
        """What moves to each node: from which sibling, for which reason, and which share of its full marks."""
        found: dict[str, tuple[tuple[Indicator, str, Quantity], ...]] = {}
        for node in self.set.indicators:
            for reason in ("not_applicable", "missing"):
                policy: Policy | None = getattr(node, reason)
                for code, share in (policy.shares if policy is not None else {}).items():
                    found[code] = (*found.get(code, ()), (node, reason, share))
        return found

    def of(self, node: Indicator, reason: str) -> Policy:
        """Return the answer to absence: what is stated, else to refuse; branches of dropped children drop as well."""
        stated: Policy | None = getattr(node, reason)
        if stated is not None:
            return stated
        return Policy("drop") if reason == "not_applicable" and node.code in self._dropping else Policy()

    @cached_property
    def _dropping(self) -> frozenset[str]:
        """The branches that drop when all their children have dropped: those that say nothing else."""
        found: set[str] = set()
        for node in reversed(list(self.set.walk())):
            answers = {policy.answer for policy in (node.not_applicable, node.missing) if policy is not None}
            if "drop" in answers or (node.code in found and node.not_applicable is None):
                found.add(node.parent or TOTAL)
        return frozenset(found - {TOTAL})

    def refusing(self, node: Indicator) -> frozenset[str]:
        """Return the reasons for which a node gives no marks and cannot be left out: "missing", "not_applicable"."""
        return frozenset(reason for reason in WHY if self.of(node, reason).answer not in ("null", *OUT))
