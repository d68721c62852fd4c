"""The checks of a case that concern no single value: its set, documents, questionnaires and links to indicators."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from perfrules.case.case import Case, CaseFinding, Goal
from perfrules.case.draft import Draft
from perfrules.case.recordings import inside
from perfrules.definition.library import is_path
from perfrules.language import text
from perfrules.model import IndicatorSet
from perfrules.problems import Key


def check_particulars(draft: Draft, case: Case, indicator_set: IndicatorSet) -> None:
    """Check the case, and let *draft* know its documents and the round of its questionnaires."""
    _check_set(draft, case, indicator_set)
    _check_documents(draft, case)
    _check_rounds(draft, case)
    known = indicator_set.by_code
    for code, key in _linked(case):
        if code not in known:
            message = text("the indicator set has no indicator `{code}`", code=code)
            draft.report("PR433", message, key, draft.near(code, known))


def _check_set(draft: Draft, case: Case, indicator_set: IndicatorSet) -> None:
    name, _, edition = case.indicator_set.partition("@")
    if not name or is_path(case.indicator_set) or (name == indicator_set.id and edition in ("", indicator_set.edition)):
        return
    there = f"{indicator_set.id}@{indicator_set.edition}"
    message = text(
        "the case was written for {written}, and is scored with {there}", written=case.indicator_set, there=there
    )
    advice = text("change `indicator_set` in the case, or score it with that set")
    draft.report("PR405", message, ("indicator_set",), advice)


def _check_documents(draft: Draft, case: Case) -> None:
    seen: set[str] = set()
    for place, document in enumerate(case.documents):
        if document.id in seen:
            draft.report("PR432", text("two documents have the id `{id}`", id=document.id), ("document", place, "id"))
        seen.add(document.id)
        key: Key = ("document", place, "file")
        path = inside(draft, document.file, key) if document.file else None
        if path is not None and not _is_there(path):
            draft.report("PR440", text("the file cannot be used: {reason}", reason=text("it is not there")), key)
    # Plain data have no list of documents to hold references against.
    draft.documents = None if case.is_bare else frozenset(seen)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _check_rounds(draft: Draft, case: Case) -> None:
    for place, sent in enumerate(case.questionnaires):
        for name, count in (("sent", sent.sent), ("valid", sent.valid)):
            if count is not None and count < 0:
                message = text("{value} is out of range: {range} was expected", value=count, range="≥ 0")
                draft.report("PR410", message, ("questionnaire", place, name))
        if sent.sent is not None and sent.valid is not None and sent.valid > sent.sent:
            message = text("{valid} questionnaires are valid, and {sent} were sent", valid=sent.valid, sent=sent.sent)
            draft.report("PR417", message, ("questionnaire", place, "valid"))
    if len(case.questionnaires) == 1:
        draft.rounds = case.questionnaires[0].valid


def _linked(case: Case) -> Iterator[tuple[str, Key]]:
    """Yield the codes that goals and findings name, each with its key path."""
    parts: tuple[tuple[str, Sequence[Goal | CaseFinding]], ...] = (("goal", case.goals), ("finding", case.findings))
    for part, items in parts:
        for place, item in enumerate(items):
            for index, code in enumerate(item.indicators):
                yield code, (part, place, "indicators", index)
