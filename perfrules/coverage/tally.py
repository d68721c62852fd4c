"""Coverage of rules (规则覆盖): what of a set the cases have exercised, and why the rest was not."""

from collections.abc import Collection, Mapping
from fractions import Fraction

import attrs

from perfrules.coverage.sites import ConditionSite, Run, Site
from perfrules.coverage.surveying import Survey, short
from perfrules.formula import Node
from perfrules.language import Text, text
from perfrules.readings.exact import Trace, reached
from perfrules.readings.notation.terms import Printer
from perfrules.scoring import Rules


@attrs.frozen(eq=False)
class Covered:
    """
    A site, and what has exercised it.

    Attributes:
        site: what may be exercised.
        by: the title of the first case that did; "" where none did.
        why: why none did; None where one did.

    """

    site: Site
    by: str = ""
    why: Text | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts: what evidence cannot get to does not."""
        return self.site.reachable or bool(self.by)


@attrs.frozen(eq=False)
class Coverage:
    """
    What the cases of one set have exercised (规则覆盖).

    Attributes:
        rules: the rules of the set.
        cases: how many cases were looked at.
        entries: every site, by indicator in order of the tree.

    """

    rules: Rules
    cases: int
    entries: tuple[Covered, ...]

    @property
    def counted(self) -> tuple[Covered, ...]:
        """The entries that count."""
        return tuple(entry for entry in self.entries if entry.counts)

    @property
    def missed(self) -> tuple[Covered, ...]:
        """What counts and no case has exercised."""
        return tuple(entry for entry in self.counted if not entry.by)

    @property
    def share(self) -> Fraction:
        """The share of what counts that cases have exercised, exactly; 1 where nothing counts."""
        total = len(self.counted)
        return Fraction(total - len(self.missed), total) if total else Fraction(1)

    def by_code(self) -> Mapping[str, tuple[Covered, ...]]:
        """Return the entries that count by indicator; sources stand under ""."""
        found: dict[str, tuple[Covered, ...]] = {}
        for entry in self.counted:
            found[entry.site.code] = (*found.get(entry.site.code, ()), entry)
        return found


class Tally:
    """Counts, case by case, what is exercised; of what is not yet, the nearest case is kept."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.survey, self.cases = rules, Survey(rules), 0
        self.by: dict[Site, str] = {}
        self.nearest: dict[Site, tuple[Fraction, str, Trace]] = {}

    def add(self, title: str, trace: Trace) -> None:
        """Count what the case called *title* has read; *trace* has what it gives."""
        self.cases += 1
        run = Run(title, trace, formulas_read(self.rules, trace))
        for site in self.survey.sites:
            if site in self.by:
                continue
            if site.is_seen(run):
                self.by[site] = run.title
            elif site.condition is not None and site.asks(run):
                distance = _distance(site.condition, trace)
                if site not in self.nearest or distance < self.nearest[site][0]:
                    self.nearest[site] = (distance, run.title, trace)

    def coverage(self) -> Coverage:
        """Return what the cases so far have exercised."""
        entries = [
            Covered(site, self.by.get(site, ""), None if site in self.by or not site.reachable else self._why(site))
            for site in self.survey.sites
        ]
        return Coverage(self.rules, self.cases, tuple(entries))

    def _why(self, site: Site) -> Text:
        """Return why no case has exercised *site*: nobody got there, or which case came nearest."""
        if not isinstance(site, ConditionSite):
            return _WHY.get(site.sort, text("no case gets there"))
        if site not in self.nearest:
            return text("no case gets there")
        _, title, trace = self.nearest[site]
        term = Printer(self.survey.wording, trace).term(site.when)
        needed, found = (term.text, term.contrary) if site.holds else (term.contrary, term.text)
        sign = _first_difference(needed, found) if _compares(site.when) else 0
        if not sign:
            return text("nearest: needed {condition}, in {case}", condition=short(needed), case=title)
        number, limit = short(needed[:sign].rstrip()), short(needed[sign:])
        return text("nearest: {number}, needed {limit}, in {case}", number=number, limit=limit, case=title)


def _compares(condition: Node) -> bool:
    """Return whether a condition is one comparison: its contrary then differs from it in the sign only."""
    while condition.op == "not":
        condition = condition.args[0]
    return condition.op in _COMPARISONS


def _first_difference(one: str, other: str) -> int:
    return next((place for place, (this, that) in enumerate(zip(one, other, strict=False)) if this != that), 0)


_COMPARISONS = ("at_least", "above", "equal")
_WHY: Mapping[str, Text] = {
    "marked": text("no case has marks there"),
    "point": text("no case answers so"),
    "policy": text("in no case is anything absent there"),
    "source": text("no case gets to what stands on it"),
}


def formulas_read(rules: Rules, trace: Trace) -> Collection[Node]:
    """Return every formula that the results and grades have read."""
    plans = rules.program.nodes
    roots = [root for code in rules.set.results for root in (plans[code].marks, plans[code].grade) if root is not None]
    read = {node for root in roots for node in reached(trace, root, through_tests=True)}
    for plan in plans.values():
        for root in (plan.grade, plan.scale_grade) if plan.marks in read else ():
            read.update(() if root is None else reached(trace, root, through_tests=True))
    return read


_FAR = Fraction(10**40)


def _distance(condition: Node | None, trace: Trace) -> Fraction:
    """Return how far a condition is from being otherwise: the least difference of what it compares."""
    distances = [_FAR]
    waiting = [] if condition is None else [condition]
    while waiting:
        node = waiting.pop()
        if node.op in ("and", "or", "not"):
            waiting.extend(node.args)
        elif node.op in _COMPARISONS:
            left, right = (trace.number(arg) for arg in node.args)
            if left is not None and right is not None:
                distances.append(abs(left - right))
    return min(distances)
