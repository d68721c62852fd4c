"""Arithmetic on numbers of the generated code: a numerator, and a denominator that is known where it can be."""

import math
from collections.abc import Sequence
from fractions import Fraction

import attrs

from perfrules.content import ByContent
from perfrules.formula import Rounding
from perfrules.readings.exact.code import Code, digits

_TOGETHER = 6
"""How many denominators are multiplied before a sum is reduced: else its digits would grow with every term."""


def literal(value: int) -> str:
    """Return a whole number as it may stand anywhere in an expression."""
    return digits(value) if value >= 0 else f"({digits(value)})"


def written(below: str | int) -> str:
    """Return a denominator as it may stand anywhere in an expression."""
    return below if isinstance(below, str) else digits(below)


@attrs.frozen(eq=False, repr=False)
class Ratio(ByContent):
    """The text of a numerator over a denominator > 0: a name, or a whole number known when the code is written."""

    above: str
    below: str | int


def _is_name(text: str) -> bool:
    return text[0] in "vt"


def _times(factor: int, text: str) -> str:
    if not _is_name(text):
        return literal(factor * int(text.strip("()"), 0))
    return text if factor == 1 else f"-{text}" if factor == -1 else f"{literal(factor)} * {text}"


@attrs.frozen(eq=False, repr=False)
class Ratios(ByContent):
    """Writes arithmetic on ratios into *code*; every numerator that comes out is a name or a literal."""

    code: Code

    def named(self, text: str) -> str:
        """Return *text* as a name or literal."""
        return text if " " not in text and not text.startswith("-") else self.code.let(text)

    def constant(self, number: Ratio) -> Fraction | None:
        """Return the number where it is known and is not 0, else None."""
        if _is_name(number.above) or isinstance(number.below, str):
            return None
        return Fraction(int(number.above.strip("()"), 0), number.below) or None

    def crossed(self, left: Ratio, right: Ratio) -> tuple[str, str]:
        """Return two texts that compare, and are in proportion, as the two numbers do."""
        a, b = left.below, right.below
        if a == b:
            return left.above, right.above
        if isinstance(a, int) and isinstance(b, int):
            common = math.gcd(a, b)
            return _times(b // common, left.above), _times(a // common, right.above)
        return self._over(left.above, b), self._over(right.above, a)

    def side_by_side(self, left: Ratio, right: Ratio) -> tuple[list[tuple[str, ...]], str | int | None]:
        """Return the parts of both that differ, and the denominator where it is the same for both."""
        a, b = left.below, right.below
        if a == b:
            return [(left.above,), (right.above,)], a
        if isinstance(a, int) and isinstance(b, int):
            common = math.lcm(a, b)
            return [(_times(common // a, left.above),), (_times(common // b, right.above),)], common
        return [(left.above, written(a)), (right.above, written(b))], None

    def scaled(self, number: Ratio, factor: Fraction) -> Ratio:
        """Return *number* times a known *factor*."""
        if isinstance(number.below, int):
            factor /= number.below
            return Ratio(self.named(_times(factor.numerator, number.above)), factor.denominator)
        above = self.named(_times(factor.numerator, number.above))
        return Ratio(above, self.named(_times(factor.denominator, number.below)))

    def total(self, numbers: Sequence[Ratio]) -> Ratio:
        """Return the sum of *numbers*: first those of known denominators, then denominator by denominator."""
        known = [number for number in numbers if isinstance(number.below, int)]
        common = math.lcm(*(number.below for number in known if isinstance(number.below, int)))
        parts = [_times(common // int(number.below), number.above) for number in known]
        out = Ratio(self._sum(parts), common) if parts else Ratio("0", 1)
        groups: dict[str | int, list[str]] = {}
        for number in numbers:
            if isinstance(number.below, str):
                groups.setdefault(number.below, []).append(number.above)
        for count, (below, texts) in enumerate(groups.items(), 1):
            out = self._plus(out, Ratio(self._sum(texts), below))
            out = self.reduced(out) if count % _TOGETHER == 0 else out
        return out

    def product(self, numbers: Sequence[Ratio]) -> Ratio:
        """Return the product of *numbers*."""
        factor = Fraction(1)
        above: list[str] = []
        below: list[str] = []
        for number in numbers:
            if _is_name(number.above):
                above.append(number.above)
            else:
                factor *= int(number.above.strip("()"), 0)
            if isinstance(number.below, str):
                below.append(number.below)
            else:
                factor /= number.below
        n = self._product(factor.numerator, above)
        return Ratio(n, self._product(factor.denominator, below) if below else factor.denominator)

    def power(self, number: Ratio, exponent: int) -> Ratio:
        """Return *number* to a whole power above 0."""
        below = (
            number.below**exponent if isinstance(number.below, int) else self.code.let(f"{number.below} ** {exponent}")
        )
        return Ratio(self.code.let(f"{number.above} ** {exponent}"), below)

    def extreme(self, sign: str, numbers: Sequence[Ratio]) -> Ratio:
        """Return the one of *numbers* that is *sign* ("<=", ">=") to all others."""
        out, *rest = numbers
        for number in rest:
            a, b = self.crossed(out, number)
            arms, below = self.side_by_side(out, number)
            test = f"{a} {sign} {b}"
            if below is not None:
                out = Ratio(self.code.let(f"{arms[0][0]} if {test} else {arms[1][0]}"), below)
                continue
            n, d = self.code.name(), self.code.name()
            lines = [f"    {n} = {arm[0]}; {d} = {arm[1]}" for arm in arms]
            self.code.block((n, d), f"if {test}:", lines[0], "else:", lines[1])
            out = Ratio(n, d)
        return out

    def rounded(self, number: Ratio, rounding: Rounding) -> Ratio:
        """Return *number* rounded to whole steps."""
        step = rounding.step
        steps = self.scaled(number, 1 / step)
        whole = (
            steps.above
            if steps.below == 1
            else self.code.let(_ROUNDED[rounding.mode](steps.above, written(steps.below)))
        )
        return Ratio(self.named(_times(step.numerator, whole)), step.denominator)

    def reduced(self, number: Ratio) -> Ratio:
        """Return *number* with a computed denominator in lowest terms."""
        if isinstance(number.below, int):
            return number
        common = self.code.let(f"gcd({number.above}, {number.below})")
        return Ratio(self.code.let(f"{number.above} // {common}"), self.code.let(f"{number.below} // {common}"))

    def _plus(self, left: Ratio, right: Ratio) -> Ratio:
        if left.above == "0":
            return right
        a, b = self._over(left.above, right.below), self._over(right.above, left.below)
        return Ratio(self.code.let(f"{a} + {b}"), self.named(self._over(written(left.below), right.below)))

    def _over(self, above: str, below: str | int) -> str:
        if isinstance(below, int):
            return _times(below, above)
        return _times(int(above.strip("()"), 0), below) if not _is_name(above) else f"{above} * {below}"

    def _sum(self, texts: Sequence[str]) -> str:
        return self.named(self.code.chain(" + ", texts))

    def _product(self, factor: int, names: Sequence[str]) -> str:
        if not names or factor == 0:
            return literal(factor)
        first = [] if factor == 1 else [literal(factor)]
        return self.named(self.code.chain(" * ", [*first, *names]))


def _half_up(n: str, d: str) -> str:
    return f"(2 * {n} + {d}) // (2 * {d}) if {n} >= 0 else -(({d} - 2 * {n}) // (2 * {d}))"


def _half_down(n: str, d: str) -> str:
    return f"-(({d} - 2 * {n}) // (2 * {d})) if {n} >= 0 else (2 * {n} + {d}) // (2 * {d})"


def _half_even(n: str, d: str) -> str:
    up = f"(2 * {n} + {d})"  # at a tie this is q * 2d, and the rounded-up q must give way where it is odd
    return f"{up} // (2 * {d}) - ({up} % (4 * {d}) == 2 * {d})"


def _up(n: str, d: str) -> str:
    return f"-(-{n} // {d}) if {n} >= 0 else {n} // {d}"


def _down(n: str, d: str) -> str:
    return f"{n} // {d} if {n} >= 0 else -(-{n} // {d})"


def _ceiling(n: str, d: str) -> str:
    return f"-(-{n} // {d})"


def _floor(n: str, d: str) -> str:
    return f"{n} // {d}"


_ROUNDED = {
    "half_up": _half_up,
    "half_down": _half_down,
    "half_even": _half_even,
    "up": _up,
    "down": _down,
    "ceiling": _ceiling,
    "floor": _floor,
}
