"""Linear forms: what a formula is a weighted sum of, and the bounds of such sums and of their ratios."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from operator import add

from perfrules.formula import Node, build
from perfrules.readings.interval.bounds import ANY, EMPTY, NOT_NEGATIVE, Bounds, between, point

ONE = build.ONE
Atom = Node | int | tuple[Node, bool, Node]
"""What a sum is made of: a node, the number of a slack, or a node that counts only where a condition is (not) true."""
Linear = Mapping[Atom, Fraction]
"""A weighted sum: weights by atom; the constant is the weight of `ONE`."""
Ranges = Callable[[Atom], Bounds]

_MOST_ALONE, _MOST_PAIRS = 16, 24
_ZERO = Fraction(0)


def plus(one: Linear, other: Linear, factor: Fraction = Fraction(1)) -> Linear:
    """Return *one* + *factor* × *other*."""
    return added(one, [(other, factor)])


def added(first: Linear, others: Iterable[tuple[Linear, Fraction]]) -> Linear:
    """Return *first* + Σ factor × form of the *others*, in time that grows with all their terms."""
    out = dict(first)
    for form, factor in others:
        for atom, weight in form.items():
            part = weight if factor == 1 else factor * weight
            out[atom] = out[atom] + part if atom in out else part
    return {atom: weight for atom, weight in out.items() if weight}


def times(form: Linear, factor: Fraction) -> Linear:
    """Return *factor* × *form*."""
    return {atom: weight * factor for atom, weight in form.items()} if factor else {}


def constant_of(form: Linear) -> Fraction | None:
    """Return the value of a form that is a constant, else None."""
    return form.get(ONE, _ZERO) if all(atom is ONE for atom in form) else None


def node_form(node: Node, forms: Mapping[Node, Linear]) -> Linear:
    """Return the linear form of *node* from those of its operands (*forms*); itself where it is no weighted sum."""
    if node.op == "constant":
        return {ONE: node.value} if isinstance(node.value, Fraction) and node.value else {}
    parts = [forms[arg] for arg in node.args if arg in forms]
    if node.op in ("add", "subtract"):
        sign = Fraction(1 if node.op == "add" else -1)
        return added(parts[0], ((part, sign) for part in parts[1:]))
    if node.op == "divide" and (below := constant_of(parts[1])):
        return times(parts[0], 1 / below)
    if node.op == "multiply":
        factors = [value for part in parts if (value := constant_of(part)) is not None]
        others = [part for part in parts if constant_of(part) is None]
        if len(others) <= 1:
            product = Fraction(1)
            for factor in factors:
                product *= factor
            return times(others[0] if others else {ONE: Fraction(1)}, product)
    return {node: Fraction(1)}


def sum_bounds(form: Linear, ranges: Ranges) -> Bounds:
    """Return the bounds of a weighted sum whose atoms have nothing to do with each other."""
    parts = (point(weight) if atom is ONE else ranges(atom).scaled(weight) for atom, weight in form.items())
    return reduce(add, parts) if form else point(_ZERO)


def related_sum_bounds(form: Linear, relations: Iterable[Linear], ranges: Ranges) -> Bounds:
    """Return the bounds of a weighted sum whose atoms may be tied by *relations*: forms that are never negative."""
    out = sum_bounds(form, ranges)
    for (changed,) in substitutions((form,), relations):
        out = out.meet(sum_bounds(changed, slack_ranges(ranges)))
    return out


def ratio_bounds(above: Linear, below: Linear, relations: Iterable[Linear], ranges: Ranges) -> Bounds:
    """Return the bounds of a ratio of weighted sums wherever the denominator is not zero."""
    out = mediant(above, below, ranges).meet(mediant(above, below, ranges, from_high=True))
    for one, other in substitutions((above, below), relations):
        out = out.meet(mediant(one, other, slack_ranges(ranges)))
    return out


def conditional(form: Linear, forms: Mapping[Node, Linear]) -> Linear:
    """Return *form* with each choice between a sum and zero written as that sum, counted only where it is taken."""
    parts: list[tuple[Linear, Fraction]] = []
    for atom, weight in form.items():
        part: Linear = {atom: Fraction(1)}
        if isinstance(atom, Node) and atom.op == "choose" and build.ZERO in atom.args[1:]:
            holds = atom.args[2] is build.ZERO
            arm = atom.args[1 if holds else 2]
            part = {(atom.args[0], holds, inner): one for inner, one in forms[arm].items() if isinstance(inner, Node)}
        parts.append((part, weight))
    return added({}, parts)


def slack_ranges(ranges: Ranges) -> Ranges:
    """Return *ranges* for the slacks too, which are never negative."""
    return lambda atom: NOT_NEGATIVE if isinstance(atom, int) else ranges(atom)


def mediant(above: Linear, below: Linear, ranges: Ranges, *, from_high: bool = False) -> Bounds:
    """
    Return the bounds of *above* ÷ *below* by the mediant rule.

    Where x ≥ 0 and all weights of the denominator have one sign, Σn·x ÷ Σd·x lies between the least and the greatest
    n ÷ d. Atoms are counted from an end of theirs first, the upper one with *from_high*, so that they are not negative.
    """
    if not below:
        return EMPTY
    moved = _moved(above, below, ranges, from_high=from_high)
    if moved is None:
        return ANY
    above, below = moved
    if all(weight <= 0 for weight in below.values()):
        above, below = times(above, Fraction(-1)), times(below, Fraction(-1))
    if any(weight < 0 for weight in below.values()):
        return ANY
    ratios = [above[atom] / weight if atom in above else _ZERO for atom, weight in below.items()]
    loose = [weight for atom, weight in above.items() if atom not in below]
    return between(
        None if any(weight < 0 for weight in loose) else min(ratios),
        None if any(weight > 0 for weight in loose) else max(ratios),
    )


def _moved(above: Linear, below: Linear, ranges: Ranges, *, from_high: bool) -> tuple[Linear, Linear] | None:
    """Return the two sums over atoms that are not negative, or None where an atom has no end to count from."""
    share = _proportion(above, below)
    if share is not None:
        return {ONE: share}, {ONE: Fraction(1)}
    ends: dict[Atom, tuple[Fraction, int]] = {}
    for atom in {**above, **below}:
        bounds = ranges(atom) if atom != _unit(atom) else NOT_NEGATIVE
        if bounds.low is not None and not (from_high and bounds.high is not None):
            ends[atom] = bounds.low, 1
        elif bounds.high is not None:
            ends[atom] = bounds.high, -1
        else:
            return None
    return _counted(above, ends), _counted(below, ends)


def _proportion(above: Linear, below: Linear) -> Fraction | None:
    """Return k where *above* is k × *below*, else None."""
    if above.keys() != below.keys():
        return None
    shares = {weight / below[atom] for atom, weight in above.items()}
    return shares.pop() if len(shares) == 1 else None


def _counted(form: Linear, ends: Mapping[Atom, tuple[Fraction, int]]) -> Linear:
    """Return *form* with each atom written as its end plus or minus (1 or -1 in *ends*) what is beyond it."""
    out: dict[Atom, Fraction] = {}
    for atom, weight in form.items():
        (end, sign), unit = ends[atom], _unit(atom)
        counted = weight if sign > 0 else -weight
        out[atom] = out[atom] + counted if atom in out else counted
        if end and unit != atom:
            out[unit] = out.get(unit, _ZERO) + weight * end
    return {atom: weight for atom, weight in out.items() if weight}


def _unit(atom: Atom) -> Atom:
    """Return what a constant counts as beside *atom*: 1, or 1 where its condition holds."""
    return (*atom[:2], ONE) if isinstance(atom, tuple) else ONE


def substitutions(forms: tuple[Linear, ...], relations: Iterable[Linear]) -> Iterator[tuple[Linear, ...]]:
    """
    Yield *forms* rewritten with the help of *relations*, none of which is ever negative.

    A relation r is a slack s ≥ 0, so each of its atoms can be written with the others and s. Yielded are each relation
    for each atom alone, then every second one after the first, then all that speak of an upper end together.
    """
    useful = [relation for relation in relations if sum(_touches(forms, atom) for atom in relation) > 1]
    single = [(relation, atom) for relation in useful for atom in relation if _touches(forms, atom)][:_MOST_ALONE]
    tried = 0
    for relation, atom in single:
        first = tuple(_solved(form, relation, atom, 1) for form in forms)
        yield first
        for second, other in single:
            if second is not relation and other is not atom and tried < _MOST_PAIRS:
                tried += 1
                yield tuple(_solved(form, second, other, 2) for form in first)
    if len(useful) > 1:
        yield tuple(_without_parts(form, useful) for form in forms)


def _without_parts(form: Linear, relations: list[Linear]) -> Linear:
    """Return *form* with the first lesser atom of each of *relations* written by the others and a slack of its own."""
    out = dict(form)
    for slack, relation in enumerate(relations):
        part = next((atom for atom, weight in relation.items() if weight < 0), None)
        if part is not None and out.get(part):
            factor = out[part] / relation[part]
            for atom, weight in relation.items():
                out[atom] = out.get(atom, _ZERO) - factor * weight
            out[slack] = factor
    return {atom: weight for atom, weight in out.items() if weight}


def _touches(forms: tuple[Linear, ...], atom: Atom) -> bool:
    return atom is not ONE and any(atom in form for form in forms)


def _solved(form: Linear, relation: Linear, atom: Atom, slack: int) -> Linear:
    """Return *form* with *atom* written by the rest of *relation* and its slack."""
    weight = form.get(atom)
    if not weight:
        return form
    factor = weight / relation[atom]
    return plus(plus(form, relation, -factor), {slack: factor})
