"""Tests of the reading `notation`."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import MODES, Rounding, absent, cell, choose, least, most, read, round_fraction, total
from perfrules.readings.notation import Wording, branches, decimal_text, mathematical, rounding_text, sentence, shorten
from tests.readings.evaluating import evaluate

SPENT, BUDGET, FAULTS = read("spent"), read("budget"), read("faults")
EXECUTION = cell("execution", choose(BUDGET == 0, absent(), SPENT / BUDGET))
MARKS = cell("B1", cell("B1 raw", 3 * least(EXECUTION, 1)).rounded(2))
TIERS = cell(
    "T",
    choose(
        EXECUTION >= Fraction(95, 100),
        3,
        choose((EXECUTION >= Fraction(6, 10)) & (FAULTS == 0), 2, 0, why="过半 {无故障}"),
        why="the target is met",
    ).rounded(1),
)
NAMES = {"spent": "实际支出", "budget": "预算金额", "execution": "预算执行率", "faults": "故障数"}
UNITS = {"execution": "%"}
SHOWN = {"spent": "19.000", "budget": "19.369"}
ROW = {"spent": Fraction(19), "budget": Fraction("19.369"), "faults": Fraction(0)}


def written(symbol, language="zh", row=None, through=lambda _: True, **options):
    """Return the notation of a symbol with the names above, and with the numbers of *row*."""
    trace = None if row is None else evaluate(symbol.node, row)
    return mathematical(symbol.node, Wording(language, NAMES, UNITS, **options), trace, through=through)


def test_a_mark_is_explained_step_by_step():
    """The measure comes first, then the marks with the measure's own digits; inputs stay as they were written."""
    assert "19.000 ÷ 19.369 = 98.09%；3 × 98.0948…% = 2.94" == written(MARKS, row=ROW, shown=SHOWN)
    assert "19.000 ÷ 19.369 = 98.09%; 3 × 98.0948…% = 2.94" == written(MARKS, "en", ROW, shown=SHOWN)


def test_a_limit_that_binds_is_shown():
    """Where the cap decides, it stands beside what it cuts."""
    row = {**ROW, "spent": Fraction(21)}
    assert "21 ÷ 19.369 = 108.42%；3 × min(108.4206…%, 100%) = 3" == written(MARKS, row=row)
    formula = most(0, 3 - Fraction(1, 2) * FAULTS)
    assert "3 − 0.5 × 1 = 2.5" == written(formula, row={"faults": 1})
    assert "max(3 − 0.5 × 9, 0) = 0" == written(formula, row={"faults": 9})


def test_what_is_absent_is_said():
    """Missing, not applicable and undefined numbers are words among the numbers."""
    assert "缺失 ÷ 19.369 = 缺失" == written(EXECUTION, row={**ROW, "spent": None})
    assert "预算金额 = 0：缺失" == written(EXECUTION, row={**ROW, "budget": 0})
    assert "19 ÷ 0 = 无定义" == written(SPENT / BUDGET, row={**ROW, "budget": 0})
    assert "1 + not applicable = not applicable" == written(
        cell("x", SPENT - SPENT + 1) + cell("y", absent("not_applicable")),
        "en",
        ROW,
        through=lambda _: False,
    )


def test_conditions_have_numbers_too():
    """A condition is written with the case's numbers, nested choices in it as the arm taken."""
    row = {"spent": Fraction(3), "faults": Fraction(-2)}
    assert "3 ≥ 2 且 −2 < 1" == written((SPENT >= 2) & (FAULTS < 1), row=row)
    assert "3 − 2 > 0" == written(choose(FAULTS < 0, SPENT + FAULTS, 1) > 0, row=row)
    assert "3 × (−2) > 0" == written(SPENT * FAULTS > 0, row=row)
    assert "−2 = 1 或 恒成立" == written((FAULTS == 1) | True, row=row)
    assert "故障数 = 1 且 恒不成立" == written((FAULTS == 1) & False)
    assert "实际支出 适用" == written(SPENT.applicable(), row=row)


def test_a_choice_between_conditions_shows_the_one_that_decided():
    """Of an `or` that holds the first operand that does is shown, of an `and` that fails the first that fails."""
    row = {"spent": Fraction(3), "faults": Fraction(0)}
    assert "3 > 2：1" == written(choose((FAULTS > 5) | (SPENT > 2), 1, 0), row=row)
    assert "0 ≤ 1：0" == written(choose((SPENT > 2) & (FAULTS > 1), 1, 0), row=row)
    assert "缺失 + 1 = 缺失" == written(1 + choose(FAULTS > 5, 1, 0), row={})


def test_options_have_their_names():
    """The numbers of a choice or flag are the names of its options, with and without a case."""
    options = {"kind": ("甲类", "乙类"), "filed": ("否", "是")}
    kind = choose(read("kind") == 1, 3, choose(read("filed") == 1, 2, 0))
    assert "kind = 乙类 时为 3；filed = 是 时为 2；否则 0" == written(kind, options=options)
    assert "若 kind = 乙类，则 3；若 filed = 是，则 2；否则 0。" == sentence(kind.node, Wording("zh", options=options))
    trace = evaluate(kind.node, {"kind": 0, "filed": 1})
    found = branches(kind.node, trace=trace, wording=Wording("zh", options=options))
    assert ["甲类 = 乙类", "是 = 是", ""] == [branch.numbers for branch in found]


def test_a_result_may_be_a_mere_input_or_have_places():
    """An input stands for itself; a cell's result has the places it is shown with."""
    assert "19.000" == written(SPENT, row=ROW, shown=SHOWN)
    assert "19.000" == written(cell("same", SPENT), row=ROW, shown=SHOWN)
    assert "19 ÷ 19.369 = 0.981" == mathematical(
        cell("ratio", SPENT / BUDGET).node,
        Wording(places={"ratio": 3}),
        evaluate(cell("ratio", SPENT / BUDGET).node, ROW),
    )
    share = cell("share", read("share"))
    assert "12.5%" == mathematical(
        share.node,
        Wording(units={"share": "%"}, shown={"share": "0.125"}),
        evaluate(share.node, {"share": Fraction(1, 8)}),
    )


def test_a_rounding_inside_a_formula_is_written_where_it_changes_something():
    """What is computed with is what is shown: a step is rounded, and a mark that is only rounded is about its input."""
    steps = (5 - 2 * (FAULTS / 10).rounded(0, "ceiling")).rounded(2)
    assert "5 − 2 × 取舍(13 ÷ 10；向上取整) = 1" == written(steps, row={"faults": 13})
    assert "5 − 2 × 20 ÷ 10 = 1" == written(steps, row={"faults": 20})
    given_marks = cell("D", read("faults").rounded(0))
    assert "2.5 ≈ 3" == written(given_marks, row={"faults": Fraction(5, 2)})
    assert "2" == written(given_marks, row={"faults": Fraction(2)})


def test_a_choice_shows_what_led_to_the_arm_taken():
    """The last condition that failed and the one that held stand before the arm; guards against zero do not."""
    assert "19 ÷ 19.369 = 98.09%；98.0948…% ≥ 95%：3" == written(TIERS, row=ROW)
    assert "15 ÷ 19.369 = 77.44%；77.4433…% < 95%，77.4433…% ≥ 60%，故障数 = 0：2" == written(
        TIERS,
        row={**ROW, "spent": 15},
    )
    assert "19 ÷ 19.369 = 98.09%；98.0948…% ≥ 95%：3" == written(TIERS, row=ROW, places={"T": 1})
    assert "1 ÷ 19.369 = 5.16%；5.1628…% < 60%：0" == written(TIERS, row={**ROW, "spent": 1})
    assert "实际支出 未提供：0" == written(choose(SPENT.given(), SPENT, 0), row={})


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (MARKS, "3 × min(预算执行率, 100%)，四舍五入至 2 位小数"),
        (EXECUTION, "预算金额 = 0 时为 缺失；否则 实际支出 ÷ 预算金额"),
        ((SPENT + 1) * (FAULTS - (SPENT - 2)), "(实际支出 + 1) × (故障数 − (实际支出 − 2))"),
        (SPENT / (BUDGET * FAULTS) - (SPENT - 1), "实际支出 ÷ (预算金额 × 故障数) − (实际支出 − 1)"),
        (SPENT / (BUDGET / FAULTS), "实际支出 ÷ (预算金额 ÷ 故障数)"),
        (-SPENT + -2, "−实际支出 − 2"),
        (-(SPENT + 1) * -2, "−2 × (−(实际支出 + 1))"),
        (EXECUTION / Fraction(85, 100), "预算执行率 ÷ 85%"),
        (1 / EXECUTION, "100% ÷ 预算执行率"),
        (EXECUTION / 2, "预算执行率 ÷ 2"),
        (1 - EXECUTION, "100% − 预算执行率"),
        (Fraction(1, 3) * SPENT, "1/3 × 实际支出"),
        (SPENT / Fraction(1, 3), "实际支出 ÷ (1/3)"),
        (most(EXECUTION, Fraction(1, 3)), "max(预算执行率, 1/3)"),
        (1 + SPENT.rounded(0, "floor"), "取舍(实际支出；向下取整) + 1"),
        (choose(SPENT > 1, 2, 3) + 1, "(实际支出 > 1 时为 2；否则 3) + 1"),
        (~((SPENT > 2) & ((FAULTS >= 1) | (EXECUTION == 1))), "实际支出 ≤ 2 或 故障数 < 1 且 预算执行率 ≠ 100%"),
        ((SPENT > 2) & ((FAULTS >= 1) | (EXECUTION == 1)), "实际支出 > 2 且 (故障数 ≥ 1 或 预算执行率 = 100%)"),
        (Fraction(85, 100) <= EXECUTION, "预算执行率 ≥ 85%"),
        (~SPENT.applicable(), "实际支出 不适用"),
    ],
)
def test_formulas_have_brackets_only_where_needed(formula, expected):
    """Names as people say them, mathematical signs, percent beside percent, and no bracket too many."""
    assert expected == written(formula)


def test_sentences_read_chains_from_the_top():
    """Choices are a list with labels, the rounding comes last; in Chinese and in English."""
    assert (
        "若 预算执行率 ≥ 95%（达到目标值），则 3；若 预算执行率 ≥ 60% 且 故障数 = 0（过半 {无故障}），则 2；"
        "否则 0。四舍五入至 1 位小数。" == sentence(TIERS.node, Wording("zh", NAMES, UNITS), labels=TIERS.labels)
    )
    assert "If faults = 0, then 3; otherwise spent. Rounded half-up to 2 places." == sentence(
        choose(FAULTS == 0, 3, SPENT).rounded(2).node,
    )


def test_branches_say_which_arm_was_taken():
    """Each arm of a chain with its condition, with and without numbers; what was not reached has none."""
    trace = evaluate(TIERS.node, {**ROW, "spent": Fraction(15)})
    found = branches(TIERS.node, TIERS.labels, trace, wording=Wording("zh", NAMES, UNITS))
    assert [
        ("达到目标值", "预算执行率 ≥ 95%", "77.4433…% ≥ 95%", False, "3", 1),
        ("过半 {无故障}", "预算执行率 ≥ 60% 且 故障数 = 0", "77.4433…% ≥ 60% 且 0 = 0", True, "2", 2),
        ("其他情况", "其他情况", "", False, "0", 3),
    ] == [(one.label, one.condition, one.numbers, one.taken, one.value, one.arm.place) for one in found]


def test_branches_enter_cells_only_when_asked():
    """The choice inside the measure is another cell's."""
    assert [] == list(branches(MARKS.node))
    inner = branches(MARKS.node, through_cells=True)
    assert ["budget = 0", "otherwise"] == [branch.condition for branch in inner]
    assert [None, None] == [branch.taken for branch in inner]
    assert "第 1 档" == branches(EXECUTION.node, wording=Wording("zh"))[0].label


def test_choices_in_an_arm_not_taken_are_not_reached():
    """With a trace, only what was read is listed."""
    formula = choose(FAULTS > 0, choose(SPENT > 1, 1, 2) + 1, 0)
    trace = evaluate(formula.node, {"faults": 0, "spent": 5})
    assert [False, True] == [branch.taken for branch in branches(formula.node, trace=trace)]
    assert 4 == len(branches(formula.node))


@pytest.mark.parametrize(
    ("rounding", "unit", "english", "chinese"),
    [
        (Rounding.places(2), None, "half-up to 2 places", "四舍五入至 2 位小数"),
        (Rounding.places(1, "half_even"), None, "half-even to 1 place", "四舍六入五成双至 1 位小数"),
        (Rounding.places(0, "half_down"), None, "half-down to a whole number", "五舍六入至整数"),
        (Rounding(Fraction(1, 2), "up"), None, "away from zero to multiples of 0.5", "远离零进位至 0.5 的整数倍"),
        (Rounding.places(4, "down"), "%", "towards zero to 2 places of a percent", "向零截取至 百分数的 2 位小数"),
        (Rounding.places(-1, "ceiling"), None, "up to multiples of 10", "向上取至 10 的整数倍"),
        (Rounding.places(3, "floor"), "%", "down to 1 place of a percent", "向下取至 百分数的 1 位小数"),
        (Rounding(Fraction(1, 20)), "%", "half-up to multiples of 5%", "四舍五入至 5% 的整数倍"),
    ],
)
def test_roundings_in_words(rounding, unit, english, chinese):
    """All seven modes and every step have words in both languages."""
    assert english == rounding_text(rounding, "en", unit=unit)
    assert chinese == rounding_text(rounding, "zh", unit=unit)


def test_every_mode_has_words():
    """No mode is without words."""
    assert all(rounding_text(Rounding.places(2, mode), "zh").endswith(" 2 位小数") for mode in MODES)


@pytest.mark.parametrize(
    ("value", "places", "unit", "expected"),
    [
        ("0.98094893", 2, "%", "98.09%"),
        ("0.98", 2, "%", "98.00%"),
        ("87.125", 2, None, "87.13"),
        ("-0.005", 2, None, "-0.01"),
        ("2/3", None, None, "2/3"),
        ("19.369", None, "万元", "19.369 万元"),
        ("5", 0, None, "5"),
        ("-0.004", 2, None, "0.00"),
    ],
)
def test_decimal_text(value, places, unit, expected):
    """Exact text, or half-up to places, with percent and other units."""
    assert expected == decimal_text(Fraction(value), places, unit)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("2/3", None, "0.6666…"), ("-2/3", None, "-0.6666…"), ("1/30000", None, "0.000033…"), ("0.125", "%", "12.5%")],
)
def test_shortened_numbers_are_cut_not_rounded(value, unit, expected):
    """Endless decimals are cut; those that end are exact."""
    assert expected == shorten(Fraction(value), unit)


@given(st.fractions(max_denominator=10**6), st.integers(0, 6))
def test_decimal_text_is_the_number_rounded_half_up(value, places):
    """Read back, the text is the number rounded half-up."""
    assert round_fraction(value, Rounding.places(places)) == Fraction(decimal_text(value, places))


@given(st.fractions(max_denominator=10**6))
def test_shortened_text_is_where_the_number_begins(value):
    """Read back, a shortened number is exact, or nearer to zero by less than its last digit."""
    text = shorten(value)
    shown = Fraction(text.removesuffix("…"))
    if text.endswith("…"):
        last = Fraction(1, 10 ** len(text.removesuffix("…").partition(".")[2]))
        assert 0 < abs(value) - abs(shown) < last
    else:
        assert value == shown


def test_thousands_of_tiers_and_terms_are_written_without_recursion():
    """A very long formula is cut, not a failure."""
    chain = SPENT
    for number in range(3000):
        chain = choose(FAULTS == number, number, chain)
    assert len(written(chain)) < 5000
    assert 3001 == len(branches(chain.node))
    assert written(total(read(f"x{k}") for k in range(3000))).endswith("…")
