"""The fast variant: outputs alone, for a row in which every input is given."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NoReturn

import attrs

from perfrules.formula import Node
from perfrules.formula.inputs import Input
from perfrules.readings.exact.code import Code
from perfrules.readings.exact.lowering import lowered
from perfrules.readings.exact.printing import printed
from perfrules.readings.exact.unending import functions


class UndefinedError(ArithmeticError):
    """A fast function met something that has no number; trace the row to see what and why."""


@attrs.frozen(eq=False, repr=False)
class Fast:
    """
    Formulas ready to be computed: `call` takes a row of whole numbers and returns one result for each output.

    A result is unit × the whole number, or unit × n/d for a pair (n, d) with d > 0; of a condition it is 1 or 0.
    An output that may have no end, and is not rounded, is a `Fraction` or a `Real`.
    Where something that is read is absent or undefined, an ArithmeticError is raised: `traced` tells what and why.

    Attributes:
        units: the unit of each output.
        call: the generated function itself.

    """

    units: tuple[Fraction, ...]
    call: Callable[[Sequence[int]], tuple[Any, ...]] = attrs.field(repr=False)

    def __call__(self, row: Sequence[int]) -> tuple[int | tuple[int, int], ...]:
        """Return the results for *row*; raise an ArithmeticError where there is none."""
        return self.call(row)


def _fail() -> NoReturn:
    raise UndefinedError


def _half_even(above: int, below: int) -> int:
    whole, rest = divmod(above, below)
    return whole + (2 * rest > below or (2 * rest == below and whole % 2 == 1))


def source(inputs: Sequence[Input], outputs: Sequence[Node]) -> tuple[Code, list[str], tuple[Fraction, ...]]:
    """Return the statements, the text of each output and its unit."""
    results = lowered(inputs, outputs)
    flat = [part for _, whole in results for part in (whole if isinstance(whole, tuple) else (whole,))]
    code = Code()
    texts = iter(printed(code, flat))
    ends = [f"({next(texts)}, {next(texts)})" if isinstance(whole, tuple) else next(texts) for _, whole in results]
    return code, ends, tuple(unit for unit, _ in results)


def fast(inputs: Sequence[Input], outputs: Sequence[Node]) -> Fast:
    """
    Return *outputs* as a function of a row in which every input is given and within its declared range.

    The row holds for each of *inputs* its whole number of 10**-places; ranges are relied upon, not checked.

    Raises:
        KeyError: a formula reads an input that is not among *inputs*.

    """
    code, ends, units = source(inputs, outputs)
    given = [f"v{i}" for i in range(len(inputs))]
    helpers = {"fail": _fail, "half_even": _half_even, "ArithmeticError": ArithmeticError, **functions()}
    return Fast(units, code.compiled(given, ends, helpers))
