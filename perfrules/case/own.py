"""Values of a project's own among all projects (总体), such as its rank: its number is looked up in the population."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Protocol

import attrs

from perfrules.case.population import FoundMeasure
from perfrules.formula import Node
from perfrules.formula.inputs import Input
from perfrules.readings.exact import Traced, traced


class OwnMeasure(FoundMeasure, Protocol):
    """One of which each project may have a value of its own."""

    @property
    def of(self) -> Node:
        """The formula of the number."""

    @property
    def by(self) -> Node | None:
        """The formula of the choice that groups the projects."""

    @property
    def groups(self) -> Sequence[str]:
        """The groups, by the number of the option."""


@attrs.frozen(eq=False, repr=False)
class OwnValue:
    """
    One measure of which each project has a value of its own.

    Attributes:
        of: the formula of the number.
        by: the formula of the number of the group, or None.
        above: the place of the input that is the value's numerator.
        below: the place of the one that is its denominator.
        tables: by number the quotient that tells the value, for each group.

    """

    of: Node
    by: Node | None
    above: int
    below: int
    tables: Mapping[int, Mapping[Fraction, Fraction]]


@attrs.frozen(eq=False, repr=False, slots=False)
class OwnValues:
    """
    What rows have of their own in a population.

    Attributes:
        inputs: the inputs of the program.
        values: the measures.

    """

    inputs: tuple[Input, ...]
    values: tuple[OwnValue, ...]

    @classmethod
    def of(
        cls,
        inputs: Sequence[Input],
        measures: Mapping[str, OwnMeasure],
        found: Mapping[tuple[str, str], Mapping[Fraction, Fraction]],
    ) -> "OwnValues":
        """Return those of the *measures* that give each project a value, as *found* by name and group."""
        places = {item.name: place for place, item in enumerate(inputs)}
        values = []
        for measure in measures.values():
            if measure.each:
                values_of = (found.get((measure.name, group), {}) for group in measure.groups)
                tables = {
                    at: {number: measure.form.quotient(value) for number, value in table.items()}
                    for at, table in enumerate(values_of)
                }
                _, above, below = next(measure.inputs)
                values.append(OwnValue(measure.of, measure.by, places[above], places[below], tables))
        return cls(tuple(inputs), tuple(values))

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.values)

    @cached_property
    def roots(self) -> tuple[Node, ...]:
        """The formulas of numbers and groups."""
        return tuple(dict.fromkeys(node for value in self.values for node in (value.of, value.by) if node is not None))

    @cached_property
    def _traced(self) -> Traced:
        return traced(self.inputs, self.roots)

    def put(self, row: list[Any]) -> None:
        """Put the values of a project's numbers into its *row*; None where no project of the population has one."""
        trace = self._traced(row)
        for value in self.values:
            number = trace.number(value.of)
            group = 0 if value.by is None else trace.number(value.by)
            found = None
            if number is not None and group is not None:
                found = value.tables.get(int(group), {}).get(number)
            row[value.above] = None if found is None else found.numerator
            row[value.below] = None if found is None else found.denominator


NO_OWN: Final = OwnValues((), ())
"""What rows have of their own where no population is given."""
