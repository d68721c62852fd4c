"""A comparison for other programs, as the document `perfrules/comparison/1`."""

from collections.abc import Mapping
from typing import Any

from perfrules.comparison.model import CaseChange, Change, Comparison, Difference, ResultChange
from perfrules.formula.printing import number_text
from perfrules.language import Text
from perfrules.problems.problem import key_text
from perfrules.rendering.problem_lists import as_data

FORMAT = "perfrules/comparison/1"
"""What the key `format` of a comparison says."""


def to_dict(comparison: Comparison) -> Mapping[str, Any]:
    """Return *comparison* as plain JSON values: numbers are texts, words are in the language in force."""
    return {
        "format": FORMAT,
        "old": comparison.old,
        "new": comparison.new,
        "verdict": comparison.verdict,
        "differences": [_difference(each) for each in comparison.differences],
        "changes": [_change(each) for each in comparison.changes],
        "cases": [_case(each) for each in comparison.cases],
    }


def _difference(difference: Difference) -> Mapping[str, Any]:
    return {
        "indicator": difference.code,
        "about": str(difference.about),
        "what": difference.what,
        "where": [str(condition) for condition in difference.where],
        "reads": list(difference.reads),
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "sort": change.sort,
        "key": key_text(change.path),
        "about": str(change.about),
        "what": _said(change.what),
        "old": _said(change.old),
        "new": _said(change.new),
    }


def _said(words: Text | None) -> str | None:
    return None if words is None else str(words)


def _case(case: CaseChange) -> Mapping[str, Any]:
    return {
        "case": case.name,
        "results": [_result(result) for result in case.results],
        "refused_by_old": [as_data(problem) for problem in case.refused_by_old],
        "refused_by_new": [as_data(problem) for problem in case.refused_by_new],
    }


def _result(result: ResultChange) -> Mapping[str, Any]:
    return {
        "result": result.code,
        "old": number_text(result.old),
        "new": number_text(result.new),
        "change": number_text(result.change),
        "old_grade": result.old_grade,
        "new_grade": result.new_grade,
        "causes": [{"about": str(cause.about), "change": number_text(cause.change)} for cause in result.causes],
    }


__all__ = ["FORMAT", "to_dict"]
