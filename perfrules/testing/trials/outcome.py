"""What came of trials: what was given instead of what was expected, and why."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import attrs

from perfrules.content import ByContent
from perfrules.problems import Problem, ProblemsFoundError
from perfrules.scoring import Rules, Scorecard
from perfrules.testing.trials.trial import Trial

Status = Literal["passed", "failed", "not run"]


@attrs.frozen(eq=False, repr=False)
class Mismatch(ByContent):
    """
    Something that is not as it was expected.

    Attributes:
        code: the indicator; "" where it is the case as a whole.
        what: the key of the expectation, such as "marks".
        expected: what was expected.
        actual: what was given.
        why: how that came about, a line each: reason, branches taken, problems.

    """

    code: str
    what: str
    expected: str
    actual: str
    why: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class TrialOutcome:
    """
    What came of one trial.

    Attributes:
        trial: the trial.
        mismatches: what is not as expected; of a known exception, none where it failed as it should.
        problems: what is wrong with the expectations themselves.
        rules: the rules of its set; None where that could not be loaded, and the case was not run.
        out_of_force: no edition of the set is in force on the day of the case, as it expects.

    """

    trial: Trial
    mismatches: tuple[Mismatch, ...] = ()
    problems: tuple[Problem, ...] = ()
    rules: Rules | None = attrs.field(default=None, repr=False)
    out_of_force: bool = False

    @property
    def card(self) -> Scorecard | None:
        """The scorecard, made anew each time, since a report of many cases keeps none; None where there can be none."""
        try:
            return None if self.rules is None else self.rules.score(self.trial.case)
        except ProblemsFoundError:
            return None

    @property
    def status(self) -> Status:
        """Whether everything is as expected."""
        if self.out_of_force:
            return "passed"
        if self.rules is None:
            return "not run"
        return "failed" if self.mismatches or self.problems else "passed"


@attrs.frozen(eq=False, repr=False)
class Report:
    """
    What came of a run.

    Attributes:
        outcomes: one for each case, in order.
        problems: what is wrong with files and sets, each told once.
        passed_over: files of a case that expects nothing.
        left_out: rows of tables that their conditions leave out.

    """

    outcomes: tuple[TrialOutcome, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def ok(self) -> bool:
        """Whether every case gave what it must give, and nothing is wrong with the files."""
        return not self.problems and all(outcome.status == "passed" for outcome in self.outcomes)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many cases passed, failed and were not run."""
        return Counter(outcome.status for outcome in self.outcomes)

    @property
    def exceptions(self) -> int:
        """How many cases are known exceptions that failed, as they should."""
        return sum(1 for outcome in self.outcomes if outcome.trial.exception and outcome.status == "passed")
