from itertools import permutations

import pytest

import perfrules as pr
from tests.comparison.conftest import CASE


def differences(comparison):
    """Return where scores differ, as a reader sees it."""
    with pr.use("en"):
        return [(each.code, each.what, [str(where) for where in each.where]) for each in comparison.differences]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "资金到位"', 'name = "资金"'),
        ('"spent / budget"', '"(spent) / budget"'),
        ("execution", "share_spent"),
        ('value = "1/7"', 'value = "2/14"'),
        ('target = "100%"', "target = 1"),
        ("at_most = 365", "at_most = 366"),
        ('code = "C1"', 'code = "C9"'),
        ("marks = 6, text", 'marks = "3 + 3", text'),
        (
            '{ id = "plan", marks = 6, text = "有养护计划" }, { id = "ledger", marks = 4, text = "有台账" }',
            '{ id = "ledger", marks = 4, text = "有台账" }, { id = "plan", marks = 6, text = "有养护计划" }',
        ),
    ],
)
def test_the_same_scores(compared, old, new):
    """Names, other words for the same arithmetic, other codes and other ranges leave every score as it is."""
    replacements = [(old, new)]
    comparison = compared(*replacements)
    assert ("same", ()) == (comparison.verdict, comparison.differences)
    assert [()] == [result.causes for case in comparison.cases for result in case.results]


OPTIONS = [
    '{ id = "highway", name = "公路", value = 1 }',
    '{ id = "street", name = "街道", value = "1/2" }',
    '{ id = "path", name = "小路", value = 0 }',
]
CHOICE = ('[{ id = "highway", name = "公路" }, { id = "street", name = "街道" }]', f"[{', '.join(OPTIONS)}]")


@pytest.mark.parametrize("order", list(permutations(OPTIONS))[1:])
def test_options_in_another_order(compared, order):
    """A case names options: in which order they are declared changes nothing, also where they stand for numbers."""
    before = [CHOICE, ('marks = "most(0, full - days * loss)"', 'marks = "full * kind"')]
    cases = [CASE | {"kind": kind} for kind in ("highway", "street", "path")]
    comparison = compared((", ".join(OPTIONS), ", ".join(order)), before=before, cases=cases)
    assert ("same", ()) == (comparison.verdict, comparison.differences)
    assert [()] * 3 == [result.causes for case in comparison.cases for result in case.results]


def test_one_option_that_counts_otherwise(compared):
    """Beside another order, it is told for which option the marks differ."""
    before = [CHOICE, ('marks = "most(0, full - days * loss)"', 'marks = "full * kind"')]
    order = [OPTIONS[2], OPTIONS[1].replace("1/2", "1/3"), OPTIONS[0]]
    found = differences(compared((", ".join(OPTIONS), ", ".join(order)), before=before))
    assert [("A2", "marks")] == [each[:2] for each in found]
    assert "道路类型 = 街道" in found[0][2][0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('at_least = "95%"', 'at_least = "90%"', ("A1", "marks", ["预算执行率 ≥ 90% and 预算执行率 < 95%"])),
        ("marks = 12", "marks = 14", ("A1", "marks", ["预算执行率 ≥ 80% and 预算执行率 < 95%"])),
        (
            'at_least = "80%", marks = 12',
            'above = "80%", marks = 12',
            ("A1", "marks", ["预算执行率 ≥ 80% and 预算执行率 ≤ 80%"]),
        ),
        (
            "at_least = 80 }",
            "at_least = 75 }",
            ("total", "grade", ["marks of the total ≥ 75 and marks of the total < 80"]),
        ),
        (
            "at_least = 80 }",
            "above = 80 }",
            ("total", "grade", ["marks of the total ≥ 80 and marks of the total ≤ 80"]),
        ),
        ("days > 300", "days > 200", ("total", "grade", None)),
        ('not_applicable = "full"', 'not_applicable = "zero"', ("A2", "marks", None)),
        ('grade = "良好"', 'grade = "良"', ("total", "grade", None)),
        ('value = "1/7"', 'value = "1/6"', ("A2", "marks", None)),
    ],
)
def test_only_where(compared, old, new, expected):
    """A change of one leaf, tier, band or answer says which leaf it is, and for which values."""
    comparison = compared((old, new), cases=())
    (found,) = differences(comparison)
    assert "where" == comparison.verdict
    assert expected[:2] == found[:2]
    if expected[2] is not None:
        assert expected[2] == found[2]
    else:
        assert found[2]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "[[gate]]",
            (
                '[[indicator]]\ncode = "E"\nname = "新增"\nat_most = 0\n'
                'rubric = { kind = "formula", marks = 0 }\n\n[[gate]]'
            ),
        ),
        ('grade_scale = "four"', 'grade_scale = "four"\nclamp = [10, 100]'),
        ("full_marks = 100\nrounding = { places = 2 }", "full_marks = 100\nrounding = { places = 0 }"),
    ],
)
def test_not_comparable(compared, old, new):
    """Another tree, another rounding or clamp of the total: nothing is said to be comparable."""
    assert "not" == compared((old, new), cases=()).verdict


def test_another_parent_is_another_formula_of_both(compared):
    """An indicator that moves is missing in the one branch and new in the other."""
    comparison = compared(('code = "B"\n', 'code = "B"\nparent = "A"\n'), cases=())
    assert ("not", ["total", "A"]) == (comparison.verdict, [code for code, _, _ in differences(comparison)])


def test_full_marks_that_move_from_one_to_the_other(compared):
    """Other full marks shift how much everything counts."""
    comparison = compared(
        ('full_marks = 20\nmeasure = "execution"\ntarget', 'full_marks = 15\nmeasure = "execution"\ntarget'),
        ("full_marks = 30", "full_marks = 35"),
        cases=(),
    )
    assert "not" == comparison.verdict
    assert ["A2", "B"] == [code for code, _, _ in differences(comparison)]


def test_a_default_differs_where_nothing_is_given(compared):
    """Another default counts only where the case says nothing; another reading of the evidence wherever it does."""
    before = [("at_most = 365 }", "at_most = 365, default = 3 }")]
    comparison = compared(("default = 3", "default = 5"), before=before, cases=())
    assert "where" == comparison.verdict
    assert {"A2"} <= {code for code, _, _ in differences(comparison)}
    assert all(where for code, _, where in differences(comparison) if code == "A2")


def test_chinese_conditions(compared):
    """Conditions have the names of the evidence in the language in force."""
    (found,) = compared(('at_least = "95%"', 'at_least = "90%"'), cases=()).differences
    with pr.use("zh"):
        assert "预算执行率 ≥ 90% 且 预算执行率 < 95%" == str(found.where[0])
    assert ("spent", "budget") == found.reads


def test_a_measure_that_was_changed_has_two_names(compared):
    """Conditions on what it was before are told apart from those on what it is now."""
    found = differences(compared(('value = "spent / budget"', 'value = "(spent + 1) / budget"'), cases=()))
    told = " ".join(where for code, _, conditions in found if code == "A1" for where in conditions)
    assert "预算执行率 (old) < 95%" in told
    assert "预算执行率 ≥ 95%" in told
