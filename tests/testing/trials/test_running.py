from pathlib import Path

import perfrules as pr
from perfrules.testing import read_trials, report_data, report_lines, run_cases
from tests.testing.conftest import codes, said

CASE = 'format = "perfrules/case/1"\nindicator_set = "./simple.toml"\n[evidence]\ndone = 5\n[expect]\nmarks = 50\n'
HALF = '[[case]]\nname = "half"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n'


def test_one_case_in_a_file(folder):
    """A case with `[expect]` is a test, by itself or in a folder; scoring does not look at what it expects."""
    path = folder / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    assert run_cases(path).ok
    assert run_cases(folder).ok
    assert [str(path)] == [trial.title for trial in read_trials([folder]).trials]
    path.write_text(CASE.replace("marks = 50", "marks = 51"), encoding="utf-8")
    assert [("total", "marks", "51", "50")] == said(run_cases("case.toml"))


def test_evidence_is_shared_replaced_and_taken_away(run):
    """A case replaces shared evidence of the same name, and may be without it."""
    report = run(
        "[evidence]\ndone = 5\n\n"
        '[[case]]\nname = "shared"\nexpect = { marks = 50 }\n\n'
        '[[case]]\nname = "own"\nevidence = { done = 6 }\nexpect = { marks = 60 }\n\n'
        '[[case]]\nname = "none"\nwithout = ["done"]\nexpect = { problems = ["PR601"] }\n'
    )
    assert [] == codes(report) + said(report)
    assert 3 == report.counts["passed"]


def test_a_problem_of_evidence_stands_where_it_is_written(run):
    """The place is that of the case's own evidence, or of the shared one."""
    report = run(
        "[evidence]\ndone = 50\n\n"
        '[[case]]\nname = "shared"\nexpect = { marks = 50 }\n\n'
        '[[case]]\nname = "own"\nexpect = { marks = 60 }\n[case.evidence]\ndone = -1\n'
    )
    lines = [outcome.mismatches[0].why[0].partition("many.toml:")[2][:2] for outcome in report.outcomes]
    assert ["5:", "15"] == lines


def test_the_same_twice_is_a_problem(run):
    """Two cases of other names that say the same show nothing new."""
    assert ["PR702"] == codes(run(HALF + "\n" + HALF.replace("half", "again")))


def test_problems_of_a_set_are_told_once(run, folder):
    """However many cases are not run for it."""
    (folder / "simple.toml").write_text("format = 5\n", encoding="utf-8")
    report = run(HALF + "\n" + HALF.replace("half", "more").replace("5 }", "6 }"))
    assert 1 == len(report.problems)
    assert 2 == report.counts["not run"]
    assert not report.ok


def test_a_keyword_chooses(run):
    """Only cases whose title contains it are run; where none does, that is a problem."""
    source = HALF + "\n" + HALF.replace("half", "MORE").replace("5 }", "6 }").replace("50", "60")
    assert ["MORE"] == [outcome.trial.name for outcome in run(source, keyword="more").outcomes]
    assert ["PR701"] == codes(run(source, keyword="less"))


def test_as_data(run):
    """A report is plain JSON values, with both sides of what differs."""
    data = report_data(run(HALF.replace("50", "51")))
    [case] = data["cases"]
    assert ("perfrules/report/1", False, 0, 1) == (data["format"], data["ok"], data["passed"], data["failed"])
    assert ("half", "failed", 4) == (case["name"], case["status"], case["line"])
    mismatch = case["mismatches"][0]
    assert ("total", "marks", "51", "50") == tuple(mismatch[key] for key in ("code", "what", "expected", "actual"))


def test_hidden_folders_and_other_files_are_passed_over(folder):
    """What is no case, and what lies in folders like .git, is not looked at."""
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "case.toml").write_text("broken = ", encoding="utf-8")
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    assert 1 == len(run_cases(Path()).outcomes)


def test_a_day_on_which_no_edition_is_in_force(folder):
    """Where a case expects just that, it passes, and is not checked further; where it does not, it is not run."""

    class Offered:
        @pr.hookimpl
        def perfrules_definitions(self):
            return [folder / "sets"]

    (folder / "sets").mkdir()
    head, _, rest = (folder / "simple.toml").read_text("utf-8").partition("[evidence]")
    source = f"{head}effective = {{ from = 2003-01-01 }}\n[evidence]{rest}"
    (folder / "sets" / "simple.toml").write_text(source, "utf-8")
    registry = pr.Registry.builtin().with_plugin(Offered(), "offered")
    start = 'format = "perfrules/cases/1"\nindicator_set = "example/simple"\n'
    early = '[[case]]\nname = "early"\non = 2002-12-31\nexpect = { problems = ["PR181"] }\n'
    late = early.replace("early", "late").replace("2002-12-31", "2003-01-01")
    (folder / "days.toml").write_text(start + early + late, "utf-8")

    report = run_cases(folder / "days.toml", registry=registry)
    assert ["passed", "failed"] == [outcome.status for outcome in report.outcomes]
    assert [] == codes(report)

    (folder / "days.toml").write_text(start + early.replace('problems = ["PR181"]', "marks = 5"), "utf-8")
    report = run_cases(folder / "days.toml", registry=registry)
    assert ["not run"] == [outcome.status for outcome in report.outcomes]
    assert ["PR181"] == codes(report)


def test_what_several_paths_lead_to_runs_once(run, folder):
    """A file beside its folder, and a folder beside the one above it, add no case."""
    case = '[[case]]\nname = "a"\nevidence = { done = 5 }\nexpect = { marks = 50 }\n'
    assert 1 == len(run(case).outcomes)
    for paths in (("cases", "cases/many.toml"), ("cases/many.toml", "cases"), (".", "cases", folder / "cases")):
        report = run_cases(*paths)
        assert (1, True) == (len(report.outcomes), report.ok)


def test_of_many_failures_the_first_are_told_and_all_are_data(run, folder):
    """Words end after fifty failures with how many more there are; JSON has them all; no outcome holds a scorecard."""
    lines = "".join(f"{number},5,51\n" for number in range(53))
    (folder / "rows.csv").write_text(f"id,done,marks\n{lines}", encoding="utf-8")
    report = run('[[rows]]\nname = "id"\nfile = "rows.csv"\nevidence.done = "done"\nexpect.marks = "marks"\n')
    told = list(report_lines(report))
    assert 50 == sum(line.startswith("FAILED") for line in told)
    assert ["3 more failed, which `--format json` tells of", "53 cases: 0 passed, 53 failed"] == told[-2:]
    assert 53 == sum(case["status"] == "failed" for case in report_data(report)["cases"])
    assert 50 == report.outcomes[0].card.marks
    assert report.outcomes[0].card is not report.outcomes[0].card
