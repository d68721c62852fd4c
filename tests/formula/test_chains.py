"""Chains of choices are one list from the top."""

from perfrules.formula import choose, postorder, read
from perfrules.formula.chains import arms, heads
from perfrules.formula.node import TRUE

X, Y = read("x"), read("y")
CHAIN = choose(X > 5, 3, choose(X > 4, choose(Y > 0, 2, 1), 0))


def test_arms_stand_from_the_top():
    """Each arm has its place, its condition and what it gives; the last has what no other takes."""
    found = list(arms(CHAIN.node))
    assert [1, 2, 3] == [arm.place for arm in found]
    assert [(X > 5).node, (X > 4).node, TRUE] == [arm.condition for arm in found]
    assert CHAIN.node.args[2] is found[1].choice is found[2].choice
    assert [False, False, True] == [arm.otherwise for arm in found]
    assert {CHAIN.node} == {arm.head for arm in found}


def test_what_is_no_choice_is_its_own_only_arm():
    """A formula without a choice at its top has one arm, which is itself."""
    [arm] = arms(X.node)
    assert (X.node, X.node, True) == (arm.choice, arm.value, arm.otherwise)


def test_heads_are_the_tops_of_chains():
    """A choice in an arm begins a chain of its own; what is left by another choice does not."""
    assert {CHAIN.node, choose(Y > 0, 2, 1).node} == set(heads(tuple(postorder([CHAIN.node]))))
