"""What the cases of a report have exercised, set by set."""

from perfrules.coverage import Coverage, Tally
from perfrules.problems import CaseError
from perfrules.scoring import Rules
from perfrules.testing.trials.outcome import Report


def coverage(report: Report) -> tuple[Coverage, ...]:
    """
    Return the coverage of each set that the cases of *report* were scored by.

    Each case is scored once more for it: a report keeps no scorecards. Evidence that cannot be used counts for nothing.
    """
    together: dict[object, Tally] = {}
    for outcome in report.outcomes:
        if outcome.rules is None:
            continue
        tally = together.setdefault(_same(outcome.rules), Tally(outcome.rules))
        case = outcome.trial.case
        try:
            bound = tally.rules.for_case(case).binder.bind(case)
        except CaseError:  # its population cannot be used, which the report tells
            continue
        if not bound.errors:
            tally.add(outcome.trial.title, tally.rules.traced(bound.row))
    return tuple(tally.coverage() for tally in together.values())


def _same(rules: Rules) -> object:
    """Return what rules of the same formulas have in common: cases may name one set in several ways."""
    return rules.set.digest, tuple(plan.marks for plan in rules.program.nodes.values())
