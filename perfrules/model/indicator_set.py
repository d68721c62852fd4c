"""Indicator sets (指标体系): one published, immutable definition."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.model.evidence import EvidenceField
from perfrules.model.fields import documented
from perfrules.model.grade import GradeScale
from perfrules.model.indicator import Gate, Indicator
from perfrules.model.measure import Measure, Parameter
from perfrules.model.source import Source
from perfrules.model.table import Table

TOTAL = "total"


@attrs.frozen(eq=False, repr=False)
class Effective(ByContent):
    """The days on which an edition is in force; an end that is None is open."""

    from_: date | None = None
    to: date | None = None


@attrs.frozen(eq=False, repr=False, kw_only=True, slots=False)
class IndicatorSet(ByContent):
    """
    An indicator set (指标体系) with everything it extends already put in.

    `indicators` has the root (code "total") first, then every node as written, parents' order kept.
    """

    id: str = documented("id, such as shanghai/it-operations")
    edition: str = documented("edition, such as 2014")
    title: str = documented("title")
    title_en: str = documented("title in English", default="")
    description: str = documented("what it is for", default="")
    language: Literal["zh", "en"] = documented("language of names and reasons: zh or en", default="zh")
    extends: str = documented("id of the set that this one extends", default="")
    supersedes: str = documented("edition that this one supersedes", default="")
    effective: Effective = documented("days in force", factory=Effective)
    results: tuple[str, ...] = documented("codes of what the set publishes, headline first", default=(TOTAL,))
    source: tuple[Source, ...] = documented("sources", default=())
    evidence: tuple[EvidenceField, ...] = documented("evidence fields", default=())
    measure: tuple[Measure, ...] = documented("measures", default=())
    parameter: tuple[Parameter, ...] = documented("parameters", default=())
    table: tuple[Table, ...] = documented("tables", default=())
    grade_scale: tuple[GradeScale, ...] = documented("grade scales that the set uses", default=())
    indicators: tuple[Indicator, ...] = documented("the nodes")
    gates: tuple[Gate, ...] = documented("gates, in order", default=())
    digest: str = attrs.field(default="", eq=False)

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """The nodes by code."""
        return {node.code: node for node in self.indicators}

    @cached_property
    def children(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The children of each code that has any, in the order of the definition."""
        out: dict[str, list[Indicator]] = {}
        for node in self.indicators:
            if node.code != TOTAL:
                out.setdefault(node.parent or TOTAL, []).append(node)
        return {code: tuple(nodes) for code, nodes in out.items()}

    @cached_property
    def has_total(self) -> bool:
        """Whether the root is a node of its own: it is published, or something is said of it."""
        return TOTAL in self.results or bool(self.by_code[TOTAL].origins)

    @cached_property
    def better(self) -> Mapping[str, Literal["higher", "lower"]]:
        """Which marks are better, by code; a branch that does not say so goes with its children where all agree."""
        found: dict[str, Literal["higher", "lower"]] = {}
        for node in reversed(list(self.walk())):
            below = {found[child.code] for child in self.children.get(node.code, ())}
            agreed = below == {"lower"} and "better" not in node.origins
            found[node.code] = "lower" if agreed else node.better
        return found

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The results by whose marks projects are ranked (名次), in their order."""
        return tuple(code for code in self.results if code in self.by_code and self.by_code[code].rank)

    @property
    def leaves(self) -> Iterator[Indicator]:
        """The nodes without children, in order of the tree; open branches are not among them."""
        return (node for node in self.walk() if node.code not in self.children and not node.open)

    def walk(self) -> Iterator[Indicator]:
        """Yield every node, the root first, each before its children."""
        return self.below(TOTAL)

    def below(self, code: str) -> Iterator[Indicator]:
        """Yield the node *code* and every node below it, each before its children."""
        stack = [self.by_code[code]]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(self.children.get(node.code, ())))

    def level(self, code: str) -> int:
        """Return how far below the root a node stands; the root has 0."""
        depth, node = 0, self.by_code[code]
        while node.code != TOTAL:
            node, depth = self.by_code[node.parent or TOTAL], depth + 1
        return depth

    def source_by_id(self, name: str) -> Source | None:
        """Return the source of that id, or None."""
        return next((source for source in self.source if source.id == name), None)
