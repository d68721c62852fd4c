from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfrules as pr
from tests.comparison.conftest import CASE, SET


def causes(result):
    """Return the causes of a change, as a reader sees them."""
    with pr.use("en"):
        return [(str(cause.about), cause.change) for cause in result.causes]


def only(comparison):
    """Return the one result of the one case."""
    ((result,),) = [case.results for case in comparison.cases]
    assert result.change == sum(cause.change for cause in result.causes)
    return result


@pytest.mark.parametrize(
    ("old", "new", "cause", "change"),
    [
        ('at_least = "95%"', 'at_least = "90%"', "A1 预算执行率: rubric, tier 1, `at_least`", 8),
        ("marks = 6, text", 'marks = "2 * 3", text', None, 0),
        (
            'marks = 6, text = "有养护计划" }, { id = "ledger", marks = 4',
            'marks = 7, text = "有养护计划" }, { id = "ledger", marks = 3',
            "C1 制度健全: rubric, point `plan`, `marks`, rubric, point `ledger`, `marks`",
            1,
        ),
        ('value = "1/7"', 'value = "1/5"', "A2 按期完成: parameter `loss`", Fraction(-57, 100)),
        ('"spent / budget"', '"most(0, spent - 1) / (budget - 1 + 1)"', None, Fraction(-2, 10)),
        ("places = 2 }, source", "places = 0 }, source", None, Fraction(2, 10) + Fraction(1, 100)),
        ("days > 300", "days > 200", None, 0),
    ],
)
def test_each_sort_of_change_has_its_cause(compared, old, new, cause, change):
    """The causes are named by what was changed at the indicator, and are the whole change."""
    result = only(compared((old, new)))
    if cause is not None:
        assert [(cause, change)] == causes(result)
    elif not change:
        assert (0, []) == (result.change, causes(result))
    else:
        assert len(causes(result)) >= 1


def test_several_causes_add_up(compared):
    """Rubric, rounding and aggregation are told apart, in the order of the tree."""
    result = only(
        compared(
            ('at_least = "95%"', 'at_least = "90%"'),
            ("places = 2 }, source", "places = 1 }, source"),
            ("full_marks = 100\nrounding = { places = 2 }", "full_marks = 100\nrounding = { places = 0 }"),
        )
    )
    told = causes(result)
    assert "A1 预算执行率: rubric, tier 1, `at_least`" == told[0][0]
    assert "the total: rounding, decimal places" == told[-1][0]
    assert result.change == sum(change for _, change in told)
    assert len(told) >= 3


def test_the_grade_is_told_too(compared):
    """Both grades are there, and other bands are no cause of other marks."""
    result = only(compared(("at_least = 80 }", "at_least = 88 }")))
    assert ("良好", "合格", ()) == (result.old_grade, result.new_grade, result.causes)


def test_weights_are_a_cause_at_the_parent(compared):
    """Another weight of a child, with full marks that fit, is told where it counts."""
    result = only(
        compared(
            (
                'full_marks = 20\nmeasure = "execution"\ntarget',
                'full_marks = 40\nweight = 0.5\nmeasure = "execution"\ntarget',
            ),
        )
    )
    assert 0 == result.change
    told = [about for about, _ in causes(result)]
    assert ["B 资金到位: full marks", "the total: B 资金到位, weight"] == told


def test_an_indicator_that_was_added(compared):
    """What is new counts at its parent; the case needs its evidence only for the new set."""
    new = (
        '[[indicator]]\ncode = "E"\nname = "加分"\nbonus = true\nat_most = 5\n'
        'rubric = { kind = "judged", reason = false }\n\n[[gate]]'
    )
    clamp = ('grade_scale = "four"', 'grade_scale = "four"\nclamp = [0, "full"]')
    change = (("[[gate]]", new), clamp)
    (case,) = compared(*change).cases
    assert not case.is_compared
    assert [("PR601",), ()] == [tuple(p.code for p in case.refused_by_new), case.refused_by_old]
    result = only(compared(*change, cases=[CASE | {"E": {"marks": 3}}]))
    assert [3] == [change for about, change in causes(result) if "E 加分" in about]


def test_an_indicator_that_was_removed(compared):
    """Its evidence is not asked for any more, and is no problem."""
    new = (
        '[[indicator]]\ncode = "E"\nname = "扣分"\nat_least = -73\nat_most = 0\n'
        'rubric = { kind = "formula", marks = "-days / 5" }\n\n[[gate]]'
    )
    total = ("full_marks = 100", "full_marks = 100\nclamp = [0, 'full']")
    result = only(compared((new, "[[gate]]"), before=[("[[gate]]", new), total]))
    assert [("the total: E 扣分, removed", 2)] == causes(result)


def test_evidence_of_a_renumbered_indicator(compared):
    """A case has the codes of the set that it was written for."""
    replacements = (('code = "D"', 'code = "F"'), ('edition = "2024"', 'edition = "2025"'))
    assert 0 == only(compared(*replacements)).change
    answers = {("F" if name == "D" else name): value for name, value in CASE.items()}
    case = pr.Case(indicator_set="example/roads@2025", evidence=answers)
    assert 0 == only(compared(*replacements, cases=[case])).change


def test_a_default_is_evidence_read_otherwise(compared):
    """Where the case says nothing, another default is a cause of its own."""
    before = [("at_most = 365 }", "at_most = 365, default = 7 }")]
    case = {name: value for name, value in CASE.items() if name != "days"}
    result = only(compared(("default = 7", "default = 14"), before=before, cases=[case]))
    assert [("evidence is read otherwise: evidence `days`", -1)] == causes(result)


def test_other_decimals_of_the_evidence(compared):
    """The same number in other units of the last place is the same number."""
    result = only(compared(('unit = "万元", at_least = 0', 'unit = "万元", places = 2, at_least = 0')))
    assert (0, ()) == (result.change, result.causes)


def test_a_case_that_nobody_scores(compared):
    """Why is listed for both sides."""
    (case,) = compared(("days > 300", "days > 200"), cases=[{"budget": 1}]).cases
    assert {"PR601"} == {problem.code for problem in (*case.refused_by_old, *case.refused_by_new)}
    assert () == case.results


def test_a_null_result_is_no_result(compared):
    """Where one of the two gives no marks, the case is listed, not compared."""
    null = 'not_applicable = "null"'
    before = [('name = "过程"', f'name = "过程"\n{null}'), ('grade_scale = "four"', f'grade_scale = "four"\n{null}')]
    cases = [CASE | {"days": {"not_applicable": "x"}}]
    (case,) = compared(('not_applicable = "full"', null), before=before, cases=cases).cases
    assert ["PR760"] == [problem.code for problem in case.refused_by_new]


CHANGES = (
    ('at_least = "95%"', 'at_least = "90%"'),
    ("marks = 12", "marks = 11"),
    ('value = "1/7"', 'value = "1/6"'),
    ('"spent / budget"', '"spent / (budget + 3)"'),
    ("places = 2 }, source", "places = 1 }, source"),
    ('not_applicable = "full"', 'not_applicable = "zero"'),
    ('not_applicable = "rescale"', 'not_applicable = "drop"'),
    ("full_marks = 100\nrounding = { places = 2 }", "full_marks = 100\nrounding = { places = 1, mode = 'floor' }"),
    ('rubric = { kind = "proportional" }', 'rubric = { kind = "threshold" }'),
    ('code = "C1"', 'code = "C8"'),
    ('code = "B"\n', 'code = "B"\nparent = "A"\n'),
    ("kind == 'highway'", "kind == 'street'"),
    ("days > 300", "days > 3"),
)
_RULES = {}


def rules(chosen):
    """Return the rules with some of the changes; each set is read once."""
    if chosen not in _RULES:
        content = SET
        for place in sorted(chosen):
            content = content.replace(*CHANGES[place])
        _RULES[chosen] = content
    return _RULES[chosen]


@given(
    old=st.frozensets(st.integers(0, len(CHANGES) - 1), max_size=4),
    new=st.frozensets(st.integers(0, len(CHANGES) - 1), max_size=6),
    spent=st.integers(0, 100),
    days=st.one_of(st.integers(0, 365), st.just({"not_applicable": "未约定工期"})),
    kind=st.sampled_from(["highway", "street"]),
)
def test_causes_are_the_whole_change(tmp_path_factory, old, new, spent, days, kind):
    """Whatever was changed, and whatever the case: the causes sum exactly to the change."""
    folder = tmp_path_factory.mktemp("sets")
    paths = []
    for name, chosen in (("old", old), ("new", new)):
        paths.append(folder / f"{name}.toml")
        paths[-1].write_text(rules(chosen), encoding="utf-8")
    answers = CASE | {"spent": spent, "days": days, "kind": kind}
    if 9 in old:
        answers["C8"] = answers.pop("C1")
    comparison = pr.diff(*paths, [answers])
    (case,) = comparison.cases
    for result in case.results:
        assert result.new - result.old == sum((cause.change for cause in result.causes), Fraction(0))
        assert all(cause.change for cause in result.causes)
        assert "all changes together" not in [about for about, _ in causes(result)]
        if comparison.verdict == "same":
            assert (result.old, result.old_grade) == (result.new, result.new_grade)


def test_a_comparison_is_a_value(compared):
    """It compares by content, cannot be changed, and prints."""
    one, other = (compared(("marks = 12", "marks = 11")) for _ in range(2))
    assert one.changes == other.changes
    assert one.cases == other.cases
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.verdict = "same"
    assert "example/roads@2024" in repr(one)


def test_a_step_without_a_score_is_taken_with_the_next(compared):
    """Where the first of two changes alone would leave no score, both are one cause."""
    comparison = compared(
        ('not_applicable = "full"', 'not_applicable = "null"'),
        ('name = "过程"', 'name = "过程"\nnot_applicable = "zero"'),
        before=[("days > 300", "spent > 300")],
        cases=[CASE | {"days": {"not_applicable": "未约定工期"}}],
    )
    result = only(comparison)
    ((about, change),) = causes(result)
    assert "A2 按期完成: where it is not applicable; A 过程: where it is not applicable" == about
    assert -42 == change
