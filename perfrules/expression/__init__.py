"""The small arithmetic language of definitions: read safely and exactly, and turned into formulas."""

from perfrules.expression.argument import Argument
from perfrules.expression.evaluation import condition, evaluate, evaluate_all, number
from perfrules.expression.functions import FUNCTIONS, RESERVED, Builtin
from perfrules.expression.lexer import literal
from perfrules.expression.naming import canonical, is_identifier
from perfrules.expression.operands import fail_kind
from perfrules.expression.order import in_order
from perfrules.expression.parsing import parse, parse_all
from perfrules.expression.population import PopulationForm, PopulationFunction, PopulationNumbers
from perfrules.expression.tree import NODE_FUNCTIONS, Part, Tree, calls, codes, names
from perfrules.expression.units import joint
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
    TableValue,
    Term,
    Value,
    term_of,
    value_of,
)

__all__ = [
    "FUNCTIONS",
    "NODE_FUNCTIONS",
    "RESERVED",
    "Argument",
    "Builtin",
    "ChoiceValue",
    "DateValue",
    "FlagValue",
    "Function",
    "MeasureValue",
    "NumberValue",
    "Part",
    "PopulationForm",
    "PopulationFunction",
    "PopulationNumbers",
    "RecordsValue",
    "Scope",
    "SurveyValue",
    "TableValue",
    "Term",
    "Tree",
    "Value",
    "calls",
    "canonical",
    "codes",
    "condition",
    "evaluate",
    "evaluate_all",
    "fail_kind",
    "in_order",
    "is_identifier",
    "joint",
    "literal",
    "names",
    "number",
    "parse",
    "parse_all",
    "term_of",
    "value_of",
]
