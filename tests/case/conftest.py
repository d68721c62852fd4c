"""A set that asks for every sort of evidence, and a plugin with a reader of its own."""

from collections.abc import Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import ClassVar

import attrs
import pytest

import perfrules as pr

SET = """
format = "perfrules/indicator-set/1"
id = "test/everything"
edition = "1"
title = "各类取数"
title_en = "Every sort of evidence"

[[source]]
id = "s"
title = "依据"

[leaf]
source = "s"
rounding = { places = 2 }
[total]
full_marks = 40
source = "s"

[parameter]
days = { value = 3, name = "天数" }

[evidence]
budget = { name = "预算", type = "amount", unit = "万元", places = 3, above = 0 }
spent = { name = "支出", type = "amount", unit = "万元", places = 3, at_least = 0, usually_at_most = "budget", collect = "支出明细表" }
due = { name = "应完成", type = "count" }
done = { name = "已完成", type = "count", part_of = "due" }
index = { name = "指数", type = "number", at_least = -5, below = 5, places = 1 }
ratio = { name = "比率", type = "share", places = 4 }
open_data = { name = "公开", type = "flag" }
category = { name = "类别", type = "choice", choices = [{ id = "works", name = "工程", value = 1 }, { id = "services", name = "服务", value = 2 }] }
finished = { name = "完成日期", type = "date" }
deadline = { name = "期限", type = "date" }
bonus = { name = "附加", type = "number", default = 2, places = 1 }
visits = { name = "走访", type = "records", reader = "test/visits", parameters = { days = "days" }, counts = ["all", "quick"], part_of = { quick = "all" } }
opinion = { name = "意见", type = "survey", reader = "test/opinions", answers = [{ id = "good", name = "好", weight = 1 }, { id = "fair", name = "中", weight = 0.5 }, { id = "bad", name = "差", weight = 0 }] }

[measure]
execution = { name = "执行率", value = "spent / budget", unit = "%" }
done_rate = { name = "完成率", value = "done / due", unit = "%", when_zero = 1 }
quick_rate = { name = "及时率", value = "visits.quick / visits.all", unit = "%", when_zero = 1 }
liked = { name = "满意率", value = "survey_rate(opinion)", unit = "%", when_zero = "missing" }

[[indicator]]
code = "A"
name = "甲"
[[indicator]]
code = "A1"
parent = "A"
name = "执行率"
full_marks = 5
measure = "execution"
rubric.kind = "proportional"
[[indicator]]
code = "A2"
parent = "A"
name = "制度"
full_marks = 5
rubric.kind = "checklist"
rubric.points = [
  { id = "rules", marks = 1, text = "有制度" },
  { id = "ledger", marks = 2, text = "台账完整", per_fault = 0.25 },
  { id = "reviews", marks = 1, text = "有检查", not_applicable = "zero" },
  { id = "quick", marks = 1, text = "及时", credit = "quick_rate" },
]
[[indicator]]
code = "A3"
parent = "A"
name = "评委"
full_marks = 5
rubric = { kind = "judged", step = 0.5 }
[[indicator]]
code = "A4"
parent = "A"
name = "专家"
full_marks = 5
clamp = [0, "full"]
rubric = { kind = "judged", out_of = 100, panel = "trimmed_mean" }
[[indicator]]
code = "A5"
parent = "A"
name = "验收"
full_marks = 5
not_applicable = "zero"
rubric.kind = "checklist"
rubric.points = [{ id = "held", text = "已验收" }]
[[indicator]]
code = "B"
name = "乙"
[[indicator]]
code = "B1"
parent = "B"
name = "完成率"
full_marks = 5
measure = "done_rate"
rubric.kind = "proportional"
[[indicator]]
code = "B2"
parent = "B"
name = "满意"
full_marks = 5
measure = "liked * ratio"
rubric.kind = "proportional"
[[indicator]]
code = "B3"
parent = "B"
name = "其他"
full_marks = 5
rubric = [
  { when = 'open_data and category == "works" and finished <= deadline', kind = "formula", marks = "clamp(index + bonus, 0, 5)" },
  { kind = "formula", marks = "0 * index" },
]
"""  # noqa: E501 - inline tables of TOML stand in one line

CASE = """
format = "perfrules/case/1"
indicator_set = "test/everything@1"

[project]
name = "项目"
year = 2024

[evidence]
budget = 20.5
spent = { value = 19.000, document = "d1", note = "账" }
due = 6
done = 5
index = -1.5
ratio = "98.09%"
open_data = true
category = "works"
finished = 2024-03-05
deadline = "2024年3月5日"
visits = { counts = { all = 10, quick = 9 } }
opinion = { counts = { good = 3, fair = 1 }, valid = 4, sent = 5 }
A2 = { met = { rules = 1, ledger = { faults = 2 }, reviews = { not_applicable = "无需检查" } }, document = ["d1"] }
A3 = { marks = 3.5, reason = "资料齐全" }
A4 = { marks = [84, 81, 90], reason = "专家意见" }
A5 = { not_applicable = "当年无验收" }

[[document]]
id = "d1"
title = "支出明细表"
"""


@attrs.frozen
class Visits:
    """Count visits, and those that took at most so many days."""

    name: ClassVar[str] = "test/visits"
    columns: ClassVar[tuple[pr.Column, ...]] = (
        pr.Column("from", "开始", aliases=("start",)),
        pr.Column("to", "结束"),
        pr.Column("people", "人数", required=False),
    )
    counts: ClassVar[Mapping[str, str]] = {"all": "全部", "quick": "及时"}

    days: Decimal = Decimal(1)

    def reduce(self, records: pr.Records) -> Mapping[str, int]:
        """Return the counts."""
        quick = whole = 0
        for row in records:
            start, end = row.moment("from"), row.date("to")
            row.number("people")
            whole += 1
            if start and end:
                if end < start.date():
                    row.problem("to", "结束在{开始}之前")
                quick += (end - start.date()).days <= self.days
        return {"all": whole, "quick": quick}


@attrs.frozen
class Opinions:
    """Count the answers in the column 意见."""

    name: ClassVar[str] = "test/opinions"
    columns: ClassVar[tuple[pr.Column, ...]] = (pr.Column("opinion", "意见"),)
    counts: ClassVar[Mapping[str, str]] = {}

    def reduce(self, records: pr.Records) -> Mapping[str, int]:
        """Return the counts; a row with 坏 makes the reader fail."""
        found = dict.fromkeys(records.answers, 0)
        ids = {name: id_ for id_, name in records.answers.items()}
        for row in records:
            found[ids[row.text("opinion")]] += 1
        return found


@pytest.fixture(scope="session")
def registry():
    """A registry with the library's own plugin and the readers of these tests."""
    plugin = SimpleNamespace(
        __name__="readers",
        perfrules_evidence_readers=pr.hookimpl(specname="perfrules_evidence_readers")(lambda: [Visits, Opinions]),
    )
    return pr.Registry.builtin().with_plugin(plugin, "readers")


@pytest.fixture(scope="session")
def rules(registry, tmp_path_factory):
    """The rules of the set."""
    path = tmp_path_factory.mktemp("sets") / "everything.toml"
    path.write_text(SET, encoding="utf-8")
    return pr.load(path, registry=registry)


@pytest.fixture(scope="session")
def binder(rules):
    """The binder of the set."""
    return rules.binder


@pytest.fixture
def bind(binder, tmp_path):
    """Bind the standard case after replacing texts in it; every pair of arguments is an old and a new text."""

    def bound(*changes):
        source = CASE
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in source
            source = source.replace(old, new, 1)
        path = tmp_path / "case.toml"
        path.write_text(source, encoding="utf-8")
        return binder.bind(pr.read_case(path))

    return bound


@pytest.fixture
def value(binder):
    """Return the value of an input in a row, by its flat name."""
    positions = {item.name: place for place, item in enumerate(binder.inputs)}
    return lambda bound, name: bound.row[positions[name]]


@pytest.fixture
def found(bind):
    """Bind the case with changes, and return code, line, column and text of every problem."""

    def problems(*changes):
        return [(one.code, one.place.line, one.place.column) for one in bind(*changes).problems]

    return problems
