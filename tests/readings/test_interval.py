"""Tests of the reading `interval`: what it proves of the usual forms."""

from fractions import Fraction

import pytest

from perfrules.formula import absent, any_of, cell, choose, least, most, read, total
from perfrules.formula.inputs import Input
from perfrules.readings.interval import EMPTY, Bounds, Intervals
from perfrules.readings.interval.linear import ONE, mediant

ZERO = Fraction(0)
SPENT, BUDGET, FAULTS, FIXED, LATE = (read(name) for name in ("spent", "budget", "faults", "fixed", "late"))
ANSWERS = [read(f"q1/{answer}") for answer in "54321"]
INPUTS = [
    Input("spent", 2, ZERO),
    Input("budget", 2, ZERO),
    Input("faults", 0, ZERO),
    Input("fixed", 0, ZERO, part_of="faults"),
    Input("late", 0, ZERO, part_of="faults"),
    Input("early", 0, ZERO, part_of="fixed"),
    Input("rate", 4, ZERO, Fraction(1)),
    *(Input(f"q1/{answer}", 0, ZERO) for answer in "54321"),
]


def bounds(symbol, known=None):
    """Return the bounds of a symbol over the inputs above."""
    return Intervals(INPUTS, known or {}).bounds(symbol.node)


def ends(low, high):
    """Return closed bounds."""
    return Bounds(Fraction(low), Fraction(high))


MEASURE = cell("execution", SPENT / BUDGET)
RATE = cell("fixed in time", FIXED / FAULTS)
DAYS = cell("delay", read("faults") - 30)
WEIGHTS = [Fraction(weight, 100) for weight in (100, 75, 50, 25, 0)]
SURVEY = total(weight * count for weight, count in zip(WEIGHTS, ANSWERS, strict=True)) / total(ANSWERS)
KINDS = read("kinds")
PARTS = [(~(KINDS == k), cell(f"part {k}", RATE * k), k) for k in (1, 2, 3)]
OUT = [choose(there, marks, 0) for there, marks, _ in PARTS]
LEFT = [choose(there, full, 0) for there, _, full in PARTS]
FULL = cell("full", choose(KINDS == 7, 2, 3))
USUAL = {
    "rescaled, some parts may be out": 3 * total(OUT) / total(LEFT),
    "rescaled, one part is always in": 3 * (total(OUT[:2]) + cell("part 3", 3 * RATE)) / (total(LEFT[:2]) + 3),
    "rescaled, not applicable where all are out": 3
    * choose(KINDS > 3, absent("not_applicable"), total(OUT))
    / choose(KINDS > 3, absent("not_applicable"), total(LEFT)),
    "rescaled, full marks that move": FULL * total(OUT) / total(LEFT),
    "rescaled, weights of its own": 3
    * total(k * c for k, c in zip((2, 3, 5), OUT, strict=True))
    / total(k * c for k, c in zip((2, 3, 5), LEFT, strict=True)),
    "full marks that move": FULL * least(MEASURE, 1),
    "product before the division": FULL * SPENT / most(SPENT, BUDGET),
    "proportional": 3 * least(MEASURE, 1),
    "proportional, written out": 3 * least(SPENT / BUDGET, 1),
    "proportional, divided last": 3 * least(SPENT, BUDGET) / BUDGET,
    "proportional, less is better": 3 * least(1 / RATE, 1),
    "proportional with a gate": choose(MEASURE < Fraction(6, 10), 0, 3 * least(MEASURE, 1)),
    "survey mean": 3 * SURVEY,
    "survey mean, five-mark scale": 3
    * total(k * c for k, c in zip((5, 4, 3, 2, 1), ANSWERS, strict=True))
    / (5 * total(ANSWERS)),
    "survey shares": 3 * (ANSWERS[0] / total(ANSWERS) + ANSWERS[1] / total(ANSWERS)),
    "share of a whole": 3 * RATE,
    "share of a whole of a whole": 3 * read("early") / FAULTS,
    "share left": 3 * (1 - FIXED / FAULTS),
    "share left, divided last": 3 * (FAULTS - LATE) / FAULTS,
    "no faults, full marks": choose(FAULTS == 0, 3, 3 * FIXED / FAULTS),
    "no faults in a cell": 3 * cell("when zero", choose(FAULTS == 0, 1, FIXED / FAULTS)),
    "threshold, else proportional": choose(MEASURE >= Fraction(95, 100), 3, 3 * MEASURE / Fraction(95, 100)),
    "threshold on inputs, else proportional": choose(SPENT >= BUDGET, 3, 3 * SPENT / BUDGET),
    "threshold in percent, else proportional": choose(100 * SPENT / BUDGET >= 85, 3, 3 * (SPENT / BUDGET)),
    "threshold by product, else proportional": choose(SPENT >= Fraction(85, 100) * BUDGET, 3, 3 * (SPENT / BUDGET)),
    "deduction": most(0, 3 - FAULTS - 2 * LATE),
    "deduction by choice": choose(FAULTS > 3, 0, 3 - FAULTS),
    "linear, started steps": most(0, 3 - (read("rate") / 5).rounded(0, "up")),
    "delay in a cell": choose(FAULTS <= 30, 3, most(0, 3 - DAYS / 10)),
    "delay in a cell without floor": choose(FAULTS <= 30, 3, choose(FAULTS >= 60, 0, 3 - DAYS / 10)),
    "tiers": choose(MEASURE >= 1, 3, choose(MEASURE >= Fraction(1, 2), 2, choose(MEASURE > 0, 1, 0))),
    "tiers with interpolation": choose(
        read("rate") >= Fraction(9, 10),
        3,
        choose(read("rate") >= Fraction(6, 10), 1 + (read("rate") - Fraction(6, 10)) / Fraction(3, 10) * 2, 0),
    ),
    "negated condition": choose(~((FAULTS == 0) | (LATE > 3)), 3 / FAULTS, 0),
    "mean of marks": (2 * cell("one", 3 * RATE) + cell("two", 3 * RATE)) / 3,
    "product of shares": 3 * RATE * SURVEY,
    "rounded": (3 * RATE).rounded(2),
    "deviation on both sides": most(0, 3 - 10 * most(MEASURE - 1, 1 - MEASURE)),
    "divided by the least, from below": 3 * most(0, 1 - least(SPENT, BUDGET) / SPENT),
    "divided by a negative number": 3 * most(-SPENT, -BUDGET) / (0 - BUDGET),
    "divided by a chosen number": 3 * SPENT / choose(SPENT > BUDGET, SPENT, BUDGET),
    "common factor": SPENT * least(3, FAULTS) / SPENT,
    "one of two conditions": choose((FAULTS >= 0) & (LATE == 0), 0, 3 / LATE),
    "equality": choose(FAULTS == 3, FAULTS, 0),
    "never so": choose(FAULTS < 0, 9, 3),
    "never so together": choose((FAULTS > 3) & (FAULTS < 2), 9, 3),
    "ratio of negative numbers": choose(-SPENT / (-1 - BUDGET) >= 1, 3, 3 * SPENT / (BUDGET + 1)),
    "both missing": choose(SPENT.applicable(), 3, SPENT),
    "itself": 3 * (SPENT / SPENT),
    "one in all": 3 * (SPENT / (SPENT + BUDGET) + BUDGET / (SPENT + BUDGET)),
}


@pytest.mark.parametrize("form", USUAL)
def test_the_usual_forms_stay_between_zero_and_full_marks(form):
    """Each usual rubric is proved to give no less than 0 and no more than its full marks."""
    assert bounds(USUAL[form]).within(ZERO, Fraction(3)), bounds(USUAL[form])


def test_what_is_not_so_is_not_proved():
    """Without a cap or a declared whole nothing stops marks above full, and the bounds say so."""
    assert Bounds(ZERO) == bounds(3 * SPENT / BUDGET)
    assert bounds(3 * FAULTS / FIXED).high is None
    assert ends(0, 6) == bounds(3 * (FIXED + LATE) / FAULTS)
    assert Bounds() == Intervals(()).bounds(SPENT.node)


def test_what_cannot_be_bounded_is_unbounded():
    """Where an end is not declared, or a denominator may have either sign, there is no bound."""
    assert Bounds() == Intervals(()).bounds(((SPENT + 1) / BUDGET).node)
    assert Bounds() == bounds(SPENT / (SPENT - BUDGET))
    assert EMPTY == mediant({ONE: Fraction(1)}, {}, lambda _: Bounds())
    many = total(read(f"x{k}") for k in range(40))
    assert Bounds(ZERO) == Intervals([Input(f"x{k}", 0, ZERO) for k in range(40)]).bounds(
        choose(many >= 3, many, 0).node
    )


def test_no_fault_means_at_least_one_otherwise():
    """A whole number that is not 0 and not negative is at least 1."""
    assert Bounds(Fraction(1)) == bounds(choose(FAULTS == 0, 1, FAULTS))
    assert Bounds(Fraction(1, 100)) == bounds(choose(SPENT == 0, 1, SPENT))


def test_known_values_narrow_what_is_possible():
    """With one value known, the bounds are those of what is still possible."""
    assert Bounds(ZERO, Fraction(5)) == bounds(FIXED, {"faults": Fraction(5)})
    assert ends(Fraction(2, 5), 1) == bounds(FAULTS / 5, {"faults": None}) or bounds(FAULTS / 5, {"faults": None}).empty
    assert ends("1.5", "1.5") == bounds(3 * FIXED / FAULTS, {"faults": Fraction(4), "fixed": Fraction(2)})
    assert Bounds(Fraction(2)) == bounds(FAULTS, {"fixed": Fraction(2)})


def test_what_is_absent_has_no_bounds():
    """An absent number contributes nothing: to a choice, or to what reads it."""
    assert EMPTY == bounds(absent())
    assert EMPTY == bounds(absent() * 0 + FAULTS)
    assert ends(2, 2) == bounds(choose(BUDGET == 0, absent(), 2))
    assert EMPTY == bounds(SPENT / 0)
    assert ends(1, 1) == bounds(choose(~SPENT.given(), 1, 1) + 0 * choose(SPENT.given(), 0, SPENT))


@pytest.mark.parametrize(
    ("condition", "known", "truth"),
    [
        (FAULTS >= 0, {}, True),
        (FAULTS < 0, {}, False),
        (FAULTS > 0, {}, None),
        (FAULTS >= FIXED, {}, True),
        (FAULTS - FIXED < 0, {}, False),
        (RATE == 2, {}, False),
        (SPENT.given(), {}, None),
        (SPENT.given(), {"spent": Fraction(1)}, True),
        (SPENT.given(), {"spent": None}, False),
        (MEASURE.given(), {"spent": Fraction(1), "budget": ZERO}, True),
        (MEASURE.given(), {"spent": Fraction(1), "budget": Fraction(2)}, True),
        (SPENT.applicable(), {"spent": None}, None),
        (any_of(FAULTS > 0, FAULTS >= 0), {}, True),
        ((FAULTS > 0) & (FAULTS < 0), {}, False),
        ((FAULTS > 0) & (absent() > 0), {}, False),
        ((absent() > 0) | (FAULTS > 0), {}, None),
        (absent() > 0, {}, None),
        (choose(FAULTS > 0, SPENT, 0).given(), {"faults": None}, False),
        (choose(FAULTS > 0, absent(), absent()).given(), {}, False),
        (choose(FAULTS > 0, absent(), SPENT).given(), {"faults": Fraction(0), "spent": Fraction(1)}, True),
        (choose((FAULTS > 0) | (LATE > 0), 1, 0).given(), {"faults": Fraction(1), "late": Fraction(1)}, True),
        (choose((FAULTS > 0) & (LATE > 0), 1, 0).given(), {"faults": None}, False),
        ((SPENT / BUDGET).given(), {"spent": Fraction(1)}, None),
        (SPENT.rounded(0) == SPENT.rounded(0), {}, True),
        (choose(SPENT.given(), SPENT, 0) >= 0, {}, True),
        (choose(SPENT.given(), SPENT, 0).given(), {"spent": None}, True),
    ],
)
def test_truths(condition, known, truth):
    """A condition is true or false where the ranges decide it, else open."""
    assert truth is Intervals(INPUTS, known).truth(condition.node)


def test_shared_choices_do_not_multiply():
    """A value that goes through hundreds of choices of its own is bounded in reasonable time."""
    value = read("rate")
    for number in range(300):
        value = choose(FAULTS == number, value, least(1, value + choose(LATE == number, 0, value)))
    assert bounds(value).within(ZERO, Fraction(1))


def test_a_set_of_thousands_of_leaves_is_bounded():
    """Thousands of leaves, each a cell, are summed without recursion."""
    leaves = [cell(f"leaf {k}", (3 * least(read(f"x{k}"), 1)).rounded(2)) for k in range(3000)]
    inputs = [Input(f"x{k}", 2, ZERO) for k in range(3000)]
    assert ends(0, 9000) == Intervals(inputs).bounds(cell("total", total(leaves)).node)


def test_long_chains_and_wide_sums_take_reasonable_time():
    """Hundreds of tiers that read one another, and a ratio of thousands of parts to their wholes, are bounded."""
    value = SPENT
    for number in range(150):
        value = choose(BUDGET == number, value, least(value / (value + BUDGET + 1), 3))
    assert bounds(value).low == 0
    pairs = [(Input(f"a{k}", 0, ZERO), Input(f"b{k}", 0, ZERO, part_of=f"a{k}")) for k in range(800)]
    share = total(read(part.name) for _, part in pairs) / total(read(whole.name) for whole, _ in pairs)
    assert ends(0, 1) == Intervals([item for pair in pairs for item in pair]).bounds(share.node)
