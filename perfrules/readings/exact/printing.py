"""From whole-number expressions to Python: what is used twice gets a name, and fails only where it is read."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import attrs

from perfrules.readings.exact.code import WIDEST, Code, digits
from perfrules.readings.exact.whole import LARGEST, Whole

_CHOICE, _OR, _AND, _NOT, _COMPARE, _SUM, _QUOTIENT, _PRODUCT, _ATOM = range(9)
_SIGNS: Final = {"at_least": ">=", "above": ">", "equal": "=="}
_ARMS: Final = 8
"""How many arms a choice may have inside an expression; longer ones are statements."""
_AGAIN: Final = 3
"""How often an expression that could fail may be written out before it gets a name all the same."""


def below(roots: Iterable[Whole]) -> list[Whole]:
    """Return all expressions in *roots*, operands first."""
    seen: set[Whole] = set()
    stack = list(roots)
    while stack:
        part = stack.pop()
        if part not in seen:
            seen.add(part)
            stack.extend(part.args)
    return sorted(seen, key=lambda part: part.order)


def _always(parts: Sequence[Whole], roots: Iterable[Whole]) -> set[Whole]:
    """Return what is computed in any case."""
    always = set(roots)
    for part in reversed(parts):
        if part in always:
            always.update(part.args[:1] if part.op in ("pick", "and", "or") else part.args)
    return always


@attrs.define(eq=False, repr=False)
class _Printer:
    """Prints expressions into *code*; `texts` has each with the strength of its outermost sign."""

    code: Code
    uses: Counter[Whole]
    always: set[Whole]
    texts: dict[Whole, tuple[str, int]] = attrs.field(factory=dict)
    sizes: dict[Whole, int] = attrs.field(factory=dict)

    def visit(self, part: Whole) -> None:
        """Print *part*, whose operands are printed already."""
        if part.op == "pick" and len(part.args) > 2 * _ARMS:
            name = self.code.name()
            self._name(part, name, self._statement(part, name))
            return
        text, strength = _PRINT[part.op](self, part)
        size = 1 + sum(self.sizes[arg] for arg in part.args) if part.op != "cell" else self.sizes[part.args[0]]
        if (strength < _ATOM or part.op == "call") and self._named(part, size):
            name = self.code.name()
            self._name(part, name, [f"{name} = {text}"])
        else:
            self.texts[part], self.sizes[part] = (text, strength), size

    def _name(self, part: Whole, name: str, lines: Sequence[str]) -> None:
        """Compute *part* under a *name*; where it may fail without being read, it fails when it is read."""
        self.sizes[part], self.texts[part] = 1, (name, _ATOM)
        if part.raises and part not in self.always:
            lines = ["try:", *(f"    {line}" for line in lines), "except ArithmeticError:", f"    {name} = None"]
            self.sizes[part], self.texts[part] = 2, (f"{name} if {name} is not None else fail()", _CHOICE)
        self.code.block([name], *lines)

    def _named(self, part: Whole, size: int) -> bool:
        if size > LARGEST or (part.op == "call" and self.uses[part] > 1):  # a call is no cheap thing to do again
            return True
        return self.uses[part] > 1 and (not part.raises or part in self.always or self.uses[part] > _AGAIN)

    def text(self, part: Whole, strength: int = _CHOICE) -> str:
        """Return *part* as it may stand beside a sign of *strength*."""
        text, own = self.texts[part]
        return text if own >= strength else f"({text})"

    def _times(self, factor: int, part: Whole) -> str:
        return self.text(part, _PRODUCT) if factor == 1 else f"{digits(factor)} * {self.text(part, _PRODUCT)}"

    def atom(self, part: Whole) -> tuple[str, int]:
        if part.op == "cell":
            return self.texts[part.args[0]]
        if part.op == "input":
            return f"v{part.value}", _ATOM
        return digits(part.value), _ATOM if part.value >= 0 else _SUM

    def linear(self, part: Whole) -> tuple[str, int]:
        constant, factors = part.value
        terms = list(zip(factors, part.args, strict=True))
        plus = [self._times(factor, arg) for factor, arg in terms if factor > 0]
        minus = [self._times(-factor, arg) for factor, arg in terms if factor < 0]
        if constant:
            (plus if constant > 0 else minus).insert(len(plus) if plus and constant > 0 else 0, digits(abs(constant)))
        if len(plus) == 1 and not minus:
            return plus[0], _PRODUCT
        out = self.code.chain(" + ", plus)
        if len(minus) > WIDEST:
            minus = [f"({self.code.chain(' + ', minus)})"]
        return " - ".join([out, *minus] if plus else ["-" + minus[0], *minus[1:]]), _SUM

    def product(self, part: Whole) -> tuple[str, int]:
        first, *rest = part.args
        parts = [self.text(first, _PRODUCT), *(self.text(arg, _ATOM) for arg in rest)]
        return self.code.chain(" * ", parts), _PRODUCT

    def pick(self, part: Whole) -> tuple[str, int]:
        tests, numbers = part.args[:-1:2], part.args[1::2]
        arms = [f"{self.text(n, _OR)} if {self.text(c, _OR)} else " for c, n in zip(tests, numbers, strict=True)]
        return "".join(arms) + self.text(part.args[-1]), _CHOICE

    def _statement(self, part: Whole, name: str) -> list[str]:
        """Write a long choice as statements, in groups, since nested ones are read recursively."""
        arms = list(zip(part.args[:-1:2], part.args[1::2], strict=True))
        lines = [f"{name} = None"]
        for start in range(0, len(arms), WIDEST):
            group = [f"if {self.text(c)}: {name} = {self.text(n)}" for c, n in arms[start : start + WIDEST]]
            lines += [f"if {name} is None:"]
            lines += [f"    {'el' if i else ''}{line}" for i, line in enumerate(group)]
        return [*lines, f"if {name} is None: {name} = {self.text(part.args[-1])}"]

    def round(self, part: Whole) -> tuple[str, int]:
        mode, a, b = part.value
        above, divisor = part.args
        n, d = (f"{self._times(factor, arg)}" for factor, arg in ((a, above), (b, divisor)))
        twice = digits(2 * b * divisor.value) if divisor.op == "constant" else f"({self._times(2 * b, divisor)})"
        whole = digits(b * divisor.value) if divisor.op == "constant" else d
        once = whole if divisor.op == "constant" or (b == 1 and self.texts[divisor][1] == _ATOM) else f"({whole})"
        double = self._times(2 * a, above)
        if mode == "half_even":
            return f"half_even({n}, {whole})", _PRODUCT
        if mode == "floor":
            return f"{n} // {once}", _QUOTIENT
        if mode == "ceiling":
            return f"-(-({n}) // {once})", _SUM
        if mode == "half_ceiling":
            return f"({double} + {whole}) // {twice}", _QUOTIENT
        return f"-(({whole} - {double}) // {twice})", _SUM

    def comparison(self, part: Whole) -> tuple[str, int]:
        left, right = part.args
        if part.op == "equal" and right.op == "constant" and right.value == 0:
            return f"not {self.text(left, _COMPARE)}", _NOT
        return f"{self.text(left, _SUM)} {_SIGNS[part.op]} {self.text(right, _SUM)}", _COMPARE

    def negation(self, part: Whole) -> tuple[str, int]:
        inner = part.args[0]
        if inner.op == "equal":
            left, right = inner.args
            if right.op == "constant" and right.value == 0:
                return self.texts[left]
            return f"{self.text(left, _SUM)} != {self.text(right, _SUM)}", _COMPARE
        return f"not {self.text(inner, _NOT)}", _NOT

    def connective(self, part: Whole) -> tuple[str, int]:
        strength = _AND if part.op == "and" else _OR
        return f" {part.op} ".join(self.text(arg, strength + 1) for arg in part.args), strength

    def demand(self, part: Whole) -> tuple[str, int]:
        number, *needs = part.args
        if any(need.op == "constant" and not need.value for need in needs):
            return "fail()", _ATOM
        tests = " and ".join(self.text(need, _NOT) for need in needs)
        return f"{self.text(number, _OR)} if {tests} else fail()", _CHOICE

    def call(self, part: Whole) -> tuple[str, int]:
        function, *more = part.value
        return f"{function}({', '.join([*(self.text(arg) for arg in part.args), *more])})", _ATOM

    def nonzero(self, part: Whole) -> tuple[str, int]:
        return self.texts[part.args[0]]

    def touch(self, part: Whole) -> tuple[str, int]:
        return f"{self.text(part.args[0], _SUM)} is not None", _COMPARE


_PRINT: Final[dict[str, Callable[[_Printer, Whole], tuple[str, int]]]] = {
    "constant": _Printer.atom,
    "input": _Printer.atom,
    "cell": _Printer.atom,
    "linear": _Printer.linear,
    "product": _Printer.product,
    "pick": _Printer.pick,
    "round": _Printer.round,
    "at_least": _Printer.comparison,
    "above": _Printer.comparison,
    "equal": _Printer.comparison,
    "not": _Printer.negation,
    "and": _Printer.connective,
    "or": _Printer.connective,
    "demand": _Printer.demand,
    "nonzero": _Printer.nonzero,
    "touch": _Printer.touch,
    "call": _Printer.call,
}


def printed(code: Code, roots: Sequence[Whole]) -> list[str]:
    """Write what *roots* need into *code*, and return the text of each root."""
    parts = below(roots)
    uses = Counter(roots)
    for part in parts:
        uses.update(part.args)
        if part.op == "round" and part.value[0].startswith("half_"):
            uses[part.args[1]] += 1
        if part.op == "cell":  # a cell and what it holds are one text
            uses[part.args[0]] += uses[part] - 1
    printer = _Printer(code, uses, _always(parts, roots))
    for part in parts:
        printer.visit(part)
    return [printer.text(root) for root in roots]
