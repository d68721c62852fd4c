"""Classes that are compared, hashed and printed by their fields."""

import pickle

import attrs
import pytest

from perfrules.content import ByContent


@attrs.frozen(eq=False, repr=False)
class Ours(ByContent):
    """A class of the library."""

    first: object
    second: object = attrs.field(default=0, eq=False)
    third: object = attrs.field(default=0, hash=False)
    _fourth: object = attrs.field(default=0, repr=False)


@attrs.frozen
class Theirs:
    """The same fields, with the methods that attrs writes."""

    first: object
    second: object = attrs.field(default=0, eq=False)
    third: object = attrs.field(default=0, hash=False)
    _fourth: object = attrs.field(default=0, repr=False)


@attrs.frozen(eq=False, repr=False)
class Single(ByContent):
    """A class with one field."""

    only: object


@attrs.frozen(eq=False, repr=False)
class Empty(ByContent):
    """A class without fields."""


PAIRS = [((1,), (1,)), ((1,), (2,)), ((1, 1), (1, 2)), ((1, 1, 1), (1, 1, 2)), ((1, 1, 1, 1), (1, 1, 1, 2))]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_equal_and_hashed_as_attrs_would(left, right):
    """Two of a class are equal, and are hashed alike, in the cases in which those of attrs are."""
    assert (Theirs(*left) == Theirs(*right)) == (Ours(*left) == Ours(*right))
    assert (hash(Theirs(*left)) == hash(Theirs(*right))) == (hash(Ours(*left)) == hash(Ours(*right)))


def test_printed_as_attrs_would():
    """Fields are printed by name, without those that are left out."""
    assert repr(Theirs("a", {"b": 1})).replace("Theirs", "Ours") == repr(Ours("a", {"b": 1}))


@pytest.mark.parametrize(("one", "two"), [(Single(1), Single(2)), (Empty(), Single(())), (Single(1), 1)])
def test_others_are_not_equal(one, two):
    """Other content, another class and no class of ours are not equal."""
    assert one != two
    assert two != one


@pytest.mark.parametrize("value", [Single((1, 2)), Empty(), Ours(1)])
def test_a_copy_is_equal(value):
    """A value and its copy are equal and one key, however many fields the class has."""
    copy = pickle.loads(pickle.dumps(value))  # noqa: S301 - written a moment ago
    assert value == copy
    assert {value} == {copy}


def test_what_cannot_be_hashed_says_so():
    """A value that holds a list is no key."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(Single([]))


def test_what_dies_at_the_end_is_still_hashed(monkeypatch):
    """While Python ends, modules lose their names before the last objects die, some of which are keys."""
    kept = {Single(1): 1}
    monkeypatch.setattr("perfrules.content._hashed", None)
    assert 1 == kept[Single(1)]
