"""The case (案卷): reading it, holding its evidence against a set, and writing an empty one to fill in."""

from perfrules.case.bind import Binder, Missing
from perfrules.case.bound import Basis, Bound, RecordFile
from perfrules.case.case import (
    FORMAT,
    Case,
    CaseDocument,
    CaseFinding,
    CaseNote,
    Goal,
    Interview,
    QuestionnaireRound,
)
from perfrules.case.check import check_case
from perfrules.case.draft import BLANK
from perfrules.case.read import CaseFile, case_from, read_case
from perfrules.case.records import Column, Records, Row

__all__ = [
    "BLANK",
    "FORMAT",
    "Basis",
    "Binder",
    "Bound",
    "Case",
    "CaseDocument",
    "CaseFile",
    "CaseFinding",
    "CaseNote",
    "Column",
    "Goal",
    "Interview",
    "Missing",
    "QuestionnaireRound",
    "RecordFile",
    "Records",
    "Row",
    "case_from",
    "check_case",
    "read_case",
]
