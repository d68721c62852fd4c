"""Comparisons: numbers with numbers, choices with texts, dates with dates."""

from perfrules.expression.argument import Argument
from perfrules.expression.operands import as_date, fail_kind, option
from perfrules.expression.units import joint
from perfrules.expression.values import ChoiceValue
from perfrules.formula import Condition, Symbol
from perfrules.language import text
from perfrules.problems import ExpressionError


def compare(left: Argument, sign: str, right: Argument) -> Condition:
    """
    Return the condition `left sign right`.

    Raises:
        ExpressionError: where the two cannot be compared: kinds or units that differ, options that are not offered.

    """
    for side, other in ((left, right), (right, left)):
        if isinstance(side.term.value, str):
            return _with_text(other, sign if side is right else _mirrored(sign), side)
    kinds = {left.term.kind, right.term.kind}
    if kinds == {"date"}:
        return _ordered(_days(left), sign, _days(right))
    if kinds == {"choice"}:
        advice = text("compare each of them with a text in quotes, and join the conditions with `and`, `or`")
        raise ExpressionError(text("two choices cannot be compared"), right.column, "PR314", advice)
    joint(left.number, right.number, right.column)
    return _ordered(left.symbol, sign, right.symbol)


def _days(argument: Argument) -> Symbol:
    return as_date(argument.term, argument.source, argument.column)


def _mirrored(sign: str) -> str:
    return sign.translate(str.maketrans("<>", "><"))


def _with_text(side: Argument, sign: str, written: Argument) -> Condition:
    """Compare a choice or a date on the left with a text on the right."""
    if isinstance(side.term.value, ChoiceValue):
        if sign not in ("==", "!="):
            message = text("options of a choice have no order; `{sign}` cannot be used", sign=sign)
            raise ExpressionError(message, side.column, "PR314", text('write `choice in ("a", "b")`'))
        chosen = option(side.term.value, str(written.term.value), written.column)
        return chosen if sign == "==" else ~chosen
    if side.term.kind != "date":
        fail_kind(side.term, "choice", side.source, side.column)
    return _ordered(_days(side), sign, _days(written))


def _ordered(a: Symbol, sign: str, b: Symbol) -> Condition:
    match sign:
        case "==" | "!=":
            return a == b if sign == "==" else a != b
        case "<" | ">":
            return a < b if sign == "<" else a > b
        case _:
            return a <= b if sign == "<=" else a >= b
