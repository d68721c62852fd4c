"""Tables in which bad rows of many sorts are planted among good ones, where one knows which, and what is to be told."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import attrs
import pyarrow as pa

SET = """
format = "perfrules/indicator-set/1"
id = "example/planted"
edition = "2026"
title = "每种佐证材料各一"
source = [{ id = "plan", title = "评价工作方案" }]
total = { full_marks = 100, grade_scale = "shanghai/four-grades", rounding = { places = 2 } }
leaf = { rounding = { places = 2 }, source = "plan" }

[evidence]
budget = { name = "预算", type = "amount", unit = "万元", above = 0, places = 4 }
spent = { name = "支出", type = "amount", unit = "万元", at_least = 0, at_most = 100000, places = 4 }
lights = { name = "路灯数", type = "count", above = 0 }
lit = { name = "亮灯数", type = "count", part_of = "lights" }
faults = { name = "故障数", type = "count" }
mended = { name = "修复数", type = "count", part_of = "faults" }
done = { name = "完成率", type = "share" }
audited = { name = "已审计", type = "flag" }
district = { name = "区", type = "choice", choices = ["city", "county"] }
started = { name = "开工日", type = "date" }
finished = { name = "完工日", type = "date" }
grade = { name = "事故等级", type = "count" }
q = { name = "满意度", type = "survey", answers = [{ id = "yes", weight = 1 }, { id = "no", weight = 0 }] }

[measure]
pleased = { value = "survey_rate(q)", when_zero = "missing" }

[table]
part = { rows = { city = 1, county = 0.5 } }
level = { rows = { 1 = 1, 2 = 0.8, 3 = 0.5 }, otherwise = "refuse" }

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
  { id = "slips", marks = 2, text = "无差错", per_fault = "1" },
] }

[[indicator]]
code = "D"
name = "效果"
full_marks = 4
rubric = { kind = "judged" }

[[indicator]]
code = "E"
name = "修复率"
full_marks = 10
measure = "least(1, most(0, mended / (5 * faults - 11 * grade + 2)))"
rubric = { kind = "proportional" }

[[indicator]]
code = "F"
name = "其他"
full_marks = 30
rubric = [
  { when = "not audited or finished - started > 300", kind = "formula", marks = 0 },
  { kind = "formula", marks = "full * pleased * part(district) * level(grade)" },
]
"""
NAMES = (
    "no", "budget", "spent", "lights", "lit", "faults", "mended", "done", "audited", "district", "started", "finished",
    "grade", "q/yes", "q/no", "q/valid", "C/rules", "C/log", "C/slips/faults", "D/marks", "D/reason", "A/na", "B/na",
    "C/log/na", "spent/na",
)  # fmt: skip
TYPES = {
    "budget": pa.decimal128(12, 4), "spent": pa.float64(), "done": pa.float64(), "audited": pa.bool_(),
    "district": pa.dictionary(pa.int32(), pa.string()), "C/rules": pa.float64(), "C/log": pa.float64(),
    "D/marks": pa.decimal128(6, 2),
    **dict.fromkeys(("lights", "lit", "faults", "mended", "grade", "q/yes", "q/no", "q/valid"), pa.int64()),
    "C/slips/faults": pa.int32(),
}  # fmt: skip
"""Types of columns that are not texts; of dates some are texts in any table."""


@attrs.frozen
class Sort:
    """
    A sort of bad rows.

    Attributes:
        code: the problem that such a row has.
        column: the column that is named.
        changes: what is changed in a good row: one of these.
        broken: what stands in place of the first comma of its line, for rows that are broken as texts.

    """

    code: str
    column: str | None = None
    changes: tuple[dict[str, str | None], ...] = ({},)
    broken: str = ""


_READ = {"audited": "true", "started": "2026-09-05", "finished": "2026-10-15"}
"""With these the last indicator reads all that it may read."""


def _sort(code, column, *values, **others):
    return Sort(code, column, tuple({column: value} | others for value in values))


SORTS = {
    "a needed amount is missing": _sort("PR601", "spent", None),
    "a needed count is missing": _sort("PR601", "lit", None),
    "a needed flag is missing": _sort("PR601", "audited", None),
    "a needed answer is missing": _sort("PR601", "C/rules", None),
    "words in place of a number": _sort("PR407", "spent", "many", "九十五", "95.5万", "12..5", "#REF!", "N/A"),
    "commas in a number": _sort("PR407", "budget", "1,000", "1,234.5"),
    "below nothing": _sort("PR410", "spent", "-1", "-0.0001"),
    "nothing, where there must be more": _sort("PR410", "budget", "0", "0.00"),
    "above the range of an amount": _sort("PR410", "spent", "100000.0001", "999999999"),
    "above the range of a share": _sort("PR410", "done", "1.5", "1.0001"),
    "too many places": _sort("PR408", "spent", "95.12345", "0.00001"),
    "a part of one": _sort("PR408", "lights", "200.5"),
    "an exponent": _sort("PR409", "spent", "1e3", "1E+400", "9e999999999"),
    "not a number": _sort("PR409", "spent", "nan", "NaN"),
    "without end": _sort("PR409", "spent", "inf", "-inf", "Infinity"),
    "too many digits": _sort("PR409", "budget", "1" * 31, "9" * 400),
    "an unknown choice": _sort("PR412", "district", "village", "City", "县"),
    "a day that is none": _sort("PR413", "finished", "2026-13-05", "2026-02-30", "soon", "2026年2月30日"),
    "a flag that is neither": _sort("PR407", "audited", "maybe", "2", "半"),
    "a part above its whole": _sort("PR411", "lit", "401", "1000000"),
    "fewer questionnaires than none": _sort("PR410", "q/yes", "-1", "-20"),
    "questionnaires in words": _sort("PR407", "q/no", "few"),
    "more answers than questionnaires": _sort("PR417", "q/valid", "1", "0"),
    "more than all of a point": _sort("PR415", "C/rules", "1.5", "2", "-1"),
    "a point that is nothing": _sort("PR415", "C/log", "perhaps"),
    "slips in words": _sort("PR415", "C/slips/faults", "many"),
    "marks above the full ones": _sort("PR426", "D/marks", "4.5", "100", "-1"),
    "marks without a reason": Sort("PR427", "D/marks", ({"D/reason": None},)),
    "not applicable, where it is refused": Sort("PR602", "spent", ({"spent": None, "spent/na": "没有"},)),
    "an indicator not applicable, where it is refused": _sort("PR421", "A/na", "没有"),
    "a value, and not applicable": _sort("PR419", "C/log/na", "没有"),
    "not applicable without a reason": _sort("PR420", "B/na", " "),
    "a blank": _sort("PR429", "spent", " ", "\u3000"),
    "a division by nothing": Sort("PR603", "faults", ({"faults": "4", "mended": "4", "grade": "2"},)),
    "a survey without an answer": Sort("PR601", "audited", ({"q/yes": "0", "q/no": "0"} | _READ,)),
    "a number that a table refuses": _sort("PR607", "grade", "0", "4", **_READ),
}
"""What any table of texts can have."""
LINES = {
    "a cell too many": Sort("PR447", broken=",,"),
    "a cell too few": Sort("PR447", broken=""),
    "a quote that ends too soon": Sort("PR443", broken=',"9"9'),
    "bytes of another encoding": Sort("PR442", broken="\udce9,"),
}
"""What only lines of text can have."""
TYPED = frozenset(SORTS) - {
    "words in place of a number", "commas in a number", "a part of one", "an exponent", "too many digits",
    "a flag that is neither", "questionnaires in words", "a point that is nothing", "slips in words", "a blank",
}  # fmt: skip
"""What columns with types can have too."""


def _good(chance):
    """Return a row that can be scored, in plain texts."""
    lights, faults = chance.randint(1, 400), chance.choice((0, 1, 5, 9, 30))
    row = dict.fromkeys(NAMES) | {
        "budget": f"{chance.randint(1, 10**7) / 1000:.3f}",
        "spent": f"{chance.randint(0, 10**6) / 100:.2f}",
        "lights": lights,
        "lit": chance.randint(0, lights),
        "faults": faults,
        "mended": chance.randint(0, faults),
        "done": chance.choice(("0", "1", "0.5", "0.985")),
        "audited": chance.choice(("true", "true", "false")),
        "district": chance.choice(("city", "county")),
        "started": f"2026-0{chance.randint(1, 9)}-05",
        "finished": f"2026-{chance.randint(10, 12)}-{chance.randint(10, 28)}",
        "grade": chance.randint(1, 3),
        "q/yes": chance.randint(2, 40),
        "q/no": chance.randint(0, 40),
        "C/rules": chance.choice(("0", "1", "0.5")),
        "C/log": chance.choice(("0", "1", "0.25")),
        "C/slips/faults": chance.randint(0, 3),
        "D/marks": chance.choice(("0", "4", "3.5")),
        "D/reason": chance.choice(("稳定", "有投诉, 已处理")),
    }
    return {name: None if value is None else str(value) for name, value in row.items()}


@attrs.frozen
class Planted:
    """
    Rows of texts, among them bad ones.

    Attributes:
        rows: the rows, by name.
        sorts: the sort of each row that is bad, by its place.
        good: for each other row, which of the distinct ones it is.

    """

    rows: list
    sorts: dict
    good: dict

    def told(self):
        """Return what a table of problems has to say: row, key, column and code of each bad row."""
        return [
            (at + 1, None if sort in LINES.values() else self.rows[at]["no"], sort.column, sort.code)
            for at, sort in sorted(self.sorts.items())
        ]

    def lines(self):
        """Return the rows as the bytes of CSV."""
        lines = [",".join(NAMES)]
        for at, row in enumerate(self.rows):
            line = ",".join(_cell(row[name]) for name in NAMES)
            sort = self.sorts.get(at)
            lines.append(line.replace(",", sort.broken, 1) if sort in LINES.values() else line)
        return "\n".join(lines).encode(errors="surrogateescape")

    def typed(self):
        """Return the rows as a table with types, as far as values have any."""
        columns = {name: [row[name] for row in self.rows] for name in NAMES}
        return pa.table({name: _typed(values, TYPES.get(name, pa.string())) for name, values in columns.items()})


def _cell(value):
    return "" if value is None else f'"{value}"' if "," in value else value


def _typed(values, kind):
    read = str
    if pa.types.is_floating(kind):
        read = float
    elif pa.types.is_integer(kind):
        read = int
    elif pa.types.is_decimal(kind):
        read = Decimal
    elif pa.types.is_boolean(kind):
        read = "true".__eq__
    return pa.array([None if value is None else read(value) for value in values], kind)


def planted(sorts, rows=20_000, bad=1_000, distinct=500, seed=20260401):
    """Return so many *rows*, of which *bad* are bad, of all *sorts* in turn."""
    chance = Random(seed)  # noqa: S311 - repeatable, and no secret
    ordinary = [_good(chance) for _ in range(distinct)]
    which = {at: chance.randrange(distinct) for at in range(rows)}
    made = [ordinary[which[at]] | {"no": f"P{at:05}"} for at in range(rows)]
    found = {}
    for turn, at in enumerate(chance.sample(range(rows), bad)):
        sort = list(sorts)[turn % len(sorts)]
        made[at] |= chance.choice(sort.changes)
        found[at] = sort
    return Planted(made, found, {at: one for at, one in which.items() if at not in found})


def wrong(rules, rows, scores):
    """Return the places of good rows whose marks and grade are not those of a case, and of bad rows that have some."""
    evidence = {one: rows.rows[at] for at, one in rows.good.items()}
    cards = {
        one: rules.score({name: value for name, value in row.items() if value is not None and name != "no"})
        for one, row in evidence.items()
    }
    expected = {at: (Fraction(cards[one].marks), cards[one].grade) for at, one in rows.good.items()}
    found = zip(scores["marks"].to_pylist(), scores["grade"].to_pylist(), strict=True)
    return [
        at
        for at, (marks, grade) in enumerate(found)
        if expected.get(at, (None, None)) != (None if marks is None else Fraction(marks), grade)
    ]
