"""Boundary rows (边界): evidence at each limit of a set's rules, just below it and just above, one change at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from perfrules.coverage.sites import below
from perfrules.coverage.surveying import Survey
from perfrules.formula import Node, Rounding
from perfrules.formula.build import value_of
from perfrules.formula.node import constant
from perfrules.formula.printing import number_text
from perfrules.language import Text, text
from perfrules.model import Indicator
from perfrules.program import NodePlan
from perfrules.readings.exact import Trace
from perfrules.rendering.wording import named
from perfrules.solving import Row, Search
from perfrules.solving.signs import Sign

Sides = dict[int, tuple[Fraction, Row]]
"""By side of a limit, -1, 0 or 1: how near the nearest row comes, and the row."""
Gap = Callable[[Trace], Fraction | None]
"""How far a row lies above a limit; None where nothing is compared."""
_SIDES: dict[int, Text] = {
    -1: text("just below the limit"),
    0: text("at the limit"),
    1: text("just above the limit"),
}
_TIES: dict[int, Text] = {-1: text("just below a tie"), 0: text("at a tie"), 1: text("just above a tie")}
_FEW_TIES = 6
_LONGEST = 60
_ORDERS = 8


@attrs.frozen(eq=False)
class Boundary:
    """A row of evidence, with the indicator that it is about and what happens there."""

    code: str
    name: str
    row: Row


@attrs.frozen(eq=False)
class Boundaries:
    """
    The boundary rows of one set.

    Attributes:
        survey: what there is to be exercised.
        search: what finds rows; each row differs from its best one.

    """

    survey: Survey
    search: Search
    _seen: set[tuple[Node, Node]] = attrs.field(factory=set, init=False)

    def rows(self) -> Iterator[Boundary]:
        """Yield them by indicator in order of the tree: limits, ties of roundings, points."""
        plans = self.survey.rules.program.nodes
        closed = {part for plan in plans.values() for part in (plan.marks, plan.passed) if part.op == "cell"}
        for node in self.survey.rules.set.walk():
            plan = plans[node.code]
            roots = [root for root in (plan.marks, plan.scale_grade, *(when for _, when in plan.gates)) if root]
            parts = list(dict.fromkeys(part for root in roots for part in below(root, closed - {plan.marks})))
            for comparison in self._comparisons(parts):
                yield from self._at_limit(node, comparison)
            if node.code not in self.survey.rules.set.children:
                yield from self._ties(node, parts)
                yield from self._points(node, plan)

    def _comparisons(self, parts: list[Node]) -> Iterator[Node]:
        """Yield each limit among formulas once: comparisons with something, and constants of a least or most."""
        for part in parts:
            if part.op in ("at_least", "above", "equal"):
                pair = (part.args[0], part.args[1])
            elif part.op in ("least", "most"):
                others = [arg for arg in part.args if value_of(arg) is None]
                limits = [arg for arg in part.args if value_of(arg) is not None]
                if len(others) != 1 or len(limits) != 1:
                    continue
                pair = (others[0], limits[0])
            else:
                continue
            if pair not in self._seen and pair[::-1] not in self._seen:
                self._seen.add(pair)
                yield part if part.op not in ("least", "most") else Node("at_least", pair)

    def _at_limit(self, node: Indicator, comparison: Node) -> Iterator[Boundary]:
        label = cut(self.survey.printer.term(comparison).text)
        yield from self._boundaries(node, label, _SIDES, self._beside(comparison))

    def _boundaries(self, node: Indicator, label: str, words: Mapping[int, Text], found: Sides) -> Iterator[Boundary]:
        for side in (0, -1, 1):
            if side in found:
                name = text("{node}: {label}, {side}", node=called(node), label=label, side=words[side])
                yield Boundary(node.code, str(name), found[side][1])

    def _beside(self, comparison: Node) -> Sides:
        """Return rows on the limit and next to it on either side: one change from the best row, or on the way down."""
        gap = _gap_of(*comparison.args)
        best: Sides = {}
        places = self.search.places(comparison)
        for place in places:
            found: Sides = {}
            for pair in self.search.crossings(self.search.best, place, _sign(gap)):
                _keep(found, self._sides(self.search.best, place, pair, gap))
            if (0 in found, len(found)) > (0 in best, len(best)):
                best = found
        return best or self._on_the_way(places, gap)

    def _on_the_way(self, places: Sequence[int], gap: Gap) -> Sides:
        """Return such rows on ways from the best to the worst: of several ways those that come nearest."""
        best: Sides = {}
        for order in _orders(places):
            way = list(self.search.way(self.search.best, self.search.worst, order))
            for row, place, pair in self.search.limits_between(way, _sign(gap)):
                _keep(best, self._sides(row, place, pair, gap))
        return best

    def _sides(self, row: Row, place: int, pair: tuple[int, int], gap: Gap) -> Sides:
        """Return the rows of two values next to each other, and of those beside them, by the side they lie on."""
        low, high = pair
        found: Sides = {}
        space = self.search.space
        for value in (low, high, low - 1, high + 1):
            tried = space.put(row, place, value)
            distance = gap(self.search.trace(tried))
            if distance is not None and space.allows(tried) and self.search.can_say(tried):
                _keep(found, {_side(distance): (abs(distance), tried)})
        return found

    def _ties(self, node: Indicator, parts: list[Node]) -> Iterator[Boundary]:
        """Yield rows at a tie of each rounding, or where there is none on the grid of the evidence, beside one."""
        for part in parts:
            if part.op == "round" and isinstance(part.value, Rounding):
                found = self._tie(part.args[0], part.value.step)
                label = str(text("rounding to {step}", step=number_text(part.value.step)))
                yield from self._boundaries(node, label, _TIES, found)

    def _tie(self, value: Node, step: Fraction) -> Sides:
        best: Sides = {}
        for place in self.search.places(value):
            rows = (
                self.search.space.put(self.search.best, place, each) for each in self.search.space.candidates(place)
            )
            numbers = {number for row in rows if (number := self.search.trace(row).number(value)) is not None}
            for number in sorted(numbers)[:-1][:_FEW_TIES]:
                gap = _gap_of(value, constant((number // step + Fraction(1, 2)) * step))
                found: Sides = {}
                for pair in self.search.crossings(self.search.best, place, _sign(gap)):
                    _keep(found, self._sides(self.search.best, place, pair, gap))
                if len(found) > len(best):
                    best = found
                if 0 in best and len(best) > 1:
                    return best
        return best

    def _points(self, node: Indicator, plan: NodePlan) -> Iterator[Boundary]:
        """Yield rows in which each point alone is met, and alone is not met."""
        space = self.search.space
        answers = {point: self.search.places(marks) for point, marks in plan.points.items()}
        answers = dict(sorted(answers.items(), key=lambda each: each[1]))
        for point, own in answers.items():
            for words, change, base in (
                (text("only {point} not met", point=point), own, self.search.worst),
                (text("only {point} met", point=point), _others(answers, own), self.search.worst),
            ):
                row = self.search.best
                for place in change:
                    if place not in space.flags:
                        row = space.put(row, place, base[place])
                if self.search.can_say(row):
                    yield Boundary(node.code, str(text("{node}: {what}", node=called(node), what=words)), row)


def called(node: Indicator) -> str:
    """Return an indicator's code and name, as names of cases begin."""
    return " ".join(dict.fromkeys(part for part in (node.code, named(node.name, node.name_en)) if part))


def cut(label: str) -> str:
    """Return a label that is short enough for a name."""
    return label if len(label) <= _LONGEST else f"{label[:_LONGEST]}…"


def _orders(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield orders in which values may change on a way: as they stand, turned round, and begun elsewhere."""
    yield places
    yield places[::-1]
    for part in range(1, _ORDERS):
        start = len(places) * part // _ORDERS
        yield (*places[start:], *places[:start])


def _gap_of(left: Node, right: Node) -> Gap:
    limit = value_of(right)

    def gap(trace: Trace) -> Fraction | None:
        one, other = trace.number(left), limit if limit is not None else trace.number(right)
        return None if one is None or other is None else one - other

    return gap


def _sign(gap: Gap) -> Sign:
    def sign(trace: Trace) -> int | None:
        distance = gap(trace)
        return None if distance is None else _side(distance)

    return sign


def _side(distance: Fraction) -> int:
    return (distance > 0) - (distance < 0)


def _keep(best: Sides, found: Sides) -> None:
    """Put into *best* what comes nearer."""
    for side, each in found.items():
        if side not in best or each[0] < best[side][0]:
            best[side] = each


def _others(answers: dict[str, tuple[int, ...]], own: tuple[int, ...]) -> list[int]:
    return [place for places in answers.values() for place in places if place not in own]
