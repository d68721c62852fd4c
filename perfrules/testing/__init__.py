"""
Tests in TOML (预期): cases that say what they must give, run and compared exactly; and what of a set they cover.

    from perfrules.testing import run_cases

    report = run_cases("cases")
    assert report.ok, report

`read_trials` finds the cases, `run_trials` runs them, and `failure_lines` says of each `Outcome` what was expected,
what was given, and why. `coverage` says what of the sets' formulas the cases of a report have exercised.
"""

from perfrules.testing.coverage import Coverage, Covered, coverage
from perfrules.testing.covering import coverage_data, coverage_lines
from perfrules.testing.expecting import Expected
from perfrules.testing.outcome import Mismatch, Outcome, Report
from perfrules.testing.reading import read_file_trials, read_trials
from perfrules.testing.running import Runner, run_cases, run_trials
from perfrules.testing.trial import Trial, Trials
from perfrules.testing.wording import failure_lines, report_data, report_lines, summary

__all__ = [
    "Coverage",
    "Covered",
    "Expected",
    "Mismatch",
    "Outcome",
    "Report",
    "Runner",
    "Trial",
    "Trials",
    "coverage",
    "coverage_data",
    "coverage_lines",
    "failure_lines",
    "read_file_trials",
    "read_trials",
    "report_data",
    "report_lines",
    "run_cases",
    "run_trials",
    "summary",
]
