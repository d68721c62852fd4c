from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfrules.comparison.differing import differing, is_possible, joined, spans
from perfrules.formula import Node, build
from perfrules.formula.inputs import Input
from perfrules.formula.node import constant
from perfrules.readings.exact import traced

X, Y = Node("input", (), "x"), Node("input", (), "y")
INPUTS = (Input("x"), Input("y"))
NUMBERS = st.integers(-3, 3).map(lambda number: constant(Fraction(number)))


def conditions():
    """Return comparisons of an input with a number."""
    return st.builds(
        lambda op, left, right, turned: build.compare(op, *((right, left) if turned else (left, right))),
        st.sampled_from(["at_least", "above"]),
        st.sampled_from([X, Y]),
        NUMBERS,
        st.booleans(),
    )


FORMULAS = st.recursive(
    st.one_of(NUMBERS, st.sampled_from([X, Y])),
    lambda inner: st.one_of(
        st.builds(build.choose, conditions(), inner, inner),
        st.builds(build.add, inner, inner),
        st.builds(lambda a, b: build.extreme("least", (a, b)), inner, inner),
        st.builds(build.subtract, inner, inner),
    ),
    max_leaves=8,
)


@given(old=FORMULAS, new=FORMULAS, x=st.integers(-4, 4), y=st.integers(-4, 4))
def test_where_no_condition_holds_formulas_agree(old, new, x, y):
    """Wherever two formulas differ, one of the alternatives holds; also after they were made fewer."""
    for alternatives in (differing(old, new), joined(differing(old, new))):
        tests = [build.both("and", literals) for literals in alternatives]
        trace = traced(INPUTS, (old, new, *tests))((x, y))
        if trace.value(old) != trace.value(new):
            assert any(trace.value(test) for test in tests)


def test_equal_formulas_differ_nowhere():
    """One and the same formula has no alternatives; other constants differ anywhere."""
    assert () == differing(X, X)
    assert ((),) == differing(constant(Fraction(1)), constant(Fraction(2)))


def test_spans_of_one_number():
    """Conditions on one number are an interval, and contradict each other when it is empty."""
    one, two = constant(Fraction(1)), constant(Fraction(2))
    low, high = build.compare("at_least", X, two), build.negate(build.compare("above", X, one))
    assert not is_possible((low, high))
    (span,) = spans((build.compare("at_least", X, one), build.negate(build.compare("above", X, one))))[0].values()
    assert (1, 1, False) == (span.low, span.high, span.is_empty)


def test_neighbouring_spans_are_one():
    """From 1 to 2 and from 2 to 3 is from 1 to 3."""
    one, two, three = (constant(Fraction(number)) for number in (1, 2, 3))
    first = (build.compare("at_least", X, one), build.negate(build.compare("at_least", X, two)))
    second = (build.compare("at_least", X, two), build.negate(build.compare("at_least", X, three)))
    assert ((first[0], second[1]),) == joined((first, second))


def test_terms_that_stand_there_more_often():
    """Where each of two sums has another of the same terms twice, they differ beside what else differs in them."""
    one, two, three = (constant(Fraction(number)) for number in (1, 2, 3))
    test = build.compare("above", X, one)
    old, new = (build.choose(test, one, number) for number in (two, three))
    assert ((build.negate(test),),) == differing(build.add(X, Y, old), build.add(Y, X, new))
    assert ((),) == differing(build.add(X, X, Y, old), build.add(X, Y, Y, new))
    assert () == differing(build.add(X, Y, old), build.add(old, X, Y))
