"""The scorecard as a document: format perfrules/scorecard/1, without clocks and paths, keys in a fixed order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from perfrules._version import __version__
from perfrules.formula.printing import number_text
from perfrules.language import chosen
from perfrules.scoring.award import Award
from perfrules.scoring.peers import told_of

if TYPE_CHECKING:
    from perfrules.scoring.scorecard import Scorecard

FORMAT = "perfrules/scorecard/1"

_SCALE = ("at_least", "at_most", "better")
_MARKS = ("full_marks", "declared_full_marks", "weight", "takes_part", "marks", "exact_marks", "rate", "rate_shown")
_WORDS = ("rubric", "formula", "calculation", "reason")
_RESULT = (*_MARKS, "grade", "scale_grade", "absent", "absence_reason", "measure", "target", *_WORDS)
_FIRST = ("marks", "grade")
_PUBLISHED = ("full_marks", "marks", "rate", "rate_shown", "grade", "absent", "absence_reason")
_POINT = ("id", "text", "full_marks", "marks", "credit", "absent", "reason")


def document(card: "Scorecard") -> dict[str, Any]:
    """Return the scorecard as plain JSON values; numbers are strings, so that nobody reads them as binary floats."""
    headline, language = card[card.headline], chosen() or card.set.language
    return {
        "format": FORMAT,
        "perfrules": __version__,
        "language": language,
        "indicator_set": {
            "id": card.set.id,
            "edition": card.set.edition,
            "title": card.set.title,
            "sha256": card.set.digest,
        },
        "day": _day(card),
        **_population(card),
        "project": {str(key): plain(value) for key, value in card.project.items()},
        "result": {**_keys(headline, "code", *_PUBLISHED, *_SCALE), **_rank(headline)},
        "results": {
            code: {
                **_keys(award, "marks", "grade", *(key for key in _PUBLISHED if key not in _FIRST), *_SCALE),
                **_rank(award),
            }
            for code, award in card.results.items()
        },
        "awards": [_award(award) for award in card.awards],
        "ledger": _ledger(card, card.headline),
        "ledgers": {code: _ledger(card, code) for code in card.set.results[1:]},
        "evidence": plain(card.bound.evidence),
        "records": [
            {"field": field, "file": file.name, "sha256": file.sha256} for field, file in card.bound.records.items()
        ],
        "documents": [{"id": item.id, "title": item.title} for item in card.case.documents],
        "questionnaires": [
            {"audience": item.audience, "sent": plain(item.sent), "valid": plain(item.valid), "returned": item.returned}
            for item in card.questionnaires
        ],
        "warnings": [{"code": problem.code, "message": problem.text.into(language)} for problem in card.warnings],
        "outlook": _outlook(card),
    }


def _day(card: "Scorecard") -> dict[str, Any] | None:
    """Return the day whose rules were used and what it has decided; None where no day decides anything."""
    rules = card.rules
    if rules.day is None:
        return None
    return {
        "on": plain(rules.day.on),
        "because": rules.day.because,
        "editions": [
            {"id": chosen.id, "edition": chosen.name, "from": plain(chosen.first), "to": plain(chosen.last)}
            for chosen in rules.definition.by_day
        ],
        "parameters": [
            {
                "parameter": parameter.key,
                "value": plain(rules.parameters.get(parameter.key)),
                "from": plain(entry.from_),
                "sources": [cited.id for cited in entry.source],
            }
            for parameter in card.set.parameter
            if (entry := parameter.entry) is not None
        ],
    }


def _population(card: "Scorecard") -> dict[str, Any]:
    """Return what was found over all projects and with which digest; nothing where the set reads no such thing."""
    population = card.rules.population
    if population is None or not card.rules.reads_population:
        return {}
    return {"population": {"sha256": population.sha256, **told_of(population, card.rules.program, card.trace)}}


def _ledger(card: "Scorecard", code: str) -> list[dict[str, Any]]:
    return [_keys(entry, "code", "sort", "marks", "reason") for entry in card.ledger_of(code)]


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


def _rank(award: Award) -> dict[str, Any]:
    """Return the rank of a result and among how many; nothing where it is not known."""
    return {} if award.rank is None else _keys(award, "rank", "ranked")


def _award(award: Award) -> dict[str, Any]:
    return {
        **_keys(award, "code", "parent"),
        "level": award.level,
        **_keys(award, "name", "name_en"),
        "leaf": award.is_leaf,
        **_keys(award, *_RESULT, *_SCALE),
        **_rank(award),
        "points": [_keys(point, *_POINT) for point in award.points],
        "branches": [_keys(branch, "condition", "numbers", "result", "taken") for branch in award.branches],
        "gates": list(award.gates),
        "evidence": [_keys(read, "name", "value", "unit", "document", "absent") for read in award.evidence],
        "sources": [_keys(cited, "id", "article", "note") for cited in award.sources],
    }


def _keys(value: object, *names: str) -> dict[str, Any]:
    """Return the named attributes of *value*, in this order."""
    return {name: plain(getattr(value, name)) for name in names}


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
