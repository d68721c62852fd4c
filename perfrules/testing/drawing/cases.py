"""Valid evidence of any set, drawn by Hypothesis: in range, related as declared, and often where something changes."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Any

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from perfrules.case.subjects import Subject
from perfrules.case.values import Slot
from perfrules.formula import postorder
from perfrules.formula.build import value_of
from perfrules.rubrics import Judged
from perfrules.scoring import Rules

Evidence = dict[str, Any]
_REASON = "the project has none"
_USUAL = 12
"""How far from its near end a number mostly lies, in its unit."""
_MOST_LIMITS = 60
_NARROW = 10**6
"""A range so many units wide has an end that is drawn often."""
_BESIDE = st.sampled_from((0, 0, -1, 1))
_WAYS = st.sampled_from(("usual", "turn", "turn", "end"))
_MOST_MARKS = 200
_FIRST_DAY = date(2000, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()


def cases(rules: Rules, *, absent: bool = True) -> st.SearchStrategy[Evidence]:
    """
    Give valid evidence for *rules* by flat names, as `Rules.score` takes it: whatever is given can be scored.

    Numbers lie in their ranges, parts below their wholes, marks where evaluators may give them; many lie at an end or
    at a limit of the rules, or beside it. With *absent* some of it is missing or not applicable, where the set has an
    answer to that. Examples shrink to few, small and whole numbers.

    Raises:
        CaseError: the set reads the population, and *rules* have none.

    """
    rules.refuse_unfound()
    asked = Asked(rules)

    @st.composite
    def evidence(draw: st.DrawFn) -> Evidence:  # without arguments, since all of the set would be in its name
        return _evidence(draw, asked, absent=absent)

    return evidence()


@attrs.frozen(eq=False, repr=False, slots=False)
class Asked:
    """What a set asks for, in an order in which every whole comes before its parts."""

    rules: Rules

    @cached_property
    def slots(self) -> tuple[tuple[str, Subject, str, Slot], ...]:
        """Flat name, subject, part and slot of each value; what a set does not ask for is not among them."""
        found = {
            slot.item.name: (slot.item.name, subject, part, slot)
            for subject in self.rules.binder.subjects.values()
            for part, slot in subject.values
        }
        ordered: dict[str, tuple[str, Subject, str, Slot]] = {}
        for name in found:
            line = [name]
            while (above := whole_of(found[line[-1]][3])) in found and above not in (*ordered, *line):
                line.append(above)
            ordered |= {each: found[each] for each in reversed(line)}
        return tuple(ordered.values())

    @cached_property
    def limits(self) -> tuple[Fraction, ...]:
        """Numbers at which the formulas of the set may turn: those that are written in it, and their reciprocals."""
        roots = [plan.settled for plan in self.rules.program.nodes.values()]
        roots += [closed for plan in self.rules.program.nodes.values() for _, closed in plan.gates]
        numbers = (value_of(node) for node in postorder(roots))
        written = dict.fromkeys(number for number in numbers if number)
        both = (limit for number in written for limit in (number, 1 / number))
        return tuple(islice(dict.fromkeys((Fraction(1), *both)), _MOST_LIMITS))

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """The limits that are a share of something."""
        return tuple(limit for limit in self.limits if 0 < limit <= 1)

    @cached_property
    def sizes(self) -> tuple[Fraction, ...]:
        """How many there may be for a share of them to be a whole number: 17 of 20 are exactly 85%."""
        return tuple(dict.fromkeys(Fraction(share.denominator) for share in self.shares))

    @cached_property
    def wholes(self) -> frozenset[str]:
        """The names of what others are a part of."""
        return frozenset(whole_of(slot) for *_, slot in self.slots)

    def turn(self, draw: st.DrawFn, name: str, whole: Fraction | None, others: Sequence[Fraction]) -> Fraction:
        """Return a number at which the rules may turn, given the *whole* that it is a part of, and *others* before."""
        if name in self.wholes:
            return _picked(draw, self.sizes)
        if whole is not None:
            return _picked(draw, self.shares) * whole
        return _picked(draw, self.limits) * _picked(draw, (Fraction(1), *others))

    @cached_property
    def absences(self) -> tuple[tuple[str, str], ...]:
        """Whose value may perhaps be out: the flat name, and what is said instead ("" for nothing)."""
        flags = [item.name for item in self.rules.program.inputs if item.name.endswith("/na")]
        flags += [f"{subject.name}/na" for _, subject, part, _ in self.slots if subject.field is not None and not part]
        return (*((name, _REASON) for name in dict.fromkeys(flags)), *((name, "") for name, *_ in self.slots))

    def without(self, evidence: Evidence, name: str, said: str) -> Evidence:
        """Return *evidence* without *name*; where something is *said*, all that it is about is not applicable."""
        owner = name.removesuffix("/na") if said else name
        gone = (owner, f"{owner}/") if said else (owner,)
        kept = {key: value for key, value in evidence.items() if key != owner and not key.startswith(gone[1:])}
        return kept | ({name: said} if said else {})

    def is_valid(self, evidence: Evidence) -> bool:
        """Return whether the set can score *evidence*."""
        return not any(problem.severity == "error" for problem in self.rules.check(evidence))


def whole_of(slot: Slot) -> str:
    """Return the flat name of what a value is a part of; "" where it is of nothing."""
    return (slot.item.part_of or "").replace(".", "/")


def _evidence(draw: st.DrawFn, asked: Asked, *, absent: bool) -> Evidence:
    found: Evidence = {}
    numbers: dict[str, Fraction] = {}
    for name, subject, _, slot in asked.slots:
        if subject.sort == "judged":
            if f"{subject.name}/marks" not in found:
                found |= _judged(draw, subject, asked.rules)
            continue
        value = _drawn_whole(draw, asked, name, slot, numbers)
        numbers[name] = Fraction(value, 10**slot.item.places)
        found[name] = written(slot, value)
    if not asked.is_valid(found):
        reject()
    if absent and asked.absences:
        for name, said in draw(st.lists(st.sampled_from(asked.absences), max_size=4, unique=True)):
            less = asked.without(found, name, said)
            found = less if asked.is_valid(less) else found
    return found


def written(slot: Slot, value: int) -> Any:
    """Return the whole number of the last place as a case writes it."""
    if slot.sort == "flag":
        return bool(value)
    if slot.sort == "choice":
        return next(name for name, position in slot.options.items() if position == value)
    if slot.sort == "date":
        return date.fromordinal(value)
    return value if slot.sort == "count" else Decimal(value).scaleb(-slot.item.places)


def _picked(draw: st.DrawFn, options: Sequence[Fraction]) -> Fraction:
    return options[draw(st.integers(0, len(options) - 1))]


def _drawn_whole(draw: st.DrawFn, asked: Asked, name: str, slot: Slot, numbers: Mapping[str, Fraction]) -> int:
    """
    Return what a slot takes, in the last place: any number in its range, often at an end or where the rules turn.

    *numbers* are those that were drawn before.
    """
    if slot.sort in ("flag", "choice"):
        return draw(st.integers(0, max(slot.options.values(), default=1)))
    whole = numbers.get(whole_of(slot))
    low, high, unit = _range(slot, whole)
    usual = draw(st.integers(low, max(low, min(high, low + _USUAL * unit))))
    way = draw(_WAYS)  # after the number, so that an example shrinks to it
    if slot.sort == "date" and way == "end":
        return low
    if way == "turn" and slot.sort != "date":
        near = asked.turn(draw, name, whole, [*numbers.values()][-3:])
        return max(low, min(high, math.floor(near * unit) + draw(_BESIDE)))
    if way == "end":
        return high if high - low <= _NARROW * unit else low
    return usual


def _range(slot: Slot, whole: Fraction | None) -> tuple[int, int, int]:
    unit = 10**slot.item.places
    low, high = slot.low, slot.high
    if slot.sort == "date":
        return max(low, min(_FIRST_DAY, high)), min(high, _LAST_DAY), 365
    if whole is not None:
        high = min(high, math.floor(whole * unit))
    open_below = slot.item.at_least is None and slot.item.above is None
    low = max(low, min(-_USUAL * unit, high)) if open_below else low
    return low, max(low, high), unit


def _judged(draw: st.DrawFn, subject: Subject, rules: Rules) -> Evidence:
    """Draw the marks of an evaluator, or of a panel, and the reason where one must be given."""
    kind = subject.rubric
    slot = next(slot for part, slot in subject.values if part != "count")
    full = full_in(rules, subject.name)
    one = _judgements(kind, full) if isinstance(kind, Judged) else _marks(slot, full, kind)
    fewest = int(getattr(kind, "fewest", lambda: 1)())
    marks = draw(st.lists(one, min_size=fewest, max_size=fewest + 2) if getattr(kind, "panel", None) else one)
    reason = {f"{subject.name}/reason": "as agreed"} if getattr(kind, "reason", True) else {}
    return {f"{subject.name}/marks": marks, **reason}


def full_in(rules: Rules, code: str) -> Fraction:
    """Return the full marks written at a node; 0 where they are not a number."""
    return value_of(rules.program.nodes[code].full) or Fraction(0)


def _marks(slot: Slot, full: Fraction, kind: Any) -> st.SearchStrategy[Decimal]:
    """Give marks for a kind that reads an answer, and is not the library's: from its low end to the full marks."""
    low, high = slot.low, min(slot.high, int(full * 10**slot.item.places))
    if slot.item.at_least is None and slot.item.above is None:
        low = min(0, high)
    refusal = getattr(kind, "refusal", lambda *_: None)
    whole = st.integers(low, max(low, high)) | st.sampled_from((high, low))
    allowed = whole.filter(lambda value: refusal(Fraction(value, 10**slot.item.places), full) is None)
    return allowed.map(lambda value: Decimal(value).scaleb(-slot.item.places))


def _judgements(kind: Judged, full: Fraction) -> st.SearchStrategy[Decimal]:
    """Give marks that one evaluator may give."""
    if kind.allowed:
        return st.sampled_from(sorted(kind.allowed))
    low, high = kind.limits(full)
    step = Fraction(kind.step) if kind.step is not None else Fraction(1, 10**kind.places)
    first, last = math.ceil(low / step), math.floor(high / step)
    refused: Callable[[Fraction], Any] = lambda marks: kind.refusal(marks, full)  # noqa: E731 - short, and typed
    few = [step * place for place in _spread(first, last) if refused(step * place) is None]
    numbers = st.sampled_from(few) if few else st.nothing()
    return (
        (numbers | st.integers(first, last).map(lambda place: step * place))
        .filter(lambda marks: refused(marks) is None)
        .map(lambda marks: Decimal(marks.numerator) / Decimal(marks.denominator))
    )


def _spread(first: int, last: int) -> Iterator[int]:
    """Yield whole numbers from *first* to *last*: all, or of many the ends and some between."""
    every = max(1, (last - first) // _MOST_MARKS)
    yield from range(first, last + 1, every)
    if every > 1:
        yield last


def rows(rules: Rules, evidence: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the row of inputs that *evidence* gives."""
    return rules.binder.bind(dict(evidence)).row
