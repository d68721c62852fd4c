"""Seven modes of rounding, exactly, for both signs."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.formula import MODES, Rounding, round_fraction

NUMBERS = st.decimals(-1000, 1000, places=4)


@pytest.mark.parametrize("mode", MODES)
@given(number=NUMBERS, places=st.integers(0, 4))
def test_rounding_to_places_is_that_of_decimal(mode, number, places):
    """To decimal places, every mode does what `decimal` does."""
    expected = number.quantize(Decimal(1).scaleb(-places), f"ROUND_{mode.upper()}")

    assert Fraction(expected) == round_fraction(Fraction(number), Rounding.places(places, mode))


@pytest.mark.parametrize(
    ("mode", "steps"),
    [
        ("half_up", [-3, -2, 1, 2, 3]),
        ("half_down", [-2, -1, 0, 1, 2]),
        ("half_even", [-2, -2, 0, 2, 2]),
        ("up", [-3, -2, 1, 2, 3]),
        ("down", [-2, -1, 0, 1, 2]),
        ("ceiling", [-2, -1, 1, 2, 3]),
        ("floor", [-3, -2, 0, 1, 2]),
    ],
)
def test_halves_go_where_the_mode_says(mode, steps):
    """Halves of any step, not only of powers of ten, go away from zero, towards it, to the even one or one way."""
    step = Fraction(1, 3)
    halves = [Fraction(2 * k + 1, 2) * step for k in (-3, -2, 0, 1, 2)]

    assert [k * step for k in steps] == [round_fraction(half, Rounding(step, mode)) for half in halves]


@given(number=st.fractions(), step=st.fractions(min_value=Fraction(1, 100), max_value=50), mode=st.sampled_from(MODES))
def test_a_rounded_number_is_a_multiple_nearby_and_stays(number, step, mode):
    """The result is a whole number of steps, less than one step away, and is not changed by rounding it again."""
    rounding = Rounding(step, mode)
    rounded = round_fraction(number, rounding)

    assert 1 == (rounded / step).denominator
    assert abs(rounded - number) < step
    assert rounded == round_fraction(rounded, rounding)


def test_a_step_is_positive_and_a_mode_is_known():
    """A step of 0 and a mode that nobody knows are refused."""
    with pytest.raises(ValueError, match="step"):
        Rounding(Fraction(0))
    with pytest.raises(ValueError, match="mode"):
        Rounding(Fraction(1), "nearest")
