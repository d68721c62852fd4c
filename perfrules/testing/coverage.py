"""Coverage of rules (规则覆盖): what of a set the cases have exercised, and why the rest was not."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from perfrules.formula import Node
from perfrules.language import Text, text
from perfrules.readings.exact import Trace, reached
from perfrules.readings.notation.terms import Printer
from perfrules.scoring import Rules
from perfrules.testing.outcome import Outcome, Report
from perfrules.testing.sites import Run, Site
from perfrules.testing.surveying import Survey, short


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


def coverage(report: Report) -> tuple[Coverage, ...]:
    """Return the coverage of each set that the cases of *report* were scored by."""
    together: dict[object, tuple[Rules, list[Run]]] = {}
    for outcome in report.outcomes:
        if outcome.rules is not None:
            runs = together.setdefault(_same(outcome.rules), (outcome.rules, []))[1]
            runs += _runs(outcome, outcome.rules)
    return tuple(_of_rules(rules, runs) for rules, runs in together.values())


def _same(rules: Rules) -> object:
    """Return what rules of the same formulas have in common: cases may name one set in several ways."""
    return rules.set.digest, tuple(plan.marks for plan in rules.program.nodes.values())


def _runs(outcome: Outcome, rules: Rules) -> Iterator[Run]:
    """Yield what the case of *outcome* has read; nothing where its evidence cannot be used."""
    trace = None if outcome.card is None else outcome.card.trace
    if trace is None:
        bound = rules.binder.bind(outcome.trial.case)
        if bound.errors:
            return
        trace = rules.traced(bound.row)
    yield Run(outcome.trial.title, trace, frozenset(_read(rules, trace)))


def _read(rules: Rules, trace: Trace) -> Iterator[Node]:
    """Yield every formula that the results and grades have read."""
    plans = rules.program.nodes
    roots = [root for code in rules.set.results for root in (plans[code].marks, plans[code].grade) if root is not None]
    read = {node for root in roots for node in reached(trace, root, through_tests=True)}
    for plan in plans.values():
        for root in (plan.grade, plan.scale_grade) if plan.marks in read else ():
            read.update(() if root is None else reached(trace, root, through_tests=True))
    return iter(read)


def _of_rules(rules: Rules, runs: list[Run]) -> Coverage:
    survey = Survey(rules)
    entries = []
    for site in survey.sites:
        by = next((run.title for run in runs if site.is_seen(run)), "")
        entries.append(Covered(site, by, None if by or not site.reachable else _why(site, runs, survey)))
    return Coverage(rules, len(runs), tuple(entries))


def _why(site: Site, runs: Iterable[Run], survey: Survey) -> Text:
    """Return why no case has exercised *site*: nobody got there, or which case came nearest."""
    asked = [run for run in runs if site.asks(run)]
    if site.condition is None:
        return _untaken(site)
    if not asked:
        return text("no case gets there")
    nearest = min(asked, key=lambda run: _distance(site.condition, run.trace))
    numbers = short(Printer(survey.wording, nearest.trace).term(site.condition).text)
    return text("nearest: {numbers} in {case}", numbers=numbers, case=nearest.title)


def _untaken(site: Site) -> Text:
    words = {
        "marked": text("no case has marks there"),
        "point": text("no case answers so"),
        "policy": text("in no case is anything absent there"),
        "limit": text("no case gets there"),
    }
    return words.get(site.sort, text("no case gets to what stands on it"))


_FAR = Fraction(10**40)


def _distance(condition: Node | None, trace: Trace) -> Fraction:
    """Return how far a condition is from being otherwise: the least difference of what it compares."""
    distances = [_FAR]
    waiting = [] if condition is None else [condition]
    while waiting:
        node = waiting.pop()
        if node.op in ("and", "or", "not"):
            waiting.extend(node.args)
        elif node.op in ("at_least", "above", "equal"):
            left, right = (trace.number(arg) for arg in node.args)
            if left is not None and right is not None:
                distances.append(abs(left - right))
    return min(distances)
