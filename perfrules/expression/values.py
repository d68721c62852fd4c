"""What a name can stand for, what an expression comes to, and the scope that says which is which."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal, NoReturn, Protocol, runtime_checkable

import attrs

from perfrules.formula import Condition, Symbol
from perfrules.language import text
from perfrules.problems import ExpressionError

BARE = "1"
"""The unit of a quotient of equal units: a share that is not written in percent."""

Kind = Literal["number", "condition", "choice", "date", "survey", "records", "measure", "table", "text"]


def _declared(unit: str | None) -> str | None:
    return unit or None


@attrs.frozen(eq=False, repr=False)
class NumberValue:
    """A number and its unit; the unit None or "" is not known, and goes with every unit."""

    symbol: Symbol
    unit: str | None = attrs.field(default=None, converter=_declared)


@attrs.frozen(eq=False, repr=False)
class FlagValue:
    """A flag (是/否), or any other condition that has a name."""

    condition: Condition


@attrs.frozen(eq=False, repr=False)
class ChoiceValue:
    """
    One of several options.

    Attributes:
        symbol: the position of the chosen option, from 0.
        options: the ids of the options.
        numbers: the number that each stands for in arithmetic, or None; as many as options.

    """

    symbol: Symbol
    options: tuple[str, ...]
    numbers: tuple[Symbol | None, ...] = ()


@attrs.frozen(eq=False, repr=False)
class DateValue:
    """A date as a number of days: the ordinal of `datetime.date`, 1 for the first of January of the year 1."""

    symbol: Symbol


@attrs.frozen(eq=False, repr=False)
class SurveyValue:
    """The counts of a survey's answers in order, each with its weight where it has one."""

    answers: Mapping[str, tuple[Symbol, Symbol | None]]


@attrs.frozen(eq=False, repr=False)
class RecordsValue:
    """The counts that a reader takes from records, by name."""

    counts: Mapping[str, Symbol]


@attrs.frozen(eq=False, repr=False)
class MeasureValue:
    """A measure with arguments: *body* is its formula, given a term for each of the *parameters*."""

    parameters: tuple[str, ...]
    body: "Callable[[Sequence[Term]], Term]"


@attrs.frozen(eq=False, repr=False)
class TableValue:
    """A table: called with *count* arguments, *body* gives what it has for them; *signature* says how."""

    count: int
    signature: str
    body: "Callable[..., Term]"


Value = NumberValue | FlagValue | ChoiceValue | DateValue | SurveyValue | RecordsValue | MeasureValue | TableValue


def _kind(term: "Term") -> Kind:
    kinds: dict[type, Kind] = {
        Symbol: "number",
        Condition: "condition",
        ChoiceValue: "choice",
        DateValue: "date",
        SurveyValue: "survey",
        RecordsValue: "records",
        MeasureValue: "measure",
        TableValue: "table",
        str: "text",
    }
    return kinds[type(term.value)]


@attrs.frozen(eq=False, repr=False)
class Term:
    """
    What an expression comes to.

    Attributes:
        value: a Symbol for a number, a Condition, the value of a choice, date, survey, records, measure or table,
            or a text.
        unit: the unit of a number; "1" for a bare share, None where it is not known.
        kind: which of these it is, in a word.

    """

    value: Symbol | Condition | ChoiceValue | DateValue | SurveyValue | RecordsValue | MeasureValue | TableValue | str
    unit: str | None = None
    kind: Kind = attrs.Factory(_kind, takes_self=True)


def term_of(value: Value) -> Term:
    """Return the term that a name comes to which stands for *value*."""
    if isinstance(value, NumberValue):
        return Term(value.symbol, value.unit)
    return Term(value.condition) if isinstance(value, FlagValue) else Term(value)


def value_of(term: Term) -> Value:
    """
    Return *term* as a value that a name can stand for, such as the argument of a measure.

    Raises:
        ExpressionError: for a text.

    """
    if isinstance(term.value, Symbol):
        return NumberValue(term.value, term.unit)
    if isinstance(term.value, str):
        raise ExpressionError(text("a text in quotes cannot have a name"), 0, "PR307")
    return FlagValue(term.value) if isinstance(term.value, Condition) else term.value


@runtime_checkable
class Function(Protocol):
    """A function that a plugin brings: a frozen class with a name, and `apply` with one parameter an argument."""

    name: ClassVar[str]

    @property
    def apply(self) -> Callable[..., Symbol]:
        """The method that gives the formula of a call from the symbols of its arguments."""


def _no_nodes(what: str, code: str) -> NoReturn:
    message = text('`{what}("{code}")` cannot be read here', what=what, code=code)
    raise ExpressionError(message, 0, "PR322", text("other nodes are read in rubrics, targets, conditions and gates"))


@attrs.frozen(eq=False, repr=False)
class Scope:
    """
    What an expression can reach: nothing else exists for it.

    Attributes:
        names: the value of each name, by its canonical form; it may be made when first asked for, and only what an
            expression reads is asked for. Where it cannot be made, an ExpressionError may be raised.
        functions: functions of plugins by name; built-in functions are always there.
        node: gives the formula of ("marks" | "exact" | "rate", code), or raises ExpressionError.
        population: gives what a function over the population, by what it declares, called with arguments, comes to;
            None where there is nothing to be found over.

    """

    names: Mapping[str, Value] = attrs.field(factory=dict)
    functions: Mapping[str, Function] = attrs.field(factory=dict)
    node: Callable[[str, str], Symbol] = _no_nodes
    population: "Callable[[Any, Sequence[Any]], Term] | None" = None

    def find(self, name: str, column: int) -> Value | None:
        """Return the value of *name*, or None; an error in making it is raised as one at *column*."""
        try:
            return self.names.get(name)
        except ExpressionError as error:
            raise moved(error, column) from error


def moved(error: ExpressionError, column: int) -> ExpressionError:
    """Return an error from elsewhere (a node, the formula of a measure) as an error at *column*."""
    return ExpressionError(error.text, column, error.code, error.advice)
