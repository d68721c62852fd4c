"""Bounds of weighted sums and of their ratios, in one branch."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from perfrules.formula import Node
from perfrules.readings.interval.bounds import ANY, Bounds
from perfrules.readings.interval.branch import Branch
from perfrules.readings.interval.linear import (
    ONE,
    Atom,
    Linear,
    plus,
    ratio_bounds,
    related_sum_bounds,
    times,
)

_FEW = 4


@attrs.frozen(eq=False, repr=False)
class Sums:
    """
    What is needed to bound sums and ratios.

    Attributes:
        forms: the linear forms of nodes.
        related: the declared relations of an input, by name.
        leaf: the declared bounds of an input, constant or absent node.

    """

    forms: Mapping[Node, Linear]
    related: Mapping[str, tuple[Linear, ...]]
    leaf: Callable[[Node], Bounds]

    def sum(self, form: Linear, branch: Branch) -> Bounds:
        """Return the bounds of a weighted sum; ratios with one denominator are put over it."""
        ranges, relations = self._ranges_in(branch), self._relations(form, branch)
        found = related_sum_bounds(form, relations, ranges)
        shared: dict[Node, list[Node]] = {}
        for atom in form:
            if isinstance(atom, Node) and atom.op == "divide":
                shared.setdefault(atom.args[1], []).append(atom)
        for below, quotients in shared.items():
            if len(quotients) + (ONE in form) < 2:  # noqa: PLR2004
                continue
            over = times(self.forms[below], form.get(ONE, Fraction(0)))
            rest = {atom: weight for atom, weight in form.items() if atom is not ONE and atom not in quotients}
            for quotient in quotients:
                over = plus(over, self.forms[quotient.args[0]], form[quotient])
            part = self.ratio(over, self.forms[below], branch)
            found = found.meet(part + related_sum_bounds(rest, (), ranges))
        return found

    def ratio(self, above: Linear, below: Linear, branch: Branch) -> Bounds:
        """Return the bounds of a ratio of two weighted sums."""
        return ratio_bounds(above, below, self._relations({**above, **below}, branch), self._ranges_in(branch))

    def _relations(self, form: Iterable[Atom], branch: Branch) -> tuple[Linear, ...]:
        names = [str(atom.value) for atom in form if isinstance(atom, Node) and atom.op == "input"]
        declared = {id(relation): relation for name in names for relation in self.related.get(name, ())}
        return (*declared.values(), *self._extremes(form), *branch.relations[-_FEW:])

    def _extremes(self, form: Iterable[Atom]) -> Iterator[Linear]:
        """Yield that a least is not greater than what it is the least of, and a greatest not less."""
        for atom in form:
            if isinstance(atom, Node) and atom.op in ("least", "most") and len(atom.args) <= _FEW:
                sign = Fraction(1 if atom.op == "most" else -1)
                for arg in atom.args:
                    yield plus({atom: sign}, self.forms[arg], -sign)

    def _ranges_in(self, branch: Branch) -> Callable[[Atom], Bounds]:
        def ranges(atom: Atom) -> Bounds:
            if isinstance(atom, tuple):
                atom = atom[2]
            if not isinstance(atom, Node):
                return ANY
            found = branch.at(atom)
            return found if atom in branch.found or atom.args else found.meet(self.leaf(atom))

        return ranges
