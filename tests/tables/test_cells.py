"""Columns of one value, and the narrowest cells: what is seen at once, and what has to be looked at."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfrules.formula.inputs import GIVEN
from perfrules.tables.cells import (
    cell_for,
    everywhere,
    is_everywhere,
    is_given,
    nowhere,
    wide,
    within,
    zeros,
)
from perfrules.tables.cells import given as given_states

KINDS = ("int8", "int16", "int32", "int64", "object")


@pytest.mark.parametrize("rows", [0, 1, 2, 70_000])
def test_a_mask_of_all_rows_and_one_of_none_are_what_they_say(rows):
    """Masks of one cell stand for every row, and for as many as there are."""
    assert [True] * rows == everywhere(rows).tolist()
    assert [False] * rows == nowhere(rows).tolist()
    assert [0] * rows == zeros(rows).tolist()


@pytest.mark.parametrize("rows", [1, 2, 70_000])
def test_a_mask_of_all_rows_is_seen_at_once(rows):
    """Only a mask of one cell is known to be that of all rows without a look at them."""
    assert is_everywhere(everywhere(rows))
    assert not is_everywhere(nowhere(rows))
    assert not is_everywhere(np.ones(rows, np.bool_))


def test_nobody_writes_into_a_column_that_stands_for_all_rows():
    """It is shared, so that writing into it would change others."""
    with pytest.raises(ValueError, match="read-only"):
        everywhere(3)[0] = False


@pytest.mark.parametrize("rows", [0, 1, 2, 70_000])
def test_states_of_rows_that_are_all_given_are_seen_at_once(rows):
    """Others may be alike, which only a look at them would tell."""
    assert [GIVEN] * rows == given_states(rows).tolist()
    assert is_given(given_states(rows))
    assert not is_given(np.zeros(rows, np.uint8))


@given(
    st.sampled_from(KINDS).flatmap(
        lambda kind: st.tuples(
            st.just(kind),
            st.lists(
                st.integers(-(2**70), 2**70)
                if kind == "object"
                else st.integers(int(np.iinfo(kind).min), int(np.iinfo(kind).max)),
                max_size=4,
            ),
        )
    ),
    st.sampled_from((-(2**63) + 1, -(2**31), -129, -128, -1, 0, 1, 5)),
    st.sampled_from((-1, 0, 4, 127, 128, 2**31 - 1, 2**31, 2**63 - 1)),
)
@example(("int64", [-(2**63)]), -(2**63) + 1, 2**63 - 1)
@example(("int8", [-128]), -127, 127)
def test_numbers_are_within_a_range_if_each_of_them_is(column, low, high):
    """One look at all of them says the same as a look at each."""
    kind, numbers = column
    assert all(low <= number <= high for number in numbers) == within(np.array(numbers, kind), low, high)


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [
        ((), "int8"),
        ((127, -127), "int8"),
        ((-128,), "int16"),
        ((2**31 - 1,), "int32"),
        ((2**31,), "int64"),
        ((2**63 - 1,), "int64"),
        ((-(2**63),), "object"),
    ],
)
def test_a_cell_is_the_smallest_that_holds_the_numbers(numbers, kind):
    """Cells hold as much below 0 as above it."""
    assert np.dtype(kind) == cell_for(*numbers)


def test_numbers_beyond_64_bits_stay_as_they_are():
    """There is no wider cell than Python's own numbers."""
    assert [2**70] == wide(np.array([2**70], object)).tolist()
    assert np.dtype(np.int64) == wide(np.array([1], np.int8)).dtype
