"""The search for rows of evidence for which something happens: the same rows in the same order every time."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import islice, pairwise

import attrs

from perfrules.case.own import NO_OWN
from perfrules.formula import Node
from perfrules.formula.inputs import Input
from perfrules.program import NodePlan
from perfrules.readings.defined import inputs_of
from perfrules.readings.exact import NOT_APPLICABLE, Trace, Traced
from perfrules.scoring import Rules
from perfrules.solving.evidence import can_say, evidence_of, unfound
from perfrules.solving.signs import Sign, comparisons, sign_of
from perfrules.solving.space import Row, Space, constants_of

Goal = Callable[[Trace, Row], bool]
TRIES = 6000
_MIXED = 60
_BOTH = _TOGETHER = 12
_LEAPS = 200
_OWN_LIMITS = 10


@attrs.frozen(eq=False, slots=False)
class Search:
    """
    Finds rows of evidence of *rules*.

    Attributes:
        rules: the rules; those of a definition with problems will do.
        tries: how many rows are tried for one goal, at most.

    """

    rules: Rules
    tries: int = TRIES

    @cached_property
    def space(self) -> Space:
        """What evidence is allowed."""
        binder, nodes = self.rules.binder, self.rules.program.nodes
        constants = constants_of(root for plan in nodes.values() for root in plan.roots)
        about = self.rules.set, constants, binder.subjects, self.rules.parameters, binder.own or NO_OWN
        return Space(self.inputs, *about, unfound=unfound(self.rules))

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs of the program; of what a population has found only that is allowed."""
        population, program = self.rules.population, self.rules.program
        found = {} if population is None else population.numbers(program.populations)
        ends = {name: Fraction(number) for name, number in found.items()}
        return tuple(
            attrs.evolve(item, at_least=ends[item.name], at_most=ends[item.name], above=None, below=None)
            if item.name in ends
            else item
            for item in program.inputs
        )

    @cached_property
    def best(self) -> Row:
        """A row for which leaves have as many marks as a plain search finds; cases are described from here."""
        return self._climbed(self.space.usual, 1)

    @cached_property
    def worst(self) -> Row:
        """A row for which leaves have as few marks as a plain search finds."""
        return self._climbed(self.best, -1)

    def trace(self, row: Row) -> Trace:
        """Return the exact trace of *row*."""
        return self.rules.traced(row)  # type: ignore[arg-type]  # a row holds what it may

    @cached_property
    def _judges(self) -> dict[int, tuple[tuple[Node, int], ...]]:
        """
        The formulas that tell a better value of an input from a worse one, by its place, with 1 where more is better.

        They are the marks of the leaves that read it; of what only gates and the like read, the results and grades.
        """
        plans = self.rules.program.nodes
        found: dict[int, tuple[tuple[Node, int], ...]] = {}
        for node in self.rules.set.leaves:
            for place in self.places(plans[node.code].marks):
                found[place] = (*found.get(place, ()), (plans[node.code].marks, 1))
        results = [(plans[code].marks, 1) for code in self.rules.set.results]
        grades = [(plan.grade, -1) for plan in plans.values() if plan.grade is not None]
        return {place: found.get(place, (*results, *grades)) for place in range(len(self.inputs))}

    def places(self, *nodes: Node) -> tuple[int, ...]:
        """Return the places of the inputs that *nodes* read, cells entered."""
        reads = dict.fromkeys(name for node in nodes for name in inputs_of(node))
        return tuple(sorted(self.space.positions[name] for name in reads if name in self.space.positions))

    def _climbed(self, row: Row, sign: int) -> Row:
        """Return *row* with one value after the other changed for the better (*sign* 1) or the worse."""
        for _ in range(2):
            before = row
            for place in sorted(range(len(self.inputs)), key=lambda place: place in self.space.parts):
                row = self._improved(row, place, sign)
            for node in self.rules.set.leaves:
                row = self._leapt(row, self.rules.program.nodes[node.code], sign)
            if row == before:
                break
        return row

    def _improved(self, row: Row, place: int, sign: int) -> Row:
        if place in self.space.flags:
            return row
        judges = self._judges[place]
        found, top = row, self._worth(row, judges, sign)
        tries = self.space.candidates(place, constants_of(node for node, _ in judges)[:_OWN_LIMITS])
        for value in (*self.space.whole_of(row, place), *tries):
            tried = self.space.put(row, place, value)
            worth = self._worth(tried, judges, sign)
            if worth > top:
                found, top = tried, worth
        return found

    def _leapt(self, row: Row, plan: NodePlan, sign: int) -> Row:
        """Return *row* with several values of a leaf changed at once, where one alone does not change its marks."""
        trace, places = self.trace(row), self.places(plan.marks)
        end = trace.number(plan.full if sign > 0 else plan.low)
        if trace.number(plan.marks) == end or not 1 < len(places) <= _TOGETHER:
            return row
        found, top = row, self._worth(row, [(plan.marks, 1)], sign)
        for tried in islice(self._mixtures(row, places, constants_of([plan.marks])[:_OWN_LIMITS]), _LEAPS):
            worth = self._worth(tried, [(plan.marks, 1)], sign)
            if worth > top:
                found, top = tried, worth
        return found

    def _worth(self, row: Row, judges: Iterable[tuple[Node, int]], sign: int) -> tuple[int, object]:
        trace = self.trace(row)
        given = [number * better for node, better in judges if (number := trace.number(node)) is not None]
        return len(given), sign * sum(given)

    def find(self, goal: Goal, reads: Sequence[Node], traced: Traced | None = None) -> Row | None:
        """
        Return a row for which *goal* holds, or None where none is found.

        *reads* are the formulas that decide: only their inputs are changed, and their comparisons are looked at.
        *traced* is what traces rows, by default the whole program.
        """
        trace = traced or self.rules.traced

        def fits(row: Row) -> bool:
            return self.space.allows(row) and goal(trace(row), row) and self.can_say(row)  # type: ignore[arg-type]

        row = next(filter(fits, islice(self.rows(reads), self.tries)), None)
        return None if row is None else self._plainer(row, self.places(*reads), fits)

    def _plainer(self, row: Row, places: Sequence[int], fits: Callable[[Row], bool]) -> Row:
        """Return *row* with every value that does not matter as it is in the best row."""
        others = self.space.settled(value if place in places else self.best[place] for place, value in enumerate(row))
        row = others if others != row and fits(others) else row
        for place in places:
            usual = self.best[place]
            if row[place] != usual:
                tried = self.space.settled((*row[:place], usual, *row[place + 1 :]))
                row = tried if fits(tried) else row
        return row

    def can_say(self, row: Row) -> bool:
        """Return whether a case can say *row*."""
        if self._best_is_said:
            return can_say(self.rules, row, self.best)
        return evidence_of(self.rules, row, "-") is not None

    @cached_property
    def _best_is_said(self) -> bool:
        return evidence_of(self.rules, self.best, "-") is not None

    def rows(self, reads: Sequence[Node]) -> Iterator[Row]:
        """Yield rows worth trying: known ones, single changes, limits, what is absent, and mixtures of all these."""
        places, near = self.places(*reads), comparisons(reads)
        limits = constants_of(reads)[:_OWN_LIMITS]
        bases = (self.best, self.worst)
        yield from bases
        for base in bases:
            for place in places:
                yield from (self.space.put(base, place, value) for value in self.space.candidates(place, limits))
        for base in bases:
            yield from self._at_limits(base, places, near)
        yield from self._absent(places)
        yield from self._between(places, near)
        yield from self._mixed(places, limits, near)

    def _at_limits(self, base: Row, places: Sequence[int], near: Sequence[Node]) -> Iterator[Row]:
        for comparison in near:
            for place in self.places(comparison):
                if place in places:
                    for pair in self.crossings(base, place, sign_of(comparison)):
                        yield from (self.space.put(base, place, value) for value in pair)

    def _absent(self, places: Sequence[int]) -> Iterator[Row]:
        """Yield rows in which one value, or all of one subject, or all that is read is absent."""
        owned: dict[str, list[int]] = {}
        for place in places:
            owned.setdefault(self.inputs[place].field, []).append(place)
        groups = [*([place] for place in places), *owned.values(), list(places)]
        for base in (self.best, self.worst):
            for group in groups:
                for value in (None, NOT_APPLICABLE):
                    yield self._without(base, group, value)

    def _without(self, row: Row, group: Sequence[int], value: object) -> Row:
        """Return *row* with a group of values absent, and what says so."""
        out = list(row)
        for place in group:
            if place not in self.space.flags:
                out[place] = value
            elif value is not None:
                out[place] = 1
        return self.space.settled(out)

    def _between(self, places: Sequence[int], near: Sequence[Node]) -> Iterator[Row]:
        """Yield the rows on the way from the best to the worst, and those at limits between them."""
        for order in (places, tuple(reversed(places))):
            way = list(self.way(self.best, self.worst, order))
            yield from way
            for comparison in near:
                for row, place, values in self.limits_between(way, sign_of(comparison)):
                    yield from (self.space.put(row, place, value) for value in values)

    def way(self, start: Row, end: Row, places: Iterable[int]) -> Iterator[Row]:
        """
        Yield *start*, and rows that come nearer to *end* by one value each.

        Of the values of one field those that grow come first: so a survey never has no answers on the way.
        """
        yield start
        for place in self._growing_first(places, start, end):
            start = self.space.put(start, place, end[place])
            yield start

    def _growing_first(self, places: Iterable[int], start: Row, end: Row) -> Iterator[int]:
        owned: dict[str, list[int]] = {}
        for place in places:
            owned.setdefault(self.inputs[place].field, []).append(place)
        for group in owned.values():
            yield from sorted(group, key=lambda place: not self.space.is_less(start[place], end[place]))

    def limits_between(self, way: Sequence[Row], sign: Sign) -> Iterator[tuple[Row, int, tuple[int, int]]]:
        """Yield where *sign* changes on the way: the row before, the place, and the two values next to each other."""
        signs = [sign(self.trace(row)) for row in way]
        for (before, after), (one, other) in zip(pairwise(way), pairwise(signs), strict=True):
            if one is None or other is None or one == other:
                continue
            changed = [place for place, value in enumerate(before) if value != after[place]]
            place = next((place for place in changed if isinstance(before[place], int)), None)
            if place is not None and isinstance(after[place], int) and place not in self.space.allowed:
                ends = sorted((int(str(before[place])), int(str(after[place]))))
                found = self._halved(before, place, sign, ends[0], ends[1])
                if found is not None:
                    yield before, place, found

    def _mixed(self, places: Sequence[int], limits: Sequence[Fraction], near: Sequence[Node]) -> Iterator[Row]:
        for number, row in enumerate(self._mixtures(self.best, places, limits)):
            yield row
            if number < _MIXED:
                yield from islice(self._at_limits(row, places, near), _BOTH * 4)

    def _mixtures(self, base: Row, places: Sequence[int], limits: Sequence[Fraction]) -> Iterator[Row]:
        """Yield rows in which values, all or half of them, are picked from those worth trying."""
        chance = random.Random(20140122)  # noqa: S311 - repeatable, and no secret
        choices = {place: self.space.candidates(place, limits) for place in places}
        for number in range(_MIXED * 20 if places else 0):
            row = base
            for place in places:
                if number % 2 or chance.random() < 0.5:  # noqa: PLR2004 - half of them
                    row = self.space.put(row, place, chance.choice(choices[place]))
            yield row

    def crossings(self, row: Row, place: int, sign: Sign) -> Iterator[tuple[int, int]]:
        """Yield the pairs of values of one input, next to each other, between which *sign* changes."""
        if place in self.space.closed or place in self.space.allowed:
            return
        tried = sorted(self.space.candidates(place))
        signs = [sign(self.trace(self.space.put(row, place, value))) for value in tried]
        for (low, high), (one, other) in zip(pairwise(tried), pairwise(signs), strict=True):
            if one is not None and other is not None and one != other:
                found = self._halved(row, place, sign, low, high)
                if found is not None:
                    yield found

    def _halved(self, row: Row, place: int, sign: Sign, low: int, high: int) -> tuple[int, int] | None:
        first = sign(self.trace(self.space.put(row, place, low)))
        while high - low > 1:
            middle = (low + high) // 2
            found = sign(self.trace(self.space.put(row, place, middle)))
            if found is None:
                return None
            low, high = (middle, high) if found == first else (low, middle)
        return low, high
