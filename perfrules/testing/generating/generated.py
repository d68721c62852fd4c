"""Generated cases (生成的案卷): boundary cases of a set, with what the rules give for them today."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from perfrules.case import Case
from perfrules.content import ByContent
from perfrules.coverage.reaching import Reaching
from perfrules.coverage.sites import Site
from perfrules.coverage.surveying import Survey
from perfrules.language import text, use
from perfrules.model.indicator_set import TOTAL
from perfrules.reals import Approximate
from perfrules.scoring import Rules, Scorecard
from perfrules.solving import Row, Search, evidence_of
from perfrules.testing.generating.boundaries import Boundaries, Boundary, called, cut

MOST = 500
"""How many cases are written, at most, where nothing else is said."""


@attrs.frozen(eq=False, repr=False)
class GeneratedCase(ByContent):
    """
    A case that was generated.

    Attributes:
        name: what it is about, in words; once among the cases of a set.
        code: the indicator that it is about.
        evidence: the evidence in which it differs from the base.
        without: the evidence of the base that it does not have.
        expect: what the rules give for it today.

    """

    name: str
    code: str
    evidence: Mapping[str, Any] = attrs.field(hash=False)
    without: tuple[str, ...] = ()
    expect: Mapping[str, Any] = attrs.field(factory=dict, hash=False)


@attrs.frozen(eq=False, repr=False)
class Generated(ByContent):
    """
    The boundary cases of a set.

    Attributes:
        evidence: the evidence of the base, from which each case differs in little.
        cases: the cases; the first is the base itself.
        left_out: how many more there would be.
        unreached: what no case was found for, in words.

    """

    evidence: Mapping[str, Any] = attrs.field(hash=False)
    cases: tuple[GeneratedCase, ...]
    left_out: int = 0
    unreached: tuple[str, ...] = ()


def generate_cases(rules: Rules, *, most: int = MOST, language: str | None = None) -> Generated:
    """
    Return boundary cases: each limit at, just below and just above, each point alone, each answer to absence.

    They are the same every time. Names are in *language* ("zh", "en"), by default the set's. No two cases have the same
    evidence; there are *most* at the most. Cases that exercise something that no other does come first when cases are
    left out.

    Raises:
        DefinitionError: the set leaves something open, so it has no score of its own.
        CaseError: the set reads the population, and the rules have none.

    """
    rules.refuse_unfound()
    if any(node.open and node.code not in rules.set.children for node in rules.set.indicators):
        rules.score({})  # says so
    with use(language or rules.set.language):
        return _Generating(rules, most).all()


@attrs.define(eq=False, init=False)
class _Generating:
    """The cases of one set, as they are gathered."""

    rules: Rules
    most: int
    search: Search
    base: Mapping[str, Any]
    rows: dict[Row, GeneratedCase]
    names: set[str]
    left_out: set[Row]

    def __init__(self, rules: Rules, most: int) -> None:
        self.rules, self.most, self.search = rules, most, Search(rules)
        self.base = self._evidence(self.search.best) or {}
        self.rows, self.names, self.left_out = {}, set(), set()

    def all(self) -> Generated:
        self._add(
            Boundary(self.rules.set.results[0], str(text("the base: what gives the most marks")), self.search.best)
        )
        survey, reaching = Survey(self.rules), Reaching(self.rules, self.search)
        unreached: list[str] = []
        needed = list(self._sites(survey, reaching, unreached))
        for boundary in self._in_order([*Boundaries(survey, self.search).rows()], needed):
            self._add(boundary)
        return Generated(self.base, tuple(self.rows.values()), len(self.left_out), tuple(unreached))

    def _sites(self, survey: Survey, reaching: Reaching, unreached: list[str]) -> Iterator[Boundary]:
        """Yield a row for each site, where one is found; a row that is known comes again."""
        for site in survey.sites:
            if site.sort == "source" or not site.reachable:
                continue
            row = reaching.reach(site)
            label = self._label(site)
            if row is None:
                unreached.append(label)
            else:
                yield Boundary(site.code, label, row)

    def _label(self, site: Site) -> str:
        node = self.rules.set.by_code[site.code]
        return str(text("{node}: {what}", node=called(node), what=cut(str(site.label))))

    def _in_order(self, boundaries: list[Boundary], needed: list[Boundary]) -> Iterator[Boundary]:
        """Yield by indicator: what exercises something first, unless a boundary has the same row in better words."""
        worded = {boundary.row: boundary for boundary in reversed(boundaries)}
        wanted = [worded.get(boundary.row, boundary) for boundary in needed]
        if len(wanted) + len(boundaries) >= self.most:
            yield from wanted
            yield from boundaries
            return
        for node in self.rules.set.walk():
            yield from (boundary for boundary in (*boundaries, *wanted) if boundary.code == node.code)

    def _add(self, boundary: Boundary) -> None:
        """Keep a row that is new, and that a case can say; count it where there are enough."""
        if boundary.row in self.rows:
            return
        evidence = self._evidence(boundary.row)
        if evidence is None:
            return
        if len(self.rows) >= self.most:
            self.left_out.add(boundary.row)
            return
        changed = {name: value for name, value in evidence.items() if self.base.get(name) != value}
        without = tuple(name for name in self.base if name not in evidence)
        self.rows[boundary.row] = GeneratedCase(
            self._name(boundary.name), boundary.code, changed, without, self._expected(evidence, boundary.code)
        )

    def _evidence(self, row: Row) -> Mapping[str, Any] | None:
        return evidence_of(self.rules, row, str(text("generated for a test")))

    def _name(self, name: str) -> str:
        number, found = 1, name
        while found in self.names:
            number += 1
            found = f"{name} ({number})"
        self.names.add(found)
        return found

    def _expected(self, evidence: Mapping[str, Any], code: str) -> Mapping[str, Any]:
        """Return what the rules give: the headline result, and the indicator that the case is about; or problems."""
        case = Case(evidence=evidence)
        problems = self.rules.check(case)
        if any(problem.severity == "error" for problem in problems):
            return {"problems": sorted(problem.code for problem in problems)}
        card = self.rules.score(case)
        expected = dict(_given(card, card.headline))
        if code != card.headline and (code != TOTAL or self.rules.set.has_total):
            expected["nodes"] = {code: _given(card, code)}
        return expected


def _given(card: Scorecard, code: str) -> Mapping[str, Any]:
    """Return marks and grade of a node; that there are none, where that is so."""
    award = card[code]
    if award.marks is None:
        return {"null": True}
    out: dict[str, Any] = {}
    number = card.trace.number(card.rules.program.nodes[code].marks)
    if not isinstance(number, Approximate):
        out["marks"] = str(award.marks) if isinstance(award.marks, Fraction) else award.marks
    return out | ({} if award.grade is None else {"grade": award.grade})
