"""What an expression is made of: a small tree that compares by content, wherever it stands."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import attrs

from perfrules.content import ByContent


@attrs.frozen(eq=False, repr=False)
class Part(ByContent):
    """A part of an expression; `span` says where it stands, and is no part of what it is."""

    span: tuple[int, int] = attrs.field(default=(0, 0), eq=False, repr=False, kw_only=True)

    @property
    def column(self) -> int:
        """Where it starts in the expression, from 0."""
        return self.span[0]

    @property
    def parts(self) -> "tuple[Part, ...]":
        """What it is made of, in the order of the text."""
        return ()


@attrs.frozen(eq=False, repr=False)
class Number(Part):
    """A number as written; `95%` is 19/20."""

    value: Fraction


@attrs.frozen(eq=False, repr=False)
class Name(Part):
    """A name of the definition, in its canonical form."""

    name: str


@attrs.frozen(eq=False, repr=False)
class Count(Part):
    """A count of records: `fault_log.faults`."""

    owner: str
    name: str


@attrs.frozen(eq=False, repr=False)
class Quoted(Part):
    """A text in quotes."""

    text: str


@attrs.frozen(eq=False, repr=False)
class Negative(Part):
    """The negative of a number."""

    operand: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """The operand."""
        return (self.operand,)


@attrs.frozen(eq=False, repr=False)
class Contrary(Part):
    """The contrary of a condition: `not c`."""

    operand: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """The operand."""
        return (self.operand,)


@attrs.frozen(eq=False, repr=False)
class Chain(Part):
    """A sum (signs + and -) or a product (signs * and /), read from the left."""

    first: Part
    rest: tuple[tuple[Literal["+", "-", "*", "/"], Part], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The operands."""
        return (self.first, *(part for _, part in self.rest))


@attrs.frozen(eq=False, repr=False)
class Power(Part):
    """A power: `base ** exponent`."""

    base: Part
    exponent: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """The base and the exponent."""
        return (self.base, self.exponent)


@attrs.frozen(eq=False, repr=False)
class Comparison(Part):
    """Comparisons in a row: `a <= x < b` is `a <= x and x < b`."""

    first: Part
    rest: tuple[tuple[Literal["==", "!=", "<", "<=", ">", ">="], Part], ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The operands."""
        return (self.first, *(part for _, part in self.rest))


@attrs.frozen(eq=False, repr=False)
class OneOf(Part):
    """Whether a choice is one of several texts: `c in ("a", "b")`, or, where *negated*, none of them."""

    operand: Part
    options: tuple[Quoted, ...]
    negated: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """The choice and the texts."""
        return (self.operand, *self.options)


@attrs.frozen(eq=False, repr=False)
class Logic(Part):
    """Conditions joined by `and` or `or`, read from the left."""

    word: Literal["and", "or"]
    parts: tuple[Part, ...]


@attrs.frozen(eq=False, repr=False)
class Choice(Part):
    """`then if condition else otherwise`; `why` is the condition as written."""

    condition: Part
    then: Part
    otherwise: Part
    why: str = attrs.field(eq=False)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Both arms and the condition, in the order of the text."""
        return (self.then, self.condition, self.otherwise)


@attrs.frozen(eq=False, repr=False)
class Call(Part):
    """A function, or a measure with arguments, applied to its arguments."""

    name: str
    parts: tuple[Part, ...]


@attrs.frozen(eq=False, repr=False)
class Tree(ByContent):
    """An expression that has been read; two that differ only in spaces or parentheses without effect are equal."""

    root: Part
    text: str = attrs.field(eq=False)

    def source(self, part: Part) -> str:
        """Return *part* as the author wrote it, on one line."""
        start, end = part.span
        return " ".join(self.text[start:end].split())

    def walk(self) -> Iterator[Part]:
        """Yield every part, each before what it is made of, in the order of the text."""
        stack = [self.root]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.parts))


NODE_FUNCTIONS = frozenset({"marks", "exact", "rate"})


def names(tree: Tree) -> tuple[tuple[str, int], ...]:
    """Return the names that *tree* reads (of records: the field's name) with their columns; each use is listed."""
    return tuple(
        (part.name if isinstance(part, Name) else part.owner, part.column)
        for part in tree.walk()
        if isinstance(part, Name | Count)
    )


def codes(tree: Tree) -> tuple[tuple[str, str, int], ...]:
    """Return what *tree* reads of other nodes: "marks", "exact" or "rate", the code, and its column."""
    return tuple(
        (part.name, code.text, code.column)
        for part in tree.walk()
        if isinstance(part, Call) and part.name in NODE_FUNCTIONS
        for code in part.parts
        if isinstance(code, Quoted)
    )


def calls(tree: Tree) -> tuple[tuple[str, int], ...]:
    """Return the functions, and measures with arguments, that *tree* calls, with their columns."""
    return tuple((part.name, part.column) for part in tree.walk() if isinstance(part, Call))
