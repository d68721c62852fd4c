"""A small set with a rubric of each sort, and files of cases beside it."""

import pytest

from perfrules.testing import run_cases

SIMPLE = """
format = "perfrules/indicator-set/1"
id = "example/simple"
edition = "1"
title = "one indicator"
source = [{ id = "plan", title = "plan" }]

[evidence]
done = { type = "count", at_least = 0, at_most = 10 }

[[indicator]]
code = "A"
name = "tasks done"
full_marks = 100
measure = "done / 10"
rubric = { kind = "proportional" }
source = "plan"
"""

PARK = """
format = "perfrules/indicator-set/1"
id = "example/park"
edition = "1"
title = "公园养护"
source = [{ id = "plan", title = "plan" }]
leaf = { source = "plan", rounding = { places = 2 } }
branch = { rounding = { places = 2 } }
total = { grade_scale = "grades" }

[evidence]
trees = { name = "树木", type = "count", above = 0 }
alive = { name = "成活", type = "count", at_least = 0, part_of = "trees" }
kind = { name = "类型", type = "choice", choices = [{ id = "city" }, { id = "village" }] }

[grade_scale.grades]
bands = [{ grade = "good", at_least = 80 }, { grade = "fair", at_least = 60 }, { grade = "poor" }]

[[gate]]
name = "一票否决"
when = 'marks("A") == 0'
grade_at_most = "poor"

[[indicator]]
code = "A"
name = "成活率"
full_marks = 60
measure = "alive / trees"
rubric = [
  { when = 'kind == "city"', kind = "tiers", tiers = [
    { at_least = "95%", share = "100%" },
    { at_least = "80%", share = "50%" },
    { marks = 0 },
  ] },
  { kind = "proportional" },
]

[[indicator]]
code = "B"
name = "管理"
full_marks = 40

[[indicator]]
code = "B1"
parent = "B"
name = "制度"
full_marks = 30
rubric = { kind = "checklist", points = [
  { id = "rules", text = "有制度" }, { id = "log", text = "有台账" }, { id = "staff", text = "有人员" },
] }

[[indicator]]
code = "B2"
parent = "B"
name = "验收"
full_marks = 10
not_applicable = "rescale"
rubric = { kind = "judged" }
"""

HEAD = 'format = "perfrules/cases/1"\nindicator_set = "../{set}.toml"\n\n'
ROWS = "id,done,marks\na,5,50\nb,6,61\nc,7,70\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder in which the sets lie, as the current one."""
    (tmp_path / "simple.toml").write_text(SIMPLE, encoding="utf-8")
    (tmp_path / "park.toml").write_text(PARK, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder):
    """Return what comes of a file of many cases with this text, by default of the set with one indicator."""

    def ran(source, name="simple", **options):
        path = folder / "cases" / "many.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD.format(set=name) + source, encoding="utf-8")
        (path.parent / "rows.csv").write_text((folder / "rows.csv").read_text("utf-8"), encoding="utf-8")
        return run_cases(path, **options)

    return ran


def said(report):
    """Return what is not as expected: node, key, expected and actual of each mismatch."""
    return [(m.code, m.what, m.expected, m.actual) for outcome in report.outcomes for m in outcome.mismatches]


def codes(report):
    """Return the codes of what is wrong with files, sets and expectations."""
    own = [problem.code for problem in report.problems]
    return [*own, *(problem.code for outcome in report.outcomes for problem in outcome.problems)]
