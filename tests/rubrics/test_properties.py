"""What holds of every kind, whatever its parameters and the evidence."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import Condition, Quantity, number
from perfrules.formula.node import TRUE
from perfrules.rubrics import (
    Checklist,
    Deduct,
    Deduction,
    Goalposts,
    Interpolate,
    Judged,
    Linear,
    Point,
    PointSymbol,
    Proportional,
    Threshold,
    Tier,
    Tiers,
    award,
)
from tests.rubrics.marking import bound, marks, value

SHARES = st.fractions(0, 1, max_denominator=50)
SIZES = st.fractions(0, 20, max_denominator=20)
ABOVE_ZERO = st.fractions(Fraction(1, 20), 20, max_denominator=20)
FULLS = st.integers(1, 100)
BETTER = st.sampled_from(["higher", "lower"])


def quantities(numbers):
    """Return the strategy of quantities that are such numbers."""
    return numbers.map(Quantity)


def tiers():
    """Return the strategy of tiers in good order, with shares that fall from 1."""

    def make(limits, shares, key):
        ordered = sorted(set(limits), reverse=key in ("at_least", "above"))
        falling = sorted(shares, reverse=True)
        rows = [
            Tier(**{key: Quantity(limit)}, share=Quantity(share))
            for limit, share in zip(ordered, falling, strict=False)
        ]
        return Tiers(tiers=(*rows, Tier(share=Quantity(0))))

    keys = st.sampled_from(["at_least", "above", "at_most", "below"])
    return st.builds(make, st.lists(SIZES, max_size=4), st.lists(SHARES, min_size=4, max_size=4), keys)


PROPORTIONAL = st.builds(
    Proportional,
    cap=quantities(st.fractions(Fraction(1, 20), 1, max_denominator=20)),
    better=BETTER,
    gate=st.none() | quantities(st.fractions(0, Fraction(9, 10), max_denominator=20)),
).flatmap(
    lambda kind: st.sampled_from(
        [kind, Proportional(cap=kind.cap, better=kind.better, gate=kind.gate, from_gate=kind.gate is not None)]
    )
)
LINEAR = st.builds(
    Linear,
    lose=quantities(SIZES),
    per=quantities(ABOVE_ZERO),
    step=st.sampled_from(["continuous", "started", "whole"]),
    gain=st.none() | quantities(SIZES),
    better=BETTER,
)
BOTH = st.builds(Linear, lose=quantities(SIZES), per=quantities(ABOVE_ZERO), both=st.just(value=True))


def points():
    """Return the strategy of points in order, with shares that rise or fall, and what holds at both ends."""

    def make(places, shares, falls):
        listed = zip(sorted(places), sorted(shares, reverse=falls), strict=False)
        pairs = tuple((Quantity(place), Quantity(share)) for place, share in listed)
        return Interpolate(points=pairs, below="hold", beyond="hold", gives="share")

    places = st.lists(SIZES, min_size=2, max_size=5, unique=True)
    shares = st.lists(SHARES, min_size=5, max_size=5)
    return st.builds(make, places, shares, st.booleans())


GOALPOSTS = st.builds(
    lambda ends: Goalposts(from_=Quantity(ends[0]), to=Quantity(ends[1])),
    st.lists(SIZES, min_size=2, max_size=2, unique=True),
)
INNER = PROPORTIONAL | LINEAR | tiers() | points() | GOALPOSTS
MEASURED = INNER | BOTH | st.builds(Threshold, better=BETTER, otherwise=st.none() | INNER)


@given(MEASURED, FULLS, SIZES, ABOVE_ZERO)
def test_marks_stay_within_the_scale(kind, full, measure, target):
    """0 ≤ marks ≤ full for every kind that reads a measure, unless the author asks for more or less."""
    assert 0 <= marks(kind, full, measure=measure, target=target) <= full


@given(MEASURED, FULLS, SIZES, SIZES, ABOVE_ZERO)
def test_promises_are_kept(kind, full, one, other, target):
    """Where a kind promises it, the better measure never has fewer marks."""
    low, high = (marks(kind, full, measure=measure, target=target) for measure in sorted((one, other)))
    assert kind.promises == "none" or (low <= high if kind.promises == "higher" else low >= high)


@given(BOTH, FULLS, SIZES, SIZES)
def test_both_sides_cost_the_same(kind, full, distance, target):
    """双向偏离: as far above the target as below it is worth the same."""
    found = {marks(kind, full, measure=measure, target=target) for measure in (target - distance, target + distance)}
    assert 1 == len(found)


@given(MEASURED, FULLS, SIZES, ABOVE_ZERO, st.integers(2, 9))
def test_a_kind_of_shares_scales_with_the_full_marks(kind, full, measure, target, factor):
    """Without marks of its own in it, a kind gives k times the marks of k times the full marks."""
    has_marks = isinstance(kind, Linear) or isinstance(getattr(kind, "otherwise", None), Linear)
    small, large = (marks(kind, times * full, measure=measure, target=target) for times in (1, factor))
    assert has_marks or factor * small == large


@given(st.lists(st.tuples(SHARES, st.integers(1, 9), st.booleans()), min_size=1, max_size=6), st.data())
def test_checklists_stay_within_the_scale_and_reward_credit(drawn, data):
    """With any points out, marks are within the scale, and more credit for one point never loses marks."""
    full = sum(size for _, size, _ in drawn)
    better = data.draw(st.integers(0, len(drawn) - 1))

    def score(shares):
        points = [
            PointSymbol(str(place), number(credit * size), number(size), _part(is_in=place == 0 or is_in))
            for place, (credit, (_, size, is_in)) in enumerate(zip(shares, drawn, strict=True))
        ]
        kind = Checklist(points=tuple(Point(id=point.id) for point in points))
        return value(award(kind, number(full), points=points))

    shares = [credit for credit, _, _ in drawn]
    raised = [max(credit, Fraction(3, 4)) if place == better else credit for place, credit in enumerate(shares)]
    assert 0 <= score(shares) <= score(raised) <= full


def _part(*, is_in):
    return Condition(TRUE) if is_in else number(0) == 1


@given(
    st.lists(st.tuples(st.integers(0, 9), SIZES, st.none() | SIZES), min_size=1, max_size=4), FULLS, st.integers(0, 3)
)
def test_deductions_stay_within_the_scale_and_grow(drawn, full, more):
    """Marks are within the scale, and more of what is counted never gains marks."""

    def score(extra):
        parts = [
            Deduct(of=Quantity(count + extra), marks=Quantity(size), at_most=None if cap is None else Quantity(cap))
            for count, size, cap in drawn
        ]
        return marks(Deduction(deduct=tuple(parts)), full)

    assert 0 <= score(more) <= score(0) <= full


@given(FULLS, st.integers(0, 100), st.integers(0, 100))
def test_judged_marks_keep_their_order(full, one, other):
    """A converted scale keeps within the full marks, and keeps the order of the answers."""
    low, high = (
        value(award(bound(Judged(out_of=100)), number(full), answer=number(given))) for given in sorted((one, other))
    )
    assert 0 <= low <= high <= full
