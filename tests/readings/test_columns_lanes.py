"""Lanes: every rounding is exact in each of them, at ties, one unit beside, and where one lane ends."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from perfrules.formula import MODES, Rounding, choose, least, most, read, round_fraction, total
from perfrules.formula.inputs import Input
from perfrules.readings.columns import columns
from tests.readings import workload
from tests.readings.tables import assert_exact, table

QUOTIENT = (Input("n"), Input("d", at_least=Fraction(1)))
LANES = {
    "int32": ((2**24 - 1) // 4 - 3 * 700, 700),
    "float64": ((2**53 - 1) // 4 - 3 * 10**6, 10**6),
    "int64": (2**60, 10**6),
    "object": (10**30, 10**14),
}


def quotients(most_above, most_below, chance):
    """Yield numerators and divisors: whole quotients, halves, and what is one unit beside."""
    for size in (most_below, 7, 2, 1):
        divisor = max(1, chance.randint(size // 2, size))
        for times in (0, 1, chance.randint(0, most_above // divisor), most_above // divisor - 1):
            for twice in (2 * times, 2 * times + 1):
                middle = twice * divisor // 2
                yield from ((n, divisor) for n in (middle - 1, middle, middle + 1) if 0 <= n <= most_above)
    yield most_above, most_below


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("signs", [(1,), (-1,), (1, -1)])
def test_a_rounding_is_exact_in_every_lane(lane, mode, signs):
    """Numbers from 0, to 0, and of either sign, up to the bound of the lane, are rounded as fractions are."""
    chance = Random(lane + mode)  # noqa: S311 - repeatable, and no secret
    node = (read("n") / read("d")).rounded(mode=mode).node
    found = [(sign * n, d) for n, d in quotients(*LANES[lane], chance) for sign in signs]
    result = columns(QUOTIENT, [node]).run(table(QUOTIENT, found))

    expected = [round_fraction(Fraction(n, d), Rounding(Fraction(1), mode)) for n, d in found]
    assert expected == list(result.columns[0].numbers())
    assert lane != "object" or result.columns[0].lanes == ("object",)


def test_single_precision_rounds_exactly_up_to_its_bound():
    """Of numerators and divisors that float32 is used for, every quotient near a half is on the right side."""
    chance = Random(24)  # noqa: S311
    limit = 2**24 // 4 - 3 * 4000
    divisors = [chance.randint(1, 4000) for _ in range(20_000)]
    halves = [(2 * chance.randint(0, max(0, limit // d - 1)) + 1) * d for d in divisors]
    numbers = np.clip([half // 2 + chance.choice((-1, 0, 1)) for half in halves], 0, limit)
    node = (read("n") / read("d")).rounded().node
    result = columns(QUOTIENT, [node]).run({"n": numbers.astype(np.int32), "d": np.array(divisors, np.int32)})

    expected = [(2 * n + d) // (2 * d) for n, d in zip(numbers.tolist(), divisors, strict=True)]
    assert expected == result.columns[0].values.tolist()


def test_rows_of_very_different_size_do_not_disturb_each_other():
    """Blocks are computed in the lane of their own numbers; the column ends up in cells that hold them all."""
    chance = Random(5)  # noqa: S311
    inputs = (Input("spent", 2, Fraction(0)), Input("budget", 2, above=Fraction(0)), Input("x", 1))
    rate = read("spent") / read("budget")
    roots = [
        (3 * least(rate, 1)).rounded(2).node,
        (read("spent") * read("x")).node,
        most(read("x"), choose(rate >= Fraction(1, 2), 1, -read("spent"))).rounded(mode="half_even").node,
    ]
    rows = []
    for size in (10**3, 10**9, 10**15, 10**19, 10**40, 10**3):
        for _ in range(8):
            budget = 200 * chance.randint(1, size)
            spent = budget * chance.randint(0, 300) // 200 + chance.choice((-1, 0, 0, 1))
            rows.append((max(spent, 0), budget, chance.randint(-9, 9)))
    result = columns(inputs, roots, block=8).run(table(inputs, rows))

    assert_exact(inputs, roots, rows, result)
    assert {"float64", "object"} <= set(result.columns[0].lanes)
    assert np.dtype(np.int16) == result.columns[0].values.dtype
    assert np.dtype(object) == result.columns[1].values.dtype


def test_the_workload_is_right_on_ordinary_rows_and_on_ties():
    """Twenty-six rules, sums, rates and the grade are those of a plain statement, halves and limits included."""
    nodes = workload.outputs()
    rows = list(workload.rows(400))
    result = columns(workload.INPUTS, nodes.values()).run(table(workload.INPUTS, rows))

    for at, row in enumerate(rows):
        assert workload.stated(row) == [column.number(at) for column in result.columns]
    assert [Fraction(1, 100)] * 26 == [column.unit for column in result.columns[:26]]


@pytest.mark.parametrize("count", [3, 6, 12])
def test_sums_of_many_quotients_are_right_at_halves(count):
    """Quotients over divisors of their own are added exactly or with a bound; rows at a half are done again."""
    names = [f"{letter}{at}" for at in range(count) for letter in "nd"]
    inputs = tuple(Input(name, at_least=Fraction(name[0] == "d")) for name in names)
    node = total(read(f"n{at}") / read(f"d{at}") for at in range(count)).rounded(2)
    roots = [node.node, choose(node >= Fraction(5, 2), 1, 0).node]
    chance = Random(count)  # noqa: S311
    rows = []
    for _ in range(60):
        parts = [(chance.randint(0, 99), chance.choice((1, 2, 3, 7, 8, 40, 200, 997))) for _ in range(count)]
        rows.append([number for part in parts for number in part])
    rows += [[1, 200] + [chance.randint(0, 9), 1] * (count - 1) for _ in range(20)]
    result = columns(inputs, roots).run(table(inputs, rows))

    assert_exact(inputs, roots, rows, result)
    assert (count > 4) == (result.repaired > 0)
    assert (count > 4) == (result.columns[0].lanes == ("float64 with bounds",))


def test_limits_met_exactly_and_one_unit_beside():
    """Bands, tiers and gates turn at their limits, not beside them; cells of every type give the same."""
    inputs = (Input("x", 2), Input("y", 2, above=Fraction(0)))
    x, y = read("x"), read("y")
    rate = x / y
    tiers = choose(
        rate >= Fraction(9, 10), 3, choose(rate >= Fraction(6, 10), 2, choose(rate >= Fraction(3, 10), 1, 0))
    )
    bands = choose(x > 90, 0, choose(x > 80, 7, choose(x > 60, 8, 100)))
    low = choose(x <= 60, 5, choose(x <= 80, 4, choose(x <= 90, 3, 2)))
    mixed = choose(x >= 90, 1, choose(Fraction(60) >= x, 2, 3))
    looked = choose(x == 30, 9, choose(x == 60, 3, choose(2 * x == 180, 12, choose(x == 60, 1, 4))))
    keyed = choose(x == 30, 9, choose(x == 60, 3, choose(2 * x == 180, 12, choose(80 - x == 0, 9, 4))))
    roots = [tiers.node, bands.node, low.node, mixed.node, looked.node, keyed.node]
    rows = [(limit + beside, 100) for limit in (30, 60, 90, 6000, 8000, 9000) for beside in (-1, 0, 1)]
    rows += [(limit * y + beside, 10 * y) for limit in (3, 6, 9) for y in (1, 7, 1999) for beside in (-1, 0, 1)]

    for cells in (object, np.int16, np.int32, np.int64, np.float64, np.uint16, np.uint64):
        result = columns(inputs, roots).run(table(inputs, rows, {"x": cells, "y": cells}))
        assert_exact(inputs, roots, rows, result)
