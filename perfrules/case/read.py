"""From a file, or from plain data, to a case: its form is checked here, its evidence when a set is there."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

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
from perfrules.case.form import structured
from perfrules.case.numbers import shown
from perfrules.content import ByContent
from perfrules.definition.document import Document, read_document
from perfrules.language import Text, text
from perfrules.model.fields import documented
from perfrules.problems import CaseError, Key, Problem


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CaseFile(ByContent):
    """The keys of a case file, as they are written."""

    format: str = documented('format of the file: "perfrules/case/1"')
    indicator_set: str = documented("the indicator set: id, or id@edition")
    on: str | date | None = documented("the day whose rules apply, default today", default=None)
    population: str = documented("the file of what was found over all projects, by `perfrules population`", default="")
    project: Mapping[str, Any] = documented("particulars of the project", factory=dict)
    evidence: Mapping[str, Any] = documented("evidence by field, indicator code or flat name", factory=dict)
    document: tuple[CaseDocument, ...] = documented("documents that evidence refers to", default=())
    interview: tuple[Interview, ...] = documented("interviews", default=())
    questionnaire: tuple[QuestionnaireRound, ...] = documented("rounds of questionnaires", default=())
    goal: tuple[Goal, ...] = documented("goals of the project", default=())
    finding: tuple[CaseFinding, ...] = documented("findings of the evaluator", default=())
    note: tuple[CaseNote, ...] = documented("remarks", default=())
    expect: Mapping[str, Any] | None = documented("what the case must give, for `perfrules test`", default=None)


def read_case(path: str | os.PathLike[str]) -> Case:
    """
    Read the case (案卷) in the TOML file at *path*, or in the JSON file if its name ends so.

    Raises:
        CaseError: the file cannot be read or does not have the form of a case; all problems at once.

    """
    document = read_document(path)
    if not isinstance(document, Document):
        raise CaseError(document)
    return case_of(document, Path(path).parent)


def case_of(document: Document, folder: Path | None = None) -> Case:
    """Return the case that *document* holds; raise `CaseError` with all problems of its form."""
    problems = list(_format_problems(document))

    def report(code: str, message: Text, key: Key, advice: Text | None) -> None:
        if code != "PR022" or key != ("format",):
            problems.append(Problem(code, message, document.place(key), advice))

    written: CaseFile | None = structured(document.data, CaseFile, (), report)
    day = None if written is None else _day(written.on, report)
    if written is None or problems:
        raise CaseError(sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0)))
    return Case(
        indicator_set=written.indicator_set,
        on=day,
        population=written.population,
        project=written.project,
        evidence=written.evidence,
        documents=written.document,
        interviews=written.interview,
        questionnaires=written.questionnaire,
        goals=written.goal,
        findings=written.finding,
        notes=written.note,
        expect=written.expect,
        folder=folder,
        source=document,
    )


def _day(written: str | date | None, report: Callable[[str, Text, Key, Text | None], None]) -> date | None:
    """Return the day that a case names; JSON has no dates, and writes one as a text."""
    if not isinstance(written, str):
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        report(
            "PR023", text("a date such as 2017-03-05 was expected, not {value}", value=shown(written)), ("on",), None
        )
        return None


def case_from(data: Mapping[str, Any], folder: Path | None = None) -> Case:
    """
    Return a case from plain data.

    With the key `format` they are a whole case, as its file has it; else they are evidence, by field or flat name.

    Raises:
        CaseError: a whole case that does not have the form of one.

    """
    if "format" in data:
        return case_of(Document(dict(data)), folder)
    return Case(evidence=dict(data), folder=folder)


def _format_problems(document: Document) -> Iterator[Problem]:
    given = document.data.get("format")
    if given != FORMAT and (given is None or isinstance(given, str)):
        message = text("this is no case: `format` is not there")
        if given is not None:
            message = text("this is no case: its format is {format}", format=repr(given))
        advice = text("write `format = {format}`; other files have other formats", format=f'"{FORMAT}"')
        yield Problem("PR020", message, document.place(("format",)), advice)
