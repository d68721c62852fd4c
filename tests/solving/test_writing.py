"""Cases are written so that they are read again as they were."""

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfrules.solving import case_text, toml_value


@pytest.mark.parametrize(
    "value",
    [True, 12, Decimal("0.000001"), '“引号” and "quotes"', date(2020, 1, 2), [1, "a"], {"a b": {"c": [True]}}, {}],
)
def test_values(value):
    """A value comes back from TOML as it was."""
    assert {"key": value} == tomllib.loads(f"key = {toml_value(value)}", parse_float=Decimal)


def test_no_end():
    """A number without an end is written as a quotient."""
    assert '"2/3"' == toml_value(Fraction(2, 3))


def test_case():
    """A case names its set and its day, and remarks stand before it."""
    written = case_text({"B2.2": {"met": ["a"]}}, "./set.toml", ("why\nso",), date(2020, 1, 2))
    assert written.startswith("# why\n# so\nformat")
    assert {"format": "perfrules/case/1", "indicator_set": "./set.toml", "on": date(2020, 1, 2)} == {
        key: value for key, value in tomllib.loads(written).items() if key != "evidence"
    }
