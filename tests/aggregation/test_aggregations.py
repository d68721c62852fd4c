"""Sums, means, minimum, maximum and product: what they give, with and without children that are out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.aggregation import (
    AGGREGATIONS,
    Aggregation,
    Child,
    GeometricMean,
    HarmonicMean,
    Maximum,
    Mean,
    Minimum,
    Product,
    Sum,
)
from perfrules.formula import Condition, number, read
from perfrules.formula.inputs import UNDEFINED, Input
from perfrules.formula.node import TRUE
from perfrules.readings.exact import traced
from perfrules.rubrics import page
from perfrules.testing.checks.reference import interpret
from perfrules.testing.checks.unending import same
from tests.aggregation.combining import INPUTS, child, value

NOT_APPLICABLE = [2]
NUMBERS = st.fractions(0, 10, max_denominator=8)
CHILDREN = st.lists(st.tuples(NUMBERS, st.integers(0, 3), st.sampled_from([None, "in", "out"])), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [(Sum(), 12), (Mean(), 4), (Minimum(), 2), (Maximum(), 7), (Product(), 42)],
)
def test_each_gives_what_it_says(aggregation, expected):
    """3, 2 and 7 with weight 1."""
    assert expected == value(aggregation.combine([child(3), child(2), child(7)]))


@pytest.mark.parametrize(("aggregation", "expected"), [(Sum(), 12), (Mean(), Fraction(12, 5))])
def test_weights_count(aggregation, expected):
    """3 with weight 2 and 2 with weight 3."""
    assert expected == value(aggregation.combine([child(3, weight=2), child(2, weight=3)]))


@pytest.mark.parametrize(
    ("aggregation", "formula"),
    [
        (Sum(), "a + 2 * b"),
        (Mean(), "(a + 2 * b) / 3"),
        (Minimum(), "least(a, b)"),
        (Maximum(), "most(a, b)"),
        (Product(), "a * b"),
        (GeometricMean(), "a ** (1/3) * b ** (2/3)"),
        (HarmonicMean(), "choose(a == 0 or b == 0, 0, 3 / (1 / a + 2 / b))"),
    ],
)
def test_plain_formulas_where_all_take_part(aggregation, formula):
    """Where no child can be out there is no choice in the formula."""
    children = [Child(read(name), number(10), number(weight), Condition(TRUE)) for name, weight in [("a", 1), ("b", 2)]]
    assert formula == repr(aggregation.combine(children).node)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [(Sum(), 9), (Mean(), Fraction(9, 2)), (Minimum(), 2), (Maximum(), 7), (Product(), 14)],
)
def test_children_out_and_of_weight_zero_are_not_read(aggregation, expected):
    """What takes no part may be absent."""
    children = [child(None, part="out"), child(2, part="in"), child(None, weight=0), child(7)]
    assert expected == value(aggregation.combine(children))


@pytest.mark.parametrize("aggregation", AGGREGATIONS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "children",
    [[], [child(3, part="out")], [child(3, weight=0)], [child(None, part="out"), child(None, part="out")]],
    ids=["none", "out", "weightless", "all out"],
)
def test_nothing_left_is_not_applicable(aggregation, children):
    """A branch none of whose children takes part is not applicable, however that comes."""
    assert NOT_APPLICABLE == value(aggregation().combine(children))


@pytest.mark.parametrize("aggregation", AGGREGATIONS, ids=lambda form: form.name)
def test_a_missing_child_is_missing(aggregation):
    """The marks of a child that takes part must be there."""
    assert [1] == value(aggregation().combine([child(None), child(3)]))


@pytest.mark.parametrize("aggregation", AGGREGATIONS, ids=lambda form: form.name)
@given(drawn=CHILDREN, data=st.data())
def test_the_order_of_siblings_does_not_matter(aggregation, drawn, data):
    """Every order of the children gives the same."""
    children = [child(marks, weight=weight, part=part) for marks, weight, part in drawn]
    order = data.draw(st.permutations(children))
    assert same(value(aggregation().combine(children)), value(aggregation().combine(order)))


@pytest.mark.parametrize("aggregation", AGGREGATIONS, ids=lambda form: form.name)
@given(drawn=CHILDREN)
def test_who_is_out_might_as_well_not_exist(aggregation, drawn):
    """The result is that of the children that take part, alone."""
    children = [(child(marks, weight=weight, part=part), weight and part != "out") for marks, weight, part in drawn]
    alone = [
        child(marks, weight=weight) for (marks, weight, _), (_, counts) in zip(drawn, children, strict=True) if counts
    ]
    together = value(aggregation().combine([one for one, _ in children]))
    assert same(value(aggregation().combine(alone)), together)


@pytest.mark.parametrize("aggregation", [Sum(), Mean()], ids=lambda form: form.name)
@given(drawn=CHILDREN)
def test_shares_add_up_to_the_result(aggregation, drawn):
    """Where marks add up, Σ share × marks is the result, so the ledger's entries are exact."""
    children = [child(marks, weight=weight, part=part) for marks, weight, part in drawn]
    result = value(aggregation.combine(children))
    shares = aggregation.shares(children)
    if result != NOT_APPLICABLE:
        assert result == sum(value(share) * marks for share, (marks, _, _) in zip(shares, drawn, strict=True))


@pytest.mark.parametrize(
    ("marks", "geometric", "harmonic"),
    [((2, 8), 4, Fraction(16, 5)), ((3, 0), 0, 0), ((5, 5, 5), 5, 5), ((1, 1, 8), 2, Fraction(24, 17))],
)
def test_means_of_powers_and_quotients(marks, geometric, harmonic):
    """The geometric mean is exact where it has an end; one child with nothing makes both means nothing."""
    numbers = [child(read(f"m{place}")) for place, _ in enumerate(marks)]
    inputs = [Input(f"m{place}") for place, _ in enumerate(marks)]
    nodes = [form().combine(numbers).node for form in (GeometricMean, HarmonicMean)]
    constants = [form().combine([child(one) for one in marks]).node.value for form in (GeometricMean, HarmonicMean)]

    assert [geometric, harmonic] == [traced(inputs, nodes)(marks).value(node) for node in nodes]
    assert [geometric, harmonic] == constants


def test_marks_below_zero_have_no_geometric_mean():
    """Two negative factors do not make up for one another."""
    node = GeometricMean().combine([child(read("a")), child(read("b"))]).node

    assert traced([Input("a"), Input("b")], [node])((-2, -8)).state(node) == UNDEFINED


def test_shares_are_none_where_marks_do_not_add_up():
    """The ledger has no factor for a child of these."""
    forms = (Minimum, Maximum, Product, GeometricMean, HarmonicMean)
    assert [None] * 5 == [form().shares([child(3)]) for form in forms]


def test_only_the_sum_rescales():
    """A mean of the others is on the same scale already."""
    assert ["sum"] == [form.name for form in AGGREGATIONS if form.rescales]


@pytest.mark.parametrize("aggregation", AGGREGATIONS, ids=lambda form: form.name)
def test_they_are_what_a_stranger_would_write(aggregation):
    """Each satisfies the public protocol and has a page with the Chinese term."""
    assert isinstance(aggregation(), Aggregation)
    found = page(aggregation)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in found.title)
    assert f'aggregation = "{aggregation.name}"' in found.example
    assert all((found.formula, found.source))


def test_a_weight_that_is_not_known_yet_decides_at_scoring():
    """A weight of zero in the case takes the child out, and its marks are not read."""
    weightless = Child(read("gone"), number(10), read("out"), Condition(TRUE))
    for aggregation in AGGREGATIONS:
        node = aggregation().combine([weightless, child(3)]).node
        assert (0, 3) == interpret([node], {**INPUTS, "gone": 1})[node]
