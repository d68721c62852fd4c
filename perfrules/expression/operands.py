"""What a term can be used as: numbers, conditions, dates, surveys; and the errors where it cannot."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NoReturn

from perfrules.expression.values import ChoiceValue, DateValue, Kind, RecordsValue, SurveyValue, Term
from perfrules.formula import Condition, Node, Symbol, all_of, cell, choose, number
from perfrules.language import Text, text
from perfrules.problems import ExpressionError, suggestion

KINDS: Final[dict[Kind, Text]] = {
    "number": text("a number"),
    "condition": text("a condition"),
    "choice": text("a choice"),
    "date": text("a date"),
    "survey": text("a survey"),
    "records": text("records"),
    "measure": text("a measure with arguments"),
    "table": text("a lookup table"),
    "text": text("a text"),
}
_ADVICE: Final[dict[tuple[Kind, Kind], Text]] = {
    ("number", "condition"): text("write `1 if condition else 0` for a number"),
    ("number", "choice"): text("give every option of the choice a value, or compare it with a text in quotes"),
    ("number", "date"): text(
        "a date to compare with stands in quotes, such as '2017-12-31'; only the difference of two is a number: days"
    ),
    ("number", "survey"): text('write `survey_rate(survey)`, `share(survey, "answer")` or `valid(survey)`'),
    ("number", "records"): text("write one of its counts: `records.count`"),
    ("number", "measure"): text("write its arguments in parentheses"),
    ("number", "table"): text("write its arguments in parentheses"),
    ("condition", "number"): text("compare it with a number, such as `x > 0`"),
    ("condition", "choice"): text('compare it with one of its options: `choice == "option"`'),
}


_DECLARED: Final[dict[Kind, Text]] = {
    "number": text("write a number, or a name that stands for one"),
    "condition": text("write a comparison, such as `x > 0`, or a flag"),
    "choice": text("texts are compared only with choices and dates"),
    "date": text('write a date field, or a date such as "2017-12-31" beside one'),
    "survey": text("write the name of a survey"),
    "records": text("only counts of records are written with a point"),
}
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def fail_kind(term: Term, expected: Kind, source: str, column: int, code: str = "PR314") -> NoReturn:
    """Raise the error of a *term*, written as *source*, that is not of the *expected* kind."""
    message = text(
        "`{source}` is {found}; {expected} is expected", source=source, found=KINDS[term.kind], expected=KINDS[expected]
    )
    raise ExpressionError(message, column, code, _ADVICE.get((expected, term.kind)) or _DECLARED.get(expected))


def as_number(term: Term, source: str, column: int, code: str = "PR314") -> Term:
    """Return *term* as a number with its unit: a choice gives the number of its option."""
    return Term(as_symbol(term, source, column, code), term.unit)


def as_symbol(term: Term, source: str, column: int, code: str = "PR314") -> Symbol:
    """Return *term* as a number without its unit."""
    if isinstance(term.value, Symbol):
        return term.value
    if isinstance(term.value, ChoiceValue):
        numbers = [number for number in term.value.numbers if number is not None]
        if numbers and len(numbers) == len(term.value.options):
            return _number_of_choice(term.value.symbol, numbers)
    fail_kind(term, "number", source, column, code)


def _number_of_choice(position: Symbol, numbers: list[Symbol]) -> Symbol:
    chosen = numbers[-1]
    for index in range(len(numbers) - 2, -1, -1):
        chosen = choose(position == index, numbers[index], chosen)
    # Under a name of its own, so that a formula says "category" and not all of its options.
    return chosen if chosen.node.op == "constant" else cell(f"{position.node.value} value", chosen)


def as_condition(term: Term, source: str, column: int, code: str = "PR314") -> Condition:
    """Return *term* as a condition."""
    if isinstance(term.value, Condition):
        return term.value
    fail_kind(term, "condition", source, column, code)


def as_survey(term: Term, source: str, column: int) -> SurveyValue:
    """Return *term* as a survey."""
    if isinstance(term.value, SurveyValue):
        return term.value
    fail_kind(term, "survey", source, column)


def as_date(term: Term, source: str, column: int) -> Symbol:
    """Return *term*, a date or the text of one ("2017-12-31"), as days."""
    if isinstance(term.value, DateValue):
        return term.value.symbol
    if not isinstance(term.value, str):
        fail_kind(term, "date", source, column)
    try:
        if not _DATE.fullmatch(term.value):
            raise ValueError(term.value)  # noqa: TRY301  # weeks and dates without signs are refused as well
        day = date.fromisoformat(term.value)
    except ValueError:
        message = text('"{text}" is not a date', text=term.value)
        raise ExpressionError(message, column, "PR319", text('write year-month-day, such as "2017-12-31"')) from None
    return number(day.toordinal())


def option(choice: ChoiceValue, written: str, column: int) -> Condition:
    """Return the condition that the option *written* is chosen."""
    if written not in choice.options:
        message = text('the choice does not offer "{text}"', text=written)
        raise ExpressionError(message, column, "PR315", suggestion(written, choice.options))
    return choice.symbol == choice.options.index(written)


def given(term: Term, source: str, column: int) -> Condition:
    """Return the condition that everything of *term* is there."""
    if isinstance(term.value, Symbol):
        return term.value.given()
    if isinstance(term.value, ChoiceValue | DateValue):
        return term.value.symbol.given()
    if isinstance(term.value, SurveyValue):
        return all_of(*(count.given() for count, _ in term.value.answers.values()))
    if isinstance(term.value, RecordsValue):
        return all_of(*(count.given() for count in term.value.counts.values()))
    if isinstance(term.value, Condition):
        return all_of(*(Symbol(node).given() for node in _numbers_below(term.value.node)))
    fail_kind(term, "number", source, column)


def _numbers_below(root: Node) -> Iterable[Node]:
    """Yield the numbers that a condition compares; those inside them are part of them."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_truth:
            stack.extend(reversed(node.args))
        else:
            yield node
