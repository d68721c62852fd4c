"""The state of a number as conditions: missing, not applicable, undefined, or too close to a boundary to tell."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import attrs

from perfrules.content import ByContent
from perfrules.readings.exact.values import Values
from perfrules.readings.exact.whole import Whole

_WIDEST: Final = 16
"""How many conditions are taken apart when one enters another."""


class State(NamedTuple):
    """
    When a number is not there, as conditions: the bits of a state, in their order.

    A row in which *doubtful* holds is left to the exact reading; the other three need not be right in it.
    """

    missing: Whole
    not_applicable: Whole
    undefined: Whole
    doubtful: Whole


@attrs.frozen(eq=False, repr=False)
class Logic(ByContent):
    """Conditions on conditions, all of which are evaluated in any case."""

    values: Values
    never: Whole = attrs.field(init=False)
    always: Whole = attrs.field(init=False)
    given: State = attrs.field(init=False)
    """The state of what is always there."""

    @never.default
    def _never(self) -> Whole:
        return self.values.wholes.constant(0)

    @always.default
    def _always(self) -> Whole:
        return self.values.wholes.constant(1)

    @given.default
    def _given(self) -> State:
        return State(*(self.never,) * 4)

    def negated(self, condition: Whole) -> Whole:
        """Return the contrary."""
        return self.values.negated(condition)

    def any(self, *conditions: Whole) -> Whole:
        """Return that any of *conditions* holds."""
        return self._joined("or", conditions, self.never, self.always)

    def all(self, *conditions: Whole) -> Whole:
        """Return that all *conditions* hold."""
        return self._joined("and", conditions, self.always, self.never)

    def _joined(self, op: str, conditions: Iterable[Whole], neutral: Whole, decided: Whole) -> Whole:
        kept: dict[Whole, None] = {}
        for condition in conditions:
            inner = condition.args if condition.op == op and len(condition.args) <= _WIDEST else (condition,)
            kept |= dict.fromkeys(inner)
        kept.pop(neutral, None)
        if decided in kept or (len(kept) > 1 and any(self.negated(condition) in kept for condition in kept)):
            return decided
        if len(kept) <= 1:
            return next(iter(kept), neutral)
        return self.values.wholes.make(op, sorted(kept, key=lambda part: part.order))

    def either(self, test: Whole, then: Whole, otherwise: Whole) -> Whole:
        """Return *then* where *test* holds, else *otherwise*."""
        if then is otherwise:
            return then
        return self.any(self.all(test, then), self.all(self.negated(test), otherwise))

    def there(self, state: State) -> Whole:
        """Return the condition that a number of this *state* is there."""
        return self.negated(self.any(*state[:3]))

    def answered(self, state: State) -> Whole:
        """Return the condition that a number of this *state* is neither missing nor not applicable."""
        return self.negated(self.any(state.missing, state.not_applicable))

    def union(self, states: Iterable[State]) -> State:
        """Return the state of what is there where all its operands are."""
        parts = list(states)
        return State(*(self.any(*bits) for bits in zip(*parts, strict=True))) if parts else self.given

    def chosen(self, test: Whole, known: State, then: State, otherwise: State) -> State:
        """Return the state of a choice: its condition's, and where that is there, that of the arm it takes."""
        there = self.there(known)
        return self._after(known, lambda bit: self.all(there, self.either(test, then[bit], otherwise[bit])))

    def lazy(self, wanted: str, truths: Sequence[Whole], states: Sequence[State]) -> State:
        """Return the state of a chain of conditions (*wanted*: and, or), read up to the one that decides."""
        out = states[-1]
        for truth, state in zip(truths[-2::-1], states[-2::-1], strict=True):
            goes_on = self.all(self.there(state), truth if wanted == "and" else self.negated(truth))
            out = self._after(state, lambda bit, rest=out, on=goes_on: self.all(on, rest[bit]))  # type: ignore[misc]
        return out

    def _after(self, state: State, rest: Callable[[int], Whole]) -> State:
        return State(*(self.any(state[bit], rest(bit)) for bit in range(len(state))))
