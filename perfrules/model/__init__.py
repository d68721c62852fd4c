"""The vocabulary as frozen classes: values that print well, compare by content, and only walk the tree."""

from perfrules.model.absence import Policy
from perfrules.model.evidence import Answer, ChoiceOption, EvidenceField, EvidenceType
from perfrules.model.grade import GradeBand, GradeScale, ScaleCase
from perfrules.model.indicator import Gate, Indicator, RubricCase, RubricKind
from perfrules.model.indicator_set import Effective, IndicatorSet
from perfrules.model.measure import DatedValue, Measure, Parameter
from perfrules.model.origin import Origin
from perfrules.model.rounding import RoundingRule
from perfrules.model.source import Citation, Source
from perfrules.model.table import NumberTable, Table, TableRow, TableTier

__all__ = [
    "Answer",
    "ChoiceOption",
    "Citation",
    "DatedValue",
    "Effective",
    "EvidenceField",
    "EvidenceType",
    "Gate",
    "GradeBand",
    "GradeScale",
    "Indicator",
    "IndicatorSet",
    "Measure",
    "NumberTable",
    "Origin",
    "Parameter",
    "Policy",
    "RoundingRule",
    "RubricCase",
    "RubricKind",
    "ScaleCase",
    "Source",
    "Table",
    "TableRow",
    "TableTier",
]
