"""What an aggregation is given, what it is, and what the aggregations share."""

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar, Final, Protocol, runtime_checkable

import attrs

from perfrules.formula import Condition, Symbol, absent, all_of, any_of, choose
from perfrules.formula.node import FALSE, TRUE
from perfrules.language import text

CHILD_COUNTS: Final = text("the child takes part").template
ANY_CHILD_COUNTS: Final = text("a child takes part").template
"""What the choices are called by which an aggregation passes over children that are out."""


@attrs.frozen(eq=False, slots=False)
class Child:
    """
    One child of a branch (下级指标), as its parent reads it.

    Attributes:
        marks: the marks that the child passes on.
        full: its full marks.
        weight: its factor; a child of weight 0 takes no part.
        takes_part: the condition that it counts.

    """

    marks: Symbol
    full: Symbol
    weight: Symbol
    takes_part: Condition

    @cached_property
    def counts(self) -> Condition:
        """The condition that it takes part and has a weight; the weight of one that is out is not read."""
        weighs = self.weight != 0
        return weighs if never(weighs) else all_of(self.takes_part, weighs)


@runtime_checkable
class Aggregation(Protocol):
    """
    How a branch combines its children (汇总方法): a frozen class without fields.

    Attributes:
        name: what a definition writes.
        rescales: whether, with children out, the branch gives full × result ÷ the result of full marks.

    """

    name: ClassVar[str]
    rescales: ClassVar[bool]

    def combine(self, children: Sequence[Child]) -> Symbol:
        """Return the branch's marks; not applicable where no child takes part."""
        ...

    def shares(self, children: Sequence[Child]) -> tuple[Symbol, ...] | None:
        """Return the factor with which each child's marks enter the result, or None where marks do not add up."""
        ...


def always(condition: Condition) -> bool:
    """Return whether *condition* is the constant true."""
    return condition.node is TRUE


def never(condition: Condition) -> bool:
    """Return whether *condition* is the constant false."""
    return condition.node is FALSE


def taking_part(children: Sequence[Child]) -> tuple[Child, ...]:
    """Return the children that can take part at all."""
    return tuple(child for child in children if not never(child.counts))


def where(child: Child, value: Symbol, otherwise: Symbol | int) -> Symbol:
    """Return *value* where *child* counts, else *otherwise*."""
    return choose(child.counts, value, otherwise, why=CHILD_COUNTS)


def unless_none(children: Sequence[Child], result: Symbol) -> Symbol:
    """Return *result*, not applicable where none of *children* takes part."""
    if any(always(child.counts) for child in children):
        return result
    return choose(any_of(*(child.counts for child in children)), result, absent("not_applicable"), why=ANY_CHILD_COUNTS)
