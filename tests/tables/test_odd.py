"""Odd cells and odd frames: each is read as a case would read it, or refused in words."""

from datetime import datetime

import pandas as pd
import pyarrow as pa
import pytest

import perfrules as pr

NOWHERE = pa.timestamp("us", tz="Nowhere/Place")
NOON = datetime(2026, 1, 5, 12)  # noqa: DTZ001 - the column has the zone


def with_column(good, name, array):
    """Return a table of good rows but for one column."""
    return pa.table({key: pa.array([value] * len(array)) for key, value in good.items()} | {name: array})


def told(result):
    """Return row, code and message of what is wrong."""
    return [(one["row"], one["code"], one["message"]) for one in result.problems.to_pylist()]


@pytest.mark.parametrize("kind", [pa.float64(), pa.float32(), pa.float16(), pa.decimal128(3, 1), pa.string()], ids=str)
def test_flags_with_gaps_are_ones_and_zeros_with_a_point(rules, good, kind):
    """Programs write 1.0 for true where a column has gaps; nothing else with a point is a flag."""
    result = rules.score_table(with_column(good, "audited", pa.array([1.0, 0.0, 0.5, None]).cast(kind)))
    yes, no = (rules.score({**good, "audited": audited}).marks for audited in ("是", "否"))
    assert [yes, no, None, None] == result.table.column("marks").to_pylist()
    assert [(3, "PR407"), (4, "PR601")] == [one[:2] for one in told(result)]


def test_whole_floats_name_an_option(tmp_path):
    """An id of digits that a program has made 2.0 of."""
    file = tmp_path / "set.toml"
    file.write_text(
        'format = "perfrules/indicator-set/1"\nid = "example/choice"\nedition = "1"\ntitle = "Choice"\n'
        'source = [{ id = "s", title = "S" }]\n[evidence]\n'
        'level = { name = "L", type = "choice", choices = [{ id = "1", value = 5 }, { id = "2", value = 10 }] }\n'
        '[[indicator]]\ncode = "A"\nname = "A"\nfull_marks = 10\nsource = "s"\n'
        'rubric = { kind = "formula", marks = "level" }\n',
        encoding="utf-8",
    )
    rules = pr.load(file)
    result = rules.score_table(pd.DataFrame({"level": [1.0, 2.0, 1.5, None, 3.0]}))
    assert [5, 10] == [int(mark) for mark in result.table["marks"][:2]]
    assert ["PR407", "PR601", "PR412"] == list(result.problems["code"])


@pytest.mark.parametrize("none", [0, 0.0, False, None], ids=repr)
def test_nothing_and_nought_say_that_something_is_applicable(rules, good, none):
    """Of any type of number."""
    result = rules.score_table(with_column(good, "B/na", pa.array([none, none])))
    assert [rules.score(good).marks] * 2 == result.table.column("marks").to_pylist()


@pytest.mark.parametrize("none", ["0", " 0.0 ", "０", "否", "No", "ＦＡＬＳＥ", "-0"])
def test_no_is_no_reason_for_anything(rules, good, none):
    """A table of texts says 否 or 0 where something is applicable; in a case it says so too."""
    result = rules.score_table(with_column(good, "B/na", pa.array([none, "没有路灯", None])))
    marks = rules.score(good).marks
    assert [marks, rules.score({**good, "B/na": "没有路灯"}).marks, marks] == result.table.column("marks").to_pylist()
    assert marks == rules.score({**good, "B/na": none}).marks
    assert 0 == result.counts.bad


@pytest.mark.parametrize("yes", ["1", "是", " YES", "true", "１.0", "95", "-3.5", 1.0, True, 2])
def test_yes_is_no_reason_either(rules, good, yes):
    """Why it is not applicable, somebody must say."""
    assert [(1, "PR420")] == [one[:2] for one in told(rules.score_table(with_column(good, "B/na", pa.array([yes]))))]
    assert ["PR420"] == [problem.code for problem in rules.check({**good, "B/na": yes})]


def test_mixed_values_say_whether_something_is_applicable(rules, good):
    """As a workbook has them: a reason in one row, 0 or false in another."""
    frame = pd.DataFrame([good] * 5).assign(**{"B/na": pd.Series(["没有路灯", 0, False, None, 0.0], dtype=object)})
    result = rules.score_table(frame)
    marks = rules.score(good).marks
    assert [marks] * 4 == list(result.table["marks"][1:])
    assert marks != result.table["marks"][0]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("started", "PR413"),
        ("spent", "PR407"),
        ("audited", "PR407"),
        ("district", "PR407"),
        ("B/na", "PR420"),
        ("D/marks", "PR407"),
        ("D/reason", "PR407"),
        ("q/valid", "PR407"),
    ],
)
def test_a_time_zone_that_nobody_knows_is_a_problem_of_its_rows(rules, good, name, code):
    """Nobody can say which day it was there; and the moment is no reason for anything either."""
    column = pa.array([NOON, None], pa.timestamp("us")).cast(NOWHERE)
    found = told(rules.score_table(with_column(good, name, column)))
    assert (1, code) == found[0][:2]
    if code != "PR420":
        assert "2026-01-05 12:00:00.000000 Nowhere/Place" in found[0][2]


def test_a_key_of_an_unknown_time_zone_names_its_row(rules, good):
    """As it is written."""
    table = with_column({**good, "spent": "many"}, "when", pa.array([NOON], pa.timestamp("us")).cast(NOWHERE))
    result = rules.score_table(table, key="when")
    assert ["2026-01-05 12:00:00.000000 Nowhere/Place"] == result.problems.column("key").to_pylist()


@pytest.mark.parametrize("zone", [None, "UTC"])
def test_a_far_moment_takes_no_other_with_it(rules, good, zone):
    """Days before and after the years that Python has names for are refused row by row."""
    column = pa.array([-(10**13), 0, 10**15], pa.timestamp("s", tz=zone))
    result = rules.score_table(with_column(good | {"spent": "9５.5"}, "started", column))
    assert [(1, "PR413"), (3, "PR413")] == [one[:2] for one in told(result)]
