import pytest

from perfrules.problems.codes_tests import CODES
from perfrules.testing import run_cases
from tests.testing.conftest import codes


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_bad_example_of_each_code_has_that_problem_and_no_other(run, code):
    """What a code's page shows as wrong gives exactly this code, with a place."""
    report = run(code.bad)
    assert not report.ok
    assert [code.code] == sorted(set(codes(report)))
    for problem in [*report.problems, *(p for outcome in report.outcomes for p in outcome.problems)]:
        assert problem.place.line is not None


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_good_example_of_each_code_runs(run, code):
    """What a code's page shows as mended passes."""
    report = run(code.good)
    assert [] == codes(report)
    assert report.ok


def test_a_path_without_any_case_is_a_problem(folder):
    """A folder of sets alone, and a plain case, have nothing to run."""
    assert ["PR701"] == codes(run_cases(folder))
    case = folder / "case.toml"
    case.write_text('format = "perfrules/case/1"\nindicator_set = "./simple.toml"\n', encoding="utf-8")
    assert ["PR703"] == codes(run_cases(case))
    report = run_cases(folder)
    assert ["PR701"] == codes(report)
    assert (str(case),) == report.passed_over


def test_all_problems_of_a_file_are_told_at_once(run):
    """Unknown keys, unreadable numbers and unknown codes of several cases are told together, each with its line."""
    report = run(
        '[[case]]\nname = "a"\nexpect = { mraks = 5 }\n\n'
        '[[case]]\nname = "b"\nexpect = { nodes = { A = "5 marks" } }\n\n'
        '[[case]]\nname = "c"\nexpect = { problems = ["PR60"] }\n'
    )
    assert [("PR021", 6), ("PR706", 10), ("PR704", 14)] == [(p.code, p.place.line) for p in report.problems]
    assert all(problem.hint for problem in report.problems)
