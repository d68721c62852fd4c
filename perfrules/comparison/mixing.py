"""
Programs between an old and a new one: some stages of some indicators are the new ones, the others still the old ones.

The stages are made new one after another, children before their parents and at each indicator in the order of `STAGES`.
What the last result of one such program differs by from the one before is what that stage has done; all of it together
is the whole change, whatever the order.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

import attrs

from perfrules.comparison.normal import Normal
from perfrules.comparison.stages import STAGES, Reference, Staged, rebuilt, referred
from perfrules.formula import Node, postorder
from perfrules.formula.inputs import Input
from perfrules.readings.exact import Row, Trace, Traced, traced

Roots = Mapping[str, Node | None]
"""The formula of each result, by its new code; None where it would read itself."""


@attrs.frozen(eq=False, slots=False)
class Mixture:
    """
    The programs from an old one to a new one.

    Attributes:
        old: the stages of the old program.
        new: those of the new one.
        results: the codes of the results that both have, those of the new one.

    """

    old: Staged
    new: Staged
    results: tuple[str, ...]

    @cached_property
    def steps(self) -> tuple[tuple[Reference, ...], ...]:
        """The stages that differ, in the order in which they are made new; showing and passing on is one step."""
        out: list[tuple[Reference, ...]] = []
        for code in self.new.codes:
            changed = [(stage, code) for stage in STAGES if self._differs((stage, code))]
            last = tuple(name for name in changed if name[0] in STAGES[2:])
            out += [(name,) for name in changed if name not in last]
            out += [last] if last else []
        return tuple(out)

    @cached_property
    def normal(self) -> Normal:
        """Knows which formulas differ in their order alone."""
        return Normal()

    def _differs(self, name: Reference) -> bool:
        one, other = self.old.templates.get(name), self.new.templates.get(name)
        return one is not None and other is not None and not self.normal.same(one, other)

    @cached_property
    def programs(self) -> tuple[Roots, ...]:
        """The results of the old program, and after each step."""
        made: set[Reference] = set()
        resolved: dict[Reference, Node] = {}
        out = [self._program(made, resolved)]
        for step in self.steps:
            made.update(step)
            self._forget(step, resolved)
            out.append(self._program(made, resolved))
        return tuple(out)

    def _program(self, made: AbstractSet[Reference], resolved: dict[Reference, Node]) -> Roots:
        return {code: self._resolved(("marks", code), made, resolved) for code in self.results}

    def _forget(self, step: Iterable[Reference], resolved: dict[Reference, Node]) -> None:
        """Take out of what was *resolved* whatever reads one of the stages of a step."""
        waiting = list(step)
        while waiting:
            name = waiting.pop()
            if resolved.pop(name, None) is not None:
                waiting += self._readers.get(name, ())

    @cached_property
    def _readers(self) -> Mapping[Reference, list[Reference]]:
        """What reads each stage, in either program."""
        found: dict[Reference, list[Reference]] = {}
        for side in (self.old, self.new):
            for name, template in side.templates.items():
                for read in _references(template):
                    found.setdefault(read, []).append(name)
        return found

    def _resolved(self, name: Reference, made: AbstractSet[Reference], done: dict[Reference, Node]) -> Node | None:
        """Return the whole formula of a stage; None where it would read itself."""
        stack, open_ = [name], set[Reference]()
        while stack:
            top = stack[-1]
            template = self._template(top, made)
            waiting = [found for found in _references(template) if found not in done]
            if top in done or not waiting:
                done.setdefault(top, _put_in(template, done))
                open_.discard(stack.pop())
                continue
            open_.add(top)
            if open_.intersection(waiting):
                return None
            stack += waiting
        return done[name]

    def _template(self, name: Reference, made: AbstractSet[Reference]) -> Node:
        first, second = (self.new, self.old) if name in made else (self.old, self.new)
        found = first.templates.get(name)
        return second.templates[name] if found is None else found

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs of both programs, with the decimals of the one that has more; nothing is known of their ranges."""
        places: dict[str, int] = {}
        for side in (self.new, self.old):
            for item in side.program.inputs:
                name = side.inputs[item.name]
                places[name] = max(places.get(name, 0), item.places)
        return tuple(Input(name, count) for name, count in places.items())

    @cached_property
    def _traced(self) -> Traced:
        roots = [root for program in self.programs for root in program.values() if root is not None]
        return traced(self.inputs, tuple(dict.fromkeys(roots)))

    def rows(self, old: Row, new: Row) -> tuple[Row, Row]:
        """Return the evidence as the old set reads it, and as the new one does; each with what only the other has."""
        read = [dict(self._scaled(side, row)) for side, row in ((self.old, old), (self.new, new))]
        both = ({**read[1], **read[0]}, {**read[0], **read[1]})
        one, other = (tuple(values[item.name] for item in self.inputs) for values in both)
        return one, other

    def _scaled(self, side: Staged, row: Row) -> Iterator[tuple[str, Any]]:
        """Yield the values of a row by name, in units of the most decimals."""
        places = {item.name: item.places for item in self.inputs}
        for item, value in zip(side.program.inputs, row, strict=True):
            name, numbers = side.inputs[item.name], side.options.get(item.name)
            if numbers is not None and isinstance(value, int):
                value = numbers[value]  # noqa: PLW2901 - the same option
            yield name, value * 10 ** (places[name] - item.places) if isinstance(value, int) else value

    def traces(self, old: Row, new: Row) -> tuple[Trace, Trace]:
        """Return the values of all programs, for the evidence as either set reads it."""
        one, other = self.rows(old, new)
        return self._traced(one), self._traced(other)


def _references(template: Node) -> list[Reference]:
    return [found for node in postorder([template]) if (found := referred(node)) is not None]


def _put_in(template: Node, done: Mapping[Reference, Node]) -> Node:
    def replace(node: Node) -> Node | None:
        found = referred(node)
        return None if found is None else done[found]

    return rebuilt(template, replace)


__all__ = ["Mixture", "Roots"]
