"""Calls: built-in functions, functions of plugins, measures with arguments, tables, and other nodes."""

import inspect
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from perfrules.expression.argument import Argument
from perfrules.expression.functions import FUNCTIONS
from perfrules.expression.hints import for_function
from perfrules.expression.population import is_over_population, out_of_place, population_form
from perfrules.expression.tree import NODE_FUNCTIONS, Call
from perfrules.expression.values import BARE, Function, MeasureValue, Scope, TableValue, Term, moved
from perfrules.formula import Condition, Symbol, number
from perfrules.language import Text, text
from perfrules.problems import ExpressionError, suggestion


def call(part: Call, arguments: Sequence[Argument], scope: Scope) -> Term:
    """
    Return what the call *part* gives.

    Raises:
        ExpressionError: for a function that is not there, arguments that do not fit, and functions that fail.

    """
    if part.name in NODE_FUNCTIONS:
        return _node(part, str(arguments[0].term.value), scope, arguments[0].column)
    builtin = FUNCTIONS.get(part.name)
    if builtin is not None:
        _check_count(part, len(arguments), builtin.fewest, builtin.most, builtin.signature)
        return builtin.apply(arguments)
    function = scope.functions.get(part.name)
    if function is not None:
        if is_over_population(function):
            return _over_population(part, function, arguments, scope)
        return _plugin(part, function, arguments)
    value = scope.find(part.name, part.column)
    if isinstance(value, MeasureValue):
        return _measure(part, value, arguments)
    if isinstance(value, TableValue):
        _check_count(part, len(arguments), value.count, value.count, value.signature)
        return value.body(arguments)
    raise _unknown(part, scope, declared=value is not None)


def _node(part: Call, code: str, scope: Scope, column: int) -> Term:
    try:
        symbol = scope.node(part.name, code)
    except ExpressionError as error:
        raise moved(error, column) from error
    return Term(symbol, BARE if part.name == "rate" else None)


def _measure(part: Call, measure: MeasureValue, arguments: Sequence[Argument]) -> Term:
    count = len(measure.parameters)
    _check_count(part, len(arguments), count, count, f"{part.name}({', '.join(measure.parameters)})")
    try:
        return measure.body([argument.term for argument in arguments])
    except ExpressionError as error:
        raise moved(error, part.column) from error


def _over_population(part: Call, function: object, arguments: Sequence[Argument], scope: Scope) -> Term:
    form = population_form(function)
    fewest = 1 + len(form.constants)
    _check_count(part, len(arguments), fewest, fewest + 1, form.signature)
    return out_of_place(arguments) if scope.population is None else scope.population(form, arguments)


def _plugin(part: Call, function: Function, arguments: Sequence[Argument]) -> Term:
    fewest, most, signature = _shape(part.name, function)
    _check_count(part, len(arguments), fewest, most, signature)
    numbers = [argument.symbol for argument in arguments]
    try:
        result = function.apply(*numbers)
        if isinstance(result, Symbol | int | Decimal | Fraction):
            return Term(number(result))
        if isinstance(result, Condition):
            return Term(result)
    except (Exception, SystemExit) as error:  # a plugin may raise anything; its place must be told
        reason = type(error).__name__ if isinstance(error, SystemExit) else str(error) or type(error).__name__
        raise _failed(part, text("the function `{name}` failed: {reason}", name=part.name, reason=reason)) from error
    message = text("the function `{name}` gave {found}, not a number", name=part.name, found=type(result).__name__)
    raise _failed(part, message)


def _failed(part: Call, message: Text) -> ExpressionError:
    advice = text("the fault is in the plugin that brings the function; tell its authors")
    return ExpressionError(message, part.column, "PR320", advice)


def _shape(name: str, function: Function) -> tuple[int, int | None, str]:
    """Return the least and the greatest number of arguments of *function*, and how a call is written."""
    parameters = inspect.signature(function.apply).parameters.values()
    plain = [item for item in parameters if item.kind in (item.POSITIONAL_ONLY, item.POSITIONAL_OR_KEYWORD)]
    several = [item for item in parameters if item.kind is item.VAR_POSITIONAL]
    required = sum(item.default is item.empty for item in plain)
    written = ", ".join([item.name for item in plain] + (["…"] if several else []))
    return required, None if several else len(plain), f"{name}({written})"


def _check_count(part: Call, count: int, fewest: int, most: int | None, signature: str) -> None:
    if count >= fewest and (most is None or count <= most):
        return
    message = text("`{name}` cannot be called with {count} arguments", name=part.name, count=count)
    raise ExpressionError(message, part.column, "PR313", text("write `{signature}`", signature=signature))


def _unknown(part: Call, scope: Scope, *, declared: bool) -> ExpressionError:
    if declared:
        message = text("`{name}` takes no arguments", name=part.name)
        return ExpressionError(message, part.column, "PR312", text("write `{name}` alone", name=part.name))
    import difflib

    message = text("there is no function `{name}`", name=part.name)
    near = difflib.get_close_matches(part.name, scope.names, n=1)
    known = [*FUNCTIONS, *NODE_FUNCTIONS, *scope.functions, *near]
    return ExpressionError(message, part.column, "PR312", for_function(part.name) or suggestion(part.name, known))
