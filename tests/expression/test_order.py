"""The order in which names can be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from perfrules.expression import in_order

NAMES = st.integers(0, 9)


def test_what_is_read_comes_first():
    """Each key comes after those it reads; else the order is that of the mapping; what is unknown is left out."""
    assert ["c", "b", "a", "d"] == list(in_order({"a": ["b", "x"], "b": ["c"], "c": [], "d": ["a"]}))


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4)))
def test_every_key_comes_once(reads):
    """Circles and all: every key comes, and comes once; outside of circles each after what it reads."""
    order = list(in_order(reads))

    assert sorted(reads) == sorted(order)
    upwards = {key: [other for other in others if other < key] for key, others in reads.items()}
    place = {key: at for at, key in enumerate(in_order(upwards))}
    assert all(place[other] < place[key] for key, others in upwards.items() for other in others if other in place)


def test_long_chains():
    """There is no recursion."""
    assert list(range(5000)) == list(in_order({number: [number - 1] for number in range(4999, -1, -1)}))
