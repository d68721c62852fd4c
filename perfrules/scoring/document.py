"""The scorecard as a document: format perfrules/scorecard/1, without clocks and paths, keys in a fixed order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfrules._version import __version__
from perfrules.formula.printing import number_text
from perfrules.scoring.award import Award

if TYPE_CHECKING:
    from perfrules.scoring.scorecard import Scorecard

FORMAT = "perfrules/scorecard/1"


def document(card: "Scorecard") -> dict[str, Any]:
    """Return the scorecard as plain JSON values; numbers are strings, so that nobody reads them as binary floats."""
    headline = card[card.headline]
    return {
        "format": FORMAT,
        "perfrules": __version__,
        "indicator_set": {
            "id": card.set.id,
            "edition": card.set.edition,
            "title": card.set.title,
            "sha256": card.set.digest,
        },
        "project": {str(key): plain(value) for key, value in card.project.items()},
        "result": {
            "code": headline.code,
            "full_marks": plain(headline.full_marks),
            "marks": plain(headline.marks),
            "rate": plain(headline.rate),
            "rate_shown": headline.rate_shown,
            "grade": headline.grade,
            "absent": headline.absent,
            "absence_reason": headline.absence_reason,
        },
        "results": {code: {"marks": plain(award.marks), "grade": award.grade} for code, award in card.results.items()},
        "awards": [_award(award) for award in card.awards],
        "ledger": [
            {"code": entry.code, "sort": entry.sort, "marks": plain(entry.marks), "reason": entry.reason}
            for entry in card.ledger
        ],
        "evidence": plain(card.bound.evidence),
        "records": [
            {"field": field, "file": file.name, "sha256": file.sha256} for field, file in card.bound.records.items()
        ],
        "documents": [{"id": item.id, "title": item.title} for item in card.case.documents],
        "questionnaires": [
            {"audience": item.audience, "sent": plain(item.sent), "valid": plain(item.valid), "returned": item.returned}
            for item in card.questionnaires
        ],
        "warnings": [{"code": problem.code, "message": problem.message} for problem in card.warnings],
        "outlook": _outlook(card),
    }


def _outlook(card: "Scorecard") -> dict[str, Any] | None:
    if card.outlook is None:
        return None
    low, high = card.outlook.interval
    return {
        "missing": [{"name": item.name, "label": item.label} for item in card.outlook.missing],
        "at_least": plain(low),
        "at_most": plain(high),
        "grades": list(card.outlook.grades),
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "code": award.code,
        "parent": award.parent,
        "level": award.level,
        "name": award.name,
        "name_en": award.name_en,
        "leaf": award.is_leaf,
        "full_marks": plain(award.full_marks),
        "declared_full_marks": plain(award.declared_full_marks),
        "weight": plain(award.weight),
        "takes_part": award.takes_part,
        "marks": plain(award.marks),
        "exact_marks": plain(award.exact_marks),
        "rate": plain(award.rate),
        "rate_shown": award.rate_shown,
        "grade": award.grade,
        "scale_grade": award.scale_grade,
        "absent": award.absent,
        "absence_reason": award.absence_reason,
        "measure": plain(award.measure),
        "target": plain(award.target),
        "rubric": award.rubric,
        "formula": award.formula,
        "calculation": award.calculation,
        "reason": award.reason,
        "points": [
            {
                "id": point.id,
                "text": point.text,
                "full_marks": plain(point.full_marks),
                "marks": plain(point.marks),
                "credit": plain(point.credit),
                "absent": point.absent,
                "reason": point.reason,
            }
            for point in award.points
        ],
        "branches": [
            {"condition": branch.condition, "numbers": branch.numbers, "result": branch.result, "taken": branch.taken}
            for branch in award.branches
        ],
        "gates": list(award.gates),
        "evidence": [
            {
                "name": read.name,
                "value": read.value,
                "unit": read.unit,
                "document": read.document,
                "absent": read.absent,
            }
            for read in award.evidence
        ],
        "sources": [{"id": cited.id, "article": cited.article, "note": cited.note} for cited in award.sources],
    }


def plain(value: object) -> Any:
    """Return *value* as JSON has it; numbers as text, dates as ISO text."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | Fraction):
        return number_text(Fraction(value))
    return value.isoformat() if isinstance(value, date) else str(value)
