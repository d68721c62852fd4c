"""What is found over rows is what plain fractions say: of arbitrary rows, groups and gaps, in any cut, in any order."""

from fractions import Fraction
from itertools import pairwise
from statistics import mean, pvariance, quantiles

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.language import text
from perfrules.problems import Problem
from perfrules.tables import TableOptions
from perfrules.tables.files.chunk import Chunk
from perfrules.tables.populations import Census, Tallies, population_of
from perfrules.tables.stream import opened
from tests.program.building import rules

SIZES = ("small", "large", "vast")
EVIDENCE = {
    "cost": {"type": "number", "places": 1},
    "lamps": {"type": "count", "above": 0},
    "size": {"type": "choice", "choices": list(SIZES)},
}
CALLS = [
    f"population_{name}({number}{', 0.75' if name == 'quantile' else ''}{by})"
    for name in ("minimum", "maximum", "mean", "deviation", "quantile")
    for number in ("cost", "cost / lamps", "cost * cost")
    for by in ("", ", size")
]
PLAIN = {
    "minimum": min,
    "maximum": max,
    "mean": mean,
    "deviation": pvariance,
    "quantile": lambda numbers: quantiles([*numbers], n=4, method="inclusive")[2] if len(numbers) > 1 else numbers[0],
}
NUMBERS = {
    "cost": lambda cost, _: cost,
    "cost / lamps": lambda cost, lamps: None if None in (cost, lamps) else cost / lamps,
    "cost * cost": lambda cost, _: None if cost is None else cost * cost,
}
TENTHS = st.one_of(st.integers(-60, 60), st.integers(-(2**62), 2**62), st.integers(-(10**25), 10**25))
ROWS = st.lists(
    st.tuples(st.none() | TENTHS, st.none() | st.integers(1, 12), st.none() | st.sampled_from(SIZES)), max_size=14
)


@pytest.fixture(scope="module")
def ready():
    """Return rules that read everything that there is to be found."""
    leaves = [
        {
            "code": f"A{place}",
            "name": "A",
            "full_marks": 1,
            "rounding": {"places": 0},
            "rubric": {"kind": "formula", "marks": f"clamp({call}, 0, 1)"},
        }
        for place, call in enumerate(CALLS)
    ]
    return rules(*leaves, evidence=EVIDENCE)


def table(rows):
    """Return rows as a table of texts and whole numbers."""
    costs = [None if cost is None else f"{'-' * (cost < 0)}{abs(cost) // 10}.{abs(cost) % 10}" for cost, _, _ in rows]
    texts, counts = pa.array(costs, pa.string()), pa.array([lamps for _, lamps, _ in rows], pa.int64())
    return pa.table({"cost": texts, "lamps": counts, "size": pa.array([size for *_, size in rows], pa.string())})


def expected(rows):
    """Return every value by name and group, as fractions say it."""
    found = {}
    for call in CALLS:
        name, _, rest = call.removeprefix("population_").partition("(")
        number = max((known for known in NUMBERS if rest.startswith(known)), key=len)
        for group in SIZES if "size" in rest else ("",):
            among = [(cost, lamps) for cost, lamps, size in rows if group in ("", size)]
            values = [NUMBERS[number](None if cost is None else Fraction(cost, 10), lamps) for cost, lamps in among]
            values = [value for value in values if value is not None]
            if values:
                found[name, number, group] = (len(values), PLAIN[name](values))
    return found


def told(population):
    """Return the same of a population."""
    found = {}
    for entry in population.file.measure:
        name, _, rest = entry.name.removeprefix("population_").partition("(")
        number = max((known for known in NUMBERS if rest.startswith(known)), key=len)
        found[name, number, entry.group] = (entry.count, Fraction(entry.value))
    return found


@given(rows=ROWS)
def test_values_are_those_of_plain_fractions(ready, rows):
    """Least, greatest, mean, variance and quantile of numbers of any size, quotients and squares, by group or all."""
    assert expected(rows) == told(ready.population_of(table(rows)))


@given(rows=ROWS, cuts=st.lists(st.integers(0, 14), max_size=4), data=st.data())
def test_any_cut_and_order_gives_the_same(ready, rows, cuts, data):
    """Batches may be cut anywhere, and parts found apart and put together in any order: the file is the same."""
    whole = table(rows)
    ends = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    pieces = [whole.slice(start, stop - start) for start, stop in pairwise(ends)]
    batches = [batch for piece in pieces for batch in piece.to_batches()]
    assert ready.population_of(whole) == ready.population_of(batches or whole)
    parts = []
    for piece in data.draw(st.permutations(pieces)):
        census = Census(opened(ready, ready.table_form, whole.schema, TableOptions()))
        census.add(piece.to_batches())
        parts.append(census.found)
    together = Tallies()
    for part in parts:
        together.merge(part)
    assert ready.population_of(whole) == population_of(ready, together)


def test_rows_that_cannot_be_read_are_left_out_whole(ready):
    """What is wrong with one of its columns takes a project out of every value; a broken line of a file is one more."""
    rows = [(10, 1, "small"), (30, 3, "small"), (990, -1, "large")]
    whole = table([*rows, (None, None, None)])
    broken = Problem("PR447", text("the row is broken"))
    census = Census(opened(ready, ready.table_form, whole.schema, TableOptions()))
    census.add_chunk(Chunk(whole.to_batches()[0], {3: broken}))
    assert (4, 2) == (census.found.rows, census.found.left_out)
    assert expected(rows[:2]) == told(population_of(ready, census.found))
