"""Verifying (复核): the scorecard is scored again, from the evidence in it, by the definition that it names."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from perfrules._version import __version__
from perfrules.case import Case
from perfrules.case.population import population_of
from perfrules.content import ByContent
from perfrules.definition.document import Document, json_text, parse_json
from perfrules.definition.editions import Day, Edition
from perfrules.definition.files import decode, read_file
from perfrules.language import text, use
from perfrules.plugins import Registry
from perfrules.problems import CaseError, DefinitionError, Place, Problem
from perfrules.receipts.comparing import Discrepancy, discrepancies
from perfrules.receipts.evidence import case_of, with_records
from perfrules.receipts.form import faults
from perfrules.scoring import Rules, Scorecard
from perfrules.scoring.loading import load_for

_OF_THE_FILE = frozenset(("PR405", "PR433", "PR440", "PR441"))
"""Warnings of a case that are about what a scorecard does not hold: goals, findings, documents as files."""


@attrs.frozen(eq=False, slots=False)
class Verification(ByContent):
    """
    What came of verifying a scorecard (复核).

    Attributes:
        document: the scorecard as it was read.
        card: the scorecard as it is scored now.
        discrepancies: every place at which the two differ; `agrees` says whether that matters.

    """

    document: Mapping[str, Any] = attrs.field(repr=False)
    card: Scorecard
    discrepancies: tuple[Discrepancy, ...] = ()

    @property
    def made_by(self) -> str:
        """The version of perfrules that made the scorecard."""
        return str(self.document["perfrules"])

    @property
    def is_other_version(self) -> bool:
        """Whether another version of perfrules made the scorecard: then only marks, grades and digest must agree."""
        return self.made_by != __version__

    @property
    def is_other_definition(self) -> bool:
        """Whether the definition is not the one that the scorecard was made by."""
        return bool(self.document["indicator_set"]["sha256"] != self.card.set.digest)

    @cached_property
    def failing(self) -> tuple[Discrepancy, ...]:
        """The discrepancies that matter: all of them, or the decisive ones where another version made the scorecard."""
        if not self.is_other_version:
            return self.discrepancies
        return tuple(found for found in self.discrepancies if found.is_decisive)

    @property
    def agrees(self) -> bool:
        """Whether the scorecard is confirmed."""
        return not self.failing

    def __bool__(self) -> bool:
        """Return whether the scorecard is confirmed."""
        return self.agrees


def verify(
    scorecard: str | os.PathLike[str] | Mapping[str, Any],
    *,
    definition: str | os.PathLike[str] | None = None,
    registry: Registry | None = None,
) -> Verification:
    """
    Return what comes of scoring a *scorecard* again: the path of a JSON file, or what `Scorecard.to_dict` gave.

    The definition is the installed one that the scorecard names by id and edition, or *definition*: a path or an id.
    Only the evidence in the scorecard is read. A file is compared byte for byte, plain data value by value.

    Raises:
        CaseError: it is no scorecard, is damaged, or holds evidence that the definition does not take.
        DefinitionError: the definition is not there, or has problems.

    """
    raw, document = _read(scorecard)
    wrong = faults(document)
    if wrong:
        raise CaseError(wrong)
    data = document.data
    rules = _rules(document, definition, registry)
    with use(data["language"]):
        card = _scored(document, rules)
        now = card.to_dict()
        now["warnings"] = _warnings(data.get("warnings"), now["warnings"])
        found = tuple(discrepancies(data, now))
        if not found and raw is not None and raw not in _writings(now):
            found = (Discrepancy("", str(text("another layout")), str(text("as perfrules writes it"))),)
    return Verification(data, card, found)


def _read(scorecard: str | os.PathLike[str] | Mapping[str, Any]) -> tuple[bytes | None, Document]:
    if isinstance(scorecard, Mapping):
        return None, Document(dict(scorecard))
    file = os.fspath(scorecard)
    raw = read_file(file)
    if isinstance(raw, Problem):
        raise CaseError([raw])
    source = decode(raw, file)
    document = (source,) if isinstance(source, Problem) else parse_json(source, file)
    if not isinstance(document, Document):
        raise CaseError(document)
    return raw, document


def _writings(now: Mapping[str, Any]) -> Sequence[bytes]:
    """Return the bytes that `perfrules score --format json` can write: with Chinese, or with escapes for it."""
    return [json_text(now, escaped=escaped).encode() for escaped in (False, True)]


def _rules(document: Document, reference: str | os.PathLike[str] | None, registry: Registry | None) -> Rules:
    """Return the rules that the scorecard names, for the day that it names."""
    data = document.data
    stated = data["indicator_set"]
    told = data.get("day")
    day = Day.today() if told is None else Day(date.fromisoformat(told["on"]), told["because"])
    named = f"{stated['id']}@{stated['edition']}" if reference is None else reference
    try:
        rules = load_for(named, day, registry)
    except DefinitionError as error:
        if reference is None and all(problem.place == Place() for problem in error.problems):
            place = document.place(("indicator_set", "id"))
            raise DefinitionError(attrs.evolve(problem, place=place) for problem in error.problems) from None
        raise
    return _of_day(rules, told, day)


def _of_day(rules: Rules, told: Mapping[str, Any] | None, day: Day) -> Rules:
    """Return the rules with the editions that the day chose then, whatever is installed beside them now."""
    chosen = () if told is None else tuple(_chosen(rules, entry) for entry in told["editions"])
    dated = any(parameter.entry is not None for parameter in rules.set.parameter)
    definition = attrs.evolve(rules.definition, by_day=chosen)
    return attrs.evolve(rules, definition=definition, day=day if chosen or dated else None)


def _chosen(rules: Rules, entry: Mapping[str, Any]) -> Edition:
    """Return an edition that the day chose: the set's own as the definition says it, one that it extends as told."""
    about = rules.set
    if entry["id"] == about.id:
        return Edition(about.edition, Document({"id": about.id}), about.effective.from_, about.effective.to)
    ends = (None if entry[key] is None else date.fromisoformat(entry[key]) for key in ("from", "to"))
    return Edition(entry["edition"], Document({"id": entry["id"]}), *ends)


def _scored(document: Document, rules: Rules) -> Scorecard:
    """Return the scorecard of the evidence in *document*; raise CaseError where the definition does not take it."""
    data = document.data
    case: Case = case_of(data, rules)
    rules = _with_population(document, rules)
    try:
        card = rules.score(case, partial=data.get("outlook") is not None)
    except CaseError as error:
        raise CaseError(_refused(document, problem) for problem in error.problems) from None
    return attrs.evolve(card, bound=with_records(card.bound, data))


def _with_population(document: Document, rules: Rules) -> Rules:
    """Return the rules with what the scorecard says was found over all projects, where it says so."""
    told = document.data.get("population")
    if told is None:
        return rules
    try:
        written = dict(told)
        return rules.with_population(population_of(written, str(written.pop("sha256", ""))))
    except CaseError as error:
        raise CaseError(
            _refused(document, attrs.evolve(problem, place=Place(key=("population",)))) for problem in error.problems
        ) from None
    except (TypeError, ValueError):
        return rules  # what is lacking then is told of the indicators that read it


def _refused(document: Document, problem: Problem) -> Problem:
    said = text("the definition does not take this evidence: {reason}", reason=problem.text)
    key = (*problem.place.key[:1], *(str(part).partition("/")[0] for part in problem.place.key[1:2]))
    return Problem("PR722", said, document.place(key or ("evidence",)), problem.advice)


def _warnings(was: Any, now: list[dict[str, Any]]) -> Any:
    """Return the warnings as they are now, with those of the scorecard that are about what it does not hold."""
    told = was if isinstance(was, list) else []
    kept = [each for each in told if isinstance(each, dict) and each.get("code") in _OF_THE_FILE]
    both = [*kept, *now]
    return sorted(both, key=told.index) if all(each in told for each in both) else both
