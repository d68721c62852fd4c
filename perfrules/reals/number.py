"""What a number without end is made of: multiples of roots, of logarithms, and of steps that are only enclosed."""

from collections.abc import Mapping
from fractions import Fraction
from hashlib import blake2b
from typing import Final, Literal

import attrs

from perfrules.content import ByContent

MOST_DEPTH: Final = 200
"""How many steps may stand inside each other before one of them is rounded."""


_LONG: Final = 4000
"""How many bits a number may have that is certainly within the bounds of what is computed."""


class OutsideError(ArithmeticError):
    """There is no such number: a logarithm of what is not above 0, a root of a negative, 0 to a negative power."""


class UncertainError(ArithmeticError):
    """A number is too large, or too close to a boundary, to be told with certainty."""


@attrs.frozen(eq=False, repr=False)
class Root(ByContent):
    """A product of whole numbers that share no factor, each to a power between 0 and 1: no quotient of whole ones."""

    powers: tuple[tuple[int, Fraction], ...]


@attrs.frozen(eq=False, repr=False)
class Log(ByContent):
    """The natural logarithm of a whole number above 1."""

    base: int


@attrs.frozen(eq=False, repr=False)
class Step:
    """
    An operation whose result is only enclosed.

    Two are equal where the same operation is done with the same numbers.
    """

    op: Literal["multiply", "divide", "power", "exp", "ln"]
    args: "tuple[Exact, ...]"
    depth: int = attrs.field(init=False)
    signature: bytes = attrs.field(init=False)
    found: dict[int, object] = attrs.field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        inside = (
            atom.depth for arg in self.args if isinstance(arg, Real) for atom, _ in arg.terms if isinstance(atom, Step)
        )
        object.__setattr__(self, "depth", 1 + max(inside, default=0))
        if self.depth > MOST_DEPTH:
            raise UncertainError
        content = b";".join([self.op.encode(), *map(_signature, self.args)])
        object.__setattr__(self, "signature", blake2b(content, digest_size=24).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Step) and self.signature == other.signature

    def __hash__(self) -> int:
        return hash(self.signature)


Atom = Root | Log | Step


@attrs.frozen(eq=False, repr=False)
class Real:
    """
    A fraction and multiples of atoms, which are never 0: `constant` + Σ factor × atom.

    Roots are independent of each other (no quotient of two is a quotient of whole numbers), and so are logarithms;
    so a number of roots and logarithms alone is never a quotient of whole numbers.
    """

    constant: Fraction
    terms: tuple[tuple[Atom, Fraction], ...]
    found: dict[int, object] = attrs.field(factory=dict, init=False, repr=False)

    @property
    def single(self) -> tuple[Atom, Fraction] | None:
        """The one atom and its factor, where there is nothing else."""
        return self.terms[0] if len(self.terms) == 1 and not self.constant else None

    @property
    def is_plain(self) -> bool:
        """Whether it is made of roots and logarithms of numbers of no great length: surely there are ends of it."""
        return not any(
            isinstance(atom, Step) or _is_long(factor) or _is_long(atom) for atom, factor in self.terms
        ) and (not _is_long(self.constant))

    @property
    def has_steps(self) -> bool:
        """Whether it is made of anything but roots and logarithms."""
        return any(isinstance(atom, Step) for atom, _ in self.terms)


def _signature(number: "Exact") -> bytes:
    """
    Return what tells *number* from all others, of few bytes where it is made of steps.

    Comparing what steps are made of, step by step, would take without end where they share their parts.
    """
    if isinstance(number, Fraction):
        return f"{number.numerator:x}/{number.denominator:x}".encode()
    parts = sorted(_atom_signature(atom) + b"*" + _signature(factor) for atom, factor in number.terms)
    return b"(" + b"+".join([_signature(number.constant), *parts]) + b")"


def _atom_signature(atom: Atom) -> bytes:
    if isinstance(atom, Step):
        return atom.signature.hex().encode()
    if isinstance(atom, Log):
        return f"ln{atom.base:x}".encode()
    return b"".join(f"{base:x}^".encode() + _signature(exponent) for base, exponent in atom.powers)


def _is_long(part: "Fraction | Atom") -> bool:
    if isinstance(part, Fraction):
        return part.numerator.bit_length() > _LONG or part.denominator.bit_length() > _LONG
    bases = (
        [base for base, _ in part.powers] if isinstance(part, Root) else [part.base] if isinstance(part, Log) else []
    )
    return sum(base.bit_length() for base in bases) > _LONG


Exact = Fraction | Real
"""A number: with an end or a period, or without."""


def made(constant: Fraction, terms: Mapping[Atom, Fraction]) -> Exact:
    """Return the number of these parts; a fraction where no atom is left."""
    kept = tuple((atom, factor) for atom, factor in terms.items() if factor)
    return Real(constant, kept) if kept else constant


def of_atom(atom: Atom) -> Real:
    """Return *atom* as a number."""
    return Real(Fraction(0), ((atom, Fraction(1)),))
