"""Generated Python: statements over names of our own making, compiled once, cut into several functions when long."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from perfrules.content import ByContent

LONGEST: Final = 1500
"""How many statements one generated function may have: compiling longer ones takes more than its share of time."""
WIDEST: Final = 40
"""How many operands one generated expression may have: Python reads and compiles nested expressions recursively."""

_SHORT = 2000
"""Bits up to which whole numbers are written in decimals."""
_NAMES = re.compile(r"\b[vst]\d+\b")


def digits(value: int) -> str:
    """Return a whole number as Python reads it; neither it nor `str` takes thousands of decimal digits."""
    return str(value) if value.bit_length() <= _SHORT else hex(value)


@attrs.frozen(eq=False, repr=False)
class Statement(ByContent):
    """Lines of Python that set the names *sets*."""

    sets: tuple[str, ...]
    text: str

    def names(self) -> set[str]:
        """Return every name of ours that stands in the statement."""
        return set(_NAMES.findall(self.text))


@attrs.define(eq=False, repr=False)
class Code:
    """
    A function in the making: the names it is given, and its statements.

    Names are v0, v1, … for the numbers and s0, s1, … for the states of a row, t0, t1, … for all that is computed;
    no text of a definition ever gets into the code.
    """

    statements: list[Statement] = attrs.field(factory=list)
    made: int = 0

    def name(self) -> str:
        """Return a name that is not used yet."""
        self.made += 1
        return f"t{self.made - 1}"

    def let(self, text: str) -> str:
        """Add a statement that computes *text*, and return the name that holds it."""
        name = self.name()
        self.statements.append(Statement((name,), f"{name} = {text}"))
        return name

    def block(self, sets: Iterable[str], *lines: str) -> None:
        """Add a statement of several lines that sets the names *sets*."""
        self.statements.append(Statement(tuple(sets), "\n".join(lines)))

    def chain(self, sign: str, parts: Sequence[str]) -> str:
        """Return *parts* joined by *sign*; long chains are computed piece by piece, into names."""
        texts = list(parts)
        while len(texts) > WIDEST:
            texts = [
                texts[i] if i + 1 == len(texts) else self.let(sign.join(texts[i : i + WIDEST]))
                for i in range(0, len(texts), WIDEST)
            ]
        return sign.join(texts)

    def source(self, given: Sequence[str], results: Sequence[str]) -> str:
        """Return the text of the function `computed(row)`, which unpacks a row into *given* and returns *results*."""
        parts = [self.statements[i : i + LONGEST] for i in range(0, len(self.statements), LONGEST)]
        if len(parts) <= 1:
            body = [line for statement in self.statements for line in statement.text.split("\n")]
            return _function("computed", "row", [f"{_tuple(given)} = row", *body, f"return {_tuple(results)}"])
        return "\n".join(_pieces(parts, given, results))

    def compiled(
        self, given: Sequence[str], results: Sequence[str], helpers: Mapping[str, object]
    ) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
        """Return the function itself; *helpers* are the only names of Python that it can reach."""
        space: dict[str, Any] = {"__builtins__": {}, "gcd": math.gcd, **helpers}
        exec(compile(self.source(given, results), "<formulas>", "exec"), space)  # noqa: S102
        function: Callable[[Sequence[Any]], tuple[Any, ...]] = space["computed"]
        return function


def _tuple(names: Iterable[str]) -> str:
    inside = ", ".join(names)
    return f"({inside},)" if inside else "()"


def _function(name: str, arguments: str, lines: Iterable[str]) -> str:
    return f"def {name}({arguments}):\n" + "".join(f"    {line}\n" for line in lines)


def _pieces(parts: Sequence[Sequence[Statement]], given: Sequence[str], results: Sequence[str]) -> list[str]:
    """Write each part as a function from the names it reads to the names that are read after it."""
    wanted = {name for text in results for name in _NAMES.findall(text)}
    functions: list[str] = []
    calls: list[str] = []
    known = [set(given)]
    for part in parts:
        known.append(known[-1].union(*(statement.sets for statement in part)))
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        made = {name for statement in part for name in statement.sets}
        gives = sorted(made & wanted)
        takes = sorted(set().union(*(statement.names() for statement in part)) & known[number])
        wanted = (wanted - made) | set(takes)
        lines = [line for statement in part for line in statement.text.split("\n")]
        functions.append(_function(f"part{number}", ", ".join(takes), [*lines, f"return {_tuple(gives)}"]))
        calls.append(f"{_tuple(gives)} = part{number}({', '.join(takes)})")
    main = [f"{_tuple(given)} = row", *reversed(calls), f"return {_tuple(results)}"]
    return [*functions, _function("computed", "row", main)]
