"""A set with a field of each sort, to score tables by."""

import pytest

import perfrules as pr

SET = """
format = "perfrules/indicator-set/1"
id = "example/lights"
edition = "2026"
title = "路灯养护"
source = [{ id = "plan", title = "评价工作方案" }]
total = { full_marks = 100, grade_scale = "shanghai/four-grades", rounding = { places = 2 } }
leaf = { rounding = { places = 2 }, source = "plan" }

[evidence]
budget = { name = "预算", type = "amount", unit = "万元", above = 0, places = 4 }
spent = { name = "支出", type = "amount", unit = "万元", at_least = 0, places = 4, usually_at_most = "budget" }
lights = { name = "路灯数", type = "count", above = 0 }
lit = { name = "亮灯数", type = "count", part_of = "lights" }
done = { name = "完成率", type = "share", default = "50%" }
audited = { name = "已审计", type = "flag" }
district = { name = "区", type = "choice", choices = ["city", "county"] }
started = { name = "开工日", type = "date" }
finished = { name = "完工日", type = "date" }
q = { name = "满意度", type = "survey", answers = [{ id = "yes", weight = 1 }, { id = "no", weight = 0 }] }

[[indicator]]
code = "A"
name = "执行率"
full_marks = 30
measure = "spent / budget"
target = "100%"
rubric = { kind = "proportional" }

[[indicator]]
code = "B"
name = "亮灯率"
full_marks = 20
measure = "lit / lights * (0.5 + done)"
target = "98%"
rubric = { kind = "proportional" }
not_applicable = "rescale"

[[indicator]]
code = "C"
name = "制度"
full_marks = 6
rubric = { kind = "checklist", points = [
  { id = "rules", marks = 2, text = "有制度" },
  { id = "log", marks = 2, text = "有记录", not_applicable = "zero" },
  { id = "faults", marks = 2, text = "无差错", per_fault = "1" },
] }

[[indicator]]
code = "D"
name = "效果"
full_marks = 4
rubric = { kind = "judged" }

[[indicator]]
code = "E"
name = "其他"
full_marks = 40
rubric = [
  { when = "not audited or finished - started > 300", kind = "formula", marks = 0 },
  { kind = "formula", marks = "full * survey_rate(q) * part(district)" },
]

[table]
part = { rows = { city = 1, county = 0.5 } }
"""
GOOD = {
    "budget": "100",
    "spent": "95.5",
    "lights": "200",
    "lit": "190",
    "done": "98.5%",
    "audited": "true",
    "district": "city",
    "started": "2026年1月5日",
    "finished": "2026-03-05",
    "q/yes": "17",
    "q/no": "3",
    "C/rules": "1",
    "C/log": "0.5",
    "C/faults/faults": "1",
    "D/marks": "3.5",
    "D/reason": "稳定",
}


@pytest.fixture(scope="session")
def rules(tmp_path_factory):
    """Return the rules of the set."""
    file = tmp_path_factory.mktemp("sets") / "lights.toml"
    file.write_text(SET, encoding="utf-8")
    return pr.load(file)


@pytest.fixture
def good():
    """Return a row that can be scored, as texts."""
    return dict(GOOD)
