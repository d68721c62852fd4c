"""Reaching sites: for each a row of evidence that exercises it, where a search finds one."""

from collections.abc import Collection, Iterator

import attrs

from perfrules.coverage.sites import Run, Site, SourceSite
from perfrules.coverage.tally import formulas_read
from perfrules.formula import Node
from perfrules.readings.exact import Trace
from perfrules.scoring import Rules
from perfrules.solving import Row, Search


class _Everything(Collection[Node]):
    """What stands for "everything was read": a test that is quick, and fails where the real one fails."""

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[Node]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ALL = _Everything()


@attrs.define(eq=False)
class Reaching:
    """
    Finds rows for the sites of one set; what was found for one site is tried for the others first.

    Attributes:
        rules: the rules.
        search: what finds rows.

    """

    rules: Rules
    search: Search
    _known: list[tuple[Row, Run]] = attrs.field(factory=list, init=False)

    def reach(self, site: Site) -> Row | None:
        """Return a row that exercises *site* and that a case can say, or None where none is found."""
        for row, run in self._known:
            if site.is_seen(run):
                return row

        def goal(trace: Trace, _: Row) -> bool:
            return site.is_seen(Run("", trace, _ALL)) and site.is_seen(Run("", trace, formulas_read(self.rules, trace)))

        reached = self.search.find(goal, self._reads(site))
        if reached is not None:
            trace = self.search.trace(reached)
            self._known.append((reached, Run("", trace, formulas_read(self.rules, trace))))
        return reached

    def _reads(self, site: Site) -> tuple[Node, ...]:
        """Return the formulas that decide whether *site* is exercised."""
        if isinstance(site, SourceSite):
            return site.nodes
        plan = self.rules.program.nodes[site.code]
        roots = (plan.marks, plan.grade, plan.scale_grade, *(closed for _, closed in plan.gates))
        return tuple(root for root in roots if root is not None)
