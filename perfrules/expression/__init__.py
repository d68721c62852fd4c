"""The small arithmetic language of definitions: read safely and exactly, and turned into formulas."""

from perfrules.expression.evaluation import condition, evaluate, evaluate_all, number
from perfrules.expression.functions import FUNCTIONS, RESERVED, Builtin
from perfrules.expression.lexer import literal
from perfrules.expression.naming import canonical, is_identifier
from perfrules.expression.order import in_order
from perfrules.expression.parsing import parse, parse_all
from perfrules.expression.tree import NODE_FUNCTIONS, Part, Tree, calls, codes, names
from perfrules.expression.values import (
    ChoiceValue,
    DateValue,
    FlagValue,
    Function,
    MeasureValue,
    NumberValue,
    RecordsValue,
    Scope,
    SurveyValue,
    Term,
    Value,
    term_of,
    value_of,
)

__all__ = [
    "FUNCTIONS",
    "NODE_FUNCTIONS",
    "RESERVED",
    "Builtin",
    "ChoiceValue",
    "DateValue",
    "FlagValue",
    "Function",
    "MeasureValue",
    "NumberValue",
    "Part",
    "RecordsValue",
    "Scope",
    "SurveyValue",
    "Term",
    "Tree",
    "Value",
    "calls",
    "canonical",
    "codes",
    "condition",
    "evaluate",
    "evaluate_all",
    "in_order",
    "is_identifier",
    "literal",
    "names",
    "number",
    "parse",
    "parse_all",
    "term_of",
    "value_of",
]
