"""What is known in one branch of a choice, and how a condition narrows it."""

from collections.abc import Mapping
from fractions import Fraction

import attrs

from perfrules.formula import Node, Rounding
from perfrules.readings.interval.bounds import ANY, EMPTY, NO, YES, Bounds, between, point
from perfrules.readings.interval.linear import ONE, Atom, Linear, plus, sum_bounds, times

_WIDEST = 32


@attrs.define(eq=False, repr=False)
class Branch:
    """
    What is known where a formula is read: bounds of nodes, and relations (sums that are never negative).

    Attributes:
        facts: the bounds that conditions give to nodes.
        relations: weighted sums that are never negative here.
        outer: the branch around this one, None for the whole formula.
        found: the bounds computed so far.

    """

    facts: Mapping[Node, Bounds] = attrs.field(factory=dict)
    relations: tuple[Linear, ...] = ()
    outer: "Branch | None" = None
    found: dict[Node, Bounds] = attrs.field(factory=dict)

    def at(self, node: Node) -> Bounds:
        """Return the bounds of *node* as far as they are known here without computing them."""
        known = self.facts.get(node, ANY)
        return known.meet(self.found[node]) if node in self.found else known


@attrs.define(eq=False, repr=False)
class Narrowing:
    """
    What follows from conditions that are taken for granted, on top of what a branch knows.

    Attributes:
        branch: where the conditions stand; their operands have been computed there.
        forms: the linear forms of nodes.
        steps: the step of whole multiples that an input's values are, by name.
        declared: the relations that an input is part of, by name.

    """

    branch: Branch
    forms: Mapping[Node, Linear]
    steps: Mapping[str, Fraction]
    declared: Mapping[str, tuple[Linear, ...]]
    _facts: dict[Node, Bounds] = attrs.field(factory=dict)
    _relations: list[Linear] = attrs.field(factory=list)
    _impossible: bool = False

    def assume(self, condition: Node, *, holds: bool) -> Branch | None:
        """Return the branch in which *condition* is true (*holds*) or false, or None where that cannot be."""
        waiting = [(condition, holds)]
        while waiting:
            node, truth = waiting.pop()
            if node.op == "not":
                waiting.append((node.args[0], not truth))
            elif node.op in ("and", "or"):
                waiting.extend((part, truth) for part in self._decided(node, truth=truth))
            elif node.op in ("given", "applicable") and not truth:
                self._facts[node.args[0]] = EMPTY
            elif node.op in ("at_least", "above"):
                self._compared(node, truth=truth)
            elif node.op == "equal":
                self._equal(node, truth=truth)
        self._declared_relations()
        if self._impossible:
            return None
        facts = {**self.branch.facts, **self._facts}
        return Branch(facts, (*self.branch.relations, *self._relations), self.branch)

    def _decided(self, node: Node, *, truth: bool) -> list[Node]:
        """Return the operands of a conjunction or disjunction that must be like the whole."""
        if truth == (node.op == "and"):
            return list(node.args)
        other = YES if node.op == "and" else NO
        open_parts = [part for part in node.args if self.branch.at(part) != other]
        return open_parts if len(open_parts) == 1 else []

    def _at(self, atom: Atom) -> Bounds:
        if not isinstance(atom, Node):
            return ANY
        if isinstance(atom.value, Fraction):
            return point(atom.value)
        return self.branch.at(atom).meet(self._facts.get(atom, ANY))

    def _know(self, atom: Atom, bounds: Bounds) -> None:
        """Add that a number lies within *bounds*."""
        known = self._at(atom)
        new = known.meet(bounds)
        if isinstance(atom, Node):
            step = self._step(atom)
            new = new.on_grid(step) if step else new
            if not isinstance(atom.value, Fraction) and new != known:
                self._facts[atom] = new
        self._impossible = self._impossible or new.empty

    def _step(self, node: Node) -> Fraction | None:
        while node.op == "cell":
            node = node.args[0]
        if isinstance(node.value, Rounding):
            return node.value.step
        return self.steps.get(str(node.value)) if node.op == "input" else None

    def _compared(self, node: Node, *, truth: bool) -> None:
        left, right = node.args
        strict = (node.op == "above") == truth
        self._ordered(*((left, right) if truth else (right, left)), strict=strict)

    def _ordered(self, greater: Node, lesser: Node, *, strict: bool) -> None:
        """Add that *greater* is at least *lesser*, or above it (*strict*)."""
        top, floor = self._at(greater), self._at(lesser)
        self._know(greater, between(floor.low, None, low_open=strict or floor.low_open))
        self._know(lesser, between(None, top.high, high_open=strict or top.high_open))
        difference = plus(self.forms[greater], self.forms[lesser], Fraction(-1))
        self._never_negative(difference, strict=strict)
        ratios = [atom for atom in difference if isinstance(atom, Node) and atom.op == "divide"]
        if len(ratios) == 1 and len([atom for atom in difference if atom is not ONE]) == 1:
            self._ratio(ratios[0], difference, strict=strict)

    def _ratio(self, ratio: Node, difference: Linear, *, strict: bool) -> None:
        """Add what w × n ÷ d + c ≥ 0 says of n and d, where d is known to be of one sign."""
        above, below = (self.forms[arg] for arg in ratio.args)
        bounds = self._at(ratio.args[1])
        sign = 1 if bounds.low is not None and bounds.low >= 0 else -1
        if sign < 0 and (bounds.high is None or bounds.high > 0):
            return
        zero = Fraction(0)
        self._know(ratio.args[1], Bounds(zero, low_open=True) if sign > 0 else Bounds(high=zero, high_open=True))
        form = plus(times(above, difference[ratio]), below, difference.get(ONE, zero))
        self._never_negative(times(form, Fraction(sign)), strict=strict)

    def _never_negative(self, form: Linear, *, strict: bool) -> None:
        """Add a relation, and what it says of each of its atoms alone."""
        self._spread(form, strict=strict)
        if len([atom for atom in form if atom is not ONE]) > 1:
            self._relations.append(form)

    def _spread(self, form: Linear, *, strict: bool) -> None:
        if len(form) <= _WIDEST:
            for atom in form:
                if atom is not ONE:
                    self._know(atom, self._left_for(atom, form, strict=strict))

    def _left_for(self, atom: Atom, form: Linear, *, strict: bool) -> Bounds:
        """Return what a form that is never negative leaves to one of its atoms."""
        rest = sum_bounds({other: part for other, part in form.items() if other is not atom}, self._at)
        if rest.empty or rest.high is None:
            return ANY
        end, is_open = -rest.high / form[atom], strict or rest.high_open
        return Bounds(end, low_open=is_open) if form[atom] > 0 else Bounds(high=end, high_open=is_open)

    def _equal(self, node: Node, *, truth: bool) -> None:
        left, right = node.args
        if truth:
            self._ordered(left, right, strict=False)
            self._ordered(right, left, strict=False)
            return
        for one, other in ((left, right), (right, left)):
            value = self._at(other).point
            if value is not None:
                self._exclude(one, value)
        difference = plus(self.forms[left], self.forms[right], Fraction(-1))
        atoms = [atom for atom in difference if atom is not ONE]
        if len(atoms) == 1:
            self._exclude(atoms[0], -difference.get(ONE, Fraction(0)) / difference[atoms[0]])

    def _exclude(self, atom: Atom, value: Fraction) -> None:
        """Add that a number is not *value*, which says something where that is one of its ends."""
        bounds = self._at(atom)
        if bounds.low == value:
            self._know(atom, Bounds(value, low_open=True))
        if bounds.high == value:
            self._know(atom, Bounds(high=value, high_open=True))

    def _declared_relations(self) -> None:
        """
        Carry what was learnt of an input to those that it is a part of, or that are parts of it.

        The other input may be absent here, so what is left to it can be nothing.
        """
        for node in list(self._facts):
            if node.op == "input" and not self._facts[node].empty:
                for relation in self.declared.get(str(node.value), ()):
                    other = next(atom for atom in relation if atom is not node)
                    left = self._left_for(other, relation, strict=False)
                    if isinstance(other, Node):
                        self._facts[other] = self._at(other).meet(left)
