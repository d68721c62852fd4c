"""Functions over the population (总体): each becomes inputs, which are found over all projects before any is scored."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from perfrules.content import ByContent
from perfrules.expression import Argument, ChoiceValue, Term, fail_kind
from perfrules.formula import Node, Symbol, cell, choose
from perfrules.formula.build import value_of
from perfrules.formula.functions import sqrt
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational
from perfrules.formula.printing import number_text, plain
from perfrules.language import Text, text
from perfrules.problems import ExpressionError
from perfrules.readings.defined import inputs_of

if TYPE_CHECKING:
    from perfrules.program.context import Context

_LONGEST = 60


@attrs.frozen(eq=False, repr=False)
class PopulationMeasure(ByContent):
    """
    What is found over all projects before any is scored (总体指标).

    Each value is exact: a quotient of two whole numbers, which are inputs of the program.

    Attributes:
        name: how it is called, such as "population_mean(cost, category)".
        function: which function it is; of a deviation the square is found, and the root taken where it is read.
        of: the formula of the number, read of each project.
        share: the share of a quantile, from 0 to 1; else None.
        by: the formula of the choice by whose options the projects are grouped, or None.
        options: the options of that choice.

    """

    name: str
    function: str
    of: Node
    share: Fraction | None = None
    by: Node | None = None
    options: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it has a value for: the options, or "" where the projects are not grouped."""
        return self.options or ("",)

    @property
    def inputs(self) -> Iterator[tuple[str, str, str]]:
        """Yield each group with the inputs that are its numerator and its denominator."""
        for group in self.groups:
            base = f"{self.name}/{group}" if group else self.name
            yield group, f"{base}/above", f"{base}/below"


def population_term(context: "Context", function: str, arguments: Sequence[Argument]) -> Term:
    """
    Return what a call of *function* comes to.

    Raises:
        ExpressionError: what it is asked of cannot be found over projects.

    """
    rest = list(arguments[1:])
    share = _share(rest.pop(0)) if function == "population_quantile" else None
    choice = _choice(rest[0]) if rest else None
    of = arguments[0].symbol
    reads = inputs_of(of.node)
    known = {name for found in context.populations.values() for _, *names in found.inputs for name in names}
    if not reads:
        raise _unfit(text("`{source}` reads no evidence", source=arguments[0].source), arguments[0])
    if known.intersection(reads):
        raise _unfit(text("`{source}` reads the population itself", source=arguments[0].source), arguments[0])
    if of.node in irrational([of.node]):
        raise _unfit(text("`{source}` may be a number without end: round it", source=arguments[0].source), arguments[0])
    by, options = (None, ()) if choice is None else (choice.symbol.node, choice.options)
    measure = _named(context, PopulationMeasure("", function, of.node, share, by, options))
    value = _value(context, measure, None if choice is None else choice.symbol)
    return Term(cell(measure.name, value), arguments[0].number.unit)


def _unfit(message: Text, argument: Argument) -> ExpressionError:
    return ExpressionError(message, argument.column, "PR327", text("give it a number of the case that ends"))


def _share(argument: Argument) -> Fraction:
    share = value_of(argument.symbol.node)
    if share is None or not 0 <= share <= 1:
        message = text("`{source}` is no constant share from 0 to 1", source=argument.source)
        raise ExpressionError(message, argument.column, "PR327", text("write the median as 0.5 or 50%"))
    return share


def _choice(argument: Argument) -> ChoiceValue:
    if not isinstance(argument.term.value, ChoiceValue):
        fail_kind(argument.term, "choice", argument.source, argument.column)
    return argument.term.value


def _named(context: "Context", measure: PopulationMeasure) -> PopulationMeasure:
    """Return *measure* under a name of its own; what is found in the same way has the same."""
    written = plain(measure.of)
    parts = [written if len(written) <= _LONGEST else "…"]
    parts += [] if measure.share is None else [number_text(measure.share)]
    parts += [] if measure.by is None else [plain(measure.by)]
    name = f"{measure.function}({', '.join(parts)})"
    while attrs.evolve(measure, name=name) != context.populations.get(name, attrs.evolve(measure, name=name)):
        name += "′"
    return context.populations.setdefault(name, attrs.evolve(measure, name=name))


def _value(context: "Context", measure: PopulationMeasure, choice: Symbol | None) -> Symbol:
    low = Fraction(0) if measure.function == "population_deviation" or _is_positive(context, measure.of) else None
    values = []
    for _, above, below in measure.inputs:
        quotient = context.input(Input(above, at_least=low)) / context.input(Input(below, at_least=Fraction(1)))
        values.append(sqrt(quotient) if measure.function == "population_deviation" else quotient)
    found = values[-1]
    for position, value in reversed(list(enumerate(values[:-1]))):
        found = value if choice is None else choose(choice == position, value, found)
    return found


def _is_positive(context: "Context", node: Node) -> bool:
    """Return whether *node* is a number of the evidence that is declared to be 0 or more."""
    known = context.inputs.get(str(node.value)) if node.op == "input" else None
    return known is not None and any(end is not None and end >= 0 for end in (known.at_least, known.above))
