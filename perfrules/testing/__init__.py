"""
Tests in TOML (预期): cases that say what they must give, run and compared exactly; and what of a set they cover.

    from perfrules.testing import run_cases

    report = run_cases("cases")
    assert report.ok, report

`read_trials` finds the cases, `run_trials` runs them, and `failure_lines` says of each `TrialOutcome` what was
expected, what was given, and why. `coverage` says what of the sets' formulas the cases of a report have exercised.

Authors of plugins find here what draws examples with Hypothesis, which `pip install "perfrules[testing]"` brings:
`check_kind`, `check_aggregation`, `check_population_function` and `check_plugin` for a test each, `cases` and
`definitions` for tests of their own.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from perfrules.coverage import Coverage, Covered, coverage_data, coverage_lines
from perfrules.testing.generating.generated import Generated, GeneratedCase, generate_cases
from perfrules.testing.generating.writing import generated_text
from perfrules.testing.trials.covering import coverage
from perfrules.testing.trials.expecting import Expected
from perfrules.testing.trials.outcome import Mismatch, Report, TrialOutcome
from perfrules.testing.trials.reading import read_file_trials, read_trials
from perfrules.testing.trials.running import Runner, run_cases, run_trials
from perfrules.testing.trials.trial import Trial, Trials
from perfrules.testing.trials.wording import failure_lines, report_data, report_lines, summary

if TYPE_CHECKING:
    from perfrules.testing.checks.aggregation_check import check_aggregation
    from perfrules.testing.checks.faults import FaultsError
    from perfrules.testing.checks.kind_check import check_kind
    from perfrules.testing.checks.plugin_check import check_plugin
    from perfrules.testing.checks.population_check import check_population_function
    from perfrules.testing.drawing.cases import cases
    from perfrules.testing.drawing.definitions import Drawn, Options, definitions

__all__ = [
    "Coverage",
    "Covered",
    "Drawn",
    "Expected",
    "FaultsError",
    "Generated",
    "GeneratedCase",
    "Mismatch",
    "Options",
    "Report",
    "Runner",
    "Trial",
    "TrialOutcome",
    "Trials",
    "cases",
    "check_aggregation",
    "check_kind",
    "check_plugin",
    "check_population_function",
    "coverage",
    "coverage_data",
    "coverage_lines",
    "definitions",
    "failure_lines",
    "generate_cases",
    "generated_text",
    "read_file_trials",
    "read_trials",
    "report_data",
    "report_lines",
    "run_cases",
    "run_trials",
    "summary",
]

_HOMES: Mapping[str, str] = {
    "Drawn": "drawing.definitions",
    "Options": "drawing.definitions",
    "FaultsError": "checks.faults",
    "cases": "drawing.cases",
    "check_aggregation": "checks.aggregation_check",
    "check_kind": "checks.kind_check",
    "check_plugin": "checks.plugin_check",
    "check_population_function": "checks.population_check",
    "definitions": "drawing.definitions",
}
"""The names that need Hypothesis, by the module in which they are, which has another name."""


def __getattr__(name: str) -> object:
    """Import what needs Hypothesis when it is asked for; tests in TOML do without it."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        module = import_module(f"{__name__}.{_HOMES[name]}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        message = f'`perfrules.testing.{name}` needs Hypothesis: `python -m pip install "perfrules[testing]"`'
        raise ModuleNotFoundError(message, name="hypothesis") from error
    value: object = getattr(module, name)
    globals()[name] = value
    return value
