"""Rows that are bad, of many sorts, and rows that are written in unusual ways: each is as it is by itself."""

import pyarrow as pa
import pytest

import perfrules as pr
from tests.program.building import rules as rules_of
from tests.program.building import shared
from tests.tables.tabling import expected, found

BAD = (
    ({"spent": "many"}, "PR407"),
    ({"spent": "95.12345"}, "PR408"),
    ({"lit": "9.5"}, "PR408"),
    ({"spent": "nan"}, "PR409"),
    ({"spent": "1" * 31}, "PR409"),
    ({"spent": "-1"}, "PR410"),
    ({"budget": "0"}, "PR410"),
    ({"done": "150%"}, "PR410"),
    ({"lit": "201"}, "PR411"),
    ({"district": "village"}, "PR412"),
    ({"finished": "2026-13-05"}, "PR413"),
    ({"C/rules": "perhaps"}, "PR415"),
    ({"C/rules": "1.5"}, "PR415"),
    ({"q/valid": "12"}, "PR417"),
    ({"B/na": "no lights"}, ""),
    ({"B/na": " "}, "PR420"),
    ({"C/log/na": "no log", "C/log": "1"}, "PR419"),
    ({"spent/na": "nothing", "spent": None}, "PR602"),
    ({"D/marks": "4.5"}, "PR426"),
    ({"D/reason": None}, "PR427"),
    ({"spent": ""}, "PR429"),
    ({"spent": "100.5"}, "PR430"),
    ({"spent": None}, "PR601"),
    ({"C/faults/faults": "many"}, "PR415"),
    ({"audited": "perhaps"}, "PR407"),
    ({"budget": "1e3"}, "PR409"),
    ({"budget": "1,000"}, "PR407"),
)
ODD = (
    {"spent": "９５．５"},
    {"spent": " 95.50 "},
    {"spent": "+95.5"},
    {"spent": "95."},
    {"audited": "否"},
    {"C/rules": "是"},
    {"done": "0.985"},
    {"done": None},
    {"finished": "2026/3/5"},
    {"district": "county"},
    {"q/valid": "20", "q/yes": "20", "q/no": None},
    {"B/na": "no lights", "lit": None},
    {"C/log/na": "no log", "C/log": None},
)


def table_of(rows):
    """Return rows as a table of texts."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def test_bad_rows_of_many_sorts_are_told_and_stop_nothing(rules, good):
    """Each bad row has the problems that it has as a case, and the good ones between them are scored."""
    rows = [row for bad, _ in BAD for row in ({**good, **bad}, good)]
    result = rules.score_table(table_of(rows), codes="all")
    assert [expected(rules, row) for row in rows] == found(rules, result)
    for place, (_, code) in enumerate(BAD):
        told = [one["code"] for one in result.problems.to_pylist() if one["row"] == 2 * place + 1]
        assert told == ([code] if code else []), BAD[place]


def test_what_is_written_in_unusual_ways_is_read_as_in_a_case(rules, good):
    """Full-width digits, percent, Chinese words and dates: nothing of it is a problem."""
    rows = [{**good, **odd} for odd in ODD]
    result = rules.score_table(table_of(rows), codes="all")
    assert [expected(rules, row) for row in rows] == found(rules, result)
    assert (len(rows), 0) == (result.counts.scored, result.counts.problems.get("PR407", 0))


def test_a_bad_row_has_no_marks_and_says_why(rules, good):
    """Nothing becomes null or zero silently: a bad row is null, with the codes of its problems."""
    result = rules.score_table(table_of([{**good, "spent": "many", "lit": None}]), codes=["B"])
    row = result.table.to_pylist()[0]
    assert {"marks": None, "rate": None, "grade": None, "absence_reason": "PR407 PR601"} == {
        name: row[name] for name in ("marks", "rate", "grade", "absence_reason")
    }
    assert row["B/marks"] is None
    assert (1, 0, 1) == (result.counts.rows, result.counts.scored, result.counts.bad)


def test_with_fail_fast_the_first_bad_row_is_an_error(rules, good):
    """The exception has its problems, with the number of the row."""
    rows = [good, {**good, "lit": None}, {**good, "spent": "many"}]
    with pytest.raises(pr.TableError) as caught:
        rules.score_table(table_of(rows), fail_fast=True)
    (problem,) = caught.value.problems
    assert ("PR601", ("lit",), None) == (problem.code, problem.place.key, problem.place.line)
    assert problem.message.startswith("row 2: ")


def test_a_problem_names_the_row_its_key_and_the_column_of_the_table(rules, good):
    """People find it by what they call it."""
    row = {**good, "spent": "many"}
    row["支出（万元）"] = row.pop("spent")
    table = table_of([good | {"支出（万元）": "1", "id": "a", "year": "2025"}, row | {"id": "b", "year": "2026"}])
    result = rules.score_table(table.drop_columns(["spent"]), columns={"spent": "支出（万元）"}, key=("id", "year"))
    problem = result.problems.to_pylist()[0]
    assert (2, "b / 2026", "支出（万元）", "PR407", "error") == tuple(
        problem[name] for name in ("row", "key", "column", "code", "severity")
    )
    assert ["a", "b"] == result.table.column("id").to_pylist()


def test_more_than_a_default_is_told_as_in_a_case():
    """What is unusual beside a value that nobody wrote is a warning of its row, and the row has its marks."""
    ready = rules_of(
        shared("A", "spent / budget"),
        evidence={
            "budget": {"type": "amount", "unit": "万元", "above": 0, "default": "100"},
            "spent": {"type": "amount", "unit": "万元", "at_least": 0, "usually_at_most": "budget"},
        },
    )
    rows = [{"spent": "150"}, {"spent": "50"}, {"spent": "150", "budget": "120"}]
    result = ready.score_table(table_of(rows), codes="all")
    assert [expected(ready, row) for row in rows] == found(ready, result)
    assert [1, 3] == result.problems.column("row").to_pylist()
