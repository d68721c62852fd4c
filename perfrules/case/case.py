"""The case (案卷): the evidence about one project, as it is written, with everything else that its report needs."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import attrs

from perfrules.content import ByContent
from perfrules.model.fields import documented
from perfrules.problems import Key, Place

FORMAT = "perfrules/case/1"


class Written(Protocol):
    """What a case was read from: a file of its own, or a part of one."""

    @property
    def file(self) -> str | None:
        """The name of the file, as it was given."""

    def place(self, key: Key = ()) -> Place:
        """Return the place of a key path of the case."""


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CaseDocument(ByContent):
    """A document (佐证材料) that evidence refers to by its id."""

    id: str = documented("id by which evidence refers to it")
    title: str = documented("title", default="")
    from_: str = documented("who provided it", default="")
    checks: str = documented("what it was used to check", default="")
    file: str = documented("file in the folder of the case", default="")
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Interview(ByContent):
    """An interview (访谈)."""

    when: str | date = documented("when it was held", default="")
    who: str = documented("who was asked", default="")
    about: str = documented("what it was about", default="")
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class QuestionnaireRound(ByContent):
    """A round of questionnaires (问卷发放): how many were sent, and how many came back valid."""

    audience: str = documented("who was asked", default="")
    sent: int | None = documented("how many were sent", default=None)
    valid: int | None = documented("how many came back and are valid", default=None)
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Goal(ByContent):
    """A goal (绩效目标) of the project, with the indicators that evaluate it."""

    level1: str = documented("first level, such as 产出目标", default="")
    level2: str = documented("second level", default="")
    level3: str = documented("the goal", default="")
    target: str = documented("what was to be reached", default="")
    indicators: tuple[str, ...] = documented("codes of the indicators that evaluate it", default=())
    note: str = documented("what a reader should know of it", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CaseFinding(ByContent):
    """A finding (存在问题) of the evaluator, with a recommendation (建议)."""

    title: str = documented("the finding in a line", default="")
    text: str = documented("the finding", default="")
    indicators: tuple[str, ...] = documented("codes of the indicators that it is about", default=())
    recommendation: str = documented("what to do", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class CaseNote(ByContent):
    """A remark on the case."""

    about: str = documented("what it is about", default="")
    text: str = documented("the remark", default="")


@attrs.frozen(eq=False, repr=False, kw_only=True)
class Case(ByContent):
    """
    One evaluated project (案卷): what is known about it, nothing computed.

    Evidence is kept as it is written: by evidence field, indicator code or flat name. Nothing in it has been held
    against an indicator set yet; that is what scoring does first.

    Attributes:
        indicator_set: the set that the case was written for, as id or id@edition; "" where it does not say.
        on: the day whose rules apply (适用日); None: today's, unless another one is asked for.
        population: the file of what was found over all projects (总体), from the folder of the case; "" for none.
        project: the project's particulars, such as name and year.
        evidence: the evidence (取数 / 佐证).
        documents: the documents that evidence refers to.
        interviews: the interviews.
        questionnaires: the rounds of questionnaires.
        goals: the project's goals.
        findings: what the evaluator found.
        notes: remarks.
        expect: what the case must give (预期), as it is written; scoring does not look at it.
        folder: the folder in which files of the case lie; None for a case that is no file.

    """

    indicator_set: str = ""
    on: date | None = None
    population: str = ""
    project: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    evidence: Mapping[str, Any] = attrs.field(factory=dict, hash=False)
    documents: tuple[CaseDocument, ...] = ()
    interviews: tuple[Interview, ...] = ()
    questionnaires: tuple[QuestionnaireRound, ...] = ()
    goals: tuple[Goal, ...] = ()
    findings: tuple[CaseFinding, ...] = ()
    notes: tuple[CaseNote, ...] = ()
    expect: Mapping[str, Any] | None = attrs.field(default=None, hash=False)
    folder: Path | None = attrs.field(default=None, eq=False)
    _source: Written | None = attrs.field(default=None, eq=False, repr=False)
    _changed: frozenset[str] = attrs.field(default=frozenset(), eq=False, repr=False)

    @property
    def file(self) -> str | None:
        """The name of the file that the case was read from, as it was given; None where there is none."""
        return None if self._source is None else self._source.file

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but evidence in it."""
        return self._source is None and not (
            self.indicator_set or self.documents or self.questionnaires or self.goals or self.findings
        )

    def place(self, key: Key = ()) -> Place:
        """Return the place of a key path of the file, such as ("evidence", "spent")."""
        if self._source is None or (key[:1] == ("evidence",) and key[1:2] and key[1] in self._changed):
            return Place(key=key)
        return self._source.place(key)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], folder: Path | None = None) -> "Case":
        """
        Return a case from plain data: with the key `format` a whole case as its file has it, else evidence alone.

        Raises:
            CaseError: a whole case that does not have the form of one.

        """
        from perfrules.case.read import case_from

        return case_from(data, folder)

    def with_evidence(self, changes: Mapping[str, Any]) -> "Case":
        """
        Return a case in which the named *changes* replace the evidence of the same names, whole.

        None takes evidence away: it is missing then.
        """
        return attrs.evolve(
            self,
            evidence={**self.evidence, **changes},
            changed=self._changed | {str(name) for name in changes},
        )
