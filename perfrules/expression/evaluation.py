"""From the tree to a formula: names become symbols, and what does not fit together becomes an error."""

from collections.abc import Sequence
from typing import Literal

from perfrules.expression.argument import Argument
from perfrules.expression.calling import call
from perfrules.expression.comparing import compare
from perfrules.expression.growth import fitting, power
from perfrules.expression.operands import as_condition, as_date, as_number, fail_kind, option
from perfrules.expression.tree import (
    Call,
    Chain,
    Choice,
    Comparison,
    Contrary,
    Count,
    Logic,
    Name,
    Negative,
    Number,
    OneOf,
    Part,
    Power,
    Quoted,
    Tree,
)
from perfrules.expression.undeclared import undeclared
from perfrules.expression.units import joint, quotient
from perfrules.expression.values import ChoiceValue, DateValue, RecordsValue, Scope, Term, term_of
from perfrules.formula import Condition, Symbol, all_of, any_of, choose
from perfrules.formula import number as constant
from perfrules.language import text
from perfrules.problems import ExpressionError, suggestion

Wanted = Literal["number", "condition"]


def evaluate(tree: Tree, scope: Scope) -> Term:
    """
    Return what *tree* comes to in *scope*.

    Raises:
        ExpressionError: the leftmost of the errors that `evaluate_all` gives.

    """
    return _first(evaluate_all(tree, scope))


def number(tree: Tree, scope: Scope) -> Term:
    """
    Return the number that *tree* comes to, with its unit.

    Raises:
        ExpressionError: as `evaluate`, and where it comes to something else.

    """
    return _first(evaluate_all(tree, scope, wanted="number"))


def condition(tree: Tree, scope: Scope) -> Condition:
    """
    Return the condition that *tree* comes to.

    Raises:
        ExpressionError: as `evaluate`, and where it comes to something else.

    """
    term = _first(evaluate_all(tree, scope, wanted="condition"))
    return as_condition(term, tree.text, tree.root.column)


def evaluate_all(
    tree: Tree, scope: Scope, *, wanted: Wanted | None = None
) -> tuple[Term | None, tuple[ExpressionError, ...]]:
    """Return what *tree* comes to and no errors, or None and everything that is wrong, from the left."""
    evaluator = _Evaluator(tree, scope)
    try:
        (argument,) = evaluator.read_all([tree.root])
        return _as_wanted(argument, wanted), ()
    except _ReportedError:
        return None, tuple(sorted(evaluator.errors, key=lambda error: error.column))
    except ExpressionError as error:
        return None, (error,)


def _first(result: tuple[Term | None, tuple[ExpressionError, ...]]) -> Term:
    term, errors = result
    if term is None:
        raise errors[0]
    return term


def _as_wanted(argument: Argument, wanted: Wanted | None) -> Term:
    term, source, column = argument.term, argument.source, argument.column
    if wanted == "number":
        return as_number(term, source, column, "PR318")
    return Term(as_condition(term, source, column, "PR318")) if wanted == "condition" else term


class _ReportedError(Exception):
    """What is wrong has been put on the list already."""


class _Evaluator:
    """Reads the parts of one tree; operands that are independent of each other are all read, and all reported."""

    def __init__(self, tree: Tree, scope: Scope) -> None:
        self.tree, self.scope = tree, scope
        self.errors: list[ExpressionError] = []

    def read_all(self, parts: Sequence[Part]) -> list[Argument]:
        """Return what each of *parts* comes to; raise _ReportedError when one cannot be read."""
        arguments, failed = [], False
        for part in parts:
            try:
                argument = Argument(self._read(part), self.tree.source(part), part.column)
                arguments.append(fitting(argument))
            except ExpressionError as error:
                self.errors.append(error)
                failed = True
            except _ReportedError:
                failed = True
        if failed:
            raise _ReportedError
        return arguments

    def _read(self, part: Part) -> Term:
        match part:
            case Number():
                return Term(constant(part.value))
            case Quoted():
                return Term(part.text)
            case Name() | Count():
                return self._name(part) if isinstance(part, Name) else self._count(part)
        operands = self.read_all(part.parts)
        if isinstance(part, Call):
            return call(part, operands, self.scope)
        return _choice(part, operands) if isinstance(part, Choice) else self._operation(part, operands)

    def _operation(self, part: Part, operands: list[Argument]) -> Term:
        match part:
            case Negative():
                return Term(-operands[0].symbol, operands[0].number.unit)
            case Chain():
                return _chain(part, operands)
            case Power():
                return power(*operands)
        return Term(self._truth(part, operands))

    def _truth(self, part: Part, operands: list[Argument]) -> Condition:
        match part:
            case Contrary():
                return ~_truth(operands[0])
            case Comparison():
                pairs = zip(operands, part.rest, operands[1:], strict=False)
                return all_of(*(compare(left, sign, right) for left, (sign, _), right in pairs))
            case OneOf():
                return _one_of(part, operands)
            case Logic():
                return (all_of if part.word == "and" else any_of)(*map(_truth, operands))
        message = text("`{source}` cannot be read", source=self.tree.source(part))
        raise ExpressionError(message, part.column)

    def _name(self, part: Name) -> Term:
        value = self.scope.find(part.name, part.column)
        if value is None:
            raise undeclared(part, self.tree, self.scope)
        return term_of(value)

    def _count(self, part: Count) -> Term:
        value = self.scope.find(part.owner, part.column)
        if value is None:
            raise undeclared(Name(part.owner, span=part.span), self.tree, self.scope)
        if not isinstance(value, RecordsValue):
            fail_kind(term_of(value), "records", part.owner, part.column)
        if part.name not in value.counts:
            message = text("the records `{owner}` have no count `{name}`", owner=part.owner, name=part.name)
            column = part.span[1] - len(part.name)
            raise ExpressionError(message, column, "PR316", suggestion(part.name, value.counts))
        return Term(value.counts[part.name])


def _truth(argument: Argument) -> Condition:
    return as_condition(argument.term, argument.source, argument.column)


def _choice(part: Choice, operands: list[Argument]) -> Term:
    then, test, otherwise = operands
    truth, a, b = _truth(test), then.term, otherwise.term
    if isinstance(a.value, Condition) and isinstance(b.value, Condition):
        return Term(any_of(all_of(truth, a.value), all_of(~truth, b.value)))
    if isinstance(a.value, DateValue) and isinstance(b.value, DateValue):
        return Term(DateValue(choose(truth, a.value.symbol, b.value.symbol, why=part.why)))
    unit = joint(then.number, otherwise.number, otherwise.column)
    return Term(choose(truth, then.symbol, otherwise.symbol, why=part.why), unit)


def _chain(part: Chain, operands: list[Argument]) -> Term:
    first = operands[0]
    signs = [sign for sign, _ in part.rest]
    if first.term.kind == "date" and signs == ["-"] and operands[1].term.kind == "date":
        return Term(_days(first) - _days(operands[1]))
    result, unit = first.symbol, first.number
    for sign, operand in zip(signs, operands[1:], strict=True):
        unit = Term(result, _unit(sign, unit, operand))
        result = _join(result, sign, operand.symbol)
    return Term(result, unit.unit)


def _days(argument: Argument) -> Symbol:
    return as_date(argument.term, argument.source, argument.column)


def _join(a: Symbol, sign: str, b: Symbol) -> Symbol:
    if sign in "+-":
        return a + b if sign == "+" else a - b
    return a * b if sign == "*" else a / b


def _unit(sign: str, left: Term, right: Argument) -> str | None:
    if sign in "+-":
        return joint(left, right.number, right.column)
    return quotient(left, right.number) if sign == "/" else None


def _one_of(part: OneOf, operands: list[Argument]) -> Condition:
    choice = operands[0]
    if not isinstance(choice.term.value, ChoiceValue):
        fail_kind(choice.term, "choice", choice.source, choice.column)
    matches = [option(choice.term.value, quoted.text, quoted.column) for quoted in part.options]
    return ~any_of(*matches) if part.negated else any_of(*matches)
