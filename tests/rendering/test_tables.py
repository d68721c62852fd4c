"""Tables as people read them, on the page of a set and in the catalogue."""

from decimal import Decimal

import perfrules as pr
from perfrules.formula import Quantity
from perfrules.model import NumberTable, Table, TableTier
from perfrules.rendering.blocks import Heading
from perfrules.rendering.sets import set_page
from perfrules.rendering.tables import layout
from tests.program.building import rules


def numbers(*values):
    """Return the quantities of numbers."""
    return tuple(map(Quantity, values))


def shown(**keys):
    """Return the rows of a table's layout, in English."""
    with pr.use("en"):
        return list(layout(Table(key="t", **keys)).rows)


def test_rows_have_a_column_a_key():
    """Two keys take two columns, and `otherwise` has a row."""
    rows = {"city": {"near": Quantity(1), "far": Quantity(2)}}
    assert [("city", "near", "1"), ("city", "far", "2"), ("otherwise", "", "9")] == shown(
        rows=rows, otherwise=Quantity(9)
    )
    inner = {"near": NumberTable(above=numbers(5)), "far": NumberTable(above=numbers(9))}
    expected = [("near", "> 5", "1"), ("near", "otherwise", "0"), ("far", "> 9", "1"), ("far", "otherwise", "0")]
    assert expected == shown(rows=inner)
    assert [("near", "1"), ("otherwise", "refused")] == shown(rows={"near": Quantity(1)}, otherwise="refuse")


def test_limits_are_shown_from_the_one_that_is_hardest_to_pass():
    """Each limit with its sign and what it gives; last what is left."""
    assert [("> 10", "2"), ("> 5", "1"), ("otherwise", "0")] == shown(above=numbers(5, 10))
    assert [("≤ 5", "7"), ("≤ 10", "3"), ("otherwise", "0")] == shown(at_most=numbers(5, 10), values=numbers(0, 3, 7))


def test_tiers_and_points_are_shown_with_their_ends():
    """A tier has its conditions; beyond the points stands what holds there."""
    tiers = (TableTier(at_least=Quantity(2), below=Quantity(4), marks=Quantity(5)), TableTier(value=Quantity(0)))
    assert [("≥ 2, < 4", "5"), ("otherwise", "0")] == shown(tiers=tiers)
    points = ((Quantity(0), Quantity(0)), (Quantity(Decimal("3.9")), Quantity(40)))
    expected = [("< 0", "refused"), ("0", "0"), ("3.9", "40"), ("> 3.9", "the line goes on")]
    assert expected == shown(points=points, below="refuse", beyond="extend")


def test_the_page_of_a_set_has_its_tables():
    """Each under its name and key."""
    leaf = {"code": "A", "name": "A", "full_marks": 3, "rubric": {"kind": "formula", "marks": "lost(x)"}}
    table = {"lost": {"name": "扣分", "above": [1, 2, 3], "note": "按次"}}
    prepared = rules(leaf, evidence={"x": {"type": "count"}}, table=table)
    with pr.use("en"):
        page = set_page(prepared)
    assert Heading("Table 扣分 (lost)") in page
