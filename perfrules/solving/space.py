"""The space of evidence (取值空间): the rows that declared ranges and relations allow, and places worth trying."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

import attrs

from perfrules.case.own import NO_OWN, OwnValues
from perfrules.case.subjects import NA, Subject, full_of
from perfrules.formula import Node, postorder
from perfrules.formula.inputs import Input
from perfrules.model import IndicatorSet
from perfrules.readings.exact import NOT_APPLICABLE

Row = tuple[object, ...]
"""For each input a whole number of its last place, None (missing) or NOT_APPLICABLE."""
_USUAL = 100
_SOME = 20
_FAR = 1000
_DAY = date(2025, 1, 1).toordinal()
_MOST_LIMITS = 24


@attrs.frozen(eq=False, slots=False)
class Space:
    """
    The rows of evidence of one program.

    Attributes:
        inputs: what the program reads.
        set: the set, for the types of its evidence.
        constants: the numbers that its formulas hold: ranges without an end are tried as far as ten times the greatest.
        subjects: what evidence is about, for the marks that evaluators may give.
        parameters: the numbers of the parameters, for full marks.
        own: what each row has of its own in a population: it follows the other values.
        unfound: the inputs of what a population has no value for, as of a group without projects: no row has them.

    """

    inputs: tuple[Input, ...]
    set: IndicatorSet
    constants: tuple[Fraction, ...] = ()
    subjects: Mapping[str, Subject] = attrs.field(factory=dict)
    parameters: Mapping[str, Fraction] = attrs.field(factory=dict)
    own: OwnValues = NO_OWN
    unfound: frozenset[str] = frozenset()

    @cached_property
    def known(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers that projects of the population have, some of many, by the place of the input that is one."""
        found: dict[int, tuple[int, ...]] = {}
        for value in self.own.values:
            place = self.positions[str(value.of.value)] if value.of.op == "input" else None
            if place is not None:
                unit = 10 ** self.inputs[place].places
                numbers = sorted({int(number * unit) for table in value.tables.values() for number in table})
                found[place] = tuple(numbers[:: max(1, len(numbers) // _MOST_LIMITS)])
        return found

    def settled(self, row: Iterable[object]) -> Row:
        """Return *row* with what it has of its own in a population, and without what that does not have."""
        out = list(row)
        for name in self.unfound:
            out[self.positions[name]] = None
        if self.own:
            self.own.put(out)
        return tuple(out)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The place of each input in a row, by name."""
        return {item.name: place for place, item in enumerate(self.inputs)}

    @cached_property
    def parts(self) -> dict[int, tuple[int, ...]]:
        """The places of the inputs that are parts of another one, by its place."""
        found: dict[int, tuple[int, ...]] = {}
        for place, item in enumerate(self.inputs):
            if item.part_of in self.positions:
                whole = self.positions[str(item.part_of)]
                found[whole] = (*found.get(whole, ()), place)
        return found

    @cached_property
    def ends(self) -> tuple[tuple[int, int], ...]:
        """The least and the greatest whole number of each input; ranges without an end have one here."""
        far = max(_FAR, *(10 * ceil(abs(value)) for value in self.constants), 0)
        found = [_ends_of(item, far) for item in self.inputs]
        for subject in self.subjects.values():
            if "sum" in subject.slots and subject.node is not None:
                # Panels are tried with one evaluator: what several give together has a mean that one could give.
                slot, full = subject.slots["sum"], full_of(subject.node, self.parameters) or Fraction(_USUAL)
                low, high = subject.rubric.limits(full) if hasattr(subject.rubric, "limits") else (Fraction(0), full)
                unit = 10**slot.item.places
                found[slot.position] = ceil(low * unit), floor(high * unit)
                found[subject.slots["count"].position] = 1, 1
        return tuple(found)

    @cached_property
    def flags(self) -> frozenset[int]:
        """The places of what says "not applicable"."""
        return frozenset(place for place, item in enumerate(self.inputs) if item.name.endswith(f"/{NA}"))

    @cached_property
    def closed(self) -> frozenset[int]:
        """The places of choices and flags, of which every number is tried."""
        fields = {field.key for field in self.set.evidence if field.type in ("choice", "flag")}
        return frozenset(place for place, item in enumerate(self.inputs) if item.name in fields) | self.flags

    @cached_property
    def companions(self) -> Mapping[int, tuple[int, ...]]:
        """The places of the values that do not apply where the flag at a place says so."""
        found: dict[int, tuple[int, ...]] = {}
        for flag in self.flags:
            owner = self.inputs[flag].name.removesuffix(NA)
            found[flag] = tuple(
                place
                for place, item in enumerate(self.inputs)
                if place not in self.flags and f"{item.name}/".startswith(owner)
            )
        return found

    @cached_property
    def allowed(self) -> Mapping[int, tuple[int, ...]]:
        """The only marks that evaluators may give, by place, where they are listed or are multiples of a step."""
        found: dict[int, tuple[int, ...]] = {}
        for subject in self.subjects.values():
            slot = subject.slots.get("marks", subject.slots.get("sum")) if subject.sort == "judged" else None
            if slot is not None:
                values = _marks(subject.rubric, self.ends[slot.position], 10**slot.item.places)
                found |= {slot.position: values} if values else {}
        return found

    @cached_property
    def usual(self) -> Row:
        """A row of plain numbers that is allowed: what others begin from."""
        row: Row = tuple(None for _ in self.inputs)
        for place in range(len(self.inputs)):
            row = self.put(row, place, self._usual(place))
        return row

    def _usual(self, place: int) -> int:
        item, (low, high) = self.inputs[place], self.ends[place]
        listed = self.allowed.get(place) or self.known.get(place)
        if listed:
            return listed[-1]
        if place in self._other_answers:
            return low
        if place in self.closed or item.name.endswith("/faults"):
            return low
        if place in self._dates:
            return min(max(_DAY, low), high)
        unit = 10**item.places
        count = item.places == 0 and (item.at_least, item.above) != (None, None)
        wished = high if item.at_most is not None else (_SOME if count else _USUAL) * unit
        return min(max(wished, low), high)

    @cached_property
    def _dates(self) -> frozenset[int]:
        """The places of dates."""
        fields = {field.key for field in self.set.evidence if field.type == "date"}
        return frozenset(place for place, item in enumerate(self.inputs) if item.name in fields)

    @cached_property
    def _other_answers(self) -> frozenset[int]:
        """The places of the answers of surveys but the first: all give that one, to begin with."""
        owners = [subject for subject in self.subjects.values() if subject.sort == "survey"]
        return frozenset(slot.position for owner in owners for slot in list(owner.slots.values())[1:])

    def put(self, row: Row, place: int, value: object) -> Row:
        """Return *row* with *value* at *place*; wholes and parts that no longer fit follow it."""
        out = list(row)
        out[place] = value
        if place in self.flags and value == 1:
            for other in self.companions[place]:
                out[other] = NOT_APPLICABLE
        elif isinstance(value, int):
            self._raise_wholes(out, place)
            self._lower_parts(out, place)
        return self.settled(out)

    def _raise_wholes(self, row: list[object], place: int) -> None:
        seen = {place}
        whole = self.positions.get(str(self.inputs[place].part_of))
        while whole is not None and whole not in seen:
            seen.add(whole)
            least = ceil(self.number(place, row[place]) * 10 ** self.inputs[whole].places)
            now = row[whole]
            if isinstance(now, int) and now < least:
                row[whole] = least
            place, whole = whole, self.positions.get(str(self.inputs[whole].part_of))
            if not isinstance(row[place], int):
                return

    def _lower_parts(self, row: list[object], place: int) -> None:
        waiting, seen = [place], {place}
        while waiting:
            whole = waiting.pop()
            for part in self.parts.get(whole, ()):
                now, most = row[part], floor(self.number(whole, row[whole]) * 10 ** self.inputs[part].places)
                if part not in seen and isinstance(now, int) and now > most:
                    row[part] = most
                    seen.add(part)
                    waiting.append(part)

    def whole_of(self, row: Row, place: int) -> tuple[int, ...]:
        """Return the greatest value that fits what the value at *place* is a part of; nothing where it is no part."""
        whole = self.positions.get(str(self.inputs[place].part_of))
        if whole is None or not isinstance(row[whole], int):
            return ()
        return (floor(self.number(whole, row[whole]) * 10 ** self.inputs[place].places),)

    def is_less(self, value: object, other: object) -> bool:
        """Return whether two values are numbers, and the first is the lesser."""
        return isinstance(value, int) and isinstance(other, int) and value < other

    def number(self, place: int, value: object) -> Fraction:
        """Return the number that a whole number of the last place stands for."""
        return Fraction(value if isinstance(value, int) else 0, 10 ** self.inputs[place].places)

    @cached_property
    def _strict(self) -> tuple[tuple[int, int | None, int | None], ...]:
        """The places that have an end, with their ends."""
        ends = ((place, *_strict_ends(item)) for place, item in enumerate(self.inputs))
        return tuple(each for each in ends if each[1:] != (None, None))

    @cached_property
    def _relations(self) -> tuple[tuple[int, int, int, int], ...]:
        """The places of each part and its whole, with the factors that bring both to one last place."""
        pairs = ((part, whole) for whole, parts in self.parts.items() for part in parts)
        places = [(part, whole, self.inputs[part].places, self.inputs[whole].places) for part, whole in pairs]
        return tuple(
            (part, whole, 10 ** (max(one, other) - one), 10 ** (max(one, other) - other))
            for part, whole, one, other in places
        )

    def allows(self, row: Row) -> bool:
        """Return whether every number of *row* is in its range, and no part is greater than its whole."""
        for place, low, high in self._strict:
            value = row[place]
            if isinstance(value, int) and ((low is not None and value < low) or (high is not None and value > high)):
                return False
        for part, whole, one, other in self._relations:
            less, more = row[part], row[whole]
            if isinstance(less, int) and isinstance(more, int) and less * one > more * other:
                return False
        return True

    def candidates(self, place: int, limits: Sequence[Fraction] = ()) -> tuple[int, ...]:
        """Return the numbers worth trying at *place*: ends, 0, 1, the middle, and what it is compared with."""
        low, high = self.ends[place]
        if place in self.allowed or self.known.get(place):
            return self.allowed.get(place) or self.known[place]
        if place in self.closed and high - low < _FAR:
            return tuple(range(low, high + 1))
        unit = 10 ** self.inputs[place].places
        near = [floor(limit * unit) + step for limit in limits[:_MOST_LIMITS] for step in (0, 1, -1)]
        tried = (low, high, 0, unit, (low + high) // 2, low + 1, high - 1, 2 * unit, _USUAL * unit, *near)
        return tuple(dict.fromkeys(value for value in tried if low <= value <= high))


def constants_of(roots: Iterable[Node]) -> tuple[Fraction, ...]:
    """Return the numbers that formulas hold, cells entered; each once."""
    found = (node.value for node in postorder(roots) if node.op == "constant")
    return tuple(dict.fromkeys(value for value in found if isinstance(value, Fraction)))


def _marks(rubric: Any, ends: tuple[int, int], unit: int) -> tuple[int, ...]:
    """Return the marks that a judged rubric lists, or the multiples of its step that are worth trying."""
    listed, step = getattr(rubric, "allowed", ()), getattr(rubric, "step", None)
    low, high = ends
    if listed:
        return tuple(sorted(int(Fraction(value) * unit) for value in listed))
    if step is None:
        return ()
    each = int(Fraction(step) * unit)
    first, last = -(-low // each), high // each
    few = dict.fromkeys((first, first + 1, (first + last) // 2, last - 1, last))
    return tuple(sorted(number * each for number in few if first <= number <= last))


def _strict_ends(item: Input) -> tuple[int | None, int | None]:
    unit = 10**item.places
    lows = [] if item.at_least is None else [ceil(item.at_least * unit)]
    lows += [] if item.above is None else [floor(item.above * unit) + 1]
    highs = [] if item.at_most is None else [floor(item.at_most * unit)]
    highs += [] if item.below is None else [ceil(item.below * unit) - 1]
    return max(lows, default=None), min(highs, default=None)


def _ends_of(item: Input, far: int) -> tuple[int, int]:
    low, high = _strict_ends(item)
    reach = far * 10**item.places
    bottom = low if low is not None else min(-reach, (high or 0) - reach)
    top = high if high is not None else max(bottom, 0) + reach
    return bottom, max(bottom, top)
