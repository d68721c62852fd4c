"""The formula of a branch: its children combined, with those that take no part left out."""

from collections.abc import Callable, Sequence

import attrs

from perfrules.aggregation import Aggregation, Child, combined
from perfrules.aggregation.child import never
from perfrules.content import ByContent
from perfrules.formula import Condition, Quantity, Symbol, all_of, any_of, choose, number, total
from perfrules.formula.build import value_of
from perfrules.model import Indicator
from perfrules.program.absence import UNTRUTH


@attrs.frozen(eq=False, repr=False)
class Made(ByContent):
    """The formulas of a node as its parent sees them."""

    node: Indicator
    passed: Symbol
    full: Symbol
    weight: Symbol
    rescaled: Condition
    dropped: Condition
    moved: Condition
    low: Symbol
    open_above: bool

    @property
    def takes_part(self) -> Condition:
        """The condition that the node counts in its parent."""
        return ~any_of(self.rescaled, self.dropped, self.moved)


def full_in_force(aggregation: Aggregation, children: Sequence[Made]) -> Symbol:
    """Return the full marks of a branch: what its aggregation gives when every child still there has its own."""
    graded = [made for made in children if not made.node.bonus]
    if not graded:
        return number(0)
    # A sum makes up for what is rescaled, so its full marks stay; of a mean or an extreme the others are all there is.
    out = [(made.dropped, made.moved, *([] if aggregation.rescales else [made.rescaled])) for made in graded]
    return combined(
        aggregation, [_child(made, made.full, ~any_of(*ways)) for made, ways in zip(graded, out, strict=True)]
    )


def low_in_force(aggregation: Aggregation, children: Sequence[Made]) -> Symbol:
    """Return the least marks of a branch: what its aggregation gives when every child still there has its own least."""
    graded = [made for made in children if not made.node.bonus]
    if all(value_of(made.low.node) == 0 for made in graded):
        return number(0)
    return combined(aggregation, [_child(made, made.low, made.takes_part) for made in graded])


def branch_formula(aggregation: Aggregation, children: Sequence[Made], full: Symbol) -> Symbol:
    """Return the marks of a branch before its own policies; children out of a sum are made up for in proportion."""
    parts = [_child(made, made.passed, made.takes_part) for made in children]
    if all(never(made.rescaled) for made in children):
        return combined(aggregation, parts)
    bonus = [part for part, made in zip(parts, children, strict=True) if made.node.bonus]
    graded = [part for part, made in zip(parts, children, strict=True) if not made.node.bonus]
    if bonus and graded and aggregation.rescales:
        # Bonus marks add to what the others were made up to; they have no full marks to make up for.
        return _rescaled(aggregation, graded, full) + combined(aggregation, bonus)
    return _rescaled(aggregation, parts, full)


def _rescaled(aggregation: Aggregation, children: Sequence[Child], full: Symbol) -> Symbol:
    """Return full × result ÷ the result of full marks, where the aggregation rescales; else the result."""
    marks = combined(aggregation, children)
    if not aggregation.rescales:
        return marks
    return full * marks / combined(aggregation, [attrs.evolve(child, marks=child.full) for child in children])


def gone(
    node: Indicator, aggregation: Aggregation, children: Sequence[Made], number_of: Callable[[Quantity], Symbol]
) -> Condition:
    """
    Return the condition that too few *children* take part for the branch to be applicable.

    *number_of* gives the number of what `needs` says; written in percent it is a share of the children's weight.
    """
    graded = [made for made in children if not made.node.bonus]
    if node.needs is None:
        return all_of(*(~made.takes_part for made in graded)) if graded else UNTRUTH
    needs = node.needs if isinstance(node.needs, Quantity) else Quantity(node.needs)
    share = isinstance(needs.written, str) and needs.written.strip().endswith("%")
    worth = [_worth(aggregation, made) if share else number(1) for made in graded]
    there = total(choose(made.takes_part, value, 0) for made, value in zip(graded, worth, strict=True))
    return there < (number_of(needs) * total(worth) if share else number_of(needs))


def _worth(aggregation: Aggregation, made: Made) -> Symbol:
    """Return the weight of a child: in sums its full marks count as well."""
    return made.weight * made.full if aggregation.rescales else made.weight


def _child(made: Made, marks: Symbol, takes_part: Condition) -> Child:
    return Child(marks=marks, full=made.full, weight=made.weight, takes_part=takes_part)
