"""The reading `interval`: between which ends a formula lies, whatever the evidence."""

from collections.abc import Generator, Iterable, Mapping
from fractions import Fraction
from itertools import islice

from perfrules.formula import Node, build, postorder
from perfrules.formula.inputs import Input
from perfrules.readings.interval.bounds import ANY, EITHER, EMPTY, NO, YES, Bounds, between, point
from perfrules.readings.interval.branch import Branch, Narrowing
from perfrules.readings.interval.linear import (
    Linear,
    conditional,
    constant_of,
    node_form,
    plus,
    times,
)
from perfrules.readings.interval.operations import COMBINED
from perfrules.readings.interval.presence import Presence
from perfrules.readings.interval.rewriting import is_optional, pushed
from perfrules.readings.interval.sums import Sums

_SMALL = 400
_LEAVES = frozenset(("constant", "input", "absent", "true", "false"))
_HALF = Fraction(1, 2)
_NOTHING_KNOWN: Mapping[str, Fraction | None] = {}
_ANYWHERE: Mapping[str, Bounds] = {}

Steps = Generator[tuple[Node, Branch], Bounds, Bounds]
"""The computation of one node: it asks for the bounds of other nodes and returns its own."""


class _Effort:
    """
    How much more is tried for one cell: branches of choices, nodes in them, quotients written another way.

    Formulas that share their parts would need without end; what is not tried any more only makes bounds wider.
    """

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = {"branches": 400, "nodes": 3000, "quotients": 300}

    def left(self, what: str) -> bool:
        """Return whether one more may be tried, and count it."""
        self._left[what] -= 1
        return self._left[what] >= 0


class Intervals:
    """
    The bounds of formulas over all evidence that is allowed, or over all that is still possible.

    A bound speaks of the values a formula has: where evidence is missing or not applicable, or a division by zero is
    reached, it has none. What cannot be bounded is unbounded; bounds are never too narrow, and may be too wide.
    """

    def __init__(
        self,
        inputs: Iterable[Input],
        known: Mapping[str, Fraction | None] = _NOTHING_KNOWN,
        within: Mapping[str, Bounds] = _ANYWHERE,
    ) -> None:
        """
        Read the ranges and relations of *inputs*.

        Args:
            inputs: what formulas read; an input that is not among them is unbounded.
            known: values that are fixed, by input name; None for one that is absent.
            within: narrower ranges, by input name; also of names that are not among *inputs*, and may be any number.

        """
        self._inputs = {item.name: item for item in inputs}
        self._known = dict(known)
        self._steps = {name: Fraction(10) ** -item.places for name, item in self._inputs.items()}
        self._ranges = dict(within)
        self._ranges |= {name: self._declared_range(item, within) for name, item in self._inputs.items()}
        self._related: dict[str, tuple[Linear, ...]] = {}
        self._relate()
        self._forms: dict[Node, Linear] = {}
        self._sums = Sums(self._forms, self._related, self._leaf)
        self._whole = Branch()
        self._effort = _Effort()
        self._below: dict[Node, frozenset[str] | None] = {}
        self._presence = Presence(self._known, self._bounds_here)

    def bounds(self, node: Node) -> Bounds:
        """Return the ends between which *node* lies wherever it has a value; a condition is 1 or 0."""
        self._effort = _Effort()
        return self._compute(node, self._whole)

    def truth(self, condition: Node) -> bool | None:
        """Return whether *condition* is true, or false, wherever it has a value; None where that is open."""
        value = self.bounds(condition).point
        return None if value is None else value == 1

    def _bounds_here(self, node: Node) -> Bounds:
        return self._whole.found.get(node, ANY)

    def _declared_range(self, item: Input, within: Mapping[str, Bounds]) -> Bounds:
        if item.name in self._known:
            value = self._known[item.name]
            return EMPTY if value is None else point(value)
        closed = between(item.at_least, item.at_most)
        inner = between(item.above, item.below, low_open=True, high_open=True)
        return closed.meet(inner).meet(within.get(item.name, ANY)).on_grid(self._steps[item.name])

    def _relate(self) -> None:
        """
        Gather that a part is never greater than its whole, and than the whole of that.

        A relation says nothing where one of its inputs is absent, so it narrows another input only from a known value.
        """
        for name, item in self._inputs.items():
            seen, whole = {name}, item.part_of
            while whole is not None and whole not in seen:
                seen.add(whole)
                relation: Linear = {Node("input", (), whole): Fraction(1), Node("input", (), name): Fraction(-1)}
                for one in (name, whole):
                    self._related[one] = (*self._related.get(one, ()), relation)
                self._narrow_parts(name, whole)
                outer = self._inputs.get(whole)
                whole = outer.part_of if outer else None

    def _narrow_parts(self, part: str, whole: str) -> None:
        small, great = self._known.get(part), self._known.get(whole)
        if great is not None and small is None:
            self._ranges[part] = self._ranges[part].meet(Bounds(high=great))
        if small is not None and great is None:
            self._ranges[whole] = self._ranges.get(whole, ANY).meet(Bounds(small))

    def _compute(self, node: Node, branch: Branch) -> Bounds:
        """Run the computations that *node* needs, one waiting for another, without recursion."""
        waiting: list[tuple[Node, Branch, Steps]] = [(node, branch, self._step(node, branch))]
        answer: Bounds | None = branch.found.get(node)
        if answer is not None:
            return answer
        while waiting:
            node, branch, steps = waiting[-1]
            try:
                wanted, inside = next(steps) if answer is None else steps.send(answer)
            except StopIteration as done:
                answer = branch.found[node] = done.value
                waiting.pop()
                continue
            answer = inside.found.get(wanted)
            if answer is None:
                waiting.append((wanted, inside, self._step(wanted, inside)))
        return branch.found[node]

    def _step(self, node: Node, branch: Branch) -> Steps:
        if branch.outer is not None and not self._effort.left("nodes"):
            found = yield node, self._whole
        elif node.op == "choose":
            found = yield from self._choice(node, branch)
            self._forms.setdefault(node, {node: Fraction(1)})
        elif node.op == "cell":
            found = yield from self._cell(node, branch)
        elif node.op in ("given", "applicable"):
            yield node.args[0], branch
            found = self._state(node)
        else:
            parts: list[Bounds] = []
            for arg in node.args:
                part = yield arg, branch
                parts.append(part)
            if node not in self._forms:
                self._forms[node] = node_form(node, self._forms)
            found = self._plain(node, parts, branch)
            if node.op == "divide" and not found.empty:
                more = yield from self._quotient(node, parts[1], branch)
                found = found.meet(more)
        if branch.outer is not None and node in branch.outer.found:
            found = found.meet(branch.outer.found[node])
        return found.meet(branch.facts.get(node, ANY))

    def _plain(self, node: Node, parts: list[Bounds], branch: Branch) -> Bounds:
        """Return the bounds of a node from those of its operands, and from its linear form."""
        if node.op in _LEAVES:
            return self._leaf(node)
        if any(part.empty for part in parts) and node.op not in ("and", "or"):
            return EMPTY
        if node.op in ("at_least", "above", "equal"):
            return self._comparison(node, branch)
        found = COMBINED[node.op](node, parts)
        form = self._forms[node]
        if node.op in ("add", "subtract", "multiply") and node not in form:
            found = found.meet(self._sums.sum(form, branch))
        if node.op in ("least", "most") and len(parts) == 2:  # noqa: PLR2004
            mean = plus(times(self._forms[node.args[0]], _HALF), self._forms[node.args[1]], _HALF)
            middle = self._sums.sum(mean, branch)
            found = found.meet(Bounds(middle.low) if node.op == "most" else Bounds(high=middle.high))
        return found

    def _leaf(self, node: Node) -> Bounds:
        if isinstance(node.value, Fraction):
            return point(node.value)
        if node.op == "input":
            return self._ranges.get(str(node.value), ANY)
        return {"true": YES, "false": NO}.get(node.op, EMPTY)

    def _cell(self, node: Node, branch: Branch) -> Steps:
        """Return the bounds of a cell: opaque, but for a small one that reads what the branch knows something of."""
        self._forms.setdefault(node, {node: Fraction(1)})
        before, self._effort = self._effort, _Effort()
        found = yield node.args[0], self._whole
        self._effort = before
        if branch.outer is not None:
            known = {name for fact in branch.facts for name in self._reads(fact) or ()}
            if known.intersection(self._reads(node) or ()):
                inner = yield node.args[0], branch
                found = found.meet(inner)
        return found

    def _reads(self, node: Node) -> frozenset[str] | None:
        """Return the inputs that a small formula reads, cells entered; None for a large one."""
        if node not in self._below:
            parts = list(islice(postorder([node]), _SMALL))
            names = frozenset(str(part.value) for part in parts if part.op == "input")
            self._below[node] = names if len(parts) < _SMALL else None
        return self._below[node]

    def _choice(self, node: Node, branch: Branch) -> Steps:
        test = node.args[0]
        truth = yield test, branch
        found = EMPTY
        if truth.empty:
            return found
        for arm, holds in ((node.args[1], True), (node.args[2], False)):
            if truth == (NO if holds else YES):
                continue
            inner = self._narrowed(branch, test, holds=holds)
            if inner is not None:
                part = yield arm, inner
                found = found.join(part)
        return found

    def _narrowed(self, branch: Branch, condition: Node, *, holds: bool) -> Branch | None:
        """Return the branch in which *condition* holds or not; the same one where there have been too many."""
        if not self._effort.left("branches"):
            return branch
        return Narrowing(branch, self._forms, self._steps, self._related).assume(condition, holds=holds)

    def _comparison(self, node: Node, branch: Branch) -> Bounds:
        """Return the truth of a comparison from the bounds of the difference of its sides."""
        left, right = node.args
        found = branch.at(left) - branch.at(right)
        found = found.meet(self._sums.sum(plus(self._forms[left], self._forms[right], Fraction(-1)), branch))
        zero = point(Fraction(0))
        if found.empty:
            return EMPTY
        if node.op == "equal":
            return YES if found == zero else EITHER if found.contains(Fraction(0)) else NO
        never = Bounds(high=Fraction(0), high_open=node.op == "at_least")
        always = Bounds(Fraction(0), low_open=node.op == "above")
        return YES if found.meet(never).empty else NO if found.meet(always).empty else EITHER

    def _state(self, node: Node) -> Bounds:
        present = self._presence.of(node.args[0])
        if present is None or (node.op == "applicable" and not present):
            return EITHER
        return YES if present else NO

    def _quotient(self, node: Node, below: Bounds, branch: Branch) -> Steps:
        """Return the bounds of a quotient by what is known of both sides together."""
        top, bottom = node.args
        above_form, below_form = self._forms[top], self._forms[bottom]
        if constant_of(below_form) is not None:
            return self._sums.sum(self._forms[node], branch)
        found = self._sums.ratio(above_form, below_form, branch)
        if any(is_optional(atom) for atom in (*above_form, *below_form)):
            more = yield from self._optional(above_form, below_form, branch)
            found = found.meet(more)
        atoms = list(above_form)
        if len(atoms) == 1 and isinstance(atoms[0], Node):
            inner = pushed(atoms[0], bottom, below)
            if inner is not None and self._effort.left("quotients"):
                part = yield inner, branch
                found = found.meet(part.scaled(above_form[atoms[0]]))
        if bottom.op == "choose" and self._effort.left("quotients"):
            test, one, other = bottom.args
            part = yield build.choose(test, build.divide(top, one), build.divide(top, other)), branch
            found = found.meet(part)
        return found

    def _optional(self, above: Linear, below: Linear, branch: Branch) -> Steps:
        """Return the bounds of a ratio of sums some parts of which count only under a condition."""
        for atom in {**above, **below}:
            if is_optional(atom) and isinstance(atom, Node):
                arm = atom.args[1 if atom.args[2] is build.ZERO else 2]
                yield arm, branch
                for part in self._forms[arm]:
                    if isinstance(part, Node):
                        yield part, branch
        one, other = (conditional(form, self._forms) for form in (above, below))
        return self._sums.ratio(one, other, branch)
