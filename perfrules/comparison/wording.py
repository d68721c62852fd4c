"""Conditions of a comparison in words, with the names that the new set gives to what they read."""

from collections.abc import Mapping
from functools import cached_property

import attrs

from perfrules.comparison.differing import Literals
from perfrules.comparison.stages import STAGES, Staged, rebuilt, reference
from perfrules.formula import Node, build
from perfrules.language import Text, current, text
from perfrules.model.indicator_set import TOTAL
from perfrules.readings.notation import mathematical
from perfrules.scoring.rules import Rules

_OLD = "#old/"
"""Stands before the name of a measure as the old set has it."""
SHOWN = 4
"""So many alternatives are told."""


@attrs.frozen(eq=False)
class Worded:
    """A condition that is put into words when they are asked for, in the language that is then in force."""

    conditions: "Conditions"
    literals: Literals

    def __str__(self) -> str:
        return self.conditions.written(build.both("and", self.literals))


@attrs.frozen(eq=False, slots=False)
class Conditions:
    """The names of two sets, for conditions on what either reads."""

    old: Rules
    new: Rules
    sides: tuple[Staged, Staged]

    def alternatives(self, where: tuple[Literals, ...]) -> tuple[Text, ...]:
        """Return alternatives in words; none where there is one without conditions."""
        if not all(where):
            return ()
        told = tuple(text("{condition}", condition=Worded(self, literals)) for literals in where[:SHOWN])
        left = len(where) - SHOWN
        return (*told, text("{number} further conditions", number=left)) if left > 0 else told

    @cached_property
    def _cells(self) -> Mapping[Node, Node]:
        """What stands for each measure, by what it is made of; one that was changed has two names."""
        found: dict[Node, Node] = {}
        new = {cell.value: self.sides[1].plain(cell) for cell in self.sides[1].program.cells}
        for side in self.sides:
            nodes = {plan.marks for plan in side.program.nodes.values()}
            for cell in side.program.cells:
                plain = side.plain(cell)
                if cell not in nodes and plain.op not in ("constant", "input"):
                    changed = new.get(cell.value, plain) is not plain
                    found[plain] = Node("input", (), f"{_OLD}{cell.value}" if changed else cell.value)
        return found

    def written(self, condition: Node) -> str:
        """Return *condition* as people write it, in the language in force."""
        wording, before = (rules.wording(current()) for rules in (self.new, self.old))
        references: dict[str, str] = {}
        for code in self.sides[1].codes:
            said = text("marks of the total") if code == TOTAL else text("marks of {code}", code=code)
            references |= {str(reference(stage, code).value): str(said) for stage in STAGES}
        names, units = {**before.names, **wording.names, **references}, {**before.units, **wording.units}
        for named in self._cells.values():
            name = str(named.value).removeprefix(_OLD)
            if name != named.value:
                names[str(named.value)] = str(text("{name} (old)", name=before.names.get(name, name)))
                units |= {str(named.value): before.units[name]} if name in before.units else {}
        return mathematical(self._named(condition), attrs.evolve(wording, names=names, units=units))

    def _named(self, condition: Node) -> Node:
        """Return *condition* with measures in it as inputs of their names."""
        return rebuilt(condition, self._cells.get)


__all__ = ["SHOWN", "Conditions", "Worded"]
