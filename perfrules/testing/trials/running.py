"""Running trials: each case is scored by its set, and what it gives is held against what it must give."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import attrs

from perfrules.case import Case
from perfrules.definition.document import Document
from perfrules.language import text
from perfrules.plugins import Registry
from perfrules.problems import Problem, ProblemsFoundError
from perfrules.scoring import Rules
from perfrules.scoring.for_case import reference_of, rules_of
from perfrules.testing.trials.checking import check_expected
from perfrules.testing.trials.comparing import compare, compare_problems
from perfrules.testing.trials.outcome import Mismatch, Report, TrialOutcome
from perfrules.testing.trials.reading import read_trials, trials_of
from perfrules.testing.trials.trial import Trial, Trials

_OUT_OF_FORCE = "PR181"


@attrs.define(eq=False)
class Runner:
    """
    Runs trials; each set is loaded once.

    Attributes:
        registry: what plugins offer; those that are installed where it is None.
        problems: what is wrong with sets, each told once.

    """

    registry: Registry | None = None
    problems: list[Problem] = attrs.field(factory=list, init=False)
    _loaded: dict[object, Rules | tuple[Problem, ...]] = attrs.field(factory=dict, init=False)

    def rules_for(self, case: Case) -> Rules | None:
        """Return the rules of a case; None where its set cannot be loaded, which is in `problems` once."""
        found = self._load(case)
        if isinstance(found, Rules):
            return found
        self.problems += [problem for problem in found if problem not in self.problems]
        return None

    def is_out_of_force(self, trial: Trial) -> bool:
        """Return whether no edition of the set is in force on the day of *trial*, and it expects just that."""
        found = self._load(trial.case)
        if isinstance(found, Rules) or not trial.expected.problems:
            return False
        return [_OUT_OF_FORCE] == [problem.code for problem in found] == list(trial.expected.problems)

    def _load(self, case: Case) -> Rules | tuple[Problem, ...]:
        reference = reference_of(case)
        key = (reference.resolve() if isinstance(reference, Path) else reference, case.on)
        if key not in self._loaded:
            try:
                self._loaded[key] = rules_of(case, self.registry)
            except ProblemsFoundError as error:
                self._loaded[key] = tuple(error.problems)
        return self._loaded[key]

    def run(self, trial: Trial) -> TrialOutcome:
        """Return what comes of *trial*."""
        if self.is_out_of_force(trial):
            return TrialOutcome(trial, out_of_force=True)
        rules = self.rules_for(trial.case)
        if rules is None:
            return TrialOutcome(trial)
        wrong = check_expected(trial, rules)
        if wrong:
            return TrialOutcome(trial, problems=wrong, rules=rules)
        problems = rules.check(trial.case)
        found = list(compare_problems(trial.expected.problems, problems))
        if not any(problem.severity == "error" for problem in problems):
            found += compare(trial.expected, rules.score(trial.case))
        return TrialOutcome(trial, _judged(trial, found), rules=rules)


def _judged(trial: Trial, found: list[Mismatch]) -> tuple[Mismatch, ...]:
    """Return the mismatches that count: of a known exception, that there are none."""
    if not trial.exception:
        return tuple(found)
    if found:
        return ()
    said = text("to fail, as it is listed in `except`: {reason}", reason=trial.exception)
    return (Mismatch("", "except", str(said), str(text("everything is as expected"))),)


def run_cases(*paths: str | os.PathLike[str], keyword: str = "", registry: Registry | None = None) -> Report:
    """
    Run the cases with expectations that are found at *paths* (files, or folders), and return what came of them.

    With *keyword* only those whose file::name contains it, small and capital letters alike. Raises nothing for what is
    wrong with files, sets or cases: that is in the report.
    """
    return run_trials(read_trials(paths), keyword=keyword, registry=registry)


def run_trials(trials: Trials, *, keyword: str = "", registry: Registry | None = None) -> Report:
    """Run *trials* that were read, and return what came of them."""
    runner = Runner(registry)
    chosen = tuple(chosen_by(trials.trials, keyword))
    outcomes = tuple(runner.run(trial) for trial in chosen)
    problems = [*trials.problems, *runner.problems]
    if trials.trials and not chosen:
        problems.append(Problem("PR701", text("no case is called `{keyword}`", keyword=keyword)))
    return Report(outcomes, tuple(dict.fromkeys(problems)), trials.passed_over, trials.left_out)


def check_trials(document: Document, path: Path) -> tuple[Problem, ...]:
    """
    Return what is wrong with the case, or the many cases, of *document*, which was read from *path*, without comparing.

    Problems that a case expects are left out.
    """
    trials, runner = trials_of(document, path), Runner()
    found = list(trials.problems)
    for trial in trials.trials:
        rules = None if runner.is_out_of_force(trial) else runner.rules_for(trial.case)
        if rules is not None:
            expected = Counter(trial.expected.problems or ())
            found += check_expected(trial, rules)
            for problem in rules.check(trial.case):
                expected[problem.code] -= 1
                found += [problem] if expected[problem.code] < 0 else []
    return tuple(dict.fromkeys([*found, *runner.problems]))


def chosen_by(trials: Iterable[Trial], keyword: str) -> Iterable[Trial]:
    """Return the trials whose title contains *keyword*."""
    return (trial for trial in trials if keyword.casefold() in trial.title.casefold())
