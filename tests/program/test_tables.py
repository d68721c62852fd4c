"""Tables, from what an author writes to the marks and the words of a scorecard."""

from decimal import Decimal
from fractions import Fraction

import pytest

import perfrules as pr
from tests.program.building import problems, refused, rules

EVIDENCE = {
    "x": {"type": "number", "places": 1, "unit": "km", "at_least": -100, "at_most": 100},
    "done": {"type": "share", "places": 3, "name": "完成率"},
    "category": {"type": "choice", "choices": ["near", "far"], "name": "类别"},
    "region": {"type": "choice", "choices": ["city", "county"]},
    "grade": {"type": "count", "at_most": 9},
}
FULL = {"at_least": -2000}


def ready(marks, *, parameter=None, measure=None, evidence=EVIDENCE, **table):
    """Return the rules of one leaf with these *marks*, beside tables."""
    leaf = {"code": "A", "name": "A", "rubric": {"kind": "formula", "marks": marks}, **FULL}
    sections = {key: value for key, value in {"parameter": parameter, "measure": measure}.items() if value}
    return rules(leaf, total=FULL, evidence=evidence, table=table, **sections)


def told(marks, *, evidence=EVIDENCE, **sections):
    """Return the problems of one leaf with these *marks*."""
    leaf = {"code": "A", "name": "A", "rubric": {"kind": "formula", "marks": marks}, **FULL}
    return problems(leaf, total=FULL, evidence=evidence, **sections)


def given(prepared, **evidence):
    """Return the exact marks of the leaf."""
    return Fraction(prepared.score(evidence)["A"].marks)


def test_rows_by_one_key():
    """Each option has its row."""
    prepared = ready("reach(category)", reach={"rows": {"near": Decimal("0.6"), "far": Decimal("0.85")}})
    assert [Fraction(3, 5), Fraction(17, 20)] == [given(prepared, category=name) for name in ("near", "far")]


def test_rows_by_two_keys():
    """The first argument picks the row, the second the value in it."""
    rows = {"city": {"near": 1, "far": 2}, "county": {"near": 3, "far": 4}}
    prepared = ready("reach(region, category)", reach={"rows": rows})
    found = [given(prepared, region=one, category=two) for one in ("city", "county") for two in ("near", "far")]
    assert [1, 2, 3, 4] == found


def test_rows_by_a_key_in_quotes():
    """A row may be named, alone or beside one that is looked up."""
    rows = {"city": {"near": 1, "far": 2}, "county": {"near": 3, "far": 4}}
    prepared = ready("reach('county', category)", reach={"rows": rows})
    assert [3, 4] == [given(prepared, category=name) for name in ("near", "far")]
    assert "reach(county, near) = 3" in prepared.score({"category": "near"})["A"].reason


@pytest.mark.parametrize(("number", "expected"), [(1, 10), (2, 20), (3, 0), (0, 0)])
def test_rows_by_whole_numbers(number, expected):
    """Numbers without a row have what `otherwise` says."""
    prepared = ready("pay(grade)", pay={"rows": {"1": 10, "2": 20}, "otherwise": 0})
    assert expected == given(prepared, grade=number)


ROWS_OF_NUMBERS = {
    "near": {"at_least": ["80%", "90%"], "values": [0, 3, 5]},
    "far": {"points": [[0, 0], [1, 10]], "below": "refuse", "beyond": "hold"},
}


@pytest.mark.parametrize(
    ("category", "done", "expected"),
    [("near", "0.799", 0), ("near", "0.8", 3), ("near", "0.9", 5), ("far", "0.799", Fraction(799, 100))],
)
def test_a_row_may_hold_limits_tiers_or_points(category, done, expected):
    """The key picks what the number is looked up in."""
    prepared = ready("worth(category, done)", worth={"rows": ROWS_OF_NUMBERS, "of_unit": "%"})
    assert expected == given(prepared, category=category, done=done)


def test_rows_may_be_called_as_shapes_are():
    """An option called `above` or `points` is an option where its row is no list."""
    evidence = {"place": {"type": "choice", "choices": ["above", "points"]}, "x": EVIDENCE["x"]}
    row = {"above": 1, "points": 2}
    prepared = ready("t(place, place)", evidence=evidence, t={"rows": {"above": row, "points": row}})
    assert [1, 2] == [given(prepared, place=name) for name in ("above", "points")]


def test_otherwise_holds_for_options_without_a_row():
    """Several options may share a value."""
    prepared = ready("reach(category)", reach={"rows": {"far": 2}, "otherwise": 7})
    assert [7, 2] == [given(prepared, category=name) for name in ("near", "far")]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("above", [0, 0, 1, 1, 1, 2, 2, 3]),
        ("at_least", [0, 1, 1, 1, 2, 2, 3, 3]),
        ("below", [3, 2, 2, 2, 1, 1, 0, 0]),
        ("at_most", [3, 3, 2, 2, 2, 1, 1, 0]),
    ],
)
def test_limits_count_by_the_end_that_is_named(key, expected):
    """A limit itself is passed where the key says so, as in bands."""
    prepared = ready("passed(x)", passed={key: [5, 10, 15]})
    at = ("4.9", "5", "5.1", "9.9", "10", "10.1", "15", "15.1")
    assert expected == [given(prepared, x=value) for value in at]


@pytest.mark.parametrize("key", ["above", "at_most"])
def test_limits_may_have_values(key):
    """The first value is for no limit, the last for all."""
    prepared = ready("level(x)", level={key: [5, 10], "values": [0, 4, 10]})
    expected = {"above": [0, 4, 10], "at_most": [10, 4, 0]}[key]
    assert expected == [given(prepared, x=value) for value in (5, 10, 11)]


@pytest.mark.parametrize(("done", "expected"), [("0.9", 3), ("0.901", 0), ("0.899", 3), ("0.5", 5), ("0.501", 3)])
def test_tiers_are_read_from_the_top(done, expected):
    """The first tier that fits gives its value; `marks` and `value` are one thing."""
    tiers = [{"at_most": "50%", "marks": 5}, {"at_most": "90%", "value": 3}, {"marks": 0}]
    assert expected == given(ready("worth(done)", worth={"tiers": tiers}), done=done)


POINTS = {"points": [[0, 0], [Decimal("3.9"), 40], [4, 41]]}


@pytest.mark.parametrize(
    ("x", "expected"),
    [("0", 0), ("0.1", Fraction(40, 39)), ("3.8", Fraction(1520, 39)), ("3.9", 40), ("4", 41)],
)
def test_points_are_joined_by_lines(x, expected):
    """At each point its value, between two the line, exactly."""
    assert expected == given(ready("line(x)", line={**POINTS, "below": "refuse", "beyond": "refuse"}), x=x)


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"below": "hold", "beyond": "hold"}, [0, 41]),
        ({"below": "extend", "beyond": "extend"}, [Fraction(-40, 39), 42]),
        ({"below": -5, "beyond": "lost"}, [-5, 9]),
    ],
)
def test_both_ends_of_points_are_as_stated(ends, expected):
    """They hold, go on, or have a number or parameter of their own."""
    parameter = {"lost": {"value": 9}} if "lost" in ends.values() else None
    prepared = ready("line(x)", parameter=parameter, line={**POINTS, **ends})
    assert expected == [given(prepared, x=value) for value in ("-0.1", "4.1")]


@pytest.mark.parametrize(("x", "end"), [("-0.1", "`line` begins at 0"), ("4.1", "`line` ends at 4")])
def test_what_is_refused_is_a_problem_that_names_field_and_end(x, end):
    """Beyond points that refuse there is no number, and the message says why."""
    prepared = ready("line(x)", line={**POINTS, "below": "refuse", "beyond": "refuse"})
    with pytest.raises(pr.CaseError) as caught:
        prepared.score({"x": x})
    (problem,) = caught.value.problems
    assert "PR607" == problem.code
    assert f"{end}, and `x` (x) gives {x}" in problem.message


def test_rows_may_refuse_numbers():
    """A number without a row is a problem where `otherwise` says so."""
    assert ["PR607"] == refused(ready("pay(grade)", pay={"rows": {"1": 10}, "otherwise": "refuse"}), {"grade": 2})


def test_an_option_without_a_row_is_told_as_the_case_writes_it():
    """Choices are numbers inside, and nobody knows these."""
    prepared = ready("pay(category)", pay={"rows": {"near": 10}, "otherwise": "refuse"})
    with pytest.raises(pr.CaseError, match="`pay` has no row for “far”, given by `category`"):
        prepared.score({"category": "far"})


def test_a_measure_does_not_take_what_is_refused_for_a_zero_divisor():
    """`when_zero` speaks of divisors, and of nothing else."""
    measure = {"m": {"value": "line(x) / x", "when_zero": 0}}
    prepared = ready("m", measure=measure, line={**POINTS, "below": "refuse", "beyond": "hold"})
    assert 0 == given(prepared, x=0)
    assert ["PR607"] == refused(prepared, {"x": -1})


def test_only_the_row_that_is_taken_is_read():
    """What the other rows read may be missing, also within another table."""
    prepared = ready("line(x) if category == 'near' else 1", line={**POINTS, "below": "refuse", "beyond": "refuse"})
    assert 1 == given(prepared, category="far")
    assert 1 == given(prepared, category="far", x=50)


def test_tables_stand_wherever_expressions_do():
    """In measures with arguments, targets, rubrics, bands, gates, weights and conditions of indicators."""
    table = {"goal": {"rows": {"near": 4, "far": 8}}, "share": {"above": [0, 5], "values": [0, Decimal("0.5"), 1]}}
    table = {"goal": table["goal"], "part": table["share"]}
    leaf = {
        "code": "A",
        "name": "A",
        "full_marks": 10,
        "measure": "scaled(x, category)",
        "target": "goal(category) / goal('far')",
        "applies": "part(x) >= 0",
        "weight": 1,
        "rubric": {"kind": "threshold", "else": {"kind": "formula", "marks": "full * part(x)"}},
    }
    prepared = rules(
        leaf,
        total={"grade_scale": "own"},
        evidence={**EVIDENCE, "x": {"type": "number", "places": 1, "at_least": 0, "at_most": 100}},
        table=table,
        measure={"scaled": {"of": ["n", "c"], "value": "n / goal(c)"}},
        grade_scale={
            "own": {"bands": [{"grade": "good", "at_least": "goal('far')", "when": "part(x) > 0"}, {"grade": "poor"}]}
        },
        gate=[{"name": "g", "when": "part(x) == 0", "marks_at_most": "goal('near')"}],
    )
    cards = [prepared.score({"x": x, "category": name}) for x, name in ((2, "near"), (1, "near"), (0, "far"))]
    assert [10, 5, 0] == [card["A"].marks for card in cards]
    assert ["good", "poor", "poor"] == [card.grade for card in cards]


def test_values_may_be_expressions_of_parameters():
    """A parameter may stand in rows, limits and points."""
    prepared = ready(
        "reach(category) + passed(x)",
        parameter={"base": {"value": 3}},
        reach={"rows": {"near": "base", "far": "2 * base"}},
        passed={"above": ["base", "base + 1"]},
    )
    assert [4, 8] == [given(prepared, category=name, x=x) for name, x in (("near", 4), ("far", 5))]


def test_a_call_is_told_with_its_numbers():
    """The reason names the table, what it was asked, and what it gave; nested calls come first."""
    prepared = ready(
        "2 * reach(category) + worth(line(x))",
        reach={"name": "到达系数", "rows": {"near": Decimal("0.6"), "far": 1}},
        line={**POINTS, "below": "hold", "beyond": "hold"},
        worth={"above": [1, 2]},
    )
    award = prepared.score({"category": "near", "x": 4})["A"]
    assert "到达系数(near) = 0.6; line(4) = 41; worth(41) = 2; 2 × 0.6 + 2 = 3.2" == award.reason
    assert "2 × 到达系数(类别) + worth(line(x))" == award.formula


def test_a_table_is_bounded():
    """Proofs know the least and the greatest value of a table."""
    leaf = {"code": "A", "name": "A", "full_marks": 3, "rubric": {"kind": "formula", "marks": "passed(x)"}}
    assert "PR202" not in problems(leaf, evidence=EVIDENCE, table={"passed": {"above": [5, 10, 15]}})
    leaf["full_marks"] = 2
    assert "PR202" in problems(leaf, evidence=EVIDENCE, table={"passed": {"above": [5, 10, 15]}})


ROWS = {"reach": {"rows": {"near": 1, "far": 2}}}


@pytest.mark.parametrize(
    ("marks", "table", "code", "words"),
    [
        ("reach(category)", {"rows": {"near": 1}}, "PR209", "`far`"),
        ("reach(category)", {"rows": {"near": 1, "far": 2, "fer": 3}}, "PR209", "`fer`"),
        ("reach(grade)", {"rows": {"1": 1}}, "PR209", "`grade`"),
        ("reach(grade)", {"rows": {"near": 1, "far": 2}}, "PR314", "a choice is expected"),
        ("reach('nearby')", {"rows": {"near": 1, "far": 2}}, "PR210", "`nearby`"),
        ("reach()", {"rows": {"near": 1, "far": 2}}, "PR313", "0 arguments"),
        ("reach(category, region)", {"rows": {"near": 1, "far": 2}}, "PR313", "2 arguments"),
        ("reach", {"rows": {"near": 1, "far": 2}}, "PR318", "a lookup table"),
        ("reach(category)", {"above": [1, 2]}, "PR314", "a number is expected"),
        ("reach(x)", {"above": [1, 2], "of_unit": "h"}, "PR317", "do not go together"),
        ("reach(x) + x", {"above": [1, 2], "unit": "h"}, "PR317", "do not go together"),
        ("reach(x)", {"above": [2, 1]}, "PR163", "(1)"),
        ("reach(x)", {"above": [1, 1]}, "PR163", "(1)"),
        ("reach(x)", {"above": []}, "PR162", "no limits"),
        ("reach(x)", {"above": [1], "values": [1]}, "PR162", "2 values"),
        ("reach(x)", {"above": [1], "at_least": [1]}, "PR162", "`above` and `at_least`"),
        ("reach(x)", {"above": [1], "beyond": 3}, "PR162", "`beyond`"),
        ("reach(x)", {"below": 1}, "PR162", "a list of limits"),
        ("reach(x)", {"points": [[0, 0], [1, 1]], "below": "hold"}, "PR162", "`beyond`"),
        ("reach(x)", {"points": [[0, 0], [1, 1]], "beyond": "hold"}, "PR162", "`below`"),
        ("reach(x)", {"points": [[0, 0]], "below": 0, "beyond": 0}, "PR162", "two points"),
        ("reach(x)", {"points": [[0, 0], [0, 1]], "below": 0, "beyond": 0}, "PR163", "(0)"),
        ("reach(x)", {"points": [[0, 0], [1, 1]], "below": [1], "beyond": 0}, "PR162", "`below`"),
        ("reach(x)", {"tiers": [{"at_least": 1, "marks": 1}]}, "PR144", "has a condition"),
        ("reach(x)", {"tiers": [{"at_least": 1, "marks": 1}, {"at_least": 2, "value": 1}, {"value": 0}]}, "PR143", "2"),
        ("reach(x)", {"tiers": [{"at_least": 1, "marks": 1, "value": 1}, {"value": 0}]}, "PR162", "either"),
        ("reach(x)", {"tiers": []}, "PR162", "at least one tier"),
        ("reach(x)", {"name": "空"}, "PR162", "nothing to look up"),
        ("reach(x)", {"points": [[0, 0], [1, 1]], "below": "hld", "beyond": 0}, "PR311", "`hld`"),
        ("reach(category)", {"rows": {}}, "PR162", "no rows"),
        ("reach(region, category)", {"rows": {"city": {"near": 1, "far": 1}, "county": 2}}, "PR162", "`county`"),
        ("reach(category)", {"rows": {"near": 1, "far": "x"}}, "PR164", "`x`"),
        ("reach(category)", {"rows": {"near": 1, "far": 2}, "of_unit": "h"}, "PR162", "`of_unit`"),
        ("reach(category, x)", {"rows": {"near": 1, "far": {"above": [1]}}}, "PR162", "another sort"),
        ("reach(category, x)", {"rows": {"near": {"above": [2, 1]}, "far": {"above": [1]}}}, "PR163", "(1)"),
        ("reach(category, x)", {"rows": {"near": {"above": [1], "x": 2}, "far": {"above": [1]}}}, "PR021", "`x`"),
        ("reach(category, x)", {"rows": {"near": {"above": ["x"]}, "far": {"above": [1]}}}, "PR164", "`x`"),
        ("reach(category)", {"rows": {"near": {"above": [1]}, "far": {"above": [1]}}}, "PR313", "1 argument"),
        ("reach(category)", {"rows": {"near": True, "far": 2}}, "PR023", "true"),
        ("reach(category)", {"rows": {"near": 1, "far": "y"}}, "PR311", "`y`"),
        ("reach(category)", {"rows": {"near": 1, "far": 2}, "otherwis": 2}, "PR021", "otherwis"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(marks, table, code, words):
    """Every slip has its code, and the message says what it is about."""
    found = told(marks, table={"reach": table})
    assert code in found, found
    assert words in found[code]


def test_one_name_means_one_thing():
    """A table has no name that something else has, and none that nothing reads."""
    assert "PR114" in told("category == 'near'", table={"category": ROWS["reach"]})
    assert "PR117" in told("1 if category == 'near' else 0", table=ROWS)


def test_a_set_may_amend_a_table_that_it_inherits(tmp_path):
    """`[[amend]]` replaces the keys of a table, for a reason."""
    base = """format = "perfrules/indicator-set/1"
id = "example/base"
edition = "1"
title = "Base"
source = [{ id = "s", title = "A rule" }]
[evidence]
category = { type = "choice", choices = ["near", "far"] }
[table]
reach = { rows = { near = 1, far = 2 } }
[[indicator]]
code = "A"
name = "A"
at_least = 0

rubric = { kind = "formula", marks = "reach(category)" }
"""
    (tmp_path / "base.toml").write_text(base, encoding="utf-8")
    (tmp_path / "more.toml").write_text(
        'format = "perfrules/indicator-set/1"\nid = "example/more"\nedition = "1"\ntitle = "More"\n'
        'extends = "./base.toml"\n[[amend]]\ntable = "reach"\nreason = "farther"\nrows = { near = 1, far = 5 }\n',
        encoding="utf-8",
    )
    assert [2, 5] == [pr.load(tmp_path / name).score({"category": "far"}).marks for name in ("base.toml", "more.toml")]
