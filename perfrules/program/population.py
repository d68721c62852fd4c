"""Functions over the population (总体): each becomes inputs, which are found over all projects before any is scored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

import attrs

from perfrules.content import ByContent
from perfrules.expression import Argument, ChoiceValue, PopulationForm, Term, fail_kind
from perfrules.formula import Node, Symbol, cell, choose, number
from perfrules.formula.build import value_of
from perfrules.formula.functions import sqrt
from perfrules.formula.inputs import Input
from perfrules.formula.irrational import irrational
from perfrules.formula.printing import number_text, plain
from perfrules.language import Text, text
from perfrules.plugins.calling import MisfitError, complaint
from perfrules.problems import ExpressionError
from perfrules.readings.defined import inputs_of

if TYPE_CHECKING:
    from perfrules.program.context import Context

_LONGEST = 60
_BEGINNING = 40
_DIGITS = 12


@attrs.frozen(eq=False, repr=False)
class PopulationMeasure(ByContent):
    """
    What is found over all projects before any is scored (总体指标).

    Each value is exact: a quotient of two whole numbers, which are inputs of the program. Where the function promises a
    range, the quotient says how far from its end the value lies, so that readings know of the range.

    Attributes:
        name: how it is called, such as "population_mean(cost, category)".
        form: which function it is, and what that declares.
        of: the formula of the number, read of each project.
        constants: the constants of the call, such as the share of a quantile.
        by: the formula of the choice by whose options the projects are grouped, or None.
        options: the options of that choice.

    """

    name: str
    form: PopulationForm
    of: Node
    constants: tuple[Fraction, ...] = ()
    by: Node | None = None
    options: tuple[str, ...] = ()

    @property
    def each(self) -> bool:
        """Whether each project has a value of its own: that of its number, among the projects of its group."""
        return self.form.each

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it has values for: the options, or "" where the projects are not grouped."""
        return self.options or ("",)

    @property
    def inputs(self) -> Iterator[tuple[str, str, str]]:
        """Yield each group with the inputs that are its numerator and its denominator; "" where each has its own."""
        for group in ("",) if self.each else self.groups:
            base = f"{self.name}/{group}" if group else self.name
            yield group, f"{base}/above", f"{base}/below"


Quotient = tuple[str, str, Callable[[Fraction], Fraction]]
"""How a value over all projects is called, the input that is its denominator, and what gives it from the quotient."""


def quotients(populations: Mapping[str, PopulationMeasure]) -> Mapping[str, Quotient]:
    """Return by input that is a numerator what its quotient tells."""
    found = {}
    for measure in populations.values():
        for group, above, below in measure.inputs:
            name = f"{measure.name}/{group}" if group else measure.name
            found[above] = (f"{name} ** 2" if measure.form.squared else name, below, measure.form.value)
    return found


def population_term(context: "Context", form: PopulationForm, arguments: Sequence[Argument]) -> Term:
    """
    Return what a call of the function that declares *form* comes to.

    Raises:
        ExpressionError: what it is asked of cannot be found over projects.

    """
    first, end = arguments[0], 1 + len(form.constants)
    constants = _constants(form, arguments[1:end])
    choice = _choice(arguments[end]) if arguments[end:] else None
    of = first.symbol
    reads = inputs_of(of.node)
    known = {name for found in context.populations.values() for _, *names in found.inputs for name in names}
    if not reads:
        raise _unfit(text("`{source}` reads no evidence", source=first.source), first)
    if known.intersection(reads):
        raise _unfit(text("`{source}` reads the population itself", source=first.source), first)
    if of.node in irrational([of.node]):
        raise _unfit(text("`{source}` may be a number without end: round it", source=first.source), first)
    by, options = (None, ()) if choice is None else (choice.symbol.node, choice.options)
    measure = _named(context, PopulationMeasure("", form, of.node, constants, by, options))
    value = _value(context, measure, None if choice is None else choice.symbol)
    return Term(cell(measure.name, value), form.unit or first.number.unit)


def _unfit(message: Text, argument: Argument, advice: Text | None = None) -> ExpressionError:
    advice = advice or text("give it a number of the case that ends")
    return ExpressionError(message, argument.column, "PR327", advice)


def _constants(form: PopulationForm, arguments: Sequence[Argument]) -> tuple[Fraction, ...]:
    """Return the numbers of the constants of a call."""
    found = []
    for name, argument in zip(form.constants, arguments, strict=True):
        value = value_of(argument.symbol.node)
        if value is None:
            advice = text("`{name}` is a number or a parameter: it is the same for all projects", name=name)
            raise _unfit(text("`{source}` is no constant", source=argument.source), argument, advice)
        found.append(value)
    if arguments:
        _refuse(form, found, arguments)
    return tuple(found)


def _refuse(form: PopulationForm, constants: Sequence[Fraction], arguments: Sequence[Argument]) -> None:
    """Raise an ExpressionError where the function does not take the *constants*, which *arguments* give."""
    first = arguments[0]
    try:
        said = complaint(form, constants)
    except MisfitError as error:
        message = text("the function `{name}` failed: {reason}", name=form.name, reason=error.text)
        advice = text("the fault is in the plugin that brings the function; tell its authors")
        raise ExpressionError(message, first.column, "PR320", advice) from error
    if said is not None:
        listed = ", ".join(argument.source for argument in arguments)
        raise _unfit(text("`{name}` cannot be found with {listed}", name=form.name, listed=listed), first, said)


def _choice(argument: Argument) -> ChoiceValue:
    if not isinstance(argument.term.value, ChoiceValue):
        fail_kind(argument.term, "choice", argument.source, argument.column)
    return argument.term.value


def _named(context: "Context", measure: PopulationMeasure) -> PopulationMeasure:
    """Return *measure* under a name of its own; what is found in the same way has the same."""
    written = plain(measure.of)
    if len(written) > _LONGEST:  # two definitions must not call two formulas alike, so the rest is told by a digest
        written = f"{written[:_BEGINNING]}…#{sha256(written.encode()).hexdigest()[:_DIGITS]}"
    parts = [written]
    parts += [number_text(constant) for constant in measure.constants]
    parts += [] if measure.by is None else [plain(measure.by)]
    name = f"{measure.form.name}({', '.join(parts)})"
    while attrs.evolve(measure, name=name) != context.populations.get(name, attrs.evolve(measure, name=name)):
        name += "′"
    return context.populations.setdefault(name, attrs.evolve(measure, name=name))


def _value(context: "Context", measure: PopulationMeasure, choice: Symbol | None) -> Symbol:
    values = []
    for group, *names in measure.inputs:
        value = _meant(measure, _quotient(context, measure, names))
        if measure.each:
            return _own(value, measure, choice)
        values.append(cell(f"{measure.name}/{group}", value) if group else value)
    found = values[-1]
    if choice is None:
        return found
    if len(values) == 1:  # no condition reads the choice, and without it a project is of no group
        return found + choice * 0
    for position, value in reversed(list(enumerate(values[:-1]))):
        found = choose(choice == position, value, found)
    return found


def _quotient(context: "Context", measure: PopulationMeasure, names: Sequence[str]) -> Symbol:
    """Return the quotient of the two inputs: where a range is promised, how far in it a value lies."""
    form, (above, below) = measure.form, names
    bounded = form.at_least is not None or form.at_most is not None
    at_least, open_end = (Fraction(0), None) if bounded else _lowest(context, measure)
    part_of = below if form.at_least is not None and form.at_most is not None else None
    numerator = Input(above, at_least=at_least, above=open_end, part_of=part_of)
    return context.input(numerator) / context.input(Input(below, at_least=Fraction(1)))


def _meant(measure: PopulationMeasure, quotient: Symbol) -> Symbol:
    """Return the value that a quotient stands for, or its root where the function gives squares."""
    form = measure.form
    value = quotient
    if form.at_least is not None:
        span = 1 if form.at_most is None else form.at_most - form.at_least
        value = number(form.at_least) + quotient * number(span)
    elif form.at_most is not None:
        value = number(form.at_most) - quotient
    return sqrt(value) if form.squared else value


def _own(value: Symbol, measure: PopulationMeasure, choice: Symbol | None) -> Symbol:
    """Return the value of each project's own number: it is absent wherever the number or the choice is."""
    there = Symbol(measure.of) * 0
    return value + there if choice is None else value + there + choice * 0


def _lowest(context: "Context", measure: PopulationMeasure) -> tuple[Fraction | None, Fraction | None]:
    """Return `at_least` and `above` of a value that lies among numbers of the evidence: 0, where they declare it."""
    zero, node = Fraction(0), measure.of
    known = context.inputs.get(str(node.value)) if measure.form.within and node.op == "input" else None
    if known is None:
        return None, None
    if (known.above is not None and known.above >= 0) or (known.at_least or 0) > 0:
        return None, zero
    return (zero if known.at_least == 0 else None), None
