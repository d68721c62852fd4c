"""The normal form of a number: c * n / d with whole-number expressions, or a choice between such numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import Final

import attrs

from perfrules.content import ByContent
from perfrules.readings.exact.whole import Whole, Wholes

MOST_ARMS: Final = 6
"""How many arms arithmetic on two choices may give; beyond, one of them becomes a single number first."""
LONGEST: Final = 64
"""How many arms a choice may have before what follows is computed apart."""


@attrs.frozen(eq=False, repr=False)
class Rat(ByContent):
    """The number factor * above / below, with below > 0; it has a value where all *needs* hold."""

    factor: Fraction
    above: Whole
    below: Whole
    needs: frozenset[Whole] = frozenset()


@attrs.frozen(eq=False, repr=False)
class Choice(ByContent):
    """The number of the first condition that holds, else *last*."""

    arms: tuple[tuple[Whole, Rat], ...]
    last: Rat


Value = Rat | Choice


def rats(value: Value) -> Iterator[Rat]:
    """Yield the numbers that *value* may be."""
    if isinstance(value, Choice):
        yield from (rat for _, rat in value.arms)
        yield value.last
    else:
        yield value


def _arms(value: Value) -> int:
    return len(value.arms) + 1 if isinstance(value, Choice) else 1


@attrs.frozen(eq=False, repr=False)
class Values(ByContent):
    """Arithmetic on values: choices move outwards, conditions are compared without division."""

    wholes: Wholes

    def rat(self, factor: Fraction, above: Whole, below: Whole, needs: Iterable[Whole] = ()) -> Rat:
        """Return factor * above / below, in which the content is taken out and common factors are cancelled."""
        (a, above), (b, below) = self.wholes.content(above), self.wholes.content(below)
        needed = frozenset(needs)
        one = self.wholes.constant(1)
        if a == 0 or factor == 0:
            return Rat(Fraction(0), one, one, needed)
        if below is not one:
            upper, lower = self.wholes.factors(above), self.divisors(below)
            common = upper & lower
            if common:
                above, below = self.wholes.product(upper - common), self.wholes.product(lower - common)
        if above.op == "constant":
            return Rat(factor * a * above.value / b, one, below, needed)
        return Rat(factor * a / b, above, below, needed)

    def divisors(self, below: Whole) -> Counter[Whole]:
        """Return the factors of a denominator: it is one where their signs are not known, since it must stay > 0."""
        factors = self.wholes.factors(below)
        return factors if all(factor.least >= 0 for factor in factors) else Counter([below])

    def constant(self, value: Fraction) -> Rat:
        """Return a known number."""
        one = self.wholes.constant(1)
        return Rat(value, one, one)

    def of(self, whole: Whole, unit: Fraction) -> Rat:
        """Return *whole* units as a number."""
        return self.rat(unit, whole, self.wholes.constant(1), [self.wholes.touch(whole)] if whole.raises else ())

    def mapped(self, work: Callable[[Rat], Value], value: Value) -> Value:
        """Return *work* done in each arm."""
        if isinstance(value, Rat):
            return work(value)
        out = work(value.last)
        for condition, rat in reversed(value.arms):
            out = self.choose(condition, work(rat), out)
        return out

    def lifted(self, work: Callable[[Rat, Rat], Value], left: Value, right: Value) -> Value:
        """Return *work* done with each arm of *left* and each of *right*."""
        if _arms(left) > 1 < _arms(right) and _arms(left) * _arms(right) > MOST_ARMS:
            if _arms(left) <= _arms(right):
                left = self.single(left)
            else:
                right = self.single(right)
        if isinstance(left, Rat):
            one = left
            return self.mapped(lambda rat: work(one, rat), right)
        other = right
        return self.mapped(lambda rat: self.mapped(lambda more: work(rat, more), other), left)

    def choose(self, condition: Whole, then: Value, otherwise: Value) -> Value:
        """Return *then* where *condition* holds, else *otherwise*, as a list that is read from the top."""
        if condition.op == "constant":
            return then if condition.value else otherwise
        if then == otherwise and not condition.raises:
            return then
        if isinstance(then, Choice) and isinstance(otherwise, Rat):
            return self.choose(self.negated(condition), otherwise, then)
        if isinstance(then, Choice):
            then = self.single(then)
        if isinstance(otherwise, Choice) and len(otherwise.arms) >= LONGEST:
            otherwise = self.single(otherwise)
        if isinstance(otherwise, Rat):
            return Choice(((condition, then),), otherwise)
        return Choice(((condition, then), *otherwise.arms), otherwise.last)

    def single(self, value: Value) -> Rat:
        """Return a choice as one number, by choosing numerator and denominator separately."""
        if isinstance(value, Rat):
            return value
        numbers = list(rats(value))
        scale = lcm(*(rat.factor.denominator for rat in numbers))
        above = [
            self.wholes.demand(self.wholes.scaled(int(rat.factor * scale), rat.above), needs_left(rat.needs, rat.above))
            for rat in numbers
        ]
        conditions = [condition for condition, _ in value.arms]
        n = self.wholes.pick(zip(conditions, above[:-1], strict=True), above[-1])
        below = [rat.below for rat in numbers]
        d = below[0]
        if any(other is not d for other in below):
            d = self.wholes.pick(zip(conditions, below[:-1], strict=True), below[-1])
        return self.rat(Fraction(1, scale), n, d, [self.wholes.touch(part) for part in (n, d) if part.raises])

    def negated(self, condition: Whole) -> Whole:
        """Return the contrary of *condition*."""
        if condition.op == "constant":
            return self.wholes.constant(1 - condition.value)
        if condition.op in ("at_least", "above"):
            return self.wholes.make("above" if condition.op == "at_least" else "at_least", condition.args[::-1])
        return condition.args[0] if condition.op == "not" else self.wholes.make("not", (condition,))

    def common(self, numbers: Iterable[Rat]) -> tuple[list[Whole], Whole, int]:
        """Return numerators over one denominator d, and a whole number q: each number is numerator / (q * d)."""
        parts = list(numbers)
        below: Counter[Whole] = Counter()
        for part in parts:
            below |= self.divisors(part.below)
        scale = lcm(*(part.factor.denominator for part in parts))
        above = [
            self.wholes.scaled(
                int(part.factor * scale),
                self.wholes.times(part.above, self.wholes.product(below - self.divisors(part.below))),
            )
            for part in parts
        ]
        return above, self.wholes.product(below), scale

    def add(self, *numbers: Rat) -> Rat:
        """Return the sum of *numbers*, which should have few denominators."""
        above, below, scale = self.common(numbers)
        needs = frozenset[Whole]().union(*(number.needs for number in numbers))
        return self.rat(Fraction(1, scale), self.wholes.linear((1, part) for part in above), below, needs)

    def total(self, values: Iterable[Value]) -> Value:
        """Return the sum of *values*: first what has whole denominators, then one by one."""
        whole: list[Rat] = []
        others: list[Value] = []
        for value in values:
            simple = isinstance(value, Rat) and value.below.op == "constant"
            (whole.append(value) if simple and isinstance(value, Rat) else others.append(value))
        out: Value = self.add(*whole) if whole else others.pop(0)
        for value in others:
            out = self.lifted(self.add, out, value)
        return out

    def multiply(self, left: Rat, right: Rat) -> Rat:
        """Return the product."""
        factors, product = self.wholes.factors, self.wholes.product
        above_left, above_right = factors(left.above), factors(right.above)
        below_left, below_right = self.divisors(left.below), self.divisors(right.below)
        one, other = above_left & below_right, above_right & below_left
        above = product(above_left - one + (above_right - other))
        below = product(below_left - other + (below_right - one))
        return self.rat(left.factor * right.factor, above, below, left.needs | right.needs)

    def inverse(self, number: Rat) -> Value:
        """Return 1 / *number*: where the sign is not known, a choice; 0 has no inverse."""
        n = number.above
        if number.factor == 0:
            return attrs.evolve(self.constant(Fraction(1)), needs=number.needs | {self.wholes.constant(0)})
        sure = n.least > 0 or n.most < 0 or self.wholes.total
        needs = number.needs if sure else number.needs | {self.wholes.make("nonzero", (n,))}
        turned = self.wholes.linear([(-1, n)])
        positive = self.rat(1 / number.factor, number.below, n, needs)
        if n.least >= 0:
            return positive
        negative = self.rat(-1 / number.factor, number.below, turned, needs)
        if n.most <= 0:
            return negative
        return self.choose(self.wholes.make("above", (n, self.wholes.constant(0))), positive, negative)


def evaluated(whole: Whole) -> tuple[set[Whole], list[Counter[Whole]]]:
    """Return what is computed whenever *whole* is, up to its cells, and the factors of every divisor among it."""
    seen: set[Whole] = set()
    divisors: list[Counter[Whole]] = []
    stack = [whole]
    while stack:
        part = stack.pop()
        if part in seen:
            continue
        seen.add(part)
        if part.op == "round":
            below = part.args[1]
            divisors.append(Counter(below.args) if below.op == "product" else Counter([below]))
        if part.op != "cell":
            stack.extend(part.args[:1] if part.op in ("pick", "and", "or") else part.args)
    return seen, divisors


def needs_left(needs: Iterable[Whole], *wholes: Whole) -> list[Whole]:
    """Return those of *needs* that computing *wholes* does not see to itself: a division by zero raises anyhow."""
    wanted = sorted(needs, key=lambda need: need.order)
    if not wanted:
        return []
    seen: set[Whole] = set()
    divisors: list[Counter[Whole]] = []
    for whole in wholes:
        more, below = evaluated(whole)
        seen |= more
        divisors += below
    return [need for need in wanted if not _seen_to(need, seen, divisors)]


def _seen_to(need: Whole, seen: set[Whole], divisors: list[Counter[Whole]]) -> bool:
    if need.op == "touch":
        return need.args[0] in seen
    if need.op != "nonzero":
        return False
    part = need.args[0]
    factors = Counter(part.args) if part.op == "product" else Counter([part])
    return any(all(factor in below for factor in factors) for below in divisors)
