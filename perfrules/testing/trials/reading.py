"""From files and folders to trials: one case a file, many cases a file, rows of tables."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from perfrules.case import FORMAT, Case
from perfrules.case.expecting import MANY_FORMAT, CaseEntry, CasesFile
from perfrules.case.finding import files_below
from perfrules.case.form import structured
from perfrules.case.read import case_of
from perfrules.definition.document import Document, read_document
from perfrules.language import Text, text
from perfrules.problems import CaseError, Key, Place, Problem, suggestion
from perfrules.testing.trials.expecting import expected_of
from perfrules.testing.trials.rows import Table
from perfrules.testing.trials.trial import Part, Trial, Trials, content


class Findings:
    """Collects the problems of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def report(self, code: str, message: Text, key: Key, advice: Text | None = None) -> None:
        """Record a problem at a key path."""
        self.problems.append(Problem(code, message, self.document.place(key), advice))


def read_trials(paths: Iterable[str | os.PathLike[str]]) -> Trials:
    """
    Return the cases with expectations that are found at *paths*: files, or folders with all TOML files below them.

    A file that is named must have a case that expects something; in a folder, other TOML files are passed over. What
    is found by several of the paths is read once.
    """
    found, seen = Trials(), set[Path]()
    for path in map(Path, paths):
        files = sorted(files_below(path, ".toml")) if path.is_dir() else [path]
        left = [file for file in files if file.absolute() not in seen]
        seen.update(file.absolute() for file in left)
        if files and not left:
            continue
        here = _of_folder(left) if path.is_dir() else read_file_trials(path)
        if not (here.trials or here.problems):
            advice = text("write `[expect]` into a case, or a file of the format {format}", format=f'"{MANY_FORMAT}"')
            missing = Problem("PR701", text("no case here expects anything"), Place(str(path)), advice)
            here += Trials(problems=(missing,))
        found += here
    return found


def _of_folder(files: Iterable[Path]) -> Trials:
    found = Trials()
    for path in files:
        document = read_document(path)
        if not isinstance(document, Document):
            found += Trials(problems=document)
        elif document.data.get("format") == MANY_FORMAT or "expect" in document.data:
            found += trials_of(document, path)
        elif document.data.get("format") == FORMAT:
            found += Trials(passed_over=(str(path),))
    return found


def read_file_trials(path: Path) -> Trials:
    """Return the cases with expectations of one file."""
    document = read_document(path)
    return trials_of(document, path) if isinstance(document, Document) else Trials(problems=document)


def trials_of(document: Document, path: Path) -> Trials:
    """Return the cases with expectations that *document*, which was read from *path*, has."""
    form = document.data.get("format")
    if form == MANY_FORMAT:
        return _Many(document, path.parent).trials()
    if form == FORMAT:
        return _one(document, path.parent)
    advice = text(
        "a case has the format {one}, a file of many cases {many}", one=f'"{FORMAT}"', many=f'"{MANY_FORMAT}"'
    )
    return Trials(problems=(Problem("PR020", text("this is no case"), document.place(("format",)), advice),))


def _one(document: Document, folder: Path) -> Trials:
    try:
        case = case_of(document, folder)
    except CaseError as error:
        return Trials(problems=error.problems)
    findings = Findings(document)
    expected = expected_of(case.expect or {}, ("expect",), findings.report)
    if expected is None or findings.problems:
        return Trials(problems=tuple(findings.problems))
    return Trials((Trial(str(document.file or ""), "", case, expected),))


class _Many:
    """Reads a file of many cases."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document, self.folder = document, folder
        self.findings = Findings(document)
        self.names: set[str] = set()
        self.seen: dict[object, str] = {}

    def trials(self) -> Trials:
        written: CasesFile | None = structured(self.document.data, CasesFile, (), self.findings.report)
        if written is None or self.findings.problems:
            return Trials(problems=tuple(self.findings.problems))
        if not written.case and not written.rows:
            advice = text("write `[[case]]` or `[[rows]]`")
            self.findings.report("PR701", text("there is no case in this file"), (), advice)
        trials = [
            trial
            for place, entry in enumerate(written.case)
            if (trial := self._entry(written, place, entry)) is not None
        ]
        left_out = 0
        for place, rows in enumerate(written.rows):
            table = Table(self.document, place, rows, self.folder)
            trials += [trial for trial in table.trials(written) if self._is_new(trial.name, trial.place)]
            self.findings.problems += table.problems
            left_out += table.left_out
        return Trials(tuple(trials), tuple(self.findings.problems), left_out=left_out)

    def _is_new(self, name: str, place: Place) -> bool:
        """Return whether no case of this file has the name yet; report it where one has."""
        if name not in self.names:
            self.names.add(name)
            return True
        message = text("another case of this file is called `{name}`", name=name)
        self.findings.problems.append(Problem("PR702", message, place, text("give each case a name of its own")))
        return False

    def _entry(self, written: CasesFile, place: int, entry: CaseEntry) -> Trial | None:
        key: Key = ("case", place)
        part = Part(self.document, key, frozenset(entry.evidence))
        before = len(self.findings.problems)
        if not entry.name.strip():
            self.findings.report("PR702", text("the case has no name"), (*key, "name"), None)
        elif self._is_new(entry.name, self.document.place((*key, "name"))):
            self._check_shared(written, entry, key)
        expected = expected_of(entry.expect, (*key, "expect"), self.findings.report)
        if expected is None or len(self.findings.problems) > before:
            return None
        evidence = shared_evidence(written.evidence, entry.without) | dict(entry.evidence)
        self._check_same(evidence, entry, key)
        case = Case(
            indicator_set=written.indicator_set,
            project={"name": entry.name},
            evidence=evidence,
            on=entry.on or written.on,
            population=written.population,
            expect=entry.expect,
            folder=self.folder,
            source=part,
        )
        return Trial(str(self.document.file or ""), entry.name, case, expected)

    def _check_shared(self, written: CasesFile, entry: CaseEntry, key: Key) -> None:
        for place, name in enumerate(entry.without):
            if name not in written.evidence:
                message = text("`{name}` is no shared evidence of this file", name=name)
                self.findings.report("PR707", message, (*key, "without", place), suggestion(name, written.evidence))

    def _check_same(self, evidence: Mapping[str, Any], entry: CaseEntry, key: Key) -> None:
        same = content({"evidence": evidence, "on": str(entry.on), "expect": entry.expect})
        other = self.seen.setdefault(same, entry.name)
        if other != entry.name:
            message = text("this case says the same as `{name}`", name=other)
            self.findings.report("PR702", message, key, text("delete one of the two"))


def shared_evidence(evidence: Mapping[str, Any], without: Iterable[str] = ()) -> dict[str, Any]:
    """Return the shared evidence that a case has."""
    return {name: value for name, value in evidence.items() if name not in set(without)}
