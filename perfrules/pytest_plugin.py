"""
The pytest plugin of perfrules: cases that say what they must give are tests.

It imports the rest of perfrules only when there is a file to collect: every run of pytest in an environment with
perfrules loads it. `-p no:perfrules` turns it off.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from perfrules.testing import Runner, Trial, TrialOutcome

_OURS = re.compile(rb"""^[ \t]*format[ \t]*=[ \t]*["']perfrules/case(s?)/1["']""", re.MULTILINE)
_EXPECTS = re.compile(rb"""^[ \t]*\[?[ \t]*["']?expect\b""", re.MULTILINE)
_LARGEST = 16 * 1024 * 1024
_RUNNER = pytest.StashKey["Runner"]()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "CaseFile | None":
    """Collect TOML files of perfrules' cases that have expectations, and no others."""
    if file_path.suffix == ".toml" and _is_ours(file_path):
        collected: CaseFile = CaseFile.from_parent(parent, path=file_path)
        return collected
    return None


def _is_ours(path: Path) -> bool:
    """Return whether a file is meant as cases with expectations; a broken one too, so that it is not passed over."""
    try:
        if path.stat().st_size > _LARGEST:
            return False
        source = path.read_bytes()
    except OSError:
        return False
    found = _OURS.search(source)
    return found is not None and (bool(found[1]) or _EXPECTS.search(source) is not None)


class CaseFile(pytest.File):
    """A file with one case, or with many; each row of its tables is a case as well."""

    def collect(self) -> "Iterator[CaseItem | ProblemsItem]":
        """Yield an item for each case, and one for all that is wrong with the file."""
        from perfrules.testing import read_file_trials

        found = read_file_trials(self.path)
        if found.problems:
            yield ProblemsItem.from_parent(self, name="problems", said="\n".join(map(str, found.problems)))
        for trial in found.trials:
            yield CaseItem.from_parent(self, name=trial.name or self.path.stem, trial=trial)


class UnexpectedError(Exception):
    """A case does not give what it must give."""


class _Item(pytest.Item):
    """An item whose failures are words, without a traceback."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what was expected and what was given, side by side."""
        if isinstance(excinfo.value, UnexpectedError):
            return str(excinfo.value).replace(f"{self.config.rootpath}/", "")
        return super().repr_failure(excinfo, style)


class ProblemsItem(_Item):
    """What is wrong with a file: it fails."""

    def __init__(self, *, said: str, **options: Any) -> None:
        super().__init__(**options)
        self.said = said

    def runtest(self) -> None:
        """Fail with the problems."""
        raise UnexpectedError(self.said)


class CaseItem(_Item):
    """One case with what it must give."""

    def __init__(self, *, trial: "Trial", **options: Any) -> None:
        super().__init__(**options)
        self.trial = trial

    def runtest(self) -> None:
        """Score the case and compare; fail where something differs."""
        runner = _runner(self.config)
        told = len(runner.problems)
        outcome = runner.run(self.trial)
        if len(runner.problems) > told:
            raise UnexpectedError("\n".join(map(str, runner.problems[told:])))
        if outcome.status != "passed":
            raise UnexpectedError(_said(outcome))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the case stands: of a row, in the CSV file."""
        place = self.trial.place
        return Path(place.file or self.path), None if place.line is None else place.line - 1, self.name


def _runner(config: pytest.Config) -> "Runner":
    from perfrules.testing import Runner

    if _RUNNER not in config.stash:
        config.stash[_RUNNER] = Runner()
    return config.stash[_RUNNER]


def _said(outcome: "TrialOutcome") -> str:
    from perfrules.testing import failure_lines

    return "\n".join([str(outcome.trial.place), *failure_lines(outcome)])
