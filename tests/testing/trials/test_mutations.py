"""Files of cases with one value changed into something else: problems, never a traceback."""

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from perfrules.definition.document import Document, parse_toml
from perfrules.testing import Runner, report_data
from perfrules.testing.trials.outcome import Report
from perfrules.testing.trials.reading import trials_of

SOURCE = """
format = "perfrules/cases/1"
indicator_set = "./park.toml"
[evidence]
trees = 300
alive = 200
kind = "village"
B1 = { met = { rules = 1, log = 0.5, staff = 0 } }
B2 = { marks = 7, reason = "seen" }
[[case]]
name = "a"
evidence = { alive = 250 }
without = []
expect = { marks = 3, rate = "3%", grade = "good", branch = [1, "x"], nodes = { A = 2, B1 = { met = ["rules"] } } }
[[case]]
name = "b"
expect = { problems = ["PR601"], nodes = { B2 = { null = "x" } } }
[[rows]]
file = "rows.csv"
name = ["id"]
where = { id = ["a", "b"], done = { at_least = 1 } }
blank = { not_applicable = "z" }
evidence = { alive = { column = "done", values = { "5" = 5 }, blank = "missing" } }
expect = { marks = "marks", nodes = { A = "marks", B1 = { met = "id" } } }
except = [{ name = "a", reason = "y" }]
"""
OTHERS = [
    None, True, 0, -1, 10**40, Decimal("NaN"), Decimal("Infinity"), "", "x", "a" * 3000, "{x}", "1/0", "2**9999",
    [], [[]], ["x"], {}, {"": 1}, {"column": 5}, {"at_least": "x"}, {"met": 5}, date(2020, 1, 1), "../rows.csv",
]  # fmt: skip


def paths(value, path=()):
    """Yield the key path of every value."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        yield from paths(inner, (*path, key))


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("other", OTHERS, ids=lambda other: repr(other)[:20])
def test_any_value_anywhere(other):
    """Each value of a file of cases is replaced in turn; what comes is a report that can be written as JSON."""
    data = parse_toml(SOURCE, "many.toml").data
    runner = Runner()
    for path in paths(data):
        changed = copy.deepcopy(data)
        place = changed
        for key in path[:-1]:
            place = place[key]
        if path and path != ("indicator_set",):
            place[path[-1]] = other
        trials = trials_of(Document(changed, "many.toml"), Path("many.toml"))
        report = Report(tuple(runner.run(trial) for trial in trials.trials), trials.problems)
        assert json.dumps(report_data(report))
        assert all(str(problem) for problem in report.problems)
