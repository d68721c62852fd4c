"""Texts of plain digits as whole numbers."""

import re
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfrules.tables.digits import digits

TEXTS = st.one_of(
    st.none(),
    st.text("0123456789.-", max_size=20),
    st.text(max_size=4),
    st.decimals(-(10**12), 10**12, places=4).map(str),
    st.sampled_from(("", "-", ".", "-.5", "5.", "--1", "1-", "1.2.3", "007", "-0", "9" * 15, "9" * 16, "1\n", "１")),
)


def plain(text, places):
    """Return what a text is by a pattern and Python's decimals; None for what is not plain."""
    fraction = f"(\\.[0-9]{{1,{places}}})?" if places else ""
    return int(Decimal(text).scaleb(places)) if re.fullmatch(f"-?[0-9]{{1,15}}{fraction}", text or "") else None


@given(st.lists(TEXTS, max_size=12), st.sampled_from((0, 1, 2, 4, 6)), st.integers(0, 3))
def test_texts_are_the_numbers_that_they_say(texts, places, start):
    """Whatever is read is exact, and all that is plain and not too long is read; offsets and nulls change nothing."""
    for kind in (pa.string(), pa.large_string()):
        numbers, fits = digits(pa.array(texts, kind).slice(start), places)
        for text, number, fit in zip(texts[start:], numbers.tolist(), fits.tolist(), strict=True):
            expected = plain(text, places)
            if fit:
                assert expected == number
            elif expected is not None:
                assert len(text.lstrip("-").partition(".")[0]) + places > 18


@pytest.mark.parametrize("places", [0, 2, 15])
def test_the_longest_texts_stay_within_64_bits(places):
    """Fifteen digits before the point are read where they fit together with the decimals; else one by one."""
    longest = "9" * (18 - places if places > 3 else 15) + ("." + "9" * places if places else "")
    numbers, fits = digits(pa.array([longest, "-" + longest, "9" + longest]), places)
    assert [int(Decimal(longest).scaleb(places)), -int(Decimal(longest).scaleb(places))] == numbers.tolist()[:2]
    assert [True, True, False] == fits.tolist()
