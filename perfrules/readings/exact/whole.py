"""Whole-number expressions, kept once by content, each with its bounds: what fast code is printed from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import gcd
from typing import Any, Final

import attrs

from perfrules.readings.exact.bounds import Bounds, bounds_of, hull

LARGEST: Final = 60
"""How large an expression may be inside another: larger ones are computed first, under a name (a cell)."""
_WIDEST: Final = 16
"""How many terms or factors are taken apart when a sum or product enters another."""


@attrs.frozen(eq=False, repr=False)
class Whole:
    """
    A whole-number expression or a condition; made by `Wholes` only.

    Operations: constant (value), input (value: its position), linear (value: constant and coefficients), product,
    pick (condition, number, condition, number, …, last), round (n, d; value: mode and two factors), cell (opaque),
    at_least, above, equal, and, or, not, nonzero (x), demand (x, conditions that must hold: else there is no value),
    touch (whether x can be evaluated), call (value: a function of numbers that may have no end, and further texts).
    """

    op: str
    args: "tuple[Whole, ...]"
    value: Any
    order: int
    size: int
    raises: bool
    bounds: Bounds

    @property
    def least(self) -> float | int:
        """The greatest known lower bound."""
        return self.bounds[0]

    @property
    def most(self) -> float | int:
        """The least known upper bound."""
        return self.bounds[1]

    @property
    def is_atom(self) -> bool:
        """Whether it is printed as a name or number."""
        return self.op in ("constant", "input", "cell")


Terms = tuple[int, dict[Whole, int]]


@attrs.define(eq=False, repr=False)
class Wholes:
    """
    The expressions made so far; every method gives one that is simplified.

    Where it is *total* every expression is evaluated in any case and nothing raises: a divisor below 1 counts as 1,
    and whether a number has a value is asked apart.
    """

    kept: dict[tuple[object, ...], Whole] = attrs.field(factory=dict)
    total: bool = False

    def make(self, op: str, args: Iterable[Whole] = (), value: Any = None, bounds: Bounds | None = None) -> Whole:
        """Return the expression of this content; large operands become cells."""
        parts = tuple(arg if arg.size <= LARGEST or op == "cell" else self.make("cell", (arg,)) for arg in args)
        key = (op, value, *(part.order for part in parts))
        found = self.kept.get(key)
        if found is None:
            size = 1 if op == "cell" else 1 + sum(part.size for part in parts)
            raises = not self.total and (
                op in ("demand", "call")
                or any(part.raises for part in parts)
                or (op == "round" and parts[1].least <= 0)
            )
            bounds = bounds or bounds_of(op, value, [part.bounds for part in parts])
            found = Whole(op, parts, value, len(self.kept), size, raises, bounds)
            self.kept[key] = found
        return found

    def constant(self, value: int) -> Whole:
        """Return a number."""
        return self.kept.get(("constant", value)) or self.make("constant", (), value)

    def cell(self, part: Whole) -> Whole:
        """Return *part* computed once and opaque to what reads it."""
        return part if part.is_atom else self.make("cell", (part,))

    def terms(self, part: Whole) -> Terms:
        """Return *part* as a constant and coefficients."""
        if part.op == "constant":
            return part.value, {}
        if part.op != "linear" or len(part.args) > _WIDEST:
            return 0, {part: 1}
        constant, factors = part.value
        (first, *more) = part.args
        if not more and constant == 0 and first.op == "linear" and len(first.args) <= _WIDEST:
            inner, terms = self.terms(first)
            return inner * factors[0], {term: factor * factors[0] for term, factor in terms.items()}
        return constant, dict(zip(part.args, factors, strict=True))

    def linear(self, parts: Iterable[tuple[int, Whole]]) -> Whole:
        """Return the sum of coefficients times expressions, as its content times a primitive sum."""
        constant, terms = 0, Counter[Whole]()
        for factor, part in parts:
            more, inner = self.terms(part)
            constant += factor * more
            for term, times in inner.items():
                terms[term] += factor * times
        return self._linear(constant, {term: terms[term] for term in sorted(terms, key=_order) if terms[term]})

    def _linear(self, constant: int, terms: Mapping[Whole, int]) -> Whole:
        if not terms:
            return self.constant(constant)
        if constant == 0 and list(terms.values()) == [1]:
            return next(iter(terms))
        common = gcd(constant, *terms.values())
        if common == 1 or (len(terms) == 1 and not constant):
            return self.make("linear", terms, (constant, tuple(terms.values())))
        primitive = self._linear(constant // common, {term: times // common for term, times in terms.items()})
        return self.make("linear", (primitive,), (0, (common,)))

    def content(self, part: Whole) -> tuple[int, Whole]:
        """Return the greatest whole number > 0 that can be taken out of *part*, and what stays; 0 for 0."""
        if part.op == "constant":
            return abs(part.value), self.constant((part.value > 0) - (part.value < 0))
        if part.op == "linear" and len(part.args) == 1 and part.value[0] == 0:
            (factor,) = part.value[1]
            return abs(factor), part.args[0] if factor > 0 else self.linear([(-1, part.args[0])])
        return 1, part

    def factors(self, part: Whole) -> Counter[Whole]:
        """Return the factors of a primitive *part*."""
        if part.op == "constant" and part.value == 1:
            return Counter()
        return Counter(part.args) if part.op == "product" and len(part.args) <= _WIDEST else Counter([part])

    def product(self, factors: Counter[Whole]) -> Whole:
        """Return the product of primitive expressions."""
        times, parts = 1, []
        for part in sorted(factors.elements(), key=_order):
            if part.op == "constant":
                times *= part.value
            else:
                parts.append(part)
        if not parts:
            return self.constant(times)
        out = parts[0] if len(parts) == 1 else self.make("product", parts)
        return self.scaled(times, out)

    def scaled(self, factor: int, part: Whole) -> Whole:
        """Return *factor* times *part*."""
        return part if factor == 1 else self.linear([(factor, part)])

    def times(self, left: Whole, right: Whole) -> Whole:
        """Return the product of any two expressions."""
        (a, left), (b, right) = self.content(left), self.content(right)
        return self.scaled(a * b, self.product(self.factors(left) + self.factors(right))) if a * b else self.constant(0)

    def pick(self, arms: Iterable[tuple[Whole, Whole]], last: Whole) -> Whole:
        """Return the number of the first condition that holds, else *last*."""
        kept: list[tuple[Whole, Whole]] = []
        for condition, part in arms:
            if condition.op == "constant":
                if not condition.value:
                    continue
                last = part
                break
            kept.append((condition, part))
        while kept and kept[-1][1] is last and not kept[-1][0].raises:
            kept.pop()
        if len(kept) == 1 and kept[0][0].op == "not":
            kept, last = [(kept[0][0].args[0], last)], kept[0][1]
        if not kept:
            return last
        bounds = None if len(kept) > _WIDEST else self._reach(kept, last)
        return self.make("pick", (*(part for arm in kept for part in arm), last), None, bounds)

    def _reach(self, arms: Sequence[tuple[Whole, Whole]], last: Whole) -> Bounds:
        """Return the bounds of a choice: a number that a condition compares with 0 has the sign that it tells."""
        known: list[Whole] = []
        bounds = []
        for test, part in arms:
            told = self._told(test)
            bounds.append(self._signed(part, [*known, told] if told else known))
            if told:
                known.append(self.linear([(-1, told)]))
        return hull([*bounds, self._signed(last, known)])

    def _told(self, test: Whole) -> Whole | None:
        """Return what is at least 0 where *test* holds, and at most 0 where it does not."""
        if test.op not in ("at_least", "above"):
            return None
        return self.content(self.linear([(1, test.args[0]), (-1, test.args[1])]))[1]

    def _signed(self, part: Whole, known: Sequence[Whole]) -> Bounds:
        """Return the bounds of *part* where all *known* are at least 0."""
        primitive = self.content(part)[1]
        low, high = part.bounds
        if primitive in known:
            low = max(low, 0)
        if known and self.linear([(-1, primitive)]) in known:
            high = min(high, 0)
        return low, high

    def round(self, mode: str, above: Whole, below: Whole) -> Whole:
        """Return above / below (> 0) rounded: floor, ceiling, half_floor, half_ceiling or half_even."""
        (a, above), (b, below) = self.content(above), self.content(below)
        common = gcd(a, b)
        return self.make("round", (above, below), (mode, a // common, b // common))

    def demand(self, part: Whole, conditions: Iterable[Whole]) -> Whole:
        """Return *part*, which has no value where one of *conditions* does not hold."""
        needed = tuple(dict.fromkeys(conditions))
        return self.make("demand", (part, *needed)) if needed and not self.total else part

    def touch(self, part: Whole) -> Whole:
        """Return the condition that *part* can be evaluated."""
        return self.make("touch", (part,))


def _order(part: Whole) -> int:
    return part.order
