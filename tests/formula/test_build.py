"""What is simplified on the way, and what is not, because it may be absent."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import absent, all_of, any_of, choose, least, most, number, read, total
from perfrules.formula.node import FALSE, TRUE
from perfrules.testing.checks.reference import interpret
from tests.readings.graphs import INPUTS, graphs

A, B = read("a"), read("b")
NUMBERS = st.fractions(-50, 50, max_denominator=60)


@given(NUMBERS, NUMBERS)
def test_constants_are_computed_at_once(x, y):
    """Arithmetic and comparisons of constants are constants."""
    p, q = number(x), number(y)
    expected = [x + y, x - y, x * y, min(x, y), max(x, y), -x, abs(x)]

    assert expected == [symbol.node.value for symbol in (p + q, p - q, p * q, least(p, q), most(p, q), -p, abs(p))]
    assert [x >= y, x > y, x <= y, x < y, x == y, x != y] == [
        condition.node is TRUE for condition in (p >= q, p > q, p <= q, p < q, p == q, p != q)
    ]
    assert y == 0 or x / y == (p / q).node.value


def test_neutral_operands_leave():
    """Adding 0, multiplying by 1, subtracting 0 and dividing by 1 do nothing; nested sums and products are one."""
    assert A.node is (A + 0).node is (0 + A).node is (A * 1).node is (A - 0).node is (A / 1).node is total([A]).node
    assert (A + B + 5).node is ((A + 2) + (B + 3)).node
    assert (6 * A * B).node is ((2 * A) * (3 * B)).node
    assert least(A, B, 3).node is least(least(A, 5), B, A, 3).node
    assert A.node is least(A, A).node is most(A).node


def test_what_could_be_absent_stays():
    """0 times something, a choice between equal arms and a division by 0 are kept: they may have no value."""
    assert "multiply" == (0 * A).node.op
    assert "choose" == choose(A > 0, 1, 1).node.op
    assert "divide" == (number(1) / 0).node.op


def test_choices_and_conditions_fold():
    """A choice whose condition is known is its arm; not, and, or of known conditions are known."""
    yes, no = number(2) > 1, number(1) > 2
    positive = A > 0

    assert (A.node, B.node) == (choose(yes, A, B).node, choose(no, A, B).node)
    assert choose(~positive, A, B).node is choose(positive, B, A).node
    assert positive.node is (~~positive).node is (positive & yes).node is (positive | no).node
    assert (TRUE, FALSE) == (all_of().node, any_of().node)
    assert FALSE is (no & positive).node
    assert TRUE is (yes | positive).node
    assert "and" == (positive & no).node.op
    assert positive.node is all_of(positive, positive).node
    assert (TRUE, FALSE, FALSE, TRUE) == tuple(
        condition.node
        for condition in (
            number(1).given(),
            absent().given(),
            absent("not_applicable").applicable(),
            absent().applicable(),
        )
    )


@pytest.mark.parametrize("mode", ["half_up", "floor"])
def test_rounding_folds_and_does_not_pile_up(mode):
    """A constant is rounded at once, and the same rounding is done once."""
    assert Fraction(1, 2) == number(Fraction(6, 11)).rounded(mode=mode, to=Fraction(1, 2)).node.value
    assert A.rounded(2, mode).node is A.rounded(2, mode).rounded(2, mode).node
    assert A.rounded(2, mode).node is not A.rounded(3, mode).rounded(2, mode).node


@given(graphs(size=6), st.data())
def test_an_input_that_is_a_constant_gives_what_the_constant_gives(graph, data):
    """Simplifying never changes a value or a state: interpreted with and without it, formulas agree."""
    values = {declared.name: data.draw(NUMBERS) for declared in INPUTS}
    expected = interpret(graph.roots, values)
    constants = {node: number(values[node.value]) for node in expected if node.op == "input"}
    rebuilt = {}
    for node in expected:
        rebuilt[node] = constants[node] if node in constants else _again(node, [rebuilt[arg] for arg in node.args])
    answers = interpret([rebuilt[root].node for root in graph.roots], {})

    assert [expected[root] for root in graph.roots] == [answers[rebuilt[root].node] for root in graph.roots]


def _again(node, args):
    """Build *node* by the operators of symbols."""
    from perfrules.formula import Condition, Rounding, Symbol, cell

    if isinstance(node.value, Rounding):
        return args[0].rounded(mode=node.value.mode, to=node.value.step)
    made = {
        "add": lambda *xs: total(xs),
        "subtract": lambda x, y: x - y,
        "multiply": lambda x, y, *more: _again(node, [x * y, *more]) if more else x * y,
        "divide": lambda x, y: x / y,
        "least": least,
        "most": most,
        "choose": choose,
        "at_least": lambda x, y: x >= y,
        "above": lambda x, y: x > y,
        "equal": lambda x, y: x == y,
        "and": all_of,
        "or": any_of,
        "not": lambda x: ~x,
        "given": lambda x: x.given(),
        "applicable": lambda x: x.applicable(),
        "cell": lambda x: cell(node.value, x),
    }
    if node.op in made:
        return made[node.op](*args)
    return Condition(node) if node.is_truth else Symbol(node)
